"""How much room a cell gets: nothing for what is empty, one line for what must not be parted."""

import re
from dataclasses import dataclass

from salesops.render import grid, html
from salesops.render.terminal import render
from salesops.render.view import View
from salesops.result import Answer, Report, Table
from salesops.units import Money, Text

MAIL = "somebody.with.a.name@example.com"


@dataclass(frozen=True)
class Row:
    """A row with columns that may be empty."""

    sku: Text | None
    why: Text | None = None
    cost: Money | None = None
    reason: Text | None = None


def answer(*rows):
    table = Table("t", "T", Row, rows)
    return Answer(Report("t", "T", "Told.", tables=(table,)), None)


def heads(*rows, keys=1):
    return grid.of_table(Table("t", "T", Row, rows, keys=keys), None).heads


def test_a_column_that_is_empty_in_every_row_is_left_out():
    assert heads(Row("A"), Row("B", why="x")) == ("Sku", "Why")
    assert heads(Row("A"), Row("B")) == ("Sku",)


def test_one_with_a_reason_or_that_names_the_rows_or_without_rows_stays():
    assert heads(Row("A", reason="no cost")) == ("Sku", "Why", "Cost")
    assert heads(Row(None), Row(None), keys=2) == ("Sku", "Why")
    assert heads() == ("Sku", "Why", "Cost")


def test_an_address_is_not_broken_where_the_table_is_parted():
    told = answer(Row("A long name of some article that is sold here", MAIL))
    assert MAIL in render(told, View(width=50)).decode()


def test_dates_skus_and_changes_stay_in_one_line_and_sentences_get_width():
    words = ("CARB-01", "2026-09-18", "▲ +2.3 pts", "not reached yet", "x" * 21, "a b " * 8)
    page = html.render(answer(*map(Row, words)), View()).decode()
    classes = re.findall(r'<td class="(whole|text|long)">', page)
    assert classes == ["whole", "whole", "whole", "text", "text", "long"]
