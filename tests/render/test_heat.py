"""A heat map: cells of a column with a degree of heat, told by mark and by colour."""

import re
from dataclasses import dataclass, field

import pytest

from salesops.render import csv, html, json, markdown, terminal
from salesops.render.view import View
from salesops.result import Answer, Heat, Report, Table, titled
from salesops.units import Days, Text


@dataclass(frozen=True)
class Row:
    """A thing and how long it lasts."""

    sku: Text = field(metadata=titled("SKU"))
    cover: Days | None


ROWS = (Row("A", 0.0), Row("B", 1.5), Row("C", 2.5), Row("D", 5.0), Row("E", 12.0), Row("F", 99.0))
HEATS = (Heat.OUT, Heat.HOT, Heat.WARM, Heat.MILD, Heat.COOL, Heat.NONE)
MARKED = ["█ 0.0", "▆ 1.5", "▅ 2.5", "▃ 5.0", "▂ 12.0", "99.0"]


@pytest.fixture
def answer():
    legend = {Heat.OUT: "none left", Heat.COOL: "under 14"}
    table = Table("cover", "Cover", Row, ROWS, "Note.", heat={"cover": HEATS}, legend=legend)
    return Answer(Report("heatmap", "Heat", "Hot.", tables=(table,)), None)


def test_each_degree_has_its_mark_and_the_legend_says_which(answer):
    for made in (terminal, markdown):
        text = made.render(answer, View()).decode()
        assert [mark for mark in MARKED if mark in text] == MARKED
        assert "█ none left, ▂ under 14." in text


def test_no_colour_and_ascii(answer):
    plain = terminal.render(answer, View()).decode()
    assert "\x1b" not in plain
    ascii_only = terminal.render(answer, View(ascii_only=True)).decode()
    assert ascii_only.isascii()
    marks = re.findall(r"^[A-E] +(\S) ", ascii_only, re.MULTILINE)
    assert len(set(marks)) == 5


def test_colours_differ_and_fill_the_column(answer):
    text = terminal.render(answer, View(color=True)).decode()
    cells = re.findall(r"\x1b\[([\d;]+)m( *[█▆▅▃▂] +[\d.]+)\x1b\[0m", text)
    assert len(cells) == len({style for style, _ in cells}) == 5
    assert {len(cell) for _, cell in cells} == {len("Cover (days)")}


def test_html_has_a_class_for_each_degree_and_the_same_text(answer):
    page = html.render(answer, View()).decode()
    for degree, cell in zip((5, 4, 3, 2, 1), MARKED[:5], strict=True):
        assert f'<td class="number heat heat-{degree}">{cell}</td>' in page
    assert '<td class="number">99.0</td>' in page
    assert "style=" not in page


def test_a_name_like_a_mark_is_no_heat(answer):
    odd = Table("odd", "Odd", Row, (Row("█ 0.0", 3.0),))
    report = Report("heatmap", "Heat", "Hot.", tables=(*answer.report.tables, odd))
    page = html.render(Answer(report, None), View()).decode()
    assert '<td class="text">█ 0.0</td>' in page


def test_data_is_plain(answer):
    assert csv.render(answer, View()).decode().split("\n")[1:3] == ["A,0.0", "B,1.5"]
    assert "█" not in json.render(answer, View()).decode()
