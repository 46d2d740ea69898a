"""CPU seconds against lines, a panel a question, both scales logarithmic: SVG without a library."""

from collections.abc import Iterator, Mapping
from html import escape
from math import log10

from large_asked import AGAIN, DUCKDB, FILES, PANDAS, POLARS, QUESTIONS, STORE
from large_goals import Costs

WAYS = {
    FILES: ("salesops, from files", "#b3261e"),
    AGAIN: ("salesops, again", "#e8833a"),
    STORE: ("salesops, from a store", "#1b7a3d"),
    DUCKDB: ("DuckDB by hand", "#4a4a4a"),
    POLARS: ("polars by hand", "#2f6fbd"),
    PANDAS: ("pandas by hand", "#8b4fb3"),
}
LINES, SECONDS = (1_000_000, 100_000_000), (0.1, 1_000.0)
"""Ends of the scales; they grow by whole powers of ten where a cost lies beyond."""
PANEL, EDGE, GAP = (200, 150), 42, 34
WIDTH, HEIGHT = 3 * (PANEL[0] + EDGE) + EDGE, 2 * (PANEL[1] + EDGE + GAP)
TEXT = 'font-family="sans-serif" font-size="11" fill="#333"'


class Scale:
    """Where a value lies in a panel."""

    def __init__(self, ends: tuple[float, float], values: list[float], length: float) -> None:
        low, high = min([ends[0], *values]), max([ends[1], *values])
        self.low, self.high = int(log10(low) // 1), int(-(-log10(high) // 1))
        self._length = length

    def at(self, value: float) -> float:
        """Dots from the low end."""
        return (log10(value) - self.low) / (self.high - self.low) * self._length

    @property
    def powers(self) -> list[float]:
        """The powers of ten that are marked."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def drawn(sizes: Mapping[int, Costs]) -> str:
    """The picture."""
    took = [
        ways[way].cpu
        for costs in sizes.values()
        for question in QUESTIONS
        for ways in [costs.get(question, {})]
        for way in WAYS.keys() & ways.keys()
    ]
    across = Scale(LINES, [float(lines) for lines in sizes], PANEL[0])
    up = Scale(SECONDS, took, PANEL[1])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        "<title>CPU seconds of a question against order lines, both scales logarithmic</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    )
    return "\n".join([head, *_parts(sizes, across, up), "</svg>"]) + "\n"


def _parts(sizes: Mapping[int, Costs], across: Scale, up: Scale) -> Iterator[str]:
    for place, question in enumerate(QUESTIONS):
        yield f'<g transform="translate({_place(place)})">'
        yield f'<text x="0" y="-8" {TEXT} font-weight="bold">{escape(question)}</text>'
        yield from _axes(across, up)
        for way, (_, colour) in WAYS.items():
            points = [
                (across.at(lines), PANEL[1] - up.at(costs[question][way].cpu))
                for lines, costs in sorted(sizes.items())
                if way in costs.get(question, {})
            ]
            yield from _line(points, colour)
        yield "</g>"
    yield f'<g transform="translate({_place(len(QUESTIONS))})">'
    yield from _legend()
    yield "</g>"


def _place(place: int) -> str:
    row, column = divmod(place, 3)
    return f"{EDGE + column * (PANEL[0] + EDGE)} {GAP + row * (PANEL[1] + EDGE + GAP)}"


def _axes(across: Scale, up: Scale) -> Iterator[str]:
    wide, high = PANEL
    for value in up.powers:
        y = high - up.at(value)
        yield f'<path d="M0 {y:.1f}H{wide}" stroke="#ddd"/>'
        yield f'<text x="-5" y="{y + 4:.1f}" {TEXT} text-anchor="end">{value:g}</text>'
    for value in across.powers:
        x = across.at(value)
        said = f"{value / 1e6:g}M"
        yield f'<path d="M{x:.1f} 0V{high}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{high + 15}" {TEXT} text-anchor="middle">{said}</text>'


def _line(points: list[tuple[float, float]], colour: str) -> Iterator[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>'


def _legend() -> Iterator[str]:
    yield f'<text x="0" y="-8" {TEXT}>CPU seconds against order lines</text>'
    for place, (said, colour) in enumerate(WAYS.values()):
        y = 14 + 20 * place
        yield f'<path d="M0 {y}H22" stroke="{colour}" stroke-width="2.5"/>'
        yield f'<text x="30" y="{y + 4}" {TEXT}>{escape(said)}</text>'
