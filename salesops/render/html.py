"""HTML: the Markdown report inside one page that needs nothing else, for mail and phones."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from salesops import assets
from salesops.render import markdown, safe
from salesops.render.prose import Page, page
from salesops.render.view import View
from salesops.result import Answer

WHOLE, LONG = 20, 24
"""Characters: what has no blank stays in one line to the first, a text is long past the second."""
CHANGES = ("▲", "▼", "=")
"""What a change begins with."""
_LEVELS = {"Error:": "error", "Warning:": "warning", "Info:": "info"}
"""How the Markdown of a finding begins."""


def render(answer: Answer, view: View) -> bytes:
    """The page; its text is the Markdown's, so both say the same."""
    shown = page(answer)
    tokens = _parser().parse(markdown.render(answer, view).decode())
    _dress(tokens, _tones(shown))
    body = _parser().renderer.render(tokens, _parser().options, {})
    template = _environment().get_template("page.html.j2")
    first = [fact for _, fact in shown.facts[:1]]  # none where no export is behind the answer
    title = safe.visible(" · ".join([shown.title, *first]))
    # The body is what markdown-it wrote with raw HTML off.
    return (template.render(title=title, body=Markup(body)) + "\n").encode()  # noqa: S704


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    return parser


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(assets.folder("reports")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
    )
    environment.filters["sha256"] = _sha256
    return environment


def _sha256(style: str) -> str:
    """As a content security policy names an inline style that it allows."""
    return b64encode(sha256(style.encode()).digest()).decode()


def _open_table(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """A box that scrolls sideways on a phone, reachable by keyboard and named for readers."""
    heading = next((i for i in range(at, 0, -1) if tokens[i].type == "heading_close"), None)
    name = Markup.escape(_text(tokens[heading - 1])) if heading else "Metrics"
    return f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">\n<table>\n'


def _close_table(*_: Any) -> str:
    return "</table>\n</div>\n"


def _tones(shown: Page) -> dict[tuple[str, str], str]:
    """Good, bad or hot, by a row's first cell and the text of another: Markdown has no colours."""
    rows = [row for grid in (shown.metrics, *shown.tables) if grid for row in grid.rows]
    return {
        (safe.visible(row[0].text).strip(), safe.visible(cell.text)): cell.tone
        or f"heat heat-{cell.heat.value}"
        for row in rows
        for cell in row
        if cell.tone or cell.heat
    }


def _dress(tokens: Sequence[Token], tones: dict[tuple[str, str], str]) -> None:
    """Give tokens the classes that the page styles; a policy by hash forbids style attributes."""
    row = ""
    for token, text in zip(tokens, _texts(tokens), strict=True):
        if token.type == "blockquote_open":
            token.attrSet("class", _LEVELS.get(text.partition(" ")[0], "quote"))
        elif token.type == "tr_open":
            row = text
        elif token.type in ("th_open", "td_open"):
            _dress_cell(token, tones.get((row, text), "") if token.type == "td_open" else "", text)


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


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Beside each token the text of the first inline token from there on."""
    following = ""
    texts = []
    for token in reversed(tokens):
        following = _text(token) if token.type == "inline" else following
        texts.append(following)
    return reversed(texts)


def _text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
