"""The pipeline of a small CRM, by numbers worked out by hand."""

import pytest
from pipeline_store import AS_OF, DEALS, HEADER, pipeline, store
from pulse_store import salesops

pytestmark = pytest.mark.usefixtures("loaded_once")
STAGES = """
[[stages]]
name = "qualified"
probability = "20 %"
qualified = false

[[stages]]
name = "Proposal"
probability = 0.5
"""


@pytest.fixture(scope="module")
def crm(tmp_path_factory):
    return store(tmp_path_factory.mktemp("crm"))


@pytest.fixture(scope="module")
def said(crm):
    return pipeline(crm)


def test_what_is_open_and_what_it_is_worth(said):
    """A 1,000, B 500, D 300; C has no amount, which is not zero."""
    assert (said["open_deals"], said["open_value"], said["without_amount"]) == (4, "1800.00", 1)


def test_chances_are_stated_else_of_the_stages_history(said):
    """Qualified: two came to it and were won, drawn to 3 of 4: (2 + 7.5) / (2 + 10)."""
    assert said["weighted_value"] == "1137.50"  # 600 + 300 + 300 x 0.791667
    own = said.row("weights", basis="own history")
    assert (own["deals"], own["value"], own["weighted"]) == (2, "300.00", "237.50")
    assert own["chance"] == pytest.approx(9.5 / 12)
    assert said.row("weights", basis="stated")["weighted"] == "900.00"


def test_velocity_shows_each_factor(said):
    """4 deals x 600 x 3/4 / 35 days: W3 has no amount, and closed before it was created."""
    assert said["win_rate"] == 0.75
    assert said["win_rate_low"] == pytest.approx(0.3006, abs=1e-4)  # Wilson's, of 4
    assert said["avg_won"] == "600.00"
    assert (said["cycle_days_mean"], said["cycle_days_median"]) == (35.0, 35.0)
    assert said["pipeline_velocity"] == "51.43"
    assert said.column("velocity", "figure") == ["4", "600.00", "75.0 %", "35.0", "51.43"]
    assert "1 won deal closed before the day created" in said.notes
    assert "1 won deal without an amount" in said.notes


def test_stages_stand_in_order_with_their_days(said):
    assert said.column("stages", "stage", "deals", "days", "won_days") == [
        ("Qualified", 2, 18.0, 15.0),  # C since 20 February; W1 stayed 10 days and W2 20
        ("Proposal", 2, 23.0, 20.0),  # A 9 days, B 37
    ]
    assert said.column("stages", "stale") == [1, 1]


def test_who_states_no_owner_is_a_row(said):
    assert said.column("owners", "group", "value", "overdue") == [
        ("Ann", "1500.00", 1),
        ("Bob", None, 0),
        ("Unknown", "300.00", 0),
    ]
    assert said.column("months", "group", "deals") == [
        ("2026-03", 2),
        ("2026-04", 1),
        ("Unknown", 1),
    ]


def test_deals_to_look_at_say_why(said):
    reasons = dict(said.column("issues", "deal", "reasons"))
    assert reasons == {
        "Deal B": "close date 9 days past; 37 days in stage (won p75: 20); no next step",
        "Deal D": "no owner; no close date",
        "Deal C": "18 days in stage (won p75: 17.5); no amount",
    }
    assert said.column("issues", "deal") == ["Deal B", "Deal D", "Deal C"]  # most money first


def test_coverage_against_the_quotas_of_the_month(said):
    """Ann and Bob are to win 3,000; A and B close in March; needed is 1 / 0.75."""
    assert (said["quota"], said["quota_won"], said["quota_left"]) == ("3000.00", "0.00", "3000.00")
    assert (said["coverage"], said["coverage_needed"]) == (0.5, pytest.approx(4 / 3))
    assert said.column("coverage", "holder", "open_value", "coverage") == [
        ("Ann", "1500.00", 0.75),
        ("Bob", "0.00", 0.0),
    ]


