"""ramp: ramp time by hand, censored reps, the curve, who is under it, and what may be missing."""

from datetime import date

import pytest
from pulse_store import salesops
from quota_store import ramp, store

from salesops import commands
from salesops import open as opened
from salesops.commands.team import ramp as module

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = "2026-08-01"
"""July is the last whole month."""
REPS = """
    T1,Mo,East,North,2024-01-15,,
    T2,Mo,East,North,2024-01-15,,
    T3,Mo,East,North,2024-01-15,,
    New,Mo,East,North,2026-01-01,,
    Late,Mo,East,North,2026-03-16,,"25,50,75,100"
    Gone,Mo,East,North,2026-02-02,2026-05-20,
    Unknown,Mo,East,North,,,
"""
WON = {
    "T1": dict.fromkeys(range(1, 8), 900),
    "T2": dict.fromkeys(range(1, 8), 1000),
    "T3": dict.fromkeys(range(1, 8), 1100),
    "New": {2: 300, 3: 600, 4: 900, 5: 1000, 6: 1000, 7: 1000},
    "Late": {4: 200, 5: 400, 6: 400, 7: 400},
    "Gone": {3: 100, 6: 700},
    "Unknown": {3: 500},
    "": {4: 300},
}
"""What each won by month of 2026, in deals of 100 on the 15th."""


ENDS = ["first,T1,Lost,100,2026-01-01 00:00,2026-01-20", "last,T1,Demo,,2026-07-31 09:00,"]
"""From when to when the data reaches."""


def deals(won=WON):
    rows = list(ENDS)
    for rep, months in won.items():
        for month, value in months.items():
            day = date(2026, month, 15)
            rows += [
                f"{rep}{month}-{n},{rep},Won,100,2026-01-01 00:00,{day}"
                for n in range(value // 100)
            ]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("ramp"), deals(), reps=REPS)


@pytest.fixture(scope="module")
def said(folder):
    return ramp(folder, as_of=AS_OF)


def test_each_rep_by_hand(said):
    """The tenured median is 1,000. New: 0, 300, 600: 300; then 600; 833.33 at the end of May.

    Late worked 16 of March's 31 days; the last three months are 400 each. Gone won 100 in 27 of 28
    days of February and two months.
    """
    assert said.column("reps", "rep", "months", "won", "tenured", "state", "days") == [
        ("Late", 4, "400.00", "1000.00", "not yet", 138),
        ("Gone", 2, "33.73", "1000.00", "left before", 107),
        ("New", 6, "1000.00", "1000.00", "reached", 151),
    ]
    assert said.row("reps", rep="Late")["share"] == pytest.approx(0.4)
    assert said.row("reps", rep="Late")["plan"] == pytest.approx((0.75 + 1 + 1) / 3)
    means = {r["month"]: r["mean"] for r in said.table("months") if r["rep"] == "Late"}
    assert means == {0: None, 1: None, 2: "238.46", 3: "333.33", 4: "400.00"}


def test_the_censored_are_never_dropped(said):
    """151 days happened; 138 and 107 had not, and count until then: half are there at 151."""
    assert said["ramp_days"] == 151
    assert (said["ramp_reps"], said["reached"], said["censored"]) == (3, 1, 2)
    assert (said["before_data"], said["start_unknown"]) == (3, 1)
    assert said.table("curve") == [{"days": 151, "waiting": 1, "reached": 1, "not_yet": 0.0}]
    assert dict(said.column("unseen", "rep", "why"))["Unknown"] == "start unknown"


def test_of_three_no_interval_is_told(said):
    assert (said["ramp_days_low"], said["ramp_days_high"]) == (None, None)


FIRST = (1, 1, 2, 2, 3, 3, 4)
"""Of eight who started in January, the first of three months of 900; one has had none."""


