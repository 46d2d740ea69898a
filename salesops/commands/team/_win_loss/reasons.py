"""Why deals were lost, from which stage and to whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from salesops.commands.team._win_loss import answers
from salesops.commands.team._win_loss.rows import Lost
from salesops.commands.team._win_loss.story import Story
from salesops.models.compare import ratio
from salesops.result import Table

MISSING = "not stated"
NOT_KNOWN = "not known"


@dataclass
class Told:
    """The lost deals of one reason, stage or competitor."""

    lost: int = 0
    value: Decimal = Decimal(0)
    lately: int = 0
    before: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    competitors: Counter[str] = field(default_factory=Counter)

    def join(self, other: "Told | Lost") -> None:
        """Some more of them, whatever their stage and competitor."""
        self.lost += other.lost
        self.value += other.value
        self.lately += other.lately
        self.before += other.before

    def add(self, row: Lost) -> None:
        """Some more of them."""
        self.join(row)
        if row.stage:
            self.stages[row.stage] += row.lost
        if row.competitor:
            self.competitors[row.competitor] += row.lost


Named = dict[str | None, Told]
Ranked = list[tuple[str | None, Told]]
Cells = tuple[str, int, float | None, Decimal, float | None]


def by(rows: Iterable[Lost], name: Callable[[Lost], str | None]) -> Named:
    """Those of each name; None holds what states none."""
    found: Named = defaultdict(Told)
    for row in rows:
        found[name(row)].add(row)
    return found


def reasons_of(story: Story) -> Named:
    """By reason."""
    return by(story.lost, lambda row: row.reason)


def competitors_of(story: Story) -> Named:
    """By competitor."""
    return by(story.lost, lambda row: row.competitor)


def stages_of(story: Story) -> Named:
    """By the stage that they were lost from."""
    return by(story.lost, lambda row: row.stage)


def reason_tables(story: Story) -> tuple[Table, ...]:
    """Lost reasons, the stages deals were lost from, and to whom."""
    return (*_reasons(story), _from(story), _to(story))


def _ranked(found: Named) -> Ranked:
    """Most lost first; what states none last."""
    kept = [(name, told) for name, told in found.items() if told.lost]
    return sorted(kept, key=lambda one: (one[0] is None, -one[1].lost, one[0] or ""))


def _cut(story: Story, found: Ranked) -> Ranked:
    """The first, the others as one, and those that state none."""
    top = story.asked.top
    named = [one for one in found if one[0] is not None]
    if len(named) <= top + 1:
        return found
    rest = Told()
    for _, told in named[top:]:
        rest.join(told)
    return [*named[:top], (f"other ({len(named) - top:,})", rest), *found[len(named) :]]


def _reasons(story: Story) -> tuple[Table, Table]:
    found = _ranked(reasons_of(story))
    n = sum(told.lost for _, told in found)
    value = sum((told.value for _, told in found), Decimal(0))
    every = [_reason(name or MISSING, told, n, value) for name, told in found]
    first = [_reason(name or MISSING, told, n, value) for name, told in _cut(story, found)]
    named = any(name for name, _ in found)
    note = "In brackets: how many of them were lost from that stage, or to that competitor."
    return (
        Table("lost_reasons", "Why deals were lost, all", answers.Reason, every, shown=False),
        Table(
            "lost_reasons_top", "Why deals were lost", answers.Reason, first, note if named else "",
            shown=named,
        ),
    )  # fmt: skip


def _reason(name: str, told: Told, n: int, value: Decimal) -> answers.Reason:
    stage, stage_deals = _most(told.stages)
    competitor, competitor_deals = _most(told.competitors)
    return answers.Reason(
        name, told.lost, ratio(told.lost, n), told.value, ratio(told.value, value),
        _with(stage, stage_deals), _with(competitor, competitor_deals), stage, stage_deals,
        competitor, competitor_deals, told.lately, told.before,
    )  # fmt: skip


def _most(counted: Counter[str]) -> tuple[str | None, int | None]:
    """The most frequent; of several the first by name."""
    fewest = min(((-n, name) for name, n in counted.items() if n), default=None)
    return (fewest[1], -fewest[0]) if fewest else (None, None)


def _with(name: str | None, deals: int | None) -> str | None:
    return f"{name} ({deals:,})" if name else None


def _from(story: Story) -> Table:
    found = _ranked(stages_of(story))
    rows = [answers.From(*cells) for cells in _parts(found, NOT_KNOWN)]
    known = any(name for name, _ in found)
    note = "The last open stage that each was in, by the stage history, else as the deal states it."
    return Table(
        "lost_from", "From which stage deals were lost", answers.From, rows, note if known else "",
        shown=known,
    )  # fmt: skip


def _to(story: Story) -> Table:
    found = _cut(story, _ranked(competitors_of(story)))
    rows = [answers.To(*cells) for cells in _parts(found, MISSING)]
    known = any(name for name, _ in found)
    return Table("lost_to", "Which competitor lost deals name", answers.To, rows, shown=known)


def _parts(listed: Ranked, missing: str) -> list[Cells]:
    n = sum(told.lost for _, told in listed)
    value = sum((told.value for _, told in listed), Decimal(0))
    return [
        (name or missing, told.lost, ratio(told.lost, n), told.value, ratio(told.value, value))
        for name, told in listed
    ]
