"""A report says the same in every format: each cell of Markdown and HTML is the value of JSON."""

import json
from datetime import date, datetime
from decimal import Decimal

import asking
import pytest
from cells import cells
from markdown_it import MarkdownIt

from salesops.render import terminal
from salesops.render.charts import drawn
from salesops.render.grid import MARKS
from salesops.render.prose import page
from salesops.render.safe import visible
from salesops.render.view import View
from salesops.units import Unit, text

READ = {
    "money": Decimal,
    "decimal": Decimal,
    "quantity": Decimal,
    "date": date.fromisoformat,
    "instant": datetime.fromisoformat,
}
"""How a value of JSON becomes again what it was; one of two kinds is a decimal where it is text."""


OFTEN = ("daily", "inventory", "segments")
"""The others have the same kinds of blocks: they are looked at in the slow leg."""
NAMES = [
    pytest.param(name, marks=[] if name in OFTEN else pytest.mark.slow) for name in asking.REPORTS
]


@pytest.fixture(scope="module", params=NAMES)
def asked(request):
    found = asking.reported(request.param)
    assert found.code == 0, found.err
    return found


@pytest.fixture(scope="module")
def said(asked):
    return json.loads(asked.formats["json"])


@pytest.fixture(scope="module")
def grids(asked):
    """The tables that are to be shown, with those that pictures draw."""
    return [grid for grid in page(asked.answer, drawn(asked.answer)).grids if grid.rows]


def rows(grid):
    heads = [visible(head) for head in grid.heads]
    return [heads, *([visible(cell.text).strip() for cell in row] for row in grid.rows)]


def test_markdown_and_html_hold_the_same_tables_cell_for_cell(asked, grids):
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shown = sorted(map(rows, grids))
    assert sorted(cells(parser.render(asked.formats["md"].decode()))) == shown
    assert sorted(cells(asked.formats["html"].decode())) == shown


def test_each_value_of_json_is_the_text_of_its_cell(asked, said):
    """Table by table: what scripts read, written as prose writes it, stands where prose has it."""
    checked = 0
    for part in page(asked.answer, drawn(asked.answer)).parts:
        for grid in (g for g in part.grids if g.name != "metrics" and g.rows):
            table = part.section.report.table(grid.name)
            name = asked.answer.report.name_of(part.section, table)
            shown = {c.name for c in table.columns if c.shown and c.name != "reason"}
            columns = [c for c in said["columns"][name] if c["name"] in shown]
            for row, line in zip(said["tables"][name], grid.rows, strict=True):
                texts = [_bare(cell.text) for cell in line]
                for column in (c for c in columns if row[c["name"]] is not None):
                    assert _text(row, column, said) in texts
                    checked += 1
    assert checked > 50


def _text(row, column, said):
    return text(_value(row, column), Unit(column["unit"]), said["context"]["currency"])


def _value(row, column):
    value, unit = row[column["name"]], column["unit"]
    if unit in ("measure", "figure"):
        return Decimal(value) if isinstance(value, str) else value
    return READ.get(unit, lambda same: same)(value)


def _bare(cell):
    """Without the mark of a heat map."""
    return cell[2:] if cell[:1] in MARKS.values() and cell[1:2] == " " else cell


def test_metrics_are_those_of_json(asked, said, grids):
    written = {cell.text for grid in grids for row in grid.rows for cell in row}
    shown = [(s, m) for s in asked.answer.report.sections for m in s.report.metrics if m.shown]
    assert shown
    for section, metric in shown:
        row = {"value": said["metrics"][asked.answer.report.name_of(section, metric)]}
        found = _text(row, {"name": "value", "unit": metric.unit}, said)
        assert any(cell.startswith(found) for cell in written), metric.name


def test_the_terminal_has_each_section_and_its_numbers(asked):
    lines = terminal.render(asked.answer, View(width=400)).decode().splitlines()
    for section in asked.answer.report.sections:
        assert any(line.startswith(section.title) for line in lines)
        for metric in (m for m in section.report.metrics if m.shown):
            assert any(metric.title in line for line in lines)


def test_sections_name_what_stands_in_the_whole(said):
    for kind in ("metrics", "tables"):
        named = [name for section in said["sections"] for name in section[kind]]
        assert sorted(named) == sorted(said[kind])
        assert len(set(named)) == len(named)
