"""The tables of deals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from salesops.commands.team._deals import groups, reasons
from salesops.commands.team._deals.answers import AtRisk, Line, Moved, Reason
from salesops.commands.team._deals.rows import Mover, Risk
from salesops.commands.team._deals.span import Basis, last_day
from salesops.commands.team._deals.story import Story
from salesops.commands.team._deals.waterfall import Step
from salesops.result import Table
from salesops.units import Unit, text

BY_DATE = ("New", "Won", "Lost", "Open now")
"""Steps that the dates of deals tell alone."""


def tables(story: Story) -> tuple[Table, ...]:
    """The waterfalls, what is at risk and why, and what moved; the last two whole for scripts."""
    risks = [_at_risk(story, row) for row in story.listed]
    movers = [_moved(story, row) for row in story.movers]
    return (
        _waterfall(story),
        _due(story),
        groups.table(story),
        _ranked(story, risks),
        _reasons(story),
        _movers(story, movers),
        Table("every_risk", "Every deal at risk", AtRisk, risks, shown=False),
        Table("every_change", "Every deal that changed", Moved, movers, shown=False),
    )


def since(story: Story) -> str:
    """How the past is told: `as kept on 2026-09-11`."""
    day = f"{story.compared.day:%Y-%m-%d}"
    return f"as kept on {day}" if story.compared.basis is Basis.COPIES else f"since {day}"


def _waterfall(story: Story) -> Table:
    note = "Came with what they are worth now; lost ones went with what they were worth then."
    if not story.computable:
        note = "What was open then is not computable from a snapshot of now."
    return Table(
        "waterfall", f"Open pipeline, {since(story)}", Line, _lines(story, story.whole), note
    )


def _due(story: Story) -> Table:
    due = story.compared.due
    title = f"Expected to close by {last_day(due):%Y-%m-%d} ({due.name})"
    rows = _lines(story, story.due) if story.computable else []
    note = "Slipped: its close date moved past the end of the period; pulled in: into it."
    return Table("due", title, Line, rows, note if rows else "", shown=bool(rows))


def _lines(story: Story, steps: Iterable[Step]) -> list[Line]:
    told = [s for s in steps if story.computable or s.name in BY_DATE]
    return [Line(s.name, s.deals, s.value, s.blank, s.change) for s in told]


def _ranked(story: Story, risks: Sequence[AtRisk]) -> Table:
    note = f"Ranked by amount x chance. {_more(story, len(risks))}".strip() if risks else ""
    return Table("at_risk", "Deals at risk", AtRisk, risks[: story.top], note)


def _more(story: Story, rows: int) -> str:
    return f"{rows - story.top:,} more: --top {rows}." if rows > story.top else ""


def _at_risk(story: Story, row: Risk) -> AtRisk:
    return AtRisk(
        row.name, row.owner, row.amount, row.chance, row.close_date,
        reasons.said(row, story.currency), row.stage, row.weighted, row.shop, row.deal,
        row.account, row.basis, row.days_left, row.overdue_days, row.stale_days,
        row.p75_days if row.stale_days is not None else None, row.slip_count, row.quiet_days,
        row.stepless_days, row.shrank_by, row.stage_before, row.low_chance, row.slipped_now,
    )  # fmt: skip


def _reasons(story: Story) -> Table:
    rows = [*_by_reason(story)]
    note = "A deal may have several reasons." if rows else ""
    return Table("reasons", "Why they are at risk", Reason, rows, note, shown=bool(rows))


def _by_reason(story: Story) -> Iterator[Reason]:
    for why in reasons.REASONS:
        if found := [row for row in story.listed if why.holds(row)]:
            yield Reason(why.name, len(found), worth(found), weighted(found))


def worth(rows: Iterable[Risk]) -> Decimal:
    """Their amounts, those that are known."""
    return sum((row.amount for row in rows if row.amount is not None), Decimal(0))


def weighted(rows: Iterable[Risk]) -> Decimal:
    """Their amounts by their chances."""
    return sum((row.weighted for row in rows if row.weighted is not None), Decimal(0))


def _movers(story: Story, movers: Sequence[Moved]) -> Table:
    more = _more(story, len(movers))
    return Table("movers", "What moved", Moved, movers[: story.top], more)


def _moved(story: Story, row: Mover) -> Moved:
    def side(state: str, stage: str | None, amount: Decimal | None, close: date | None) -> str:
        if state in ("none", "past"):
            return "–"
        money = text(amount, Unit.MONEY, story.currency) if amount is not None else None
        day = f"{close:%Y-%m-%d}" if close else None
        return ", ".join(filter(None, [stage or state, money, day]))

    return Moved(
        row.name, ", ".join(_what(story, row)),
        side(row.state_then, row.stage_then, row.amount_then, row.close_then),
        side(row.state_now, row.stage_now, row.amount_now, row.close_now),
        row.owner, row.account, row.shop, row.deal, row.state_then, row.state_now, row.stage_then,
        row.stage_now, row.amount_then, row.amount_now, row.close_then, row.close_now, row.at_stake,
    )  # fmt: skip


_ENTERS = {"appeared": "open, nobody says since when"}
_LEAVES = {"closed": "closed, not said how", "gone": "no longer in the export, or its state"}
_MOVED = {"known": "amount not known then", "unknown": "amount no longer known"}


def _what(story: Story, row: Mover) -> Iterator[str]:
    """What became of it, the gravest first."""
    if row.leaves:
        yield _LEAVES.get(row.leaves, row.leaves)
    if row.enters:
        yield _ENTERS.get(row.enters, row.enters)
    told = row.moved in ("grew", "shrank") or (row.moved and story.computable)
    if row.leaves_period == "slipped":
        yield "slipped"
    elif row.enters_period == "pulled in":
        yield "pulled in"
    elif row.is_redated and row.close_then and row.close_now:
        yield "later" if row.close_now > row.close_then else "earlier"
    if told and row.moved:
        yield _MOVED.get(row.moved, row.moved)
    if row.has_moved_on:
        yield "another stage" if not row.steps else "went on" if row.steps > 0 else "went back"
