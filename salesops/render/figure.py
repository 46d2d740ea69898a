"""Pictures on the page: drawn in place of the image that the Markdown links, numbers beneath."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token
from markupsafe import Markup

from salesops.render.anchors import plain

if TYPE_CHECKING:
    from salesops.render.charts import Drawing

FOLDER = "pictures"
"""Where the page's own Markdown says that its pictures are; no file is read from it."""
NUMBERS = "The numbers"
"""What a table beneath a picture unfolds by; in the Markdown its heading is of level 4."""
_IMAGE = re.compile(rf"!\[.*\]\({FOLDER}/([\w-]+)\.png\)", re.DOTALL)
"""As a template writes it. What an export says has its brackets escaped and cannot."""
Block = list[Token]


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The paragraphs, headings, lists and tables of a page, each with all its tokens."""
    block: Block = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def figured(page: Sequence[Block], drawings: Mapping[str, "Drawing"]) -> list[Block]:
    """The blocks with each picture of ours in place, and the numbers beneath it to unfold."""
    done: list[Block] = []
    beneath = unfolds = False
    for block in page:
        drawing = _drawn(block, drawings)
        numbers = beneath and block[0].tag == "h4"
        if drawing or numbers or block[0].type not in _NUMBERS:
            done.extend([_END] if unfolds else [])
            beneath, unfolds = bool(drawing) or numbers, numbers
        done.append(_figure(drawing) if drawing else _summary(block) if numbers else block)
    return [*done, _END] if unfolds else done


def _drawn(block: Block, drawings: Mapping[str, "Drawing"]) -> "Drawing | None":
    if block[0].type != "paragraph_open":
        return None
    linked = _IMAGE.fullmatch(block[1].content)
    return drawings.get(linked[1]) if linked else None


def _figure(drawing: "Drawing") -> Block:
    """The picture, which has its own role and text alternative."""
    # Drawn by us, and looked through for what could run: see svg.py.
    picture = Markup(drawing.page)  # noqa: S704
    return _raw(Markup('<figure id="{}">\n{}\n</figure>\n').format(drawing.name, picture))


def _summary(heading: Block) -> Block:
    """The heading of the numbers as what they unfold by: the picture says the same to the eye."""
    said = plain(heading[1])
    name = said if said == NUMBERS else f"{NUMBERS}: {said}"
    return _raw(Markup("<details>\n<summary>{}</summary>\n").format(name))


def _raw(content: str) -> Block:
    return [Token("html_block", "", 0, content=content)]


_NUMBERS = ("table_open", "paragraph_open")
"""What stands beneath the heading of the numbers: a table, and perhaps a note."""
_END = _raw("</details>\n")
