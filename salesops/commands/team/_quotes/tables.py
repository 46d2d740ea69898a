"""The tables of quotes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from salesops.commands.team._quotes import answers
from salesops.commands.team._quotes.groups import by_tables, mean, rate
from salesops.commands.team._quotes.rows import Age, Soon, Span
from salesops.commands.team._quotes.story import Story
from salesops.models.compare import average, ratio
from salesops.periods.dates import DAY
from salesops.result import Table

_STATES = {
    "sent": "open",
    "accepted": "accepted",
    "declined": "declined",
    "expired": "expired",
    "withdrawn": "withdrawn",
    "draft": "not sent yet",
    "unknown": "not told how it stands",
}
BANDS = {
    0: "none", 1: "up to 5 %", 2: "5 to 10 %", 3: "10 to 15 %", 4: "15 to 20 %",
    5: "over 20 %", 9: "not stated",
}  # fmt: skip
_AGES = ((7, "within a week"), (14, "8 to 14 days ago"), (30, "15 to 30 days ago"),
         (60, "31 to 60 days ago"))  # fmt: skip
_OLDEST, _AGELESS = "over 60 days ago", "nobody says when"
_VERSIONS = {1: "one", 2: "two", 3: "three or more"}


def tables(story: Story) -> tuple[Table, ...]:
    """What became of them, by whom, the open ones, and what discounts went with."""
    return (
        _outcomes(story),
        *by_tables(story),
        _ages(story),
        *_soon(story),
        _bands(story),
        _trend(story),
        _versions(story),
        _curve(story),
    )


def _outcomes(story: Story) -> Table:
    found = [story.states[name] for name in _STATES if name in story.states]
    whole = sum(one.quotes for one in found)
    rows = [
        answers.Outcome(
            _STATES[one.stands], one.quotes, ratio(one.quotes, whole), one.value,
            average(one.value, one.stated), one.quotes - one.stated,
        )
        for one in found
    ]  # fmt: skip
    note = "Of each quote the latest version. Average of those that state an amount."
    return Table(
        "outcomes", "What became of them", answers.Outcome, rows, note if rows else "",
    )  # fmt: skip


def _ages(story: Story) -> Table:
    found: dict[str, list[Age]] = {}
    for age in story.ages:
        found.setdefault(_band_of(age.days), []).append(age)
    names = [name for _, name in _AGES] + [_OLDEST, _AGELESS]
    whole = sum(age.quotes for age in story.ages)
    rows = [
        answers.Age(
            name, sum(a.quotes for a in found[name]),
            ratio(sum(a.quotes for a in found[name]), whole),
            sum((a.value for a in found[name]), Decimal(0)),
        )
        for name in names
        if name in found
    ]  # fmt: skip
    return Table("open_ages", "Open quotes by age", answers.Age, rows, shown=bool(rows))


def _band_of(days: int | None) -> str:
    if days is None:
        return _AGELESS
    return next((name for most, name in _AGES if days <= most), _OLDEST)


def _soon(story: Story) -> Iterator[Table]:
    rows = [_expiring(one) for one in story.soon]
    top = story.asked.top
    more = f"{len(rows) - top:,} more: --top {len(rows)}." if len(rows) > top else ""
    title = f"Open quotes that expire within {round(story.limits.soon_days)} days"
    yield Table("expiring", title, answers.Soon, rows[:top], more, shown=bool(rows))
    yield Table("every_expiring", f"{title}, all", answers.Soon, rows, shown=False)


def _expiring(one: Soon) -> answers.Soon:
    return answers.Soon(
        one.name, one.account, one.owner, one.amount, one.discount, one.days, one.expires_day,
        one.days_left, one.shop, one.quote, one.version, one.sent_day, one.deal,
    )  # fmt: skip


def _bands(story: Story) -> Table:
    rows = [
        answers.Band(
            BANDS[one.band], one.quotes, one.won, one.won + one.lost,
            *rate(one.won, one.won + one.lost), one.value,
        )
        for one in story.bands
    ]  # fmt: skip
    note = (
        "One quote of each deal: the accepted one, else the latest. An association: who discounts "
        "what differs in more than the discount."
    )
    told = any(one.band in range(1, 6) for one in story.bands)
    return Table(
        "discounts", "Discount and win rate", answers.Band, rows, note if rows else "", shown=told
    )


def _trend(story: Story) -> Table:
    now, then = story.trend
    rows = [
        _spanned(now, story.recent_day, story.today),
        _spanned(then, story.before_day, story.recent_day - DAY),
    ]
    shown = bool(now.discounts and then.discounts)
    return Table("trend", "Lately, and in the 12 months before", answers.Span, rows, shown=shown)


def _spanned(one: Span, first: date, last: date) -> answers.Span:
    return answers.Span(
        f"{first} to {last}", one.quotes, mean(one), one.accepted, one.ended,
        *rate(one.accepted, one.ended), first, last, one.discounts,
    )  # fmt: skip


def _versions(story: Story) -> Table:
    rows = [
        answers.Versions(
            _VERSIONS[one.versions], one.quotes, one.accepted, one.ended,
            *rate(one.accepted, one.ended),
        )
        for one in story.versions
    ]  # fmt: skip
    return Table(
        "versions", "By the versions of a quote", answers.Versions, rows, shown=len(rows) > 1
    )


def _curve(story: Story) -> Table:
    rows = [answers.Step(s.days, s.waiting, s.happened, s.left) for s in story.steps]
    return Table("accepted_within", "Not accepted by then", answers.Step, rows, shown=False)
