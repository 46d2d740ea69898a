"""Leads: who asked or was found, how fast a rep answered, and which became deals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store_clock import AS_OF, TODAY, after_work, at, stamp
from store_csv import Row
from store_deals import Deal, working
from store_deals_accounts import company, person
from store_deals_offer import SOURCES
from store_deals_team import TEAM
from store_dice import Dice

LEADS = """lead_id created_at lead_source status owner name company industry email lead_score
    first_touch_at qualified_at converted_at deal_id""".split()
NEW, CONTACTED, QUALIFIED, CONVERTED, GIVEN_UP = (
    "new", "contacted", "qualified", "converted", "disqualified",
)  # fmt: skip
_KEY = 107
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_SINCE = date(2025, 1, 2)
# In thousandths: deals that began as a lead, and leads of a day that became none.
_WAS_LEAD, _A_DAY = 700, 1290
# Minutes of working time until a rep first writes or calls.
_WAITS, _WAIT_WEIGHTS = ((4, 40), (41, 140), (141, 400), (401, 1500)), (28, 32, 28, 12)
_NEVER, _GIVES_UP_AFTER = 120, 45
# Of whom becomes no deal, more are dealers than of deals: what a company does says something.
_KINDS = {"Workshop": 45, "Fleet": 12, "Dealer": 43}
_FATES, _FATE_WEIGHTS = (GIVEN_UP, CONTACTED, QUALIFIED), (66, 20, 14)
# What the CRM's score says: those who became deals have more of it.
_SCORES = {True: ((30, 60), (55, 98)), False: ((5, 45), (30, 80))}
_SCORE_WEIGHTS = (40, 60)
_EVENING = 15 * 3600


@dataclass(frozen=True)
class Lead:
    """One lead as it stands now."""

    created: datetime
    source: str
    status: str
    owner: str
    company: str
    kind: str
    score: int
    touched: datetime | None
    qualified: datetime | None = None
    deal: Deal | None = None


def leads(deals: list[Deal]) -> list[Lead]:
    """Return every lead, the first one first."""
    found = [lead for deal in deals if (lead := _of_deal(deal))]
    days = (TODAY - _SINCE).days + 1
    for number in range(days * _A_DAY // 1000):
        lead = _other(_SINCE + number * 1000 // _A_DAY * _DAY, Dice(_KEY, 0, number))
        if lead.created < AS_OF:
            found.append(lead)
    return sorted(found, key=lambda lead: (lead.created, lead.company))


def _of_deal(deal: Deal) -> Lead | None:
    """Return the lead that a deal began as; it was touched and qualified before."""
    dice = Dice(_KEY, deal.number)
    if not dice.chance(_WAS_LEAD):
        return None
    created = _asked(deal.created.date() - dice.between(2, 12) * _DAY, dice)
    created = min(created, deal.created - dice.between(200, 500) * _MINUTE)
    touched = after_work(created, _wait(dice))
    if touched >= deal.created:
        touched = created + dice.between(5, 90) * _MINUTE
    left = int((deal.created - touched).total_seconds())
    qualified = touched + timedelta(seconds=left * dice.between(30, 90) // 100)
    owner, score = deal.first_owner, _score(dice, good=True)
    return Lead(
        created, deal.source, CONVERTED, owner, deal.account, deal.segment, score, touched,
        qualified, deal,
    )  # fmt: skip


def _other(day: date, dice: Dice) -> Lead:
    """Return one that has become no deal."""
    created = _asked(day, dice)
    source = dice.weighted(list(SOURCES), [share for share, _ in SOURCES.values()])
    rep = dice.pick([rep for rep in TEAM if rep.there(day)])
    kind = dice.weighted(list(_KINDS), list(_KINDS.values()))
    firm = company(dice, rep.territory, kind)
    score, touched = _score(dice, good=False), after_work(created, _wait(dice))
    if dice.chance(_NEVER) or touched >= AS_OF:
        status = GIVEN_UP if (TODAY - day).days > _GIVES_UP_AFTER else NEW
        return Lead(created, source, status, rep.name, firm, kind, score, None)
    status = dice.weighted(_FATES, _FATE_WEIGHTS)
    qualified = working(touched.date() + dice.between(1, 9) * _DAY, dice)
    if status != QUALIFIED or qualified >= AS_OF:
        status = CONTACTED if status == QUALIFIED else status
        return Lead(created, source, status, rep.name, firm, kind, score, touched)
    return Lead(created, source, status, rep.name, firm, kind, score, touched, qualified)


def _asked(day: date, dice: Dice) -> datetime:
    """Return when it came in: some in the evening or at the weekend."""
    return at(day, 7 * 3600 + dice.below(_EVENING)) if dice.chance(250) else working(day, dice)


def _wait(dice: Dice) -> int:
    return dice.between(*dice.weighted(_WAITS, _WAIT_WEIGHTS))


def _score(dice: Dice, *, good: bool) -> int:
    return dice.between(*dice.weighted(_SCORES[good], _SCORE_WEIGHTS))


def lead_rows(found: list[Lead]) -> Iterator[Row]:
    """Yield a row for each, as the CRM has them."""
    for number, lead in enumerate(found, 2001):
        name = person(lead.company)
        place = "".join(letter for letter in lead.company.lower() if letter.isalpha())
        yield {
            "lead_id": f"L-{number}",
            "created_at": stamp(lead.created),
            "lead_source": lead.source,
            "status": lead.status,
            "owner": lead.owner,
            "name": name,
            "company": lead.company,
            "industry": lead.kind,
            "email": f"{name.split()[0].lower()}@{place}.example.org",
            "lead_score": str(lead.score),
            "first_touch_at": stamp(lead.touched),
            "qualified_at": stamp(lead.qualified),
            "converted_at": stamp(lead.deal.created) if lead.deal else "",
            "deal_id": f"D-{lead.deal.number}" if lead.deal else "",
        }