def test_list_price_stands_for_a_missing_amount(crm):
    """C is a `widget PRO`, which the list writes Widget-Pro: 200."""
    said = pipeline(crm, "--value", "list-price")
    assert (said["open_value"], said["without_amount"]) == ("2000.00", 0)
    assert (said["at_list_price"], said["list_price_value"]) == (1, "200.00")
    assert said["weighted_value"] == "1295.83"  # and 200 x 0.791667
    assert said.column("products", "written", "listed", "deals", "list_price") == [
        ("widget PRO", "Widget-Pro", 1, "200.00")
    ]
    assert "1 deal without an amount is valued at list price" in said.notes


def test_stages_file_is_asked_where_the_crm_is_silent(crm, tmp_path):
    plan = tmp_path / "stages.toml"
    plan.write_text(STAGES)
    said = pipeline(crm, "--stages", str(plan))
    assert said["weighted_value"] == "960.00"  # A and B stated 0.6; D 300 x 0.2
    assert said.row("weights", basis="stages file")["deals"] == 2
    assert said["qualified_deals"] == 2
    assert said["pipeline_velocity"] == "25.71"


def test_a_stage_of_every_pipeline_and_of_one_is_refused(crm, tmp_path):
    """Each of its deals would count twice."""
    plan = tmp_path / "stages.toml"
    plan.write_text('[[stages]]\nname = "A"\n[[stages]]\nname = "a"\npipeline = "Retail"\n')
    code, out, err = salesops("pipeline", "--data", str(crm), "--stages", str(plan))
    assert (code, out) == (2, "")
    assert "'a' stands for every pipeline and for 'Retail'" in err


@pytest.mark.parametrize(
    ("window", "deals"),
    [
        (("--period", "this-month"), ["A", "B"]),
        (("--period", "next-month"), ["C"]),
        (("--period", "2026-Q2"), ["C"]),
        (("--period", "all"), ["A", "B", "C", "D"]),
        (("--since", "2026-03-02"), ["A", "C"]),
        (("--until", "2026-03-20"), ["A", "B"]),
        (("--since", "2026-03-02", "--until", "2026-03-19"), []),
    ],
)
def test_a_window_is_of_expected_close_dates(crm, window, deals):
    said = pipeline(crm, *window)
    assert said["open_deals"] == len(deals)
    assert said["pipeline_velocity"] == "51.43"  # of all that is open


REST = "stage owner month team territory source segment".split()


@pytest.mark.parametrize(
    "by", ["manager", "account", *(pytest.param(by, marks=pytest.mark.slow) for by in REST)]
)
def test_every_dimension_ties(crm, by):
    said = pipeline(crm, "--by", by)  # which asserts it
    rows = said.table({"stage": "stages", "owner": "owners", "month": "months"}.get(by, "by"))
    assert rows


def test_by_product_and_by_what_nobody_states(crm):
    said = pipeline(crm, "--by", "product")
    assert said.column("by", "group", "value") == [
        ("Widget", "1500.00"), ("Widget-Pro", None), ("Unknown", "300.00")
    ]  # fmt: skip
    said = pipeline(crm, "--by", "channel")
    assert said.column("by", "group", "deals") == [("Unknown", 4)]


def test_a_ranking_ends_with_the_others(crm):
    said = pipeline(crm, "--by", "account", "--top", "1")
    assert said.column("by", "group", "value") == [("Acme", "1500.00"), ("other (2)", "300.00")]
    assert len(said.table("issues")) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--by", "stages"), "did you mean stage?"),
        (("--period", "last-moon"), "did you mean last-month?"),
        (("--period", "2026-03", "--since", "7d"), "leave --since out"),
        (("--since", "2026-04-01", "--until", "2026-03-01"), "nothing lies between"),
    ],
)
def test_what_cannot_be_meant_is_refused(crm, args, said):
    code, out, err = salesops("pipeline", "--data", str(crm), "--as-of", "2026-03-10", *args)
    assert (code, out) == (2, "")
    assert said in err


def test_where_leaves_out_deals(crm):
    said = pipeline(crm, "--where", "owner=Ann")
    assert said["open_deals"] == 2
    assert said["coverage"] is None
    assert "--where leaves out deals that quotas are of" in said.notes


