"""What the costs of `large.py` should be of each other, and what they are."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from large_asked import AGAIN, DUCKDB, FILES, LOAD, POLARS, QUESTIONS, READ, SCARCE, STORE
from processes import Cost

Costs = Mapping[str, Mapping[str, Cost]]
"""By question and way; what failed, or was not asked, is missing."""
TEN, HUNDRED = 10_000_000, 100_000_000
SAID = {"scan": "sum(qty)", "scan4": "four sums", READ: "CSV read", LOAD: "CSV loaded"}
"""What a question is called where its name says little."""
CROSS_SELL, ROOM = 25.0, 1536
"""CPU seconds and MB of cross-sell on ten million lines."""


class Goal(NamedTuple):
    """A question asked in a way may cost so many times what another costs."""

    of: tuple[str, str]
    to: tuple[str, str]
    times: float
    lines: int
    """The size that it is set for."""

    @property
    def words(self) -> str:
        """What is divided by what."""
        return f"{_called(*self.of)} / {_called(*self.to)}"


def _called(question: str, way: str) -> str:
    return f"{SAID.get(question, question)}, {way}"


def _every() -> Iterator[Goal]:
    for question, to, times, lines in (
        ("pulse", ("pulse", DUCKDB), 1.1, HUNDRED),
        ("pulse", ("scan4", DUCKDB), 1.0, HUNDRED),
        ("heatmap", ("scan", DUCKDB), 1.6, HUNDRED),
        ("segments", ("scan4", DUCKDB), 10, TEN),
        ("segments", ("segments", POLARS), 1.0, TEN),
        ("cohorts", ("scan4", DUCKDB), 6, TEN),
    ):
        for way in (FILES, AGAIN, STORE):
            yield Goal((question, way), to, times, lines)
    yield Goal(("pulse", STORE), ("pulse", FILES), 0.1, HUNDRED)
    for question in QUESTIONS:
        yield Goal((question, SCARCE), (question, FILES), 1.3, TEN)
    for question in (READ, LOAD):
        yield Goal((question, FILES), (question, DUCKDB), 2.0, TEN)


GOALS = tuple(_every())


class Ratio(NamedTuple):
    """A goal, and what was measured."""

    goal: Goal
    ratio: float

    @property
    def holds(self) -> bool:
        """Whether it is no more than it should be, at whatever size it was measured."""
        return self.ratio <= self.goal.times

    @property
    def verdict(self) -> str:
        """The same in a word."""
        return "holds" if self.holds else "MISSED"


def ratios(costs: Costs) -> list[Ratio]:
    """The ratios of a size, of CPU seconds."""
    found = []
    for goal in GOALS:
        of, to = (costs.get(question, {}).get(way) for question, way in (goal.of, goal.to))
        if of and to:
            found.append(Ratio(goal, of.cpu / to.cpu))
    return found


def cross_sell(costs: Costs, lines: int) -> Iterator[str]:
    """Its own goals, which are no ratios, at the size that they are set for."""
    if lines != TEN:
        return
    for way in (FILES, AGAIN, STORE):
        if took := costs.get("cross-sell", {}).get(way):
            held = took.cpu <= CROSS_SELL and took.memory <= ROOM
            yield (
                f"cross-sell, {way}: {took.cpu:.1f} CPU s and {took.memory:,} MB, goals at most "
                f"{CROSS_SELL:g} and {ROOM:,}: {'hold' if held else 'MISSED'}"
            )
