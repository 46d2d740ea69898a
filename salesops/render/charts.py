"""Pictures: the Vega-Lite specs of a report, drawn by vl-convert of the extra `[charts]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from salesops.errors import UsageError
from salesops.render import safe, theme
from salesops.render.alt import alt
from salesops.render.charted import Charted
from salesops.render.svg import inline
from salesops.result import Answer, Period
from salesops.units import Unit, text

MISSING = (
    "No pictures: they take the extra [charts]; install it with pip install 'salesops[charts]'."
)
SHARP = 2.0
"""Dots of a PNG for each of the picture: phones and screens have two or more."""
LARGEST = 4000.0
"""Of a picture's width and height, in CSS pixels: a PNG of a much larger one takes all memory."""
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Drawing:
    """A picture in each form that a renderer takes."""

    name: str
    title: str
    alt: str
    """What it shows in words, with its numbers."""
    svg: str
    """In the colours of the light theme."""
    page: str
    """The SVG as it stands in html: its colours are variables, its ids its own."""

    @cached_property
    def png(self) -> bytes:
        """The picture as dots, made when it is asked for."""
        import vl_convert

        return vl_convert.svg_to_png(self.svg, scale=SHARP)


def available() -> bool:
    """Whether the extra `[charts]` is installed."""
    return find_spec("vl_convert") is not None


def drawn(answer: Answer) -> dict[str, Drawing]:
    """Every picture of the answer that can be drawn, by name; none without the extra."""
    if not available():
        return {}
    drawings = (_drawing(c, answer.currency) for c in _charts(answer) if c.why_not() is None)
    return {drawing.name: drawing for drawing in drawings if drawing}


def undrawn(answer: Answer) -> tuple[str, ...]:
    """What keeps pictures from being drawn, a sentence each."""
    charts = list(_charts(answer))
    if charts and not available():
        return (MISSING,)
    return tuple(why for chart in charts if (why := chart.why_not()))


def _charts(answer: Answer) -> Iterator[Charted]:
    for section in answer.report.sections:
        for chart in section.charts:
            yield Charted(chart, section)


def _drawing(charted: Charted, currency: str | None) -> Drawing | None:
    """The picture; None where the second wall of svg.py lets it not pass."""
    name, words = charted.chart.name, _words(charted, currency)
    spec = theme.filled(charted.chart.spec, words)
    svg = _svg(name, spec | {"datasets": charted.datasets(currency)})
    said = alt(charted, currency)
    page = inline(svg, name, said)
    return Drawing(name, charted.title, said, svg, page) if page else None


def _svg(name: str, spec: dict[str, Any]) -> str:
    import vl_convert

    try:
        svg = vl_convert.vegalite_to_svg(spec, config=theme.config(), allowed_base_urls=[])
    except (ValueError, RecursionError) as error:
        # After its own first line, what Vega says; then where in its source, which helps nobody.
        why = safe.visible([*str(error).splitlines()[:2], ""][1])
        raise UsageError(f"chart {name} is no Vega-Lite that can be drawn: {why}") from error
    _refuse_huge(name, svg)
    return svg


def _refuse_huge(name: str, svg: str) -> None:
    size = _SIZE.match(svg)
    if size and max(map(float, size.groups())) > LARGEST:
        wide, high = size.groups()
        raise UsageError(f"chart {name} is {wide} x {high}: a picture has {LARGEST:.0f} at most")


def _words(charted: Charted, currency: str | None) -> dict[str, str]:
    """What the strings of a spec may name in braces."""
    along = charted.along
    ends = sorted(along.of(row) for row in charted.rows if along.of(row) is not None)
    period = charted.section.report.period
    return {
        "currency": safe.visible(currency or "currency unstated"),
        "period": _period(period) if period else "",
        "first": safe.visible(text(ends[0], along.unit) if ends else ""),
        "last": safe.visible(text(ends[-1], along.unit) if ends else ""),
    }


def _period(period: Period) -> str:
    """Its days; its clock times too, where it does not begin and end with a day."""
    start, end = period.start, period.end
    if start.time() != time() or end.time() != time():
        return f"{text(start, Unit.INSTANT)} to {text(end, Unit.INSTANT)}"
    first, last = start.date(), (end - timedelta(days=1)).date()
    return f"{first} to {last}" if first != last else f"{first}"
