"""Saved forecasts against what came, every score worked out by hand."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from tracking_store import (
    FOURTH,
    THIRD,
    WEEKS,
    files,
    judged,
    lines,
    numbers,
    save,
    shop,
)  # fmt: skip

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.tracking.held import Held, held
from salesops.commands.sales._forecast.tracking.scores import Points, sums
from salesops.errors import UsageError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loaded_once")]

HAND = (130, 110, 150, 90, 170)
"""The same every day: 130, 80 % within 110 and 150, 95 % within 90 and 170."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("tracked"))


@pytest.fixture(scope="module")
def state(tmp_path_factory, folder):
    """A forecast of the third Monday, and one of the fourth."""
    state = tmp_path_factory.mktemp("state")
    save(folder, state, THIRD, *HAND)
    save(folder, state, FOURTH, 140, 120, 160, 100, 180)
    return state


@pytest.fixture(scope="module")
def week(folder, state):
    """Asked on the fourth Monday: a week of the first forecast is over, none of the second."""
    return judged(folder, state, FOURTH)


@pytest.fixture(scope="module")
def later(folder, state):
    """Asked two days later: 140 and 100 came."""
    return judged(folder, state, "2026-01-28")


def test_a_week_by_hand(week):
    """130, 130, 150, 130, 160, 130, 170 came: 1,000. Forecast were 7 x 130, the naive 7 x 120."""
    found = numbers(week)
    assert (found["snapshots"], found["periods"], found["compared"]) == (1, 7, 7)
    assert found["wape"] == pytest.approx((20 + 30 + 40) / 1000)
    assert found["naive_wape"] == pytest.approx((10 + 10 + 30 + 10 + 40 + 10 + 50) / 1000)
    assert found["gain"] == pytest.approx((160 - 90) / 160)
    assert found["bias"] == pytest.approx((910 - 1000) / 1000)
    assert found["accuracy"] == pytest.approx(0.91)
    assert found["mase"] == pytest.approx(
        90 / 7 / 20
    )  # the second week missed the first by 20 a day
    assert found["naive_mase"] == pytest.approx(160 / 7 / 20)
    assert (found["covered80"], found["covered95"]) == (pytest.approx(5 / 7), 1.0)  # 150 is within


def test_pinball_by_hand(week):
    """Of 90, 110, 130, 150 and 170 as the 2.5, 10, 50, 90 and 97.5 % quantile."""
    low, middle, high = 0.025 * 370 + 0.1 * 230, 0.5 * 90, 0.9 * 30 + 0.1 * 80 + 0.025 * 190
    assert numbers(week)["pinball"] == pytest.approx((low + middle + high) / 5 / 7 / 20)


def test_by_how_far_ahead(later):
    """Of the first forecast 7 days and days 8 and 9; of the second days 1 and 2."""
    near, far = later.table("leads").rows
    assert (near.ahead, near.periods, near.compared) == ("1-7 days", 9, 9)
    assert near.wape == pytest.approx((90 + 40) / 1240)
    assert near.naive_wape == pytest.approx((160 + 10 + 30) / 1240)
    assert (far.ahead, far.periods, far.compared) == ("8-14 days", 2, 2)
    assert far.wape == pytest.approx((10 + 30) / 240)
    assert far.mase == pytest.approx(40 / 2 / 20)


def test_each_forecast_is_a_row(later):
    first, second = later.table("snapshots").rows
    assert (f"{first.made:%Y-%m-%d}", first.first, first.last) == (
        THIRD, date(2026, 1, 19), date(2026, 1, 27),
    )  # fmt: skip
    assert (first.forecast, first.came) == (Decimal("1170.00"), Decimal("1240.00"))
    assert first.accuracy == pytest.approx(1 - 70 / 1240)
    assert (second.forecast, second.came) == (Decimal("280.00"), Decimal("240.00"))
    assert second.mase == pytest.approx(40 / 2 / (300 / 14))  # 7 x 20 and 160 over 14 days
    assert (second.covered80, second.covered95) == (0.5, 1.0)  # 100 is the edge of 95 %


