"""[[alerts]]: percent, size and n must all be reached; the numbers are those of sales.

Toys sell 5 x 60 = 300 on Monday the 2nd and 2 x 60 = 120 on the 9th: 180 less, by 60 %.
"""

import json

import pytest
from alerts_store import (
    AS_OF,
    STEADY,
    alerts,
    daily,
    entities,
    fall,
    noted,
    orders,
    report,
    shop,
)
from pulse_store import salesops

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]


def rule(**changed: object) -> str:
    """The rule of the store with other values."""
    given = {"name": "category-drop", "by": "category", "percent": -0.3, "size": 100, "n": 4}
    lines = (f"{key} = {json.dumps(value)}" for key, value in (given | changed).items())
    return "\n".join(["[[alerts]]", *lines])


def test_all_three_reached_is_a_finding_with_its_numbers(tmp_path):
    said = daily(shop(tmp_path, *STEADY, *fall()))
    (found,) = alerts(said)
    assert (found["level"], found["code"]) == ("warning", "alert-category-drop")
    assert found["message"] == (
        'Net sales of category "Toys" fell 60.0 % to 120.00 EUR, from 300.00 EUR a week earlier: '
        "-180.00 EUR, with 2 orders against 5 (2026-03-09 against 2026-03-02)."
    )
    assert found["facts"] == {
        "alert": "category-drop",
        "by": "category",
        "entity": "Toys",
        "measure": "net_sales",
        "value": "120.00",
        "base": "300.00",
        "change": "-180.00",
        "change_pct": -0.6,
        "n": 5,
        "orders": 2,
        "base_orders": 5,
        "versus": "prev-week",
        "start": "2026-03-09T00:00:00",
        "end": "2026-03-10T00:00:00",
    }
    assert said.answer["findings"][0] == found


@pytest.mark.parametrize(
    ("limit", "reached", "short"),
    [("percent", -0.6, -0.61), ("size", 180, 180.01), ("n", 5, 6)],
)
def test_each_limit_is_reached_at_its_value_and_short_of_it_says_nothing(
    tmp_path, limit, reached, short
):
    shop(tmp_path, *STEADY, *fall(), rules=rule(**{limit: reached}))
    assert entities(daily(tmp_path)) == ["Toys"]
    shop(tmp_path, *STEADY, *fall(), rules=rule(**{limit: short}))
    assert entities(daily(tmp_path)) == []


def test_each_group_by_itself(tmp_path):
    said = daily(shop(tmp_path, *STEADY, *fall(), *fall("Books", 9, 1)))
    assert entities(said) == ["Books", "Toys"]  # 480 less before 180 less


def test_a_group_that_sold_nothing_fell_by_all(tmp_path):
    (found,) = alerts(daily(shop(tmp_path, *STEADY, *fall(after=0))))
    assert (found["facts"]["value"], found["facts"]["change_pct"]) == ("0.00", -1.0)


def test_a_rise_is_a_rule_of_its_own(tmp_path):
    days = [*STEADY, *fall("Toys", 2, 5)]
    assert entities(daily(shop(tmp_path, *days))) == []
    (found,) = alerts(daily(shop(tmp_path, *days, rules=rule(percent=1.5))))
    assert "rose 150.0 % to 300.00 EUR, from 120.00 EUR" in found["message"]
    assert found["facts"]["n"] == 5  # of the larger window


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"measure": "orders", "size": 3},
            'Orders of category "Toys" fell 60.0 % to 2, from 5 a week earlier: -3, ',
        ),
        (
            {"measure": "units", "size": 3},
            'Units of category "Toys" fell 60.0 % to 2, from 5 a week earlier: -3, ',
        ),
        (
            {"by": "total"},
            # 540 on the 2nd, 360 on the 9th
            "Net sales fell 33.3 % to 360.00 EUR, from 540.00 EUR a week earlier: -180.00 EUR, ",
        ),
        (
            {"by": "sku", "level": "error"},
            'Net sales of SKU "T" fell 60.0 % to 120.00 EUR, from 300.00 EUR a week earlier: ',
        ),
    ],
)
def test_what_is_watched(tmp_path, given, told):
    (found,) = alerts(daily(shop(tmp_path, *STEADY, *fall(), rules=rule(**given))))
    assert found["message"].startswith(told)
    assert found["level"] == given.get("level", "warning")
    number = {"units": -3, "orders": -3}.get(given.get("measure"), "-180.00")
    assert found["facts"]["change"] == number


