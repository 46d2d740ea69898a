"""win-loss on a public CRM export, asked without flags: every figure as pandas counted it."""

from decimal import Decimal

import pytest

import salesops
from salesops.commands.team.win_loss import win_loss

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def asked(crm_maven):
    """By what -> the answer, all of one loading, as of whenever this runs."""
    by = (None, "product", "territory", "quarter", "month", "account")
    with salesops.open(crm_maven) as db:
        yield {one: win_loss(db, one) for one in by} | {"cohort": win_loss(db, cohort=True)}


@pytest.fixture(scope="module")
def plain(asked):
    return asked[None]


def rows(report, table):
    return {row.name: row for row in report.table(table).rows}


def same(found, wanted):
    """Names, deals, rates and money of groups as the case states them."""
    assert found.keys() == wanted.keys()
    for name, one in found.items():
        assert (one.won, one.closed) == (wanted[name]["won"], wanted[name]["closed"]), name
        assert one.won_value == Decimal(str(wanted[name]["won_revenue"])), name
        assert round(one.win_rate, 6) == wanted[name]["win_rate"], name


def test_the_whole(plain, crm_expected):
    assert round(plain.value("win_rate"), 6) == crm_expected["win_rate"] == 0.631501
    assert plain.value("won_deals") == crm_expected["stage_counts"]["Won"] == 4238
    assert plain.value("lost_deals") == crm_expected["stage_counts"]["Lost"] == 2473
    assert plain.value("won_value") == Decimal(str(crm_expected["won_revenue"])) == 10005534
    assert round(plain.value("avg_won"), 4) == Decimal(str(crm_expected["avg_deal_size_won"]))
    assert plain.value("median_won") == crm_expected["median_deal_size_won"] == 1117


def test_days_of_the_cycle(plain, crm_expected):
    wanted = crm_expected["avg_cycle_days"]
    assert round(plain.value("cycle_days_mean"), 4) == wanted["won"] == 51.782
    assert plain.value("cycle_days_median") == wanted["median_won"] == 57
    cycles = {row.outcome: row.cycle_mean for row in plain.table("outcomes").rows}
    assert round(cycles["lost"], 4) == wanted["lost"]
    assert round(cycles["won or lost"], 4) == wanted["closed"]


def test_lost_deals_without_value(plain, crm_expected):
    lost = next(row for row in plain.table("outcomes").rows if row.outcome == "lost")
    assert lost.no_amount == crm_expected["zero_value_closed"]["Lost"] == 2473
    assert plain.value("win_rate_value") is None
    assert any("2,473 of 2,473 lost deals state no amount, or 0" in note for note in plain.notes)


def test_by_rep_manager_and_region(asked, plain, crm_expected):
    same(rows(plain, "by_owner"), crm_expected["per_agent"])
    same(rows(plain, "by_manager"), crm_expected["per_manager"])
    same(rows(asked["territory"], "by_territory"), crm_expected["per_region"])
    best = [(row.name, float(row.won_value)) for row in plain.table("by_owner_top").rows[:5]]
    assert best == [tuple(one) for one in crm_expected["top5_agents"]]


def test_by_product_as_the_price_list_names_it(asked, crm_expected):
    report, wanted = asked["product"], crm_expected["per_product_won"]
    wanted = {name.replace("GTXPro", "GTX Pro"): one for name, one in wanted.items()}
    found = rows(report, "by_product")
    assert {name: (one.won, float(one.won_value)) for name, one in found.items()} == {
        name: (one["n"], one["rev"]) for name, one in wanted.items()
    }
    (mapped,) = report.table("product_names").rows
    assert (mapped.written, mapped.listed) == ("GTXPro", "GTX Pro")
    assert [mapped.written] == crm_expected["pipeline_products_not_in_catalogue"]
    assert mapped.deals == crm_expected["product_name_mismatch_rows"] == 1480
    assert report.table("product_names").shown
    assert any("1,480 deals whose product" in note for note in report.notes)


def test_by_quarter_and_month(asked, crm_expected):
    quarters = rows(asked["quarter"], "by_quarter")
    assert {
        name.replace("-", ""): {"n": one.won, "rev": float(one.won_value)}
        for name, one in quarters.items()
    } == crm_expected["won_by_close_quarter"]
    months = rows(asked["month"], "by_month")
    assert {name: float(one.won_value) for name, one in months.items()} == (
        crm_expected["won_by_close_month"]
    )


def test_who_has_no_deal_and_what_is_blank(asked, plain, crm_expected):
    people = ", ".join(sorted(crm_expected["agents_without_deals"]))
    assert f"On the team list without any deal: {people}." in plain.notes
    blank = crm_expected["blank_account"]
    said = f"{blank:,} deals name no account, 0 of them won or lost in the window."
    assert said in asked["account"].notes


def test_of_all_that_were_created(asked, crm_expected):
    cohort = asked["cohort"]
    assert round(cohort.value("win_rate"), 6) == crm_expected["won_over_all"]
    assert cohort.value("created_deals") == crm_expected["rows"]
    still = crm_expected["open_pipeline"]["deals"] / crm_expected["rows"]
    assert cohort.value("open_share") == pytest.approx(still)


@pytest.mark.parametrize("system", ["hubspot", "salesforce"])
def test_exports_that_hold_no_closed_deal(shared, system):
    with salesops.open(shared / "cases" / "vendor_seeds" / system) as db:
        report = win_loss(db)
    assert (report.value("win_rate"), report.value("won_deals")) == (None, 0)
    why = {"hubspot": "no export says of 44", "salesforce": "hold no deal that counts"}
    assert why[system] in report.headline