@pytest.mark.parametrize(
    ("reached", "days", "within", "words"),
    [
        # On day 90 .75 are left, at the least .315; on 151 at the most .558, on 181 .423.
        (7, 120, (90, 181), "ramp time 120 days (95 %: 90 to 181, n = 8, few to tell from)"),
        # On day 120 .875 are left, at the least .387; on 181, the last, .5 and at the most .774.
        (4, 181, (120, None), "ramp time 181 days (95 %: 120 or more, n = 8, few to tell from)"),
        # On day 151 .75 are left, at the least .315.
        (3, None, (151, None), "ramp time is not known yet, but for 151 days or more (95 %)"),
    ],
)
def test_how_far_the_median_can_be_believed(tmp_path, reached, days, within, words):
    """Those who got there are the latest of the seven."""
    won = {name: WON[name] for name in ("T1", "T2", "T3")} | {
        f"N{n}": dict.fromkeys(range(first, first + 3), 900)
        for n, first in enumerate(FIRST[-reached:])
    }
    tenured, _ = REPS.split("    New", maxsplit=1)
    new = "".join(f"    N{n},Mo,East,North,2026-01-01,,\n" for n in range(8))
    with opened(store(tmp_path, deals(won), reps=tenured + new), as_of=AS_OF) as db:
        said = commands.ask(module, db)
    assert (said.value("ramp_reps"), said.value("ramp_days")) == (8, days)
    assert (said.value("ramp_days_low"), said.value("ramp_days_high")) == within
    assert words in said.headline


def test_the_curve_of_a_half_year_ends_where_the_data_does(said):
    rows = said.column("cohorts", "started", "month", "reps", "won")
    assert rows == [
        ("2026 H1", 0, 3, "0.00"),
        ("2026 H1", 1, 3, "200.00"),  # Late 200, Gone 100, New 300
        ("2026 H1", 2, 3, "333.33"),  # 400, 0, 600
        ("2026 H1", 3, 2, "650.00"),
        ("2026 H1", 4, 2, "700.00"),
        ("2026 H1", 5, 1, "1000.00"),
        ("2026 H1", 6, 1, "1000.00"),
    ]


def test_what_no_ramp_holds_is_said(said):
    assert "7 deals won before their rep's first day or after the last, 700.00" in said.notes
    assert "8 deals won by reps without a start or by nobody (3 of these), 800.00" in said.notes
    assert "Start unknown of 1 rep: Unknown" in said.notes
    assert "not computable from a snapshot" in said.notes


def test_who_is_far_below_the_plan_is_named(said):
    found = said.finding("rep-under-ramp")
    assert found["facts"]["rep"] == "Late"
    assert (found["facts"]["reps"], found["facts"]["share"]) == (1, 0.4)


def test_few_deals_are_no_proof(tmp_path):
    """The same money in deals of a whole month: three where three are usual."""
    rows = list(ENDS)
    for rep, months in WON.items():
        rows += [
            f"{rep}{m},{rep},Won,{value},2026-01-01 00:00,{date(2026, m, 15)}"
            for m, value in months.items()
        ]
    said = ramp(store(tmp_path, "\n".join(rows), reps=REPS), as_of=AS_OF)
    assert said.row("reps", rep="Late")["share"] == pytest.approx(0.4)
    assert said.finding("rep-under-ramp") is None


def test_of_two_tenured_nothing_is_concluded(tmp_path):
    won = {rep: months for rep, months in WON.items() if rep != "T3"}
    reps = REPS.replace("T3,Mo,East,North,2024-01-15,,", "")
    said = ramp(store(tmp_path, deals(won), reps=reps), as_of=AS_OF)
    assert said["reached"] == 1
    assert said.answer["findings"] == []
    assert "only 2 to hold somebody against" in said.notes


def test_with_nobody_tenured_nobody_is_judged(tmp_path):
    said = ramp(
        store(tmp_path, deals(), reps=REPS.replace("2024-01-15", "2026-01-01")), as_of=AS_OF
    )
    assert (said["ramp_reps"], said["not_judged"], said["ramp_days"]) == (0, 6, None)
    assert set(said.column("reps", "state")) == {"nobody tenured"}


def test_a_stale_export_ends_where_it_ends(tmp_path, folder):
    said = ramp(folder, as_of="2026-12-01")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]
    assert said.row("reps", rep="New")["months"] == 5  # July is not over in the data


def test_without_start_dates_it_says_what_is_missing(tmp_path):
    reps = "rep,manager,region\nT1,Mo,East\nT2,Mo,East"
    folder = store(tmp_path, deals())
    (folder / "reps.csv").write_text(reps)
    said = ramp(folder, as_of=AS_OF)
    assert (said["start_unknown"], said["ramp_reps"], said["ramp_days"]) == (2, 0, None)
    assert said.table("reps") == []
    _, out, _ = salesops("ramp", "--data", folder, "--as-of", AS_OF)
    assert "start_date" in out


def test_without_a_list_of_reps_it_says_which_file(tmp_path):
    code, out, err = salesops("ramp", "--data", store(tmp_path, deals()), "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "start_date" in err
