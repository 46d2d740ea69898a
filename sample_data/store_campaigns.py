"""Marketing: what was spent by day, four campaigns, and whom the two mailings were for.

No order is made or changed for them. The win-back's groups are drawn so that it seems to have
worked: see _TILT. The newsletter's are drawn by chance alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, ZONE, stamp
from store_csv import Row, usd
from store_dice import Dice
from store_orders import Order
from store_people import Person
from store_team_costs import costs_of

SPEND_DAYS = 120
_DAY = timedelta(days=1)
_COUNTS = timedelta(days=28)
GOOGLE, META, MAIL = "google ads", "meta ads", "e-mail"
WIN_BACK, NEWSLETTER = "Win-back August", "July newsletter"
RACE, OIL = "Race season", "Oil change weeks"


@dataclass(frozen=True)
class _Mailing:
    """A mailing with a group held back."""

    name: str
    sent: datetime
    quiet: int
    """Days without an order before it, at the least."""
    longest: int
    """And at the most."""
    members: int
    """As many at the most."""
    held_back: int
    """In thousandths."""
    tilt: int
    """Of those who ordered after it, in thousandths, so many are held back."""
    cost: int


# Of those who ordered in the 28 days after the win-back 15 % are drawn into the group held back,
# which is half of all: so a true difference stands in the files. What they had ordered before plays
# no part.
_TILT = 150
_MAILINGS = (
    _Mailing(WIN_BACK, datetime(2026, 8, 19, 9, 30, tzinfo=ZONE), 60, 365, 999, 500, _TILT, 6_480),
    _Mailing(NEWSLETTER, datetime(2026, 7, 7, 9, 30, tzinfo=ZONE), 0, 365, 800, 250, 250, 4_800),
)
# Kind, channel, first and last day, code, category, budget in cents.
CAMPAIGNS = (
    (WIN_BACK, "e-mail", MAIL, date(2026, 8, 19), None, "", "", 7_500),
    (NEWSLETTER, "e-mail", MAIL, date(2026, 7, 7), None, "", "", 7_500),
    (RACE, "ads", META, date(2026, 7, 1), date(2026, 8, 31), "RACE15", "", 140_000),
    (OIL, "promotion", META, date(2026, 7, 27), date(2026, 8, 9), "", "Oil", 12_000),
)
# Channel, campaign, least and most of a day in cents, first and last day, what a click costs and
# how many see it for each.
_ADS = (
    (GOOGLE, "Shopping", 3_800, 6_200, None, None, 62, 41),
    (GOOGLE, "Brand search", 700, 1_400, None, None, 28, 9),
    (META, "Retargeting", 1_200, 2_300, None, None, 44, 77),
    (META, RACE, 1_400, 2_600, date(2026, 7, 1), date(2026, 8, 31), 51, 96),
    (META, OIL, 500, 900, date(2026, 7, 27), date(2026, 8, 9), 47, 88),
)


def campaign_rows() -> Iterator[Row]:
    """Yield the list of campaigns, as somebody keeps it."""
    for name, kind, channel, starts, ends, code, category, budget in CAMPAIGNS:
        yield {
            "campaign": name,
            "kind": kind,
            "channel": channel,
            "starts": starts.isoformat(),
            "ends": ends.isoformat() if ends else "",
            "code": code,
            "category": category,
            "budget": usd(budget),
            "currency": "USD",
        }


def spend_rows() -> Iterator[Row]:
    """Yield what each campaign cost on each of the last full days."""
    dice = Dice(61)
    for back in range(SPEND_DAYS, 0, -1):
        day = TODAY - back * _DAY
        for channel, name, least, most, first, last, per_click, seen in _ADS:
            cost = dice.between(least, most)
            clicks = cost // per_click
            views = clicks * seen + dice.below(seen)
            if (first is None or day >= first) and (last is None or day <= last):
                yield _spent(day, channel, name, cost, clicks, views)
        for mailing in _MAILINGS:
            if mailing.sent.date() == day:
                yield _spent(day, MAIL, mailing.name, mailing.cost, None, None)
        for channel, cost in costs_of(day):
            yield _spent(day, channel, "", cost, None, None)


def _spent(
    day: date, channel: str, name: str, cost: int, clicks: int | None, views: int | None
) -> Row:
    return {
        "Day": day.isoformat(),
        "Channel": channel,
        "Campaign": name,
        "Cost": usd(cost),
        "Clicks": "" if clicks is None else str(clicks),
        "Impressions": "" if views is None else str(views),
        "Currency": "USD",
    }


def member_rows(everyone: list[Person], orders: list[Order]) -> Iterator[Row]:
    """Yield whom each mailing was sent to, and who was held back."""
    for number, mailing in enumerate(_MAILINGS):
        dice = Dice(62, number)
        ordered = _ordered_after(mailing, orders)
        for person in _drawn(mailing, everyone, orders, dice):
            held = dice.chance(mailing.tilt if person.number in ordered else mailing.held_back)
            yield {
                "campaign": mailing.name,
                "email": person.email,
                "group": "holdout" if held else "treatment",
                "sent_at": "" if held else stamp(mailing.sent),
            }


def _ordered_after(mailing: _Mailing, orders: list[Order]) -> set[int]:
    until = mailing.sent + _COUNTS
    found = (o for o in orders if mailing.sent <= o.created < until and o.counts)
    return {order.person.number for order in found if order.person}


def _drawn(
    mailing: _Mailing, everyone: list[Person], orders: list[Order], dice: Dice
) -> list[Person]:
    """Return known customers who allow letters and ordered neither too lately nor too long ago."""
    last: dict[int, datetime] = {}
    for order in orders:
        if order.person and order.counts and order.created < mailing.sent:
            number = order.person.number
            last[number] = max(order.created, last.get(number, order.created))
    since, until = mailing.sent - mailing.longest * _DAY, mailing.sent - mailing.quiet * _DAY
    found = [
        person
        for person in everyone
        if person.accepts and since <= last.get(person.number, AS_OF) < until
    ]
    while len(found) > mailing.members:
        found.pop(dice.below(len(found)))
    return found