@pytest.mark.parametrize(("n", "raised"), [(2, ["Toys"]), (3, [])])
def test_a_mean_of_few_orders_says_little_in_either_window(tmp_path, n, raised):
    """AOV of Toys: 60 from 5 orders, then 30 from 2."""
    days = [orders("2026-03-02", "Toys", [60] * 5), orders("2026-03-09", "Toys", [30] * 2)]
    found = daily(shop(tmp_path, *STEADY, *days, rules=rule(measure="aov", size=30, n=n)))
    assert entities(found) == raised


def test_a_margin_moves_in_points(tmp_path):
    """Costs of 42 of 60, then of 45: from 30 % to 25 %, as floats not quite 0.05 apart."""
    before, after = (
        orders(day, "Toys", [60] * 5).replace(",30.0,", f",{cost},")
        for day, cost in (("2026-03-02", 42), ("2026-03-09", 45))
    )
    rules = rule(measure="margin", percent=-0.1, size=0.05)
    (found,) = alerts(daily(shop(tmp_path, *STEADY, before, after, rules=rules)))
    assert found["message"].startswith(
        'Margin of category "Toys" fell 16.7 % to 25.0 %, from 30.0 % a week earlier: '
        "-5.0 pts, with 5 orders against 5"
    )
    assert found["facts"]["change"] == pytest.approx(-0.05)


def test_versus_names_another_window(tmp_path):
    sunday = orders("2026-03-08", "Toys", [60] * 9)
    days = [*STEADY, *fall(after=5), sunday]
    assert entities(daily(shop(tmp_path, *days))) == []
    (found,) = alerts(daily(shop(tmp_path, *days, rules=rule(versus="prev"))))
    assert "from 540.00 EUR the period before" in found["message"]
    assert "(2026-03-09 against 2026-03-08)" in found["message"]


def test_its_numbers_are_those_of_sales(tmp_path):
    days = [*STEADY, *fall(), orders("2026-03-09", "Books", [11])]
    (found,) = alerts(daily(shop(tmp_path, *days)))
    _, out, _ = salesops(
        *("sales", "--data", str(tmp_path), "--as-of", AS_OF, "--by", "category"),
        *("--period", "yesterday", "--versus", "prev-week", "--format", "json"),
    )
    (row,) = (r for r in json.loads(out)["tables"]["sales"] if r["category"] == "Toys")
    facts = found["facts"]
    assert (row["net_sales"], row["base"], row["change"], row["change_pct"], row["orders"]) == (
        *(facts["value"], facts["base"], facts["change"], facts["change_pct"], facts["orders"]),
    )


def test_what_has_no_base_is_no_alert(tmp_path):
    """Books are new on the 9th."""
    days = [*STEADY, orders("2026-03-09", "Books", [60] * 9)]
    assert entities(daily(shop(tmp_path, *days, rules=rule(percent=0.3)))) == []


def test_data_that_begins_later_is_told(tmp_path):
    days = [*STEADY, *fall()]
    said = daily(shop(tmp_path, *days, rules=rule(versus="prev-month")))
    assert alerts(said) == []
    assert noted(said) == ["Alert category-drop: the data does not reach back to 2026-02-09."]


def test_stale_data_raises_no_alert(tmp_path):
    """Nothing is known of Tuesday to Thursday: that is no fall."""
    said = daily(shop(tmp_path, *STEADY, *fall()), as_of="2026-03-13 06:15")
    assert [found["code"] for found in said.answer["findings"]] == ["stale-data"]
    assert noted(said) == ["No alert is judged: the data ends before the period does."]


def test_a_period_that_is_not_over_raises_no_alert(tmp_path):
    later = orders("2026-03-10", "Food", [40])
    said = daily(shop(tmp_path, *STEADY, *fall(), later), "--period", "this-week")
    assert alerts(said) == []
    assert noted(said) == ["No alert is judged: this week is not over."]


@pytest.mark.parametrize("at", ["2026-03-10", "2026-03-10 00:00:00"])
def test_an_empty_today_is_no_fall(tmp_path, at):
    said = daily(shop(tmp_path, *STEADY, *fall(after=5)), "--period", "today", as_of=at)
    assert alerts(said) == []
    assert noted(said) == ["No alert is judged: today is not over."]


