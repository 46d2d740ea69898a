import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from salesops.render import grid, prose
from salesops.render.layout import GUTTER, fit
from salesops.render.terminal import render
from salesops.render.view import View
from salesops.units import Unit

ESCAPES = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("width", [10, 40, 60, 80, 100, 140, 300])
@pytest.mark.parametrize("answer", ["hard", "calm"])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_cut(answer, width, request):
    answer = request.getfixturevalue(answer)
    text = render(answer, View(width=width)).decode()
    assert max(map(cell_len, text.splitlines())) <= max(width, 40)
    for table in prose.page(answer).tables:
        for row in table.rows:
            for cell, unit in zip(row, table.units, strict=True):
                assert unit is Unit.TEXT or cell.text in text


def test_nothing_reaches_the_terminal_raw(hard):
    text = render(hard, View(width=140)).decode()
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text
    )
    assert "[bold red]x[/bold red]" in text
    assert r"\x1b]0;owned\x07" in text


def test_colour_only_adds_colour(hard):
    plain = render(hard, View(width=80)).decode()
    colored = render(hard, View(width=80, color=True)).decode()
    stripped = [line.rstrip() for line in ESCAPES.sub("", colored).splitlines()]
    assert stripped == plain.splitlines()


def test_rising_returns_are_not_good(calm):
    text = render(calm, View(width=80, color=True)).decode()
    returns = next(line for line in text.splitlines() if line.startswith("Returns"))
    assert "\x1b[32m" not in returns
    assert "\x1b[31m" not in returns
    sales = next(line for line in text.splitlines() if line.startswith("Net sales "))
    assert "\x1b[31m   ▼ -20.4 %" in sales
    assert "\x1b[32m   ▲ +25.0 %" in sales


def test_ascii_only(hard, calm):
    assert render(hard, View(ascii_only=True)).isascii()
    text = render(calm, View(ascii_only=True)).decode()
    assert "       -20.4 %       +25.0 %" in text
    assert "\\u" not in text


def test_a_long_series_says_how_it_was_drawn(hard):
    text = render(hard, View()).decode()
    assert "▅" * 50 + "\n2026-01-01 to 2026-04-10" in text
    assert "each mark is the mean of 2" in text


def test_errors_come_before_warnings_and_both_before_the_numbers(calm):
    text = render(calm, View()).decode()
    assert (
        text.index("error ") < text.index("warning ") < text.index("Metric ") < text.index("info ")
    )


@pytest.mark.parametrize(
    ("least", "most", "width", "parts"),
    [
        ([5, 5], [9, 9], 80, [{0: 9, 1: 9}]),
        ([5, 5], [20, 9], 20, [{0: 9, 1: 9}]),
        ([5, 5], [20, 9], 12, [{0: 5, 1: 5}]),
        ([4, 6, 6, 6], [4, 6, 6, 6], 20, [{0: 4, 1: 6, 2: 6}, {0: 4, 3: 6}]),
        ([9, 9], [9, 9], 10, [{0: 9, 1: 9}]),
        ([9, 9, 9], [9, 9, 9], 10, [{0: 9, 1: 9}, {0: 9, 2: 9}]),
        ([3], [3], 1, [{0: 3}]),
    ],
)
def test_fit(least, most, width, parts):
    assert fit(least, most, width) == parts
    assert GUTTER == 2


def test_reason_stands_only_where_it_explains(calm):
    skus = grid.of_table(calm.report.table("skus"), "EUR")
    assert "Reason" not in skus.heads
    lamp = [cell.text for cell in skus.rows[2]]
    assert lamp == ["LAMP-03", "Paper lamp", "7", "1,015.00", "n/a", "no history", "–"]


def test_money_follows_the_currency(calm):
    yen = replace(calm, context=replace(calm.context, currency="JPY"))
    assert "12,346 " in render(yen, View()).decode()


def test_nothing_stands_below_an_answer_without_definitions_and_run(bare):
    assert not render(replace(bare, context=None, definitions=()), View()).endswith(b"\n\n")
