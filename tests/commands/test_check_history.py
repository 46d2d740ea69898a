"""--state: six weeks of daily exports, learnt, compared by weekday, and kept nowhere else."""

import json
from datetime import date, timedelta

import pytest
from check_store import check, contract, declared, orders, put, table

FIRST = date(2026, 1, 5)
"""A Monday."""
HEADER = "order_id,order_date,product,quantity,amount"


def exported(day, rows):
    """The export of a day: so many orders of 10.00."""
    lines = (f"{day}-{n},{day},Mug,1,10.00" for n in range(rows))
    return "\n".join([HEADER, *lines, ""])


def usual(day):
    """Twenty orders a day, and eight on Saturdays and Sundays."""
    return 8 if day.weekday() >= 5 else 20


@pytest.fixture
def shop(tmp_path):
    """Check the export of a day, on the morning after, with the same state folder."""
    state = tmp_path / "state"

    def run(day, rows=None, *more):
        exports = put(
            tmp_path / "x", orders_csv=exported(day, usual(day) if rows is None else rows)
        )
        as_of = f"{day + timedelta(1)}T06:00:00"
        return check(exports, "--state", str(state), *more, as_of=as_of)

    return run


def history(found):
    """Of each measure the outcome and what was measured."""
    return {(v["column"]): (v["outcome"], v["measured"]) for v in found.all("history")}


@pytest.mark.slow
def test_six_weeks_of_a_shop(shop):
    days = [FIRST + timedelta(n) for n in range(42)]
    for day in days[:28]:
        found = shop(day)
        assert {v["outcome"] for v in found.all("history")} == {"learning"}
        assert found.code == 0
    for day in days[28:]:
        found = shop(day)
        assert {v["outcome"] for v in found.all("history")} == {"passed"}
        assert history(found)[""] == ("passed", f"{usual(day)} rows")
    half = shop(days[-1] + timedelta(1), 9)  # a Monday with 9 orders of the usual 20
    assert half.code == 0
    assert half.failing == {"history": "warning"}
    said = {v["measured"]: v for v in half.all("history", column="amount")}
    assert said["90.00"]["outcome"] == "warning"  # nine orders of 10.00
    assert said["0.0 % blank"]["outcome"] == "passed"
    rows = half.one("history", column="")
    assert rows["measured"] == "9 rows"
    # The morning after a Monday is a Tuesday: the weekday of as-of is the one that counts.
    assert rows["wanted"] == "10 rows to 30 rows (median of 6 Tuesdays: 20 rows)"
    assert rows["message"].startswith("order_lines_flat: 9 rows; the median of the last 6 Tuesdays")


def test_a_weekend_is_no_half_empty_weekday(shop):
    """Eight orders are few for a Monday and usual for a Saturday."""
    for n in range(35):
        if n % 7 in (0, 1, 5):  # as-of is the morning after: Tuesday, Wednesday, Sunday
            shop(FIRST + timedelta(n))
    saturday = FIRST + timedelta(40)
    assert shop(saturday, 8).failing == {}
    assert shop(saturday + timedelta(2), 8).failing == {"history": "warning"}


def test_it_says_how_long_it_will_learn(shop):
    said = [shop(FIRST + timedelta(7 * n)).all("history")[0]["measured"] for n in range(4)]
    assert said == [f"{n} of 4 Tuesdays so far" for n in range(4)]


def test_the_first_days_are_said_to_be_learning_and_not_passed(shop, tmp_path):
    found = shop(FIRST)
    report = shop(FIRST, None, "--format", "terminal").out
    assert found.one("history", column="")["outcome"] == "learning"
    assert "1 learning" in report


def test_the_same_run_again_is_kept_once(shop, tmp_path):
    for _ in range(3):
        shop(FIRST)
    kept = (tmp_path / "state" / "check-history.jsonl").read_text().splitlines()
    assert len(kept) == 1
    entry = json.loads(kept[0])
    assert (entry["rows"], entry["sums"]["amount"]) == (20, "200.0000")
    assert entry["as_of"] == "2026-01-06T06:00:00"


def test_an_hour_later_is_the_same_day(shop, tmp_path):
    """Two runs a day do not make the history of a weekday twice as long."""
    for week in range(4):
        day = FIRST + timedelta(7 * week)
        shop(day)
        shop(day, 19)
    assert shop(FIRST + timedelta(28)).one("history", column="")["outcome"] == "passed"
    found = shop(FIRST + timedelta(21), 18)
    assert found.one("history", column="")["measured"].startswith("3 of 4")


def test_a_run_with_a_refused_file_is_in_no_history(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders(), page_csv="<html>Log in</html>")
    found = check(exports, "--state", str(tmp_path / "state"))
    assert (found.code, found.all("history")) == (3, [])
    assert not (tmp_path / "state" / "check-history.jsonl").exists()


def test_without_a_state_folder_nothing_is_compared_or_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    exports = put(tmp_path / "x", orders_csv=orders())
    assert check(exports).all("history") == []
    assert {p.name for p in tmp_path.rglob("*")} == {"x", "orders.csv"}


CHANGE = """
    - type: custom
      engine: salesops
      implementation: {check: history, change: %s}
      severity: %s
"""


@pytest.mark.parametrize(
    ("change", "severity", "failing", "code"),
    [
        ("0.5", "error", {"history": "error"}, 1),
        ("0.5", "warning", {"history": "warning"}, 0),
        ("0.6", "error", {}, 0),  # 9 of 20 are 55 % fewer
        ("0.5", "off", {}, 0),
    ],
)
def test_a_contract_says_how_far_and_how_grave(shop, tmp_path, change, severity, failing, code):
    said = contract(table(rules=CHANGE % (change, severity)))
    asked = declared(tmp_path / "x", said)
    for week in range(4):
        shop(FIRST + timedelta(7 * week), None, *asked)
    found = shop(FIRST + timedelta(28), 9, *asked)
    assert (found.failing, found.code) == (failing, code)


def test_a_spoilt_line_of_the_history_is_passed_over_and_said(shop, tmp_path):
    shop(FIRST)
    with (tmp_path / "state" / "check-history.jsonl").open("a") as file:
        file.write('{"version": 1, "rows"\n')
    found = shop(FIRST + timedelta(7))
    assert found.code == 0
    assert any("no entry of the history" in note for note in found.answer["notes"])
