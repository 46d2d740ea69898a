"""The classes by which the page styles what Markdown cannot say: tone, heat, level and room."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from salesops.render import safe, spark
from salesops.render.anchors import texts
from salesops.render.prose import Page

WHOLE, LONG = 20, 24
"""Characters: what has no blank stays in one line to the first, a text is long past the second."""
CHANGES = ("▲", "▼", "=")
"""What a change begins with."""
_WHOLE = re.compile(
    r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])|[+-]?\d[\d.,]{0,14} (?:%|x(?!\w))"
    r"|(?<=\w)@[\w.-]{3,24}"
)
"""A date, a share, a multiple or an address's end, which a browser would part anywhere."""
_LEVELS = {"Error:": "error", "Warning:": "warning", "Info:": "info"}
"""How the Markdown of a finding begins."""


def dress(tokens: Sequence[Token], shown: Page) -> None:
    """Give tokens the classes that the page styles; a policy by hash forbids style attributes."""
    row, box, tones = "", "", _tones(shown)
    for token, text in zip(tokens, texts(tokens), strict=True):
        if token.type == "blockquote_open":
            token.attrSet("class", _LEVELS.get(text.partition(" ")[0], "quote"))
        elif token.type == "tr_open":
            row = text
        elif token.type in ("th_open", "td_open"):
            _dress_cell(token, tones.get((row, text), "") if token.type == "td_open" else "", text)
        elif token.type == "inline":
            _name_bars(token)
            if not {"number", "whole"}.intersection(box.split()):
                _keep_whole(token)
        box = str(token.attrs.get("class", ""))


def _tones(shown: Page) -> dict[tuple[str, str], str]:
    """Good, bad or hot, by a row's first cell and the text of another: Markdown has no colours."""
    rows = [row for grid in shown.grids for row in grid.rows]
    return {
        (safe.visible(row[0].text).strip(), safe.visible(cell.text)): cell.tone
        or f"heat heat-{cell.heat.value}"
        for row in rows
        for cell in row
        if cell.tone or cell.heat
    }


def _dress_cell(token: Token, tone: str, text: str) -> None:
    aligned = token.attrs.pop("style", None)
    room = "number" if aligned else _room(text) if token.type == "td_open" else ""
    if names := " ".join(filter(None, (room, tone))):
        token.attrSet("class", names)


def _room(text: str) -> str:
    """A date, a SKU or a change stays whole, also at its hyphens; a sentence gets some width."""
    if len(text) > LONG:
        return "long"
    return "whole" if text[:1] in CHANGES or (len(text) <= WHOLE and " " not in text) else "text"


def _name_bars(inline: Token) -> None:
    """Read aloud, bars would be a row of "lower block"; the words beside them say it better."""
    inline.children = [part for child in inline.children or () for part in _named(child)]


def _named(child: Token) -> Iterator[Token]:
    """A line of bars as a picture, the line of a cell in one piece; other tokens as they are."""
    bars = child.type in ("code_inline", "text") and spark.is_line(child.content)
    read = {"role": "img", "aria-label": _read(child.content)} if bars else {}
    if bars and child.type == "text":
        yield Token("span_open", "span", 1, attrs={"class": "whole", **read})
        yield child
        yield Token("span_close", "span", -1)
    else:
        child.attrs |= read
        yield child


def _read(line: str) -> str:
    past, _, ahead = line.partition(spark.NOW)
    coming = f", then {len(ahead)} ahead" if ahead else ""
    return f"{len(past)} values as bars{coming}"


def _keep_whole(inline: Token) -> None:
    """In prose and in cells of several lines, where a line may end anywhere."""
    inline.children = [part for child in inline.children or () for part in _parted(child)]


def _parted(child: Token) -> Iterator[Token]:
    """The text with what stays whole in a span of its own; other tokens as they are."""
    at = 0
    for found in _WHOLE.finditer(child.content) if child.type == "text" else ():
        yield Token("text", "", 0, content=child.content[at : found.start()])
        yield Token("span_open", "span", 1, attrs={"class": "whole"})
        yield Token("text", "", 0, content=found[0])
        yield Token("span_close", "span", -1)
        at = found.end()
    yield Token("text", "", 0, content=child.content[at:]) if at else child
