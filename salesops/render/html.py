"""HTML: the Markdown report inside one page that needs nothing else, for mail and phones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from salesops import templates
from salesops.render import anchors, banner, figure, markdown, safe, theme
from salesops.render.dressing import dress
from salesops.render.figure import Block
from salesops.render.prose import Page, page
from salesops.render.tongue import spoken
from salesops.render.view import View
from salesops.result import Answer

RULES = "Definitions and limits"
"""The last heading of a page: what stands under it is unfolded by who doubts a number."""


def render(answer: Answer, view: View) -> bytes:
    """The page; its text is the Markdown's, so both say the same."""
    shown = spoken(page(answer, view.drawings), view.language)
    linked = replace(view, pictures=figure.FOLDER if view.drawings else None, folds=True)
    tokens = _parser().parse(markdown.render(answer, linked).decode())
    dress(tokens, shown)
    contents = anchors.placed(tokens, (*view.drawings, "report"))
    anchors.label_tables(tokens)
    parts = _parts(figure.figured(list(figure.blocks(tokens)), view.drawings), shown)
    first = [fact for _, fact in shown.facts[:1]]  # none where no export is behind the answer
    written = templates.environment().get_template("page.html.j2").render(
        name=safe.visible(" · ".join([shown.title, *first])),
        title=safe.visible(shown.title),
        headline=safe.visible(shown.headline),
        when=[safe.visible(word) for word in banner.words(answer)],
        contents=contents,
        # Written from a file of ours; only a page with pictures needs it.
        colours=Markup(theme.css() if view.drawings else ""),  # noqa: S704
        parts=parts,
        say=shown.say,
    )  # fmt: skip
    return (written + "\n").encode()


@dataclass(frozen=True)
class Parts:
    """The report by where it stands on the page; its title stands in the page's header."""

    lead: Markup
    """The headline."""
    facts: Markup
    """Period, data and rows."""
    body: Markup
    rules_heading: Markup
    rules: Markup
    """Definitions and limits."""
    run: Markup


def _parts(page: list[Block], shown: Page) -> Parts:
    """Cut where every report has the same: a title, facts and headline first, its run last."""
    rest = page[1:] if page and page[0][0].tag == "h1" else page
    listed = bool(shown.facts and rest and rest[0][0].type == "bullet_list_open")
    facts, rest = (rest[:1], rest[1:]) if listed else ([], rest)
    said = bool(shown.headline and rest and rest[0][0].type == "paragraph_open")
    lead, rest = (rest[:1], rest[1:]) if said else ([], rest)
    rest, run = (rest[:-1], rest[-1:]) if shown.run else (rest, [])
    end = _rules(rest, shown)
    parts = (lead, facts, rest[:end], rest[end : end + 1], rest[end + 1 :], run)
    return Parts(*map(_html, parts))


def _rules(page: Sequence[Block], shown: Page) -> int:
    """Where the definitions and limits begin, after which no other part comes."""
    heads = [at for at, block in enumerate(page) if block[0].tag == "h2"]
    last = heads[-1] if heads else len(page)
    return last if heads and anchors.plain(page[last][1]) == shown.say(RULES) else len(page)


def _html(page: Sequence[Block]) -> Markup:
    tokens = [token for block in page for token in block]
    # It is what markdown-it wrote with raw HTML off, and our own pictures.
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _text_of_image)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    return parser


def _open_table(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """A box that scrolls sideways on a phone, reachable by keyboard and named for readers."""
    name = Markup.escape(tokens[at].meta["label"])
    return f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">\n<table>\n'


def _close_table(*_: Any) -> str:
    return "</table>\n</div>\n"


def _text_of_image(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """An image that is none of the report's own: the page shows what stands there, and asks not."""
    return Markup.escape(f"![{tokens[at].content}]({tokens[at].attrs['src']})")