def test_no_history_and_no_quota_are_said(tmp_path):
    said = pipeline(store(tmp_path, deal_stage_history="", quotas="", products=""))
    assert "since when deals are in their stage" in said.notes
    assert "No quota of this month, quarter or year" in said.notes
    assert said["coverage"] is None
    assert said.row("weights", basis="win rate (guess)")["deals"] == 2
    assert "a guess" in said.notes
    assert said["weighted_value"] == "1125.00"  # 900 and 300 x 0.75


def test_a_teams_quota_and_its_reps_are_never_added(tmp_path):
    quotas = """
        period,scope,scope_id,metric,value
        2026-03,rep,Ann,won_value,2000
        2026-03,team,field,won_value,5000
        2026-Q2,shop,,won_value,90000
    """
    said = pipeline(store(tmp_path, quotas="", targets=quotas))
    assert (said["quota"], said["coverage"]) == ("5000.00", 0.3)
    assert said.column("coverage", "holder", "quota", "open_deals") == [("field", "5000.00", 2)]


def test_who_has_no_quota_is_a_row_and_brings_nobodys(tmp_path):
    quotas = "rep,period,quota\nann,2026-Q1,1500\n"
    said = pipeline(store(tmp_path, quotas=quotas))
    assert said.column("coverage", "holder", "quota", "won", "open_value") == [
        ("Ann", "1500.00", "400.00", "1500.00"),
        ("no quota", None, "800.00", "0.00"),
    ]
    assert said["coverage"] == pytest.approx(1500 / 1100)


def test_an_old_export_concludes_nothing(crm):
    said = pipeline(crm, as_of="2026-04-30")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]


def test_each_finding_states_its_numbers(said):
    found = {f["code"]: f["facts"] for f in said.answer["findings"]}
    assert found.keys() == {
        "overdue-close-dates", "stale-deals", "no-next-step", "deals-without-owner",
        "deals-without-amount", "pipeline-concentrated", "coverage-low",
    }  # fmt: skip
    for code in ("overdue-close-dates", "no-next-step"):  # B
        assert found[code] == {"deals": 1, "value": "500.00", "open_deals": 4}
    assert found["stale-deals"] == {"deals": 2, "value": "500.00", "timed_deals": 3}  # B, C
    assert found["deals-without-owner"] == {"deals": 1, "value": "300.00", "open_deals": 4}  # D
    assert found["deals-without-amount"] == {"deals": 1, "open_deals": 4}  # C
    assert found["pipeline-concentrated"]["name"] == "Deal A"
    assert found["coverage-low"]["coverage"] == 0.5  # of 1.33, less than half of it


@pytest.mark.slow
def test_limits_decide(tmp_path):
    limits = """
        [pipeline]
        few_won = 2
        few_deals = 2
        few_valued = 2
        overdue_part = 0.30
        stale_part = 0.70
        stepless_part = 0.30
        ownerless_part = 0.30
        unvalued_part = 0.30
        deal_part = 0.60
        account_part = 0.90
        coverage_part = 0.30
    """
    assert pipeline(store(tmp_path, salesops=limits)).answer["findings"] == []


def test_what_no_deal_states_is_no_fault_of_one(tmp_path):
    rows = [line.split(",") for line in DEALS.strip().split("\n")]
    for cells in rows[1:]:
        cells[3] = cells[15] = ""  # owner and next step
    deals = "\n".join(map(",".join, rows))
    said = pipeline(store(tmp_path, deals=deals, quotas=""))
    assert "No open deal states a next step" in said.notes
    assert said.finding("no-next-step") is None
    assert said.finding("deals-without-owner")["facts"]["deals"] == 4
    assert said.row("issues", deal="Deal D")["reasons"] == "no close date"


def test_zero_deals_are_an_answer(tmp_path):
    said = pipeline(store(tmp_path, deals=HEADER, deal_stage_history=""))
    assert (said["open_deals"], said["win_rate"], said["pipeline_velocity"]) == (0, None, None)
    assert said.answer["findings"] == []
    code, out, _ = salesops("pipeline", "--data", str(tmp_path), "--as-of", AS_OF)
    assert code == 0
    assert "The exports hold no deal." in out
