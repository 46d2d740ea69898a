"""Steps from stage to stage, counted from how far the deals of each stage came later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from salesops.commands.team._stages.rows import Moved, Stage
from salesops.models import wilson
from salesops.models.apart import Interval
from salesops.models.compare import ratio

WON = 1_000_000
"""The place of a deal that was won: after every stage. In sql/team/stages/moved.sql too."""
CLOSED = "Won"
FEW = "few"
"""Said of a share of fewer deals than it needs."""


@dataclass(frozen=True)
class Share:
    """So many of so many, and where the share lies with 95 % confidence."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """None of nothing."""
        return ratio(self.part, self.whole)

    @property
    def within(self) -> Interval | None:
        """Wilson's interval."""
        return wilson.share(self.part, self.whole)

    @property
    def low(self) -> float | None:
        """Its lower end."""
        return self.within.low if self.within else None

    @property
    def high(self) -> float | None:
        """Its upper end."""
        return self.within.high if self.within else None


@dataclass(frozen=True)
class Entered:
    """The deals that entered one stage."""

    stage: Stage
    rows: Sequence[Moved]

    @cached_property
    def all(self) -> int:
        """How many."""
        return sum(row.deals for row in self.rows)

    def came(self, place: int) -> Share:
        """Those that later entered that place or one after it, or were won."""
        return Share(sum(r.deals for r in self.rows if r.furthest >= place), self.all)

    @cached_property
    def on(self) -> Share:
        """Those that went on into any later stage, or were won."""
        return self.came(1)

    @property
    def decided(self) -> Share:
        """The same of those that went on or were lost."""
        return Share(self.on.part, self.on.part + self.lost)

    @cached_property
    def lost(self) -> int:
        """Lost without having gone on."""
        return self._stayed("lost")

    @cached_property
    def still_open(self) -> int:
        """Open, and not gone on: a few of them have gone back."""
        return self._stayed("open")

    @property
    def unknown(self) -> int:
        """Not gone on, and nobody says how they stand."""
        return self.all - self.on.part - self.lost - self.still_open

    def _stayed(self, state: str) -> int:
        return sum(r.deals for r in self.rows if r.furthest == 0 and r.state == state)


@dataclass(frozen=True)
class Course:
    """The stages of one pipeline in their order, and who entered each."""

    pipeline: str
    stages: Sequence[Entered]

    def __bool__(self) -> bool:
        """Whether any deal entered any stage."""
        return any(one.all for one in self.stages)

    def steps(self) -> Iterator[tuple[Entered, str]]:
        """Each stage, and the name of the next."""
        names = [one.stage.stage for one in self.stages]
        return zip(self.stages, [*names[1:], CLOSED], strict=True)

    def later(self, than: int) -> Iterator[tuple[str, int]]:
        """The stages after the one at an index, with their places, and won."""
        for one in self.stages[than + 1 :]:
            yield one.stage.stage, one.stage.place or 0
        yield CLOSED, WON


def course(pipeline: str, stages: Iterable[Stage], moved: Iterable[Moved]) -> Course:
    """The stages of a pipeline with the deals that entered them."""
    rows: dict[str, list[Moved]] = {}
    for row in moved:
        if row.pipeline == pipeline:
            rows.setdefault(row.stage, []).append(row)
    return Course(pipeline, [Entered(s, rows.get(s.stage, [])) for s in stages])