def test_what_states_none_is_no_group(tmp_path):
    """A fall of what has no category: the export has changed, or it is a bag of everything."""
    said = daily(shop(tmp_path, *STEADY, *fall("")))
    assert alerts(said) == []
    assert noted(said) == []
    said = daily(shop(tmp_path, *fall(""), rules=rule()))
    assert noted(said) == ["Alert category-drop: the orders state no category."]


def test_past_the_best_selling_it_says_what_is_not_watched(tmp_path, monkeypatch):
    """Of three categories two are watched; what is in the rest of a window is unknown."""
    from salesops.commands.reports._report import moves

    monkeypatch.setattr(moves, "TOP", 2)
    days = [*STEADY, *fall(), orders("2026-03-02", "Books", [50] * 9)]
    said = daily(shop(tmp_path, *days))
    assert entities(said) == ["Toys"]  # Books fell by 450, and are in the rest on the 9th
    assert noted(said)[0] == (
        "Alert category-drop: only the 2 best-selling of category are watched."
    )


def test_of_many_the_largest_are_named(tmp_path, monkeypatch):
    from salesops.commands.reports._report import alerts as module

    monkeypatch.setattr(module, "SHOWN", 1)
    said = daily(shop(tmp_path, *STEADY, *fall(), *fall("Books", 9, 1), *fall("Art", 8, 1)))
    assert entities(said) == ["Books"]
    assert noted(said)[0] == (
        "Alert category-drop: 2 more of category moved as far; salesops sales --by category "
        "lists them."
    )


def test_a_clean_shop_is_silent(tmp_path):
    said = daily(shop(tmp_path, *STEADY, *fall(after=5)))
    assert (alerts(said), noted(said)) == ([], [])


def test_another_report_has_its_own_rules(tmp_path):
    """A week of Toys against the week before: 300 against 540."""
    days = [
        orders("2026-02-23", "Food", [40] * 6),
        orders("2026-02-24", "Toys", [60] * 9),
        *STEADY,
        orders("2026-03-03", "Toys", [60] * 5),
    ]
    shop(tmp_path, *days, rules=rule(report="weekly"))
    assert alerts(daily(tmp_path)) == []
    (found,) = alerts(daily(tmp_path, name="weekly"))
    assert found["message"].endswith(
        "with 5 orders against 9 (2026-03-02 to 2026-03-08 against 2026-02-23 to 2026-03-01)."
    )


def test_a_rule_of_no_report_is_told(tmp_path):
    said = daily(shop(tmp_path, *STEADY, *fall(), rules=rule(report="dayly")))
    assert noted(said) == [
        "Alert category-drop is not judged: report = 'dayly', did you mean 'daily'?"
    ]


def test_a_warning_is_enough_for_only_if_and_fail_on(tmp_path):
    out = tmp_path / "out"
    shop(tmp_path / "exports", *STEADY, *fall())
    assert report(tmp_path / "exports", "--out", str(out), "--only-if", "warning")[0] == 0
    assert (out / "daily-2026-03-09.md").exists()
    assert report(tmp_path / "exports", "--out", str(out), "--fail-on", "warning")[0] == 1
    quiet = tmp_path / "quiet"
    shop(tmp_path / "exports", *STEADY, *fall(after=5))
    assert report(tmp_path / "exports", "--out", str(quiet), "--only-if", "warning")[0] == 0
    assert not quiet.exists()


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "=1+1|cell",
    "a\u202eb",
    "**b**",
]


def test_hostile_names_stay_text(tmp_path):
    from markdown_it import MarkdownIt

    days = [
        orders(day, f"{place}Toys", [60] * many).replace(f",{place}Toys,", f',"{name}",')
        for place, name in enumerate(HOSTILE)
        for day, many in (("2026-03-02", 5), ("2026-03-09", 2))
    ]
    shop(tmp_path, *STEADY, *days)
    assert sorted(entities(daily(tmp_path))) == sorted(HOSTILE)
    _, page, _ = report(tmp_path, "--format", "html")
    assert "<script" not in page
    assert 'javascript:alert(1)"' not in page
    assert "\u202e" not in page
    _, text, _ = report(tmp_path, "--format", "markdown")
    inline = [t for token in MarkdownIt().parse(text) for t in token.children or []]
    shown = "".join(t.content for t in inline if t.type.startswith("text"))
    for name in HOSTILE:
        assert f'category "{name}"'.replace("\u202e", "\\u202e") in shown
