"""A value becomes text in one place: the terminal, Markdown and HTML show the same cells."""

import pytest
from cells import cells, unspanned
from markdown_it import MarkdownIt

from salesops.render import html, markdown, terminal
from salesops.render.prose import page
from salesops.render.safe import visible
from salesops.render.view import View


def shown(answer):
    drawn = page(answer)
    grids = [g for g in (drawn.metrics, *drawn.tables) if g and g.rows]
    return [
        [[visible(h) for h in g.heads], *([visible(c.text).strip() for c in r] for r in g.rows)]
        for g in grids
    ]


@pytest.mark.parametrize("answer", ["hard", "calm"])
def test_cells_agree(answer, request):
    answer = request.getfixturevalue(answer)
    prose = markdown.render(answer, View()).decode()
    again = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    assert cells(html.render(answer, View()).decode()) == shown(answer)
    assert cells(again.render(prose)) == shown(answer)


def test_the_terminal_shows_the_same_cells(hard):
    lines = terminal.render(hard, View(width=400)).decode().splitlines()
    for table in shown(hard):
        for row in table:
            assert any(_in_order(row, line) for line in lines), row


def _in_order(row, line):
    at = 0
    for cell in row:
        at = line.find(cell, at)
        if at < 0:
            return False
        at += len(cell)
    return True


def test_headline_findings_and_notes_are_in_every_format(calm):
    report = calm.report
    for render in (terminal.render, markdown.render, html.render):
        text = unspanned(render(calm, View(width=400)).decode())
        for said in (report.headline, *(f.message for f in report.findings), *report.notes):
            assert said in text


def test_hidden_tables_are_in_no_prose(hard):
    for render in (terminal.render, markdown.render, html.render):
        assert b"Only in data" not in render(hard, View())
