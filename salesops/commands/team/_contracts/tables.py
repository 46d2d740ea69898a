"""The tables of contracts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from salesops.commands.team._contracts import answers
from salesops.commands.team._contracts.rows import Due, Month
from salesops.commands.team._contracts.story import Story
from salesops.models.compare import ratio
from salesops.result import Table

_STANDS = {
    "active": "in force",
    "gone on": "in force, gone on by itself",
    "upcoming": "signed, begins later",
    "ended": "ended",
    "cancelled": "cancelled",
    "draft": "draft",
}
_OUTCOMES = {
    "renewed": "renewed",
    "not renewed": "not renewed",
    "cancelled": "cancelled",
    "gone on": "gone on by itself",
    "undecided": "too soon to say",
}
_EVENTS = ("signed", "started", "passed its last day", "cancelled")
MONTHS = 12
LATER, ENDLESS, GONE_ON = "later", "no end stated", "gone on by itself"


def tables(story: Story) -> tuple[Table, ...]:
    """What ends soon first, then the calendar, how all stand, what became of those that ended."""
    return (
        *_expiring(story),
        _notices(story),
        _calendar(story),
        _standing(story),
        _renewals(story),
        _events(story),
        _endless(story),
    )


def _expiring(story: Story) -> Iterator[Table]:
    rows = [due(story, row) for row in story.expiring]
    rows.sort(key=lambda row: (not row.at_risk, not row.neglected, row.ends or date.max))
    more = f" {len(rows) - story.top:,} more: --top {len(rows)}." if len(rows) > story.top else ""
    note = f"Those at risk first. Renewal: a contract signed or a deal open for it.{more}"
    title = f"Contracts that end within {story.days} days"
    yield Table("expiring", title, answers.Due, rows[: story.top], note if rows else "")
    yield Table("every_expiring", f"{title}, all", answers.Due, rows, shown=False)


def due(story: Story, row: Due) -> answers.Due:
    """A contract, and what becomes of it."""
    at_risk = row.is_open and row.days_left is not None and row.days_left <= story.days
    return answers.Due(
        row.name, row.account, row.owner, row.end_date, row.days_left, row.annual_value,
        said(row), row.notice_day, row.shop, row.contract, row.product, row.start_date,
        row.value, row.notice_days, row.notice_left, row.auto_renews, row.renewed_by,
        row.open_deal, at_risk, at_risk and row.open_renewal is None,
    )  # fmt: skip


def said(row: Due) -> str:
    """How its renewal stands."""
    if row.renewed_by is not None:
        return f"signed: {row.renewed_by}"
    if row.auto_renews:
        return "by itself"
    over = row.notice_left is not None and row.notice_left < 0
    late = f"; notice was due {row.notice_day}" if over else ""
    if row.open_renewal is not None:
        return f"open: {row.open_renewal}{late}"
    return f"none{late}"


def _notices(story: Story) -> Table:
    rows = [
        answers.Notice(
            row.notice_day, row.notice_left, row.name, row.account, row.owner, row.end_date,
            row.annual_value, "it goes on" if row.auto_renews else "it ends", row.shop,
            row.contract,
        )
        for row in story.notices
        if row.notice_day and row.end_date and row.notice_left is not None
    ]  # fmt: skip
    top = story.top
    note = f"{len(rows) - top:,} more: --top {len(rows)}." if len(rows) > top else ""
    title = f"Days for notice within {story.days} days"
    return Table("notices", title, answers.Notice, rows[:top], note, shown=bool(rows))


def _calendar(story: Story) -> Table:
    first = story.today.replace(day=1)
    names = [f"{month:%Y-%m}" for month in months_from(first)]
    found: dict[str, list[Month]] = {}
    for row in story.months:
        found.setdefault(_month_of(row, names), []).append(row)
    listed = names if story.months else []
    rest = [name for name in (LATER, ENDLESS, GONE_ON) if name in found]
    rows = [_month(name, found.get(name, [])) for name in [*listed, *rest]]
    note = (
        "In force, or signed for later, by the month of the last day; worth a year. By itself: "
        "renews so. At risk: the others, where nothing is signed yet."
    )
    return Table(
        "calendar", f"What ends in the next {MONTHS} months", answers.Month, rows,
        note if rows else "", shown=bool(rows),
    )  # fmt: skip


def months_from(first: date) -> Iterator[date]:
    """The first days of twelve months."""
    for n in range(first.month - 1, first.month - 1 + MONTHS):
        yield date(first.year + n // 12, n % 12 + 1, 1)


def _month_of(row: Month, names: list[str]) -> str:
    if row.month is None:
        return GONE_ON if row.has_gone_on else ENDLESS
    name = f"{row.month:%Y-%m}"
    return name if name in names else LATER


def _month(name: str, rows: list[Month]) -> answers.Month:
    at_risk = sum((r.at_risk for r in rows), Decimal(0)) if name != ENDLESS else Decimal(0)
    return answers.Month(
        name, sum(r.contracts for r in rows), sum((r.annual_value for r in rows), Decimal(0)),
        sum(r.auto for r in rows), sum(r.renewed for r in rows), at_risk,
        sum((r.value for r in rows), Decimal(0)),
    )  # fmt: skip


def _standing(story: Story) -> Table:
    found = [story.standing[name] for name in _STANDS if name in story.standing]
    rows = [
        answers.Standing(
            _STANDS[one.stands], one.contracts, one.auto, one.value, one.annual_value,
            one.contracts - one.annual_stated,
        )
        for one in found
    ]  # fmt: skip
    note = "No value: none that a year's could be told from."
    return Table("standing", "How they stand", answers.Standing, rows, note if rows else "")


def _renewals(story: Story) -> Table:
    found = [story.renewals[name] for name in _OUTCOMES if name in story.renewals]
    whole = sum(one.contracts for one in found)
    rows = [
        answers.Renewal(
            _OUTCOMES[one.how], one.contracts, ratio(one.contracts, whole), one.annual_value,
            one.renewed_value,
        )
        for one in found
    ]  # fmt: skip
    note = (
        "Ended on the last day, or when it was cancelled. Too soon: less than "
        f"{story.limits.grace_days} days ago. Those gone on by themselves are in no renewal rate."
    )
    return Table(
        "renewals", "What became of those that ended in the window", answers.Renewal, rows,
        note if rows else "", shown=bool(rows),
    )  # fmt: skip


def _events(story: Story) -> Table:
    found = {event.event: event for event in story.events}
    rows = [
        answers.Event(name, found[name].contracts, found[name].annual_value)
        for name in _EVENTS
        if name in found
    ]
    return Table("events", "What happened in the window", answers.Event, rows, shown=bool(rows))


def _endless(story: Story) -> Table:
    rows = [due(story, row) for row in story.endless]
    return Table("endless", "In force without an end", answers.Due, rows, shown=False)
