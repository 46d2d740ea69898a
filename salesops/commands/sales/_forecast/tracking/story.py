"""What --accuracy finds out, each thing once: which snapshots count, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.question import Question, Terms
from salesops.commands.sales._forecast.tracking import snapshot
from salesops.commands.sales._forecast.tracking.came import Compared, Known, compared
from salesops.commands.sales._forecast.tracking.saved import Kept, Shelf
from salesops.commands.sales._forecast.tracking.scores import Sums, total
from salesops.commands.series import Series


@dataclass(frozen=True)
class Tracked:
    """The saved forecasts of one question."""

    asked: Asked
    series: Series
    terms: Terms
    """As the question is asked now."""
    shelf: Shelf
    currency: str | None

    @cached_property
    def mine(self) -> Sequence[Kept]:
        """The snapshots of this question, on whatever terms."""
        question = Question.of(self.asked)
        return [one for one in self.shelf.kept if one.head.question == question]

    @cached_property
    def elsewhere(self) -> Sequence[Question]:
        """The other questions that snapshots are of."""
        own = Question.of(self.asked)
        found = dict.fromkeys(one.head.question for one in self.shelf.kept)
        return [question for question in found if question != own]

    @cached_property
    def unlike(self) -> Sequence[Kept]:
        """Those on other terms, which are not compared."""
        return [one for one in self.mine if one.head.terms != self.terms]

    @cached_property
    def differing(self) -> Sequence[str]:
        """In which terms they differ."""
        names = (name for one in self.unlike for name in one.head.terms.unlike(self.terms))
        return list(dict.fromkeys(names))

    @cached_property
    def last(self) -> dict[date, Kept]:
        """Of those made before the same first period the last one, by that period."""
        return {one.head.first: one for one in self.mine if one.head.terms == self.terms}

    @property
    def followed(self) -> int:
        """How many were followed by a later one before anything of them came."""
        return len(self.mine) - len(self.unlike) - len(self.last)

    @cached_property
    def _judged(self) -> dict[str, Compared | None]:
        """Those that have begun to come, by name, one after the other: they are large."""
        over = [one for first, one in self.last.items() if first < self.series.end]
        return {one.path.name: self._judge(one.path) for one in over}

    def _judge(self, path: Path) -> Compared | None:
        shot = snapshot.read(path)
        return compared(shot, self._known) if shot else None

    @cached_property
    def _known(self) -> Known:
        return Known(self.series.parts, self.series.raw)

    @property
    def waiting(self) -> Sequence[date]:
        """The first periods of those of which nothing is over."""
        return [first for first in self.last if first >= self.series.end]

    @property
    def bad(self) -> Sequence[str]:
        """Files that are no whole snapshots."""
        return [*self.shelf.bad, *(name for name, one in self._judged.items() if one is None)]

    @cached_property
    def compared(self) -> Sequence[Compared]:
        """The snapshots of which something came, oldest first."""
        return [one for one in self._judged.values() if one and one.sums.n]

    @cached_property
    def sums(self) -> Sums:
        """Of all of them."""
        return total(one.sums for one in self.compared)

    @cached_property
    def leads(self) -> dict[str, Sums]:
        """Of all of them, by how far ahead they told."""
        labels = dict.fromkeys(label for one in self.compared for label in one.leads)
        return {
            label: total(one.leads[label] for one in self.compared if label in one.leads)
            for label in sorted(labels, key=lambda label: int(label.rstrip("+").split("-")[0]))
        }

    @property
    def gone(self) -> int:
        """Series that were forecast and are in the exports no more."""
        return len(frozenset[str]().union(*(one.gone for one in self.compared)))

    @property
    def new(self) -> int:
        """Series that sold and were not forecast."""
        return len(frozenset[str]().union(*(one.new for one in self.compared)))
