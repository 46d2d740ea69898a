"""Whatever a forecast is split by, its parts are one sum: the total, categories, and their SKUs."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from forecast_store import AS_OF, TODAY, asked, by_day, days, rows, shop, weekly

from salesops import open as opened
from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.tree import Tree
from salesops.commands.series import history
from salesops.models.forecast.panel import Freq

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

HEAD = "order_id,order_date,sku,category,channel,country,segment,quantity,amount"
SKUS = {
    "MUG": ("Mugs", "web", "IT", "Shops", weekly),
    "CUP": ("Mugs", "pos", "IT", "Homes", lambda day: weekly(day) // 3 + day.day % 4),
    "LID": ("Mugs", "web", "DE", "Homes", lambda day: 7 if day.day % 9 == 4 else 0),
    "PAN": ("Pans", "web", "DE", "Shops", lambda day: weekly(day) // 2 + 3 * (day.month % 2)),
    "BAG": ("", "pos", "FR", "", lambda day: 5 if day.weekday() < 3 else 0),
    "NEW": ("Pans", "web", "FR", "Shops", lambda day: weekly(day) // 10),
}
"""PAN was alone of its category until NEW came; BAG states none. No Sunday has a sale."""
SUNDAY = 6
LATE = TODAY - timedelta(days=11)
OF = {name: said[0] or "Unknown" for name, said in SKUS.items()}
LEVELS = ("sku", "category", "segment", "channel", "country")


def lines():
    """A line for each day and SKU that sells."""
    for name, (category, channel, country, segment, amount) in SKUS.items():
        for day in days(LATE if name == "NEW" else date(2025, 11, 3)):
            if day.weekday() != SUNDAY and (sold := amount(day)):
                words = (f"{name}-{day}", f"{day} 10:00", name, category, channel, country, segment)
                yield ",".join([*words, f"{sold // 7 + 1}", f"{sold}.{day.day:02}"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = shop(tmp_path_factory.mktemp("tree"), [])
    (path / "lines.csv").write_text("\n".join([HEAD, *lines(), ""]), encoding="utf-8")
    return path


def of_category(found):
    """What SKUs say of each category and date."""
    sums = defaultdict(Decimal)
    for row in found:
        sums[OF[row["unique_id"]], row["ds"]] += Decimal(row["yhat"])
    return sums


@pytest.mark.parametrize("freq", ["day", "month"])
@pytest.mark.parametrize("measure", ["revenue", "units"])
def test_every_level_sums_to_the_total_and_skus_to_their_category(folder, measure, freq):
    """To the cent, and to the ten-thousandth of a unit."""
    how = ("--measure", measure, "--freq", freq)
    total = by_day(rows(folder, *how))
    assert any(total.values())
    said = {by: rows(folder, *how, "--by", by) for by in LEVELS}
    assert {by: by_day(found) for by, found in said.items()} == dict.fromkeys(LEVELS, total)
    assert of_category(said["sku"]) == {
        (row["unique_id"], row["ds"]): Decimal(row["yhat"]) for row in said["category"]
    }


@pytest.mark.parametrize("freq", list(Freq))
def test_before_they_are_rounded_they_are_one_sum_too(folder, freq):
    """SKUs of their category, categories of the total: to nine digits."""
    with opened(folder, as_of=AS_OF) as db:
        tree, above = (
            Tree(Asked("units", by, freq.value), history(db, "units", by, freq, 5), 4)
            for by in ("sku", "category")
        )
    names = above.parts.panel.ids
    ours = [
        sum(
            row
            for name, row in zip(tree.parts.panel.ids, tree.parts.yhat, strict=True)
            if OF[name] == category
        )
        for category in names
    ]
    np.testing.assert_allclose(ours, above.parts.yhat, rtol=1e-9)
    np.testing.assert_allclose(np.sum(ours, axis=0), tree.whole.yhat[0], rtol=1e-9)
    assert np.array_equal(tree.whole.yhat, above.whole.yhat)


def test_what_is_filtered_adds_up_too(folder):
    """Without CUP and BAG."""
    how = ("--where", "channel=web", "--horizon", "7")
    said = {by: rows(folder, *how, "--by", by) for by in ("sku", "category", "total")}
    assert by_day(said["sku"]) == by_day(said["category"]) == by_day(said["total"])
    assert {row["unique_id"] for row in said["category"]} == {"Mugs", "Pans"}
    assert of_category(said["sku"]) == {
        (row["unique_id"], row["ds"]): Decimal(row["yhat"]) for row in said["category"]
    }


def test_a_named_method_adds_up_too(folder):
    how = ("--method", "naive", "--measure", "units")
    assert of_category(rows(folder, *how, "--by", "sku")) == {
        (row["unique_id"], row["ds"]): Decimal(row["yhat"])
        for row in rows(folder, *how, "--by", "category")
    }


def test_a_new_sku_is_told_with_the_week_of_its_category(folder):
    """Ten days old, and a tenth of what its category sells on each weekday."""
    found = [row for row in rows(folder, "--by", "sku") if row["unique_id"] == "NEW"][:7]
    week = [float(row["yhat"]) for row in found]  # Sunday first
    assert week[0] == 0
    assert week[6] > 3 * week[1] > 0
    said = asked(folder, "--by", "sku")
    assert "1 SKU with less than two weeks of history borrows the week" in said.notes
    (weak,) = [row["weak"] for row in said.table("backtest") if row["unique_id"] == "NEW"]
    assert weak.endswith("days of history: less than two weeks, told with the week of Pans")
    assert "borrow" not in asked(folder, "--by", "sku", "--method", "naive").notes


def test_the_notes_say_what_is_brought_to_what(folder):
    assert "SKUs to their category" in asked(folder, "--by", "sku").notes
    assert "SKUs to their category" not in asked(folder, "--by", "category").notes
