"""The fixed words of a report in another language: titles, heads, names of metrics and labels.

What the data says stays as it is: sentences, findings, notes and definitions are in English, and
numbers are written the English way in every language, so that all formats agree cell for cell.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from salesops.assets import folder
from salesops.render import ENGLISH, LANGUAGES
from salesops.render.bars import Bars
from salesops.render.grid import METRICS, Grid
from salesops.render.prose import Page
from salesops.render.sections import Part, Picture
from salesops.render.spark import Spark

_NUMBER = re.compile(r"\d(?:[\d.,-]*\d)?")
"""What differs from day to day in a title: `Net sales in 2026-08` is known as `Net sales in {}`."""


def known_as(said: str) -> str:
    """A fixed text with `{}` for each number in it."""
    return _NUMBER.sub("{}", said)


@dataclass(frozen=True)
class Tongue:
    """A language: what each fixed word of ours is called in it."""

    words: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    """What is said of the language in the head of a report: `Numbers` = how they are written."""

    def say(self, said: str) -> str:
        """A fixed text in it; one that it has no word for stays English."""
        if said in self.words or not self.words:
            return self.words.get(said, said)
        pattern = self.words.get(known_as(said))
        return pattern.format(*_NUMBER.findall(said)) if pattern else said


@cache
def tongue(language: str) -> Tongue:
    """The language of that name; English needs no words."""
    if language == ENGLISH:
        return Tongue()
    path = folder("reports") / LANGUAGES / f"{language}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return Tongue(read["words"], read["about"])


def spoken(page: Page, language: str) -> Page:
    """The page with its fixed words in a language."""
    if language == ENGLISH:
        return page
    of = tongue(language)
    say = of.say
    return replace(
        page,
        title=say(page.title),
        facts=(*((say(label), fact) for label, fact in page.facts), *of.about.items()),
        parts=tuple(_part(part, say) for part in page.parts),
        metrics=page.metrics and _grid(page.metrics, say),
        sparks=tuple(_spark(line, say) for line in page.sparks),
        tables=tuple(_grid(grid, say) for grid in page.tables),
        say=say,
    )


def _part(part: Part, say: Callable[[str], str]) -> Part:
    return replace(
        part,
        title=say(part.title),
        lead=tuple(_block(block, say) for block in part.lead),
        tables=tuple(_block(block, say) for block in part.tables),
        pictures=tuple(_picture(picture, say) for picture in part.pictures),
        bars=tuple(_bars(chart, say) for chart in part.bars),
    )


def _block(block: Grid | Spark, say: Callable[[str], str]) -> Grid | Spark:
    return _grid(block, say) if isinstance(block, Grid) else _spark(block, say)


def _grid(grid: Grid, say: Callable[[str], str]) -> Grid:
    """Title and heads; the first cells too where they are names of metrics."""
    rows = grid.rows
    if grid.name == METRICS:
        rows = tuple((replace(row[0], text=say(row[0].text)), *row[1:]) for row in rows)
    heads = tuple(say(head) for head in grid.heads)
    return replace(grid, title=say(grid.title), heads=heads, rows=rows)


def _spark(line: Spark, say: Callable[[str], str]) -> Spark:
    return replace(line, title=say(line.title))


def _picture(picture: Picture, say: Callable[[str], str]) -> Picture:
    return replace(picture, numbers=tuple(_grid(grid, say) for grid in picture.numbers))


def _bars(chart: Bars | Spark, say: Callable[[str], str]) -> Bars | Spark:
    return replace(chart, title=say(chart.title))
