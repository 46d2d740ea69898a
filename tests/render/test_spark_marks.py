"""Lines of small bars: how high, where what is ahead begins, and that no renderer parts them."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from salesops.render import html, markdown, spark, terminal
from salesops.render.view import View
from salesops.result import Answer, Report, Table
from salesops.units import Money, Text

YEAR = "▁▂▃▄▅▆▇█" * 6 + "▁▂▃▄"


@dataclass(frozen=True)
class Sku:
    """A row with a line of bars in it."""

    sku: Text
    shape: Text
    why: Text


@dataclass(frozen=True)
class Day:
    """A row that is a mark of a line."""

    day: Text
    net_sales: Money


def rows(*shapes):
    why = "no better out of sample than without a season"
    told = [Sku("shopify_draft_order", shape, why) for shape in shapes]
    return Answer(Report("t", "T", "Told.", tables=(Table("t", "T", Sku, told),)), None)


def line(*amounts, ahead):
    days = [Day(f"d{n}", Decimal(amount)) for n, amount in enumerate(amounts)]
    return spark.of_table(Table("t", "T", Day, days, spark="net_sales", ahead=ahead), None)


@pytest.mark.parametrize(
    ("numbers", "ahead", "drawn"),
    [
        ((1, 2, 8, None, 4.5), 0, "▁▂█·▅"),
        ((1, 2, 8, None, 4.5), 2, "▁▂█│·▅"),
        ((1, 8), 2, "│▁█"),
        ((721.0, 720.9, 721.1), 0, "▅▅▅"),  # a ten-thousandth is no move
        ((721, 728.4), 0, "▁█"),
        ((-1, 1), 0, "▁█"),
        ((0, 0), 0, "▅▅"),
        ((None, None), 1, "·│·"),
        ((), 0, ""),
    ],
)
def test_marks(numbers, ahead, drawn):
    assert spark.marks(numbers, ahead) == drawn


def test_a_stroke_parts_what_came_from_what_is_ahead():
    found = line(1, 8, 1, ahead=1)
    assert (found.marks, found.caption) == (
        "▁█│▁",
        "d0 to d2 · low 1.00 · high 8.00 · past the stroke: ahead",
    )


def test_no_mark_of_a_long_line_holds_both():
    """Two rows a mark: of 101 that came 51 marks, the last of one row; of 20 ahead 10."""
    found = line(*[1] * 101, *[8] * 20, ahead=20)
    assert found.marks == "▁" * 51 + "│" + "█" * 10


@pytest.mark.parametrize(
    ("text", "whether"),
    [("▁▂█", True), ("▁·│▂", True), ("·", False), ("│", False), ("", False), ("▂ 12", False)],
)
def test_what_a_line_is(text, whether):
    assert spark.is_line(text) is whether


def test_a_line_in_a_cell_is_a_picture_with_words():
    """axe and readers alike: a row of "lower one quarter block" says nothing."""
    page = html.render(rows("▁█▁│▅▅", YEAR), View()).decode()
    named = '<span class="whole" role="img" aria-label="{}">{}</span>'.format
    assert named("3 values as bars, then 2 ahead", "▁█▁│▅▅") in page
    assert named("52 values as bars", YEAR) in page


def test_a_line_of_its_own_too():
    days = [Day("d0", Decimal(1)), Day("d1", Decimal(8))]
    table = Table("t", "T", Day, days, spark="net_sales", ahead=1)
    told = Answer(Report("t", "T", "Told.", tables=(table,)), None)
    assert "`▁│█` d0" in markdown.render(told, View()).decode()
    code = '<code role="img" aria-label="1 values as bars, then 1 ahead">▁│█</code>'
    assert code in html.render(told, View()).decode()


@pytest.mark.parametrize("width", [80, 140])
def test_a_terminal_parts_no_line(width):
    assert YEAR in terminal.render(rows(YEAR), View(width=width)).decode()