def test_a_date_told_twice_is_one_period(later):
    found = numbers(later)
    assert (found["periods"], found["compared"]) == (9, 11)
    assert found["accuracy"] == pytest.approx(1 - (70 + 40) / (1240 + 240))


def test_few_are_shown_as_few(later):
    assert [row.few for row in later.table("leads").rows] == [True, True]
    assert "Few: of fewer than 20 different days" in later.table("leads").note
    assert "too few to tell" in later.headline
    assert "of 9 days only" in later.headline


def test_the_headline_says_who_was_better(week, later):
    assert "missed by 9.0 % of what came (WAPE), less than the seasonal naive (16.0 %)" in (
        week.headline
    )
    # Of the second forecast both missed 40: it did not win.
    assert "(16.2 %), better in 1 of 2 forecasts" in later.headline


def test_notes(week, later):
    assert any("later refunds and corrections are in it" in note for note in week.notes)
    assert any("1 forecast tell what is not over" in note for note in week.notes)
    assert not any("not over" in note for note in later.notes)


def test_what_came_exactly_as_told_scores_full_marks(tmp_path, folder):
    came = np.array(WEEKS[14:] + [1] * 14)
    save(folder, tmp_path, THIRD, came, came, came, came, came)
    found = numbers(judged(folder, tmp_path, "2026-02-02"))
    assert (found["wape"], found["bias"], found["mase"], found["pinball"]) == (0, 0, 0, 0)
    assert (found["accuracy"], found["covered80"], found["covered95"]) == (1, 1, 1)
    assert (found["gain"], found["compared"]) == (1, 14)


def test_scores_scale_with_what_is_sold():
    """Everything a hundredfold: every share stays."""
    came = np.array([3.0, 5.0, 0.0])
    given = {"yhat": came + 1, "naive": came - 2, "lo80": came - 1, "hi80": came + 2}
    given |= {"lo95": came - 3, "hi95": came - 1}
    days = np.arange("2026-01-01", "2026-01-04", dtype="datetime64[D]")
    one = sums(Points(came, given, np.full(3, 2.0), days))
    wide = {name: values * 100 for name, values in given.items()}
    other = sums(Points(came * 100, wide, np.full(3, 200.0), days))
    for name in ("wape", "rival_wape", "bias", "mase", "covered80", "covered95", "quantile_loss"):
        assert getattr(one, name) == pytest.approx(getattr(other, name))
    assert (one.covered80, one.covered95) == (1, 0)


def test_sums_add_up():
    came = np.array([3.0, 5.0, 0.0, -2.0])
    given = {name: came + n for n, name in enumerate(["yhat", "naive", "lo80", "hi80", "lo95"])}
    given["hi95"] = came + 9
    given["naive"][1] = np.nan
    days = np.arange("2026-01-01", "2026-01-05", dtype="datetime64[D]")

    def some(part):
        told = {name: values[part] for name, values in given.items()}
        return sums(Points(came[part], told, np.full(4, 2.0)[part], days[part]))

    whole, parts = some(slice(None)), some(slice(1)) + some(slice(1, None))
    assert parts.wape == pytest.approx(whole.wape)
    assert (parts.periods, parts.n, parts.rival_n, parts.came) == (4, 4, 3, 6)


def test_nothing_sold_has_no_percent(tmp_path):
    """Two weeks without a sale: a WAPE of nothing is no number."""
    store = shop(tmp_path / "in", lines=lines([100] * 14 + [0] * 13 + [100]))
    asked = Asked(measure="orders", horizon=7)
    save(store, tmp_path / "s", THIRD, *HAND, asked=asked)
    report = judged(store, tmp_path / "s", "2026-02-02", asked=asked)
    found = numbers(report)
    assert (found["wape"], found["bias"], found["accuracy"], found["pinball"]) == (None,) * 4
    assert report.headline == "Nothing came of orders in 7 days: no miss is told in percent."


