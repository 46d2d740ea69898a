"""cohorts: when newer ones return less, and which differs from the others by more than chance."""

import pytest
from pulse_store import answered
from rfm_store import store

from salesops.models.proportions import errors

pytestmark = pytest.mark.usefixtures("loaded_once")
MONTHS = [(2024 + n // 12, n % 12 + 1) for n in range(27)]
"""January 2024 to March 2026; asked on 1 April, the newest known to month 3 is December 2025."""
RECENT = ((2025, 10), (2025, 11), (2025, 12))


def shop(folder, back, size=120):
    """In each month so many new customers, and `back` of them once more a month later."""
    orders = ["last,2026-03-31 20:00,,10"]  # the data reaches to the end of March
    for year, month in MONTHS:
        later = f"{year + month // 12}-{month % 12 + 1:02}"
        for n in range(size):
            who = f"c{year}{month:02}-{n}"
            orders.append(f"{who}a,{year}-{month:02}-02,{who},10")
            if n < back(year, month) and later < "2026-04":
                orders.append(f"{who}b,{later}-03,{who},10")
    return store(folder, "\n".join(orders))


def asked(folder):
    return answered("cohorts", folder, as_of="2026-04-01")


def test_alike_cohorts_say_nothing(tmp_path):
    said = asked(shop(tmp_path, lambda *_: 40))
    assert said.answer["findings"] == []
    assert "No cohort came back by month 3 more or less often" in said.notes
    assert set(said.column("cohorts", "differs")) == {None}


def test_newer_cohorts_return_less(tmp_path):
    """60 of 360 after 480 of 1,440, and 120 of 360 a year before."""
    said = asked(shop(tmp_path, lambda y, m: 20 if (y, m) in RECENT else 40))
    found = said.finding("retention-drop")
    assert found["level"] == "warning"
    assert found["facts"] == {
        "from": "2025-10-01",
        "to": "2025-12-01",
        "rate": pytest.approx(60 / 360),
        "customers": 360,
        "before_rate": pytest.approx(1 / 3),
        "before_customers": 1440,
        "year_before_rate": pytest.approx(1 / 3),
    }


def test_a_season_that_comes_each_year_is_none(tmp_path):
    said = asked(shop(tmp_path, lambda _, m: 20 if m >= 10 else 40))
    assert said.answer["findings"] == []


def test_a_small_fall_is_none(tmp_path):
    """A fifth fewer, and it may be chance: 96 of 360 after 480 of 1,440."""
    said = asked(shop(tmp_path, lambda y, m: 32 if (y, m) in RECENT else 40))
    assert said.answer["findings"] == []


def test_the_best_and_the_worst_where_it_is_no_chance(tmp_path):
    """The first six months are held against no other, however well they look."""
    rates = {(2024, 2): 110, (2025, 3): 80, (2025, 5): 44, (2025, 7): 5}
    said = asked(shop(tmp_path, lambda y, m: rates.get((y, m), 40)))
    told = {r["cohort"]: r["differs"] for r in said.table("cohorts") if r["differs"]}
    assert told == {"2025-03-01": "above", "2025-07-01": "below"}
    assert "No cohort" not in said.notes


def test_standard_errors():
    assert errors((60, 100), (40, 100)) == pytest.approx(2.8284, abs=1e-4)
    assert errors((40, 100), (60, 100)) == -errors((60, 100), (40, 100))
    assert errors((0, 0), (1, 2)) == errors((5, 5), (3, 3)) == 0.0
