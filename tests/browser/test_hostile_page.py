"""What attackers write into a shop, on the page in a real browser: nothing runs, nothing is asked.

Every text of the exports holds every payload of the corpus' injection files, and more.
"""

import re
from functools import cache

import asking
import hostile_store
import pytest
from looking import DESK, opened
from markdown_it import MarkdownIt

from salesops.render import safe
from salesops.render.charts import drawn
from salesops.render.prose import page as prose

COMMANDS = {"pulse": ["pulse"], "daily": ["report", "daily"]}
NAMES = ["daily", pytest.param("pulse", marks=pytest.mark.slow)]
"""The report holds what today, explain, heatmap and fulfillment say."""
ACTIVE = "script, iframe, object, embed, img, link, base, form, input, foreignObject, use, animate"
"""Elements that the page has no need of and that could do something."""


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    return hostile_store.written(tmp_path_factory.mktemp("hostile") / "exports")


@pytest.fixture(scope="module")
def asked(exports):
    @cache
    def ask(name):
        found = asking.ask([*COMMANDS[name], "--data", str(exports)])
        assert found.code in (0, 1), found.err
        return found

    return ask


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_and_nothing_is_asked(browser, asked, name, tmp_path):
    html = asked(name).formats["html"]
    for payload in hostile_store.SCRIPTS:
        assert safe.visible(payload) in plain(html), "the page shows what it is given"
    with opened(browser, tmp_path, html, viewport=DESK) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        seen.page.wait_for_timeout(200)
        assert (seen.dialogs, seen.console, len(seen.requests)) == ([], [], 1)
        assert seen.page.evaluate("window.__pwned") is None
        assert seen.page.locator(ACTIVE).count() == 0
        assert seen.page.locator("nav.runs").count() == 1
        links = seen.page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        assert all(re.fullmatch(r"#[\w-]+|[\w-]+\.html", link) for link in links)
        names = seen.page.evaluate(
            "[...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
        )
        assert [name for name in names if name.startswith("on")] == []
        assert seen.page.title().isprintable()


def test_a_page_that_runs_something_is_noticed(browser, tmp_path):
    """The listeners hear what they are there for."""
    bad = b"<img src='http://127.0.0.1:9/x'><script>alert(window.__pwned = 1)</script>"
    with opened(browser, tmp_path, bad) as seen:
        assert seen.page.evaluate("window.__pwned") == 1
        assert seen.dialogs == ["1"]
        assert len(seen.requests) == 2


def plain(html):
    """The text of the page as a browser has it."""
    import html as entities

    return entities.unescape(re.sub(r"<[^>]*>", "", html.decode()))


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_the_markdown_is_whole(asked, name):
    """A reader of CommonMark sees each cell, head and row of the answer, and no others."""
    found = asked(name)
    wanted = [
        [[said(head) for head in grid.heads], *([said(c.text) for c in row] for row in grid.rows)]
        for grid in prose(found.answer, drawn(found.answer)).grids
        if grid.rows
    ]
    # The numbers of pictures stand at the end of their sections.
    assert sorted(tables(found.formats["md"].decode())) == sorted(wanted)


def said(text):
    return safe.visible(text).strip()


@pytest.mark.parametrize("name", NAMES)
def test_the_markdown_has_no_html_and_no_link_but_ours(asked, name):
    tokens = PARSER.parse(asked(name).formats["md"].decode())
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inline)}
    assert not kinds & {"html_block", "html_inline", "link_open", "fence", "em_open", "s_open"}
    images = [token.attrs["src"] for token in inline if token.type == "image"]
    assert all(re.fullmatch(r"[\w.-]+/[a-z_]+\.png", source) for source in images)


PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tables(markdown):
    """Each table as rows of cells. Pipes are counted: the parser pads and cuts what is unequal."""
    found = []
    for token, inline in zip(*(PARSER.parse(markdown)[at:] for at in (0, 1)), strict=False):
        if token.type == "table_open":
            found.append([])
            lines = markdown.splitlines()[slice(*token.map)]
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append("".join(child.content for child in inline.children).strip())
    return found