def test_it_needs_a_folder(folder):
    with pytest.raises(UsageError, match=r"--accuracy needs a folder .* --state FOLDER"):
        judged(folder, None, FOURTH)


def test_nothing_saved_says_how_to(tmp_path, folder):
    report = judged(folder, tmp_path / "none", FOURTH)
    assert report.headline.startswith("No forecast of net sales, day by day, is saved:")
    assert report.headline.endswith("--measure revenue --by total --freq day --save")
    assert list(tmp_path.iterdir()) == []


def test_what_is_saved_of_other_questions_is_named(tmp_path, folder):
    save(folder, tmp_path, THIRD, *HAND)
    report = judged(folder, tmp_path, FOURTH, asked=Asked(measure="units", by="sku"))
    assert "Saved are forecasts of: revenue, day by day." in report.notes
    assert report.metrics == ()


def test_nothing_over_yet(tmp_path, folder):
    save(folder, tmp_path, FOURTH, *HAND)
    report = judged(folder, tmp_path, FOURTH)
    assert (
        report.headline
        == "1 forecast of net sales saved; nothing of 2026-01-26 or later is over yet."
    )


@pytest.mark.parametrize(
    ("options", "named"),
    [({"where": ["channel=web"]}, "--where"), ({"refunds_on": "order"}, "--refunds-on"),
     ({"tz": "Europe/Rome"}, "time zone")],
)  # fmt: skip
def test_other_terms_are_not_compared_and_said(folder, state, options, named):
    report = judged(folder, state, FOURTH, **options)
    assert report.metrics == ()
    assert f"can be compared: 2 forecasts were saved on other terms ({named})." in report.headline


def test_beside_those_compared_they_are_a_note(folder, tmp_path):
    save(folder, tmp_path, THIRD, *HAND)
    save(folder, tmp_path, THIRD, *HAND, refunds_on="order")
    report = judged(folder, tmp_path, FOURTH)
    assert numbers(report)["snapshots"] == 1
    assert "Not compared: 1 forecast was saved on other terms (--refunds-on)." in report.notes


def test_another_currency_is_not_compared(tmp_path):
    euros = lines().replace("channel", "channel,currency").replace("\n", ",EUR\n") + ",EUR"
    euros = euros.replace("currency,EUR", "currency")
    store = shop(tmp_path / "in", lines=euros)
    save(store, tmp_path / "s", THIRD, *HAND)
    shop(tmp_path / "in", lines=euros.replace("EUR", "USD"))
    report = judged(store, tmp_path / "s", FOURTH)
    assert "saved on other terms (currency)" in report.headline


def test_a_shop_more_is_another_whole(tmp_path):
    north = shop(tmp_path / "in" / "shop=north", lines=lines()).parent
    save(north, tmp_path / "s", THIRD, *HAND)
    assert numbers(judged(north, tmp_path / "s", FOURTH))["compared"] == 7
    shop(tmp_path / "in" / "shop=south", lines=lines(sku="CUP"))
    assert "saved on other terms (shops)" in judged(north, tmp_path / "s", FOURTH).headline


def test_series_of_only_one_side_are_counted(tmp_path):
    """MUG was forecast and is there; the CUP is in the exports no more, the JUG came later."""
    asked = Asked(measure="units", by="sku", horizon=7)
    first = lines() + "\n" + "\n".join(lines([20] * 14, sku="CUP").split("\n")[1:])
    store = shop(tmp_path / "in", lines=first)
    save(store, tmp_path / "s", THIRD, 1, 0, 2, 0, 3, asked=asked)
    jug = "\n".join(lines([0] * 15 + [5] * 6, sku="JUG").split("\n")[1:])
    shop(tmp_path / "in", lines=f"{lines()}\n{jug}")
    report = judged(store, tmp_path / "s", FOURTH, asked=asked)
    assert numbers(report)["compared"] == 7
    assert numbers(report)["accuracy"] == 1
    assert "1 series (sku) was forecast but not in the exports now: not compared." in report.notes
    assert "1 series (sku) was not forecast but sold since: not compared." in report.notes


