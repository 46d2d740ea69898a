"""The terminal: the answer in Rich tables, plain text where there is no colour.

Every word goes through `_Ink`: no cell is read as markup or reaches the terminal as it came.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from salesops.render import bars, safe
from salesops.render.bars import Bars
from salesops.render.grid import METRICS, Grid
from salesops.render.layout import GUTTER, fit
from salesops.render.prose import Page, page
from salesops.render.sections import Part
from salesops.render.spark import LONGEST, Spark, is_line
from salesops.render.tongue import spoken
from salesops.render.view import View
from salesops.result import Answer, Finding, Heat, Letter
from salesops.units import Unit

NARROWEST = 40
"""Below this a number beside its name no longer fits; the terminal wraps the lines itself."""
NARROW_TEXT, LONG_WORD, ADDRESS = 12, 20, 40
"""How narrow a long text column may become before the table is parted: words stay whole to 20, an
e-mail address, which nobody can copy in two, to 40, and a line of marks, which is a picture."""
LABEL = 40
"""Of the lists of pairs, and half the width at most; a longer label goes on below itself."""
_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_ASCII_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_TONES = {"": "", "good": "green", "bad": "red"}
_HEATS = {
    Heat.NONE: "",
    Heat.COOL: "black on bright_cyan",
    Heat.MILD: "black on bright_yellow",
    Heat.WARM: "black on yellow",
    Heat.HOT: "black on bright_red",
    Heat.OUT: "bold white on red",
}
"""From blue by way of yellow to red, and from light to dark: told apart by who sees no green."""
_LEVELS = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


@dataclass(frozen=True)
class _Ink:
    """Turns a string into Rich text that shows just that string."""

    ascii_only: bool

    def __call__(self, text: str, style: str = "") -> Text:
        seen = safe.visible(text)
        return Text(safe.ascii_only(seen) if self.ascii_only else seen, style, overflow="fold")


def render(answer: Answer, view: View) -> bytes:
    """The answer, its blocks parted by blank lines."""
    width, ink = max(view.width, NARROWEST), _Ink(view.ascii_only)
    console = _console(width, view.color)
    shown = spoken(page(answer.brief), view.language)
    blocks = list(_blocks(shown, ink, width))
    with console.capture() as captured:
        for n, block in enumerate(blocks):
            console.print(*([""] if n else []), block, sep="\n")
    lines = captured.get().splitlines()
    return "".join(f"{safe.logged(line.rstrip())}\n" for line in lines).encode()


def _console(width: int, color: bool) -> Console:
    return Console(
        file=StringIO(),
        width=width,
        height=100,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        # The caller has read NO_COLOR and TERM: the same view gives the same bytes.
        _environ={},
    )


def _blocks(page: Page, ink: _Ink, width: int) -> Iterator[RenderableType]:
    facts = _list(((ink(label, "dim"), ink(fact)) for label, fact in page.facts), width)
    yield Group(ink(page.title, "bold cyan"), facts)
    if page.headline:
        yield ink(page.headline, "bold")
    if page.about:
        yield ink(page.about)
    if page.urgent:
        yield _list((_finding(f, ink) for f in page.urgent), width)
    if page.metrics:
        yield _table(page.metrics, ink, width)
    for part in page.parts:
        yield from _part_of(part, ink, width)
    yield from (_block(line, ink, width) for line in page.sparks)
    yield from (_block(grid, ink, width) for grid in page.tables)
    yield from (_letter(letter, ink) for letter in page.letters)
    if page.remarks:
        yield _list((_finding(f, ink) for f in page.remarks), width)
    if page.notes:
        yield _list(((ink("·", "dim"), ink(note)) for note in page.notes), width)
    if page.definitions or page.limits or page.run:
        yield _footer(page, ink, width)


def _part_of(part: Part, ink: _Ink, width: int) -> Iterator[RenderableType]:
    """A section: its heading over the whole width, what it says, its tables."""
    said = [ink(text) for text in (part.headline, part.period) if text]
    if part.title:
        line = "-" if ink.ascii_only else "─"
        title = Rule(ink(part.title, "bold cyan"), characters=line, style="dim", align="left")
        yield Group(title, *said)
    for chart in part.bars:
        yield _bars(chart, ink, width) if isinstance(chart, Bars) else _spark(chart, ink)
    for block in part.blocks:
        # The metrics of a section stand right below its own heading.
        named = not (part.title and block.name == METRICS)
        yield _block(block, ink, width, named=named)
    if part.notes:
        yield _list(((ink("·", "dim"), ink(note)) for note in part.notes), width)


def _block(block: Grid | Spark, ink: _Ink, width: int, *, named: bool = True) -> RenderableType:
    if isinstance(block, Spark):
        return _spark(block, ink)
    title = [] if block.compact or not named else [ink(block.title, "bold")]
    return Group(*title, _table(block, ink, width), *_note(block.note, ink))


def _letter(letter: Letter, ink: _Ink) -> RenderableType:
    """To whom, about what, and its lines a little indented."""
    head = ink(f"To: {letter.to}", "bold cyan"), ink(f"Subject: {letter.subject}", "bold")
    return Group(*head, *(Padding(ink(line), (0, 0, 0, 2)) for line in letter.body.split("\n")))


def _bars(chart: Bars, ink: _Ink, width: int) -> RenderableType:
    """Labels, numbers, and bars in the room that these leave."""
    grid = Table.grid(padding=(0, GUTTER, 0, 0))
    numbers = max(cell_len(bar.number) for bar in chart.bars)
    label = min(max(1, *(cell_len(bar.label) for bar in chart.bars)), LABEL, width // 3)
    room = min(bars.LONGEST, width - label - numbers - 2 * GUTTER)
    grid.add_column(width=label)
    grid.add_column(width=numbers, justify="right")
    for bar in chart.bars:
        blocks = ink(bar.blocks(room), "red" if bar.below else "cyan")
        grid.add_row(ink(bar.label), ink(bar.number), blocks)
    return Group(ink(chart.title, "bold"), grid)


def _list(pairs: Iterable[tuple[Text, Text]], width: int) -> Table:
    """Labels on the left, what they say beside them, each wrapped in its own column."""
    grid = Table.grid(padding=(0, GUTTER, 0, 0))
    grid.add_column(max_width=min(LABEL, width // 2))
    for label, text in pairs:
        grid.add_row(label, text)
    return grid


def _finding(finding: Finding, ink: _Ink) -> tuple[Text, Text]:
    message = ink(finding.message).append(" ").append_text(ink(f"({finding.code})", "dim"))
    return ink(finding.level, _LEVELS[finding.level]), message


def _spark(line: Spark, ink: _Ink) -> Group:
    marks = [ink(line.marks, "cyan")] if line.marks else []
    caption = ink(line.caption, "dim")
    return Group(ink(line.title, "bold"), *marks, caption, *_note(line.note, ink))


def _note(note: str, ink: _Ink) -> list[Text]:
    return [ink(note, "dim")] if note else []


def _footer(page: Page, ink: _Ink, width: int) -> Group:
    said = [(ink(k, "dim"), ink(v, "dim")) for k, v in (*page.definitions, *page.limits)]
    run = ink(page.run, "dim")
    return Group(_list(said, width), "", run) if said else Group(run)


def _table(grid: Grid, ink: _Ink, width: int) -> RenderableType:
    """The grid, in parts one below the other where the width asks for it."""
    if not grid.rows:
        return ink("none", "dim")
    heads = _heads(grid, ink)
    rows = [
        [ink(cell.text, _HEATS[cell.heat] or _TONES[cell.tone]) for cell in row]
        for row in grid.rows
    ]
    least, most = _widths(heads, rows, grid.units)
    parts = [_part(part, heads, rows, grid, ink) for part in fit(least, most, width, grid.keys)]
    return Group(parts[0], *(x for part in parts[1:] for x in ("", part)))


def _heads(grid: Grid, ink: _Ink) -> list[Text]:
    heads = [ink(head, "dim") for head in grid.heads]
    return [*heads[:-1], ink(grid.title, "bold")] if grid.compact else heads


def _widths(
    heads: Sequence[Text], rows: Sequence[Sequence[Text]], units: Sequence[Unit]
) -> tuple[list[int], list[int]]:
    """The least of each column, at which heads and long texts wrap but no number, and the most."""
    least, most = [], []
    for head, column, unit in zip(heads, zip(*rows, strict=True), units, strict=True):
        cell = max(text.cell_len for text in column)
        text = min(cell, max(NARROW_TEXT, _whole(column)))
        least.append(max(text if unit is Unit.TEXT else cell, _word([head])))
        most.append(max(cell, head.cell_len, 1))
    return least, most


def _whole(texts: Iterable[Text]) -> int:
    """The width of the longest word, as far as words are kept whole."""
    words = (word for text in texts for word in text.plain.split())
    return max((min(cell_len(word), _longest(word)) for word in words), default=1)


def _longest(word: str) -> int:
    if is_line(word):
        return LONGEST
    return ADDRESS if "@" in word else LONG_WORD


def _word(texts: Iterable[Text]) -> int:
    """The width of the longest word."""
    return max((cell_len(word) for text in texts for word in text.plain.split()), default=1)


def _part(
    widths: dict[int, int],
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    grid: Grid,
    ink: _Ink,
) -> Table:
    table = _compact(heads) if grid.compact else _ruled(ink)
    for i, width in widths.items():
        justify: JustifyMethod = "right" if grid.right[i] else "left"
        table.add_column(heads[i], width=width, justify=justify, overflow="fold", vertical="top")
    for row in rows:
        table.add_row(*(row[i] for i in widths))
    return table


def _compact(heads: Sequence[Text]) -> Table:
    """Without a rule, and without heads where none says anything."""
    table = Table.grid(padding=(0, GUTTER, 0, 0))
    table.show_header = any(head.plain for head in heads)
    return table


def _ruled(ink: _Ink) -> Table:
    """With a rule below the heads."""
    return Table(
        box=_ASCII_RULE if ink.ascii_only else _RULE,
        show_edge=False,
        pad_edge=False,
        padding=(0, GUTTER - 1, 0, 0),
        border_style="dim",
    )
