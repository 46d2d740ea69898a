"""The card: each goal in the period under way, in the last complete one, and in those before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from salesops.commands.sales._scorecard.goals import Goal
from salesops.commands.sales._scorecard.judge import Reading, Status, Verdict, judge, mean
from salesops.commands.sales._scorecard.periods import Slot, bases, last_complete, under_way
from salesops.commands.sales._scorecard.readings import Readings
from salesops.commands.sales._scorecard.rows import Line, Run
from salesops.models.compare import NO_HISTORY, NOT_AVAILABLE
from salesops.queries.database import Database
from salesops.result import Table
from salesops.units import Unit, signed

RUN = 6
"""Complete periods that a run shows."""
STALE = "data is old"
NOTE = (
    "A period so far meets as many days, to the same time, of its base. n: orders, sessions, "
    "customers or days behind an average or a rate. Gap: what is missing, negative what is "
    "beyond. Of rates, changes and gaps are in points."
)
_SHORT = {Status.MET: "yes", Status.NOT_MET: "no"}


@dataclass(frozen=True)
class Card:
    """All goals in all their periods."""

    db: Database
    goals: tuple[Goal, ...]
    readings: Readings
    over: tuple[str, ...]
    chosen: Slot | None
    """The one period of --period; else each unit's own."""

    def slots(self, unit: str) -> list[Slot]:
        """What a unit's part of the card is about: the period so far, and the last complete."""
        if self.chosen:
            return [self.chosen]
        week = self.db.week_start
        found = [under_way(self.db.as_of, unit, week), last_complete(self.db.as_of, unit, week)]
        return [slot for slot in found if slot]

    @cached_property
    def now(self) -> list[Line]:
        """Goals of the periods that the card is about first: so far, or that of --period.

        In the first instant of a month nothing of it has passed: then the one that is over.
        """
        found = [(goal, self.slots(goal.over)[0]) for goal in self._asked()]
        return [self._line(goal, slot) for goal, slot in found if goal.asks(slot.first)]

    @cached_property
    def closed(self) -> list[Line]:
        """Goals of the last complete periods, where those so far stand beside them."""
        both = {unit for unit in self.over if len(self.slots(unit)) > 1}
        return [line for line in self.history if line.over in both and self._newest(line)]

    @property
    def history(self) -> list[Line]:
        """Goals of the last complete periods, oldest first."""
        return [line for _, line in self._judged]

    @property
    def missed(self) -> Iterable[tuple[Goal, Line]]:
        """What the newest complete period fell short of."""
        for goal, line in self._judged:
            if line.status == Status.NOT_MET and self._newest(line):
                yield goal, line

    def tables(self, *progress: Table) -> tuple[Table, ...]:
        """Goals so far and of the last complete periods, sales, runs, and all of it as data."""
        title = "Goals so far" if any(not row.complete for row in self.now) else "Goals"
        return (
            Table("goals", title, Line, self.now, NOTE if self.now else "", bool(self.goals)),
            Table("closed", "Goals of the last complete periods", Line, self.closed,
                  shown=bool(self.closed)),
            *progress,
            Table("runs", f"The last {RUN} complete periods", Run, self._runs(),
                  shown=bool(self.history)),
            Table("history", "Goals by period", Line, self.history, shown=False),
        )  # fmt: skip

    @cached_property
    def _judged(self) -> list[tuple[Goal, Line]]:
        return [
            (goal, self._line(goal, slot))
            for goal in self._asked()
            for slot in self._past(goal.over)
            if goal.asks(slot.first)
        ]

    def _asked(self) -> list[Goal]:
        """Days first; goals of one unit in the order of their file."""
        return [goal for unit in self.over for goal in self.goals if goal.over == unit]

    def _newest(self, line: Line) -> bool:
        return line.to == self._past(line.over)[-1].end

    def _past(self, unit: str) -> list[Slot]:
        """Complete slots, oldest first, the newest being the last one over."""
        newest = next((slot for slot in self.slots(unit) if slot.complete), None)
        if newest is None and self.chosen:
            newest = last_complete(self.chosen.start, unit, self.db.week_start)
        return [newest.back(n) for n in range(RUN - 1, -1, -1)] if newest else []

    def _line(self, goal: Goal, whole: Slot) -> Line:
        slot = self.readings.slot(goal, whole)
        before = bases(slot, goal.base, self.db.week_start)
        now, base = self.readings.read(goal, slot), self._base(goal, before)
        doubt = self._doubt(goal, whole)
        verdict = judge(goal, now, base, complete=whole.complete, doubt=doubt)
        return _line(goal, slot, before, now, base, verdict, self.db.book.currency)

    def _base(self, goal: Goal, before: Sequence[Slot]) -> Reading:
        known = self.readings.known
        if not before or not all(known(goal, slot) for slot in before):
            return Reading(None, reason=NO_HISTORY)
        return mean([self.readings.read(goal, slot) for slot in before])

    def _doubt(self, goal: Goal, slot: Slot) -> str | None:
        """Why numbers are shown and nothing is concluded of them."""
        if self.readings.stale(slot.window, goal.metric):
            return STALE
        return None if self.readings.known(goal, slot) else NO_HISTORY

    def _runs(self) -> list[Run]:
        found: dict[tuple[str, str, str], list[Line]] = {}
        for line in self.history:
            found.setdefault((line.goal, line.metric, line.over), []).append(line)
        return [_run(lines) for lines in found.values()]


def _run(lines: Sequence[Line]) -> Run:
    met = sum(line.status == Status.MET for line in lines)
    known = sum(line.status != Status.UNKNOWN for line in lines)
    words = " ".join(_SHORT.get(Status(line.status), "–") for line in lines)
    return Run(lines[0].goal, lines[0].over, met, known, words, lines[-1].period)


def _moved(goal: Goal, verdict: Verdict, difference: Fraction | None) -> str:
    """In points for a share, since a percent of a percent misleads; else in percent."""
    if difference is None or (verdict.change is None and not goal.measured.share):
        return verdict.reason or NOT_AVAILABLE
    arrow = "▲" if difference > 0 else "▼" if difference < 0 else "="
    if goal.measured.share and not goal.grows:
        return f"{arrow} {signed(float(difference), Unit.POINTS)}"
    return f"{arrow} {signed(verdict.change and float(verdict.change), Unit.PERCENT)}"


def _line(
    goal: Goal,
    slot: Slot,
    before: Sequence[Slot],
    now: Reading,
    base: Reading,
    verdict: Verdict,
    currency: str | None,
) -> Line:
    shown = goal.measured.shown
    place = f", {verdict.place}" if verdict.place else ""
    pair = (now.value, base.value)
    difference = None if pair[0] is None or pair[1] is None else pair[0] - pair[1]
    return Line(
        goal=goal.title,
        standing=f"{verdict.status}{place}",
        over=goal.over,
        wanted=goal.wanted(currency),
        actual=shown(now.value),
        gap=shown(verdict.gap),
        base=shown(base.value),
        moved=_moved(goal, verdict, difference),
        n=now.n,
        change=shown(difference),
        change_pct=None if verdict.change is None else float(verdict.change),
        why=verdict.reason,
        status=verdict.status,
        place=verdict.place,
        metric=goal.metric,
        unit=goal.measured.unit,
        period=slot.name,
        from_=slot.start,
        to=slot.end,
        complete=slot.complete,
        base_from=before[-1].start if before else None,
        base_to=before[0].end if before else None,
        base_periods=len(before),
        wanted_low=shown(verdict.wanted.low),
        wanted_high=shown(verdict.wanted.high),
        owner=goal.owner,
        definition=goal.metric,
    )