def test_the_last_before_a_period_counts(tmp_path, folder):
    """In the morning and again at noon: both are kept, the later one is compared."""
    save(folder, tmp_path, "2026-01-19 08:00", 1, 0, 2, 0, 2)
    save(folder, tmp_path, "2026-01-19 09:00", *HAND)
    assert len(files(tmp_path)) == 2
    report = judged(folder, tmp_path, FOURTH)
    assert numbers(report)["snapshots"] == 1
    assert numbers(report)["wape"] == pytest.approx(0.09)
    assert any(note.startswith("1 forecast not compared: a later one") for note in report.notes)


def test_what_came_is_as_known_now(tmp_path):
    """A day is corrected afterwards: 170 was 270."""
    store = shop(tmp_path / "in")
    save(store, tmp_path / "s", THIRD, *HAND)
    corrected = [*WEEKS[:20], 270, *WEEKS[21:]]
    shop(tmp_path / "in", lines=lines(corrected))
    found = numbers(judged(store, tmp_path / "s", FOURTH))
    assert found["wape"] == pytest.approx((20 + 30 + 140) / 1100)


def test_closed_days_are_no_success(tmp_path):
    """Never open on Sundays: of four weeks told, 24 days are compared."""
    days = [0 if n % 7 == 6 else 100 for n in range(84)]
    store = shop(tmp_path / "in", lines=lines(days))
    save(store, tmp_path / "s", "2026-03-02", 100, 90, 110, 80, 120)
    report = judged(store, tmp_path / "s", "2026-03-30")
    assert numbers(report)["compared"] == 24
    assert numbers(report)["covered80"] == 1


def test_warnings_of_what_does_not_hold(tmp_path):
    """Four weeks alike, told as half of it and sure of it; the naive is right."""
    store = shop(tmp_path / "in", lines=lines([100] * 56))
    save(store, tmp_path / "s", "2026-02-02", 50, 45, 55, 40, 60)
    report = judged(store, tmp_path / "s", "2026-03-02")
    assert [found.code for found in report.findings] == [
        "naive-better", "intervals-too-narrow", "intervals-too-narrow",
    ]  # fmt: skip
    assert report.headline.endswith("within the 95 % interval: too narrow.")
    assert "missed by 50.0 % of what came (WAPE), more than the seasonal naive (0.0 %)" in (
        report.headline
    )
    assert numbers(report)["accuracy"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("covered", "level", "periods", "word"),
    [(0.8, 0.8, 28, Held.HELD), (0.8, 0.8, 10, Held.UNTOLD), (0.5, 0.8, 28, Held.NARROW),
     (1.0, 0.8, 28, Held.WIDE), (0.95, 0.95, 60, Held.HELD), (None, 0.8, 0, Held.UNTOLD),
     (0.0, 0.8, 5, Held.NARROW)],
)  # fmt: skip
def test_whether_an_interval_held(covered, level, periods, word):
    """By Wilson's interval of what it covered, over the periods that are different."""
    assert held(covered, level, periods) is word


def test_months_stand_alone(tmp_path):
    """Three months told, one over."""
    asked = Asked(freq="month", horizon=3)
    store = shop(tmp_path / "in", lines=lines([10] * 150, first=date(2025, 10, 1)))
    save(store, tmp_path / "s", "2026-01-01", 300, 280, 320, 250, 350, asked=asked)
    report = judged(store, tmp_path / "s", "2026-02-15", asked=asked)
    (row,) = report.table("leads").rows
    assert (row.ahead, row.compared, row.bias) == ("1 month", 1, pytest.approx(-10 / 310))
    assert row.mase is None  # no year has passed twice
