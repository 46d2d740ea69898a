"""The charts of a section in a terminal: bars and spark lines."""

from dataclasses import replace

import picture
import pytest

from salesops.render import bars, terminal
from salesops.render.bars import Bars
from salesops.render.view import View

THREE = picture.sellers(("A", "Mug", "40"), ("B", None, "-10"), ("C", None, "0"))


def section(name, *tables, **said):
    return picture.answer(name, *tables, **said).report.sections[0]


def shown(answer, **view):
    return terminal.render(answer, View(**view)).decode()


def test_a_bar_is_as_long_as_its_number_and_its_sign_is_in_the_number():
    (chart,) = bars.of_section(section("top_sellers", THREE), "EUR")
    assert chart.title == "Top sellers by net sales"
    assert [(b.label, b.number, b.blocks(20), b.below) for b in chart.bars] == [
        ("A", "40.00", "█" * 20, False),
        ("B", "-10.00", "█" * 5, True),
        ("C", "0.00", "", False),
    ]


def test_what_is_little_beside_the_largest_still_has_a_block():
    table = picture.sellers(("A", None, "100000"), ("B", None, "1"))
    (chart,) = bars.of_section(section("top_sellers", table), None)
    assert [bar.blocks(30) for bar in chart.bars] == ["█" * 30, "█"]


def test_where_all_is_nothing_there_is_no_bar():
    table = picture.sellers(("A", None, "0"), ("B", None, "0"))
    (chart,) = bars.of_section(section("top_sellers", table), None)
    assert [bar.blocks(30) for bar in chart.bars] == ["", ""]


def test_a_line_is_a_spark_line_for_each_that_the_chart_has():
    rows = (("2026-01", "S", "5"), ("2026-01", "M", "8"), ("2026-02", "S", "9"))
    lines = list(bars.of_section(section("executive_kpis_trend", picture.months(*rows)), "EUR"))
    assert [(line.title, line.marks) for line in lines] == [
        ("Net sales, S", "▁█"),
        ("Net sales, M", "▅"),
    ]


def test_what_cannot_be_drawn_is_left_out():
    assert list(bars.of_section(section("top_sellers", picture.sellers()), None)) == []
    assert list(bars.of_section(section("net_sales_days", THREE), None)) == []


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_bars_fit_the_terminal_and_keep_their_lengths(width):
    answer = picture.answer("top_sellers", THREE)
    lines = shown(answer, width=width).splitlines()
    assert max(map(len, lines)) <= width
    long, short = (
        next(line for line in lines if line.startswith(f"{sku} ")).count("█") for sku in "AB"
    )
    assert short == round(long / 4)
    assert long <= bars.LONGEST


def test_in_ascii_and_without_colours_the_bars_are_there():
    text = shown(picture.answer("top_sellers", THREE), ascii_only=True)
    assert text.isascii()
    assert "40.00  ################################\n" in text


def test_a_label_is_folded_and_hides_nothing():
    table = picture.sellers(("S" * 90, None, "1"), ("\x1b[31mred", None, "1"))
    text = shown(picture.answer("top_sellers", table), width=60)
    assert "\x1b" not in text
    assert text.count("S" * 20) >= 4
    assert isinstance(next(bars.of_section(section("top_sellers", table), None)), Bars)


def test_metrics_stand_right_below_the_heading_of_their_section(hard):
    asked = picture.answer("top_sellers", THREE)
    report = asked.report
    metrics = hard.report.metrics
    parts = [replace(one, report=replace(one.report, metrics=metrics)) for one in report.sections]
    report = replace(report, sections=(*parts, replace(parts[0], title="Next")))
    lines = shown(replace(asked, report=report)).splitlines()
    assert "Metrics" not in lines
    assert sum(line.startswith("Metric ") for line in lines) == 2
