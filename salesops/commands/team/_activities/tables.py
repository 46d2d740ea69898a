"""The tables of activities."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.team._activities import answers
from salesops.commands.team._activities.early import early_tables
from salesops.commands.team._activities.people import ALL, rep_tables
from salesops.commands.team._activities.rows import Gaps, Open
from salesops.commands.team._activities.story import Story
from salesops.commands.team._reps.activity import KINDS, OTHER
from salesops.commands.team._reps.people import NOBODY
from salesops.models.compare import ratio
from salesops.result import Table

NAMES = {"email": "e-mail", OTHER: "other (tasks)"}
ZERO = Decimal(0)
_TOUCHED = (
    "Touched: by any activity in the last {days:,} days. Quiet: not since. Never: by none, and "
    "older. New: not yet. Untouched: quiet or never, and their value. Gap: days from one activity "
    "to the next, the median and what one in ten exceeds."
)


def tables(story: Story) -> tuple[Table, ...]:
    """Who did what, weeks, kinds, open deals, and what precedes wins."""
    return (
        *rep_tables(story),
        _weeks(story),
        _kinds(story),
        _outcomes(story),
        *_open(story),
        *early_tables(story),
    )


def _weeks(story: Story) -> Table:
    rows = [
        answers.Week(
            one.week, one.calls, one.meetings, one.emails, one.demos, one.proposals, one.all,
            one.deals,
        )
        for one in story.weeks
    ]  # fmt: skip
    title = "By week, of those that are over"
    return Table("weeks", title, answers.Week, rows, shown=bool(rows))


def _kinds(story: Story) -> Table:
    rows = [_kind(story, kind) for kind in (*KINDS, OTHER)]
    rows = [row for row in rows if row.done or row.missed or row.ahead]
    note = (
        "Due in the window; where the CRM does not say, it counts as done. Planned ahead: due "
        "from now on. Shares are of calls to proposals."
    )
    shown = bool(rows)
    return Table("kinds", "Planned, and done", answers.Kind, rows, note if rows else "", shown)


def _kind(story: Story, kind: str) -> answers.Kind:
    done, missed, ahead = (
        sum(getattr(one, part) for one in story.planned if one.kind == kind)
        for part in ("done", "missed", "ahead")
    )
    every = sum(one.done for one in story.planned if one.kind in KINDS)
    share = ratio(done, every) if kind in KINDS else None
    return answers.Kind(
        NAMES.get(kind, kind), done, share, missed, ratio(done, done + missed), ahead
    )


def _outcomes(story: Story) -> Table:
    every: dict[str, int] = {}
    for one in story.outcomes:
        every[one.kind] = every.get(one.kind, 0) + one.activities
    order = {kind: n for n, kind in enumerate((*KINDS, OTHER))}
    rows = [
        answers.Outcome(
            NAMES.get(one.kind, one.kind), one.outcome or "not stated", one.activities,
            ratio(one.activities, every[one.kind]),
        )
        for one in sorted(story.outcomes, key=lambda o: (order[o.kind], o.outcome is None))
    ]  # fmt: skip
    return Table("outcomes", "What came of them", answers.Outcome, rows, shown=bool(rows))


def name_of(story: Story, one: Open | Gaps) -> str:
    """Whose deals these are."""
    rep = story.people.all.get((one.shop, one.rep))
    return rep.name if rep else one.rep or NOBODY


def _open(story: Story) -> tuple[Table, Table]:
    """Whose deals lie untouched most first, nobody's and all last; whole, and as prose shows it."""
    gaps = {(one.shop, one.rep): one for one in story.gaps if not one.is_all}
    found = sorted(
        story.open.items(),
        key=lambda item: (
            item[0][1] is None, -item[1].untouched_value, -(item[1].quiet + item[1].never),
            -item[1].deals, name_of(story, item[1]),
        ),
    )  # fmt: skip
    every = [_row(name_of(story, one), [one], gaps.get(key)) for key, one in found]
    named, top = [one for key, one in found if key[1] is not None], story.asked.top
    first = every
    if len(named) > top + 1:
        rest = _row(f"other ({len(named) - top:,})", named[top:], None)
        first = [*every[:top], rest, *every[len(named) :]]
    whole = next((one for one in story.gaps if one.is_all), None)
    last = [_row(ALL, list(story.open.values()), whole)] if every else []
    note = _TOUCHED.format(days=story.limits.quiet_days) if every else ""
    title = "Open deals: worked on, and untouched"
    row = answers.Open
    return (
        Table("open", f"{title}, all", row, [*every, *last], shown=False),
        Table("open_top", title, row, [*first, *last], note, shown=bool(every)),
    )


def _row(name: str, parts: Sequence[Open], gaps: Gaps | None) -> answers.Open:
    deals = sum(one.deals for one in parts)
    quiet, never = sum(one.quiet for one in parts), sum(one.never for one in parts)
    return answers.Open(
        rep=name,
        deals=deals,
        lately=sum(one.lately for one in parts),
        quiet=quiet,
        never=never,
        fresh=sum(one.fresh for one in parts),
        untouched_share=ratio(quiet + never, deals),
        untouched_value=sum((one.untouched_value for one in parts), ZERO),
        gap=gaps.middle if gaps else None,
        high=gaps.high if gaps else None,
        value=sum((one.value for one in parts), ZERO),
        gaps=gaps.gaps if gaps else None,
    )
