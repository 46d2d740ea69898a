"""The steps of each rep against those of the others; as `stages --by owner` counts them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from salesops.commands.team._reps.people import Key
from salesops.commands.team._stages.rows import Moved
from salesops.commands.team._stages.steps import Entered, Share
from salesops.commands.team._stages.story import Story as Stages
from salesops.models import apart
from salesops.models.apart import Interval
from salesops.models.wilson import width_of

BELOW, ABOVE, CHANCE, FEW = "below", "above", "not beyond chance", "few"


@dataclass(frozen=True)
class RepStep:
    """A step of one rep."""

    key: Key
    pipeline: str
    stage: str
    next_stage: str
    mine: Entered
    others: Share
    """Of all others, those that went on of those decided."""
    few: int

    @property
    def share(self) -> Share:
        """Those that went on, of those that went on or were lost."""
        return self.mine.decided

    @property
    def enough(self) -> bool:
        """Whether both sides have deals enough to be held against each other."""
        return min(self.share.whole, self.others.whole) >= self.few

    @property
    def difference(self) -> float | None:
        """In points, to the others."""
        mine, theirs = self.share.rate, self.others.rate
        return None if mine is None or theirs is None else mine - theirs

    def apart(self, width: float) -> Interval:
        """Where the difference lies."""
        one, other = self.share, self.others
        return apart.shares((one.part, one.whole), (other.part, other.whole), width=width)


@dataclass(frozen=True)
class Steps:
    """The steps of everybody, from the deals created in one window."""

    stages: Stages
    owners: Mapping[str, Key]
    """Whose a name of an owner is."""
    judged: frozenset[Key]
    """Who is held against the others: those who are there."""
    few: int

    @cached_property
    def _moved(self) -> Mapping[Key, list[Moved]]:
        found: dict[Key, list[Moved]] = {}
        for row in self.stages.moved:
            if (key := self.owners.get(row.part)) and key[1]:
                found.setdefault(key, []).append(row)
        return found

    @cached_property
    def of(self) -> Mapping[Key, list[RepStep]]:
        """The steps of each rep, in the order of the stages."""
        whole = {
            (course.pipeline, one.stage.stage): one
            for course in self.stages.courses
            for one in course.stages
        }
        return {key: list(self._steps(key, rows, whole)) for key, rows in self._moved.items()}

    def _steps(
        self, key: Key, rows: Sequence[Moved], whole: Mapping[tuple[str, str], Entered]
    ) -> Iterator[RepStep]:
        for course in self.stages.courses_of(rows):
            for one, after in course.steps():
                every = whole[course.pipeline, one.stage.stage].decided
                mine = one.decided
                others = Share(every.part - mine.part, every.whole - mine.whole)
                stage = self.stages.named(course.pipeline, one.stage.stage)
                if one.all:
                    yield RepStep(key, course.pipeline, stage, after, one, others, self.few)

    @cached_property
    def tests(self) -> int:
        """How many comparisons are made at once."""
        return sum(s.enough for key in self.judged for s in self.of.get(key, []))

    @cached_property
    def width(self) -> float:
        """Standard errors that keep all of them right at once (Bonferroni)."""
        return width_of(self.tests)

    def verdict(self, step: RepStep) -> str:
        """Whether it lies apart from the others' by more than chance."""
        if not step.enough:
            return FEW
        lies = step.apart(self.width)
        return CHANCE if not lies.tells else ABOVE if lies.low > 0 else BELOW

    def ranked(self, key: Key) -> list[RepStep]:
        """Those with enough deals first, of them the farthest below the others first."""
        found = [s for s in self.of.get(key, []) if s.difference is not None]
        return sorted(found, key=lambda s: (not s.enough, s.difference or 0.0))

    def weakest(self, key: Key) -> RepStep | None:
        """The step farthest below the others', of those with enough deals."""
        first = next(iter(self.ranked(key)), None)
        return first if first and first.enough and (first.difference or 0.0) < 0 else None
