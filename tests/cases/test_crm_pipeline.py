"""The pipeline of a public CRM export, against the figures that pandas made of it."""

import io
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path

import pytest

from salesops import commands
from salesops.commands.team import pipeline

pytestmark = pytest.mark.shared
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plain(crm):
    return commands.ask(pipeline, crm)


@pytest.fixture(scope="module")
def priced(crm):
    stages = ROOT / "docs" / "examples" / "stages.toml"
    return commands.ask(pipeline, crm, value=pipeline.Value.LIST_PRICE, stages=stages, by="manager")


def rows(report, table):
    """The rows of a table by their first column."""
    found = report.table(table)
    return {found.columns[0].of(row): row for row in found.rows}


def test_no_amount_is_recorded_and_none_is_taken_as_zero(plain, crm_expected):
    wanted = crm_expected["open_pipeline"]
    assert plain.value("open_deals") == wanted["deals"] == 2089
    assert plain.value("open_value") == Decimal(str(wanted["value_recorded"])) == 0
    assert plain.value("without_amount") == crm_expected["blank_close_value"] == 2089
    assert plain.value("weighted_value") is None
    assert plain.finding("deals-without-amount").facts["deals"] == 2089


def test_velocity_and_each_of_its_factors(plain, crm_expected):
    assert plain.value("qualified_deals") == 2089
    assert round(plain.value("avg_won"), 4) == Decimal("2360.9094")
    assert round(plain.value("win_rate"), 6) == crm_expected["win_rate"] == 0.631501
    assert (
        round(plain.value("cycle_days_mean"), 4) == crm_expected["avg_cycle_days"]["won"] == 51.782
    )
    assert plain.value("cycle_days_median") == crm_expected["avg_cycle_days"]["median_won"]
    velocity = round(float(plain.value("pipeline_velocity")), 4)
    assert velocity == crm_expected["sales_velocity_per_day_open"] == 60146.8493


def test_open_deals_at_list_price(priced, crm_expected):
    wanted = crm_expected["open_pipeline"]
    assert priced.value("open_value") == Decimal(str(wanted["list_price_value"])) == 4966215
    assert priced.value("at_list_price") == 2089
    by_stage = {name: float(row.value) for name, row in rows(priced, "stages").items()}
    assert by_stage == wanted["list_price_by_stage"]
    assert list(by_stage) == ["Prospecting", "Engaging"]
    assert sum(row.value for row in priced.table("by").rows) == 4966215


def test_the_stages_file_weighs_them(priced, crm_expected):
    weighted = crm_expected["open_pipeline"]["weighted_list_price_assuming_10_50"]
    assert priced.value("weighted_value") == Decimal(str(weighted)) == Decimal("2053513.10")
    assert [row.basis for row in priced.table("weights").rows] == ["stages file"]
    assert priced.value("qualified_deals") == 1589  # Prospecting is not, for the velocity alone


def test_products_spelled_differently_are_seen_and_not_lost(plain, crm_expected):
    (named,) = plain.table("products").rows
    assert [named.written] == crm_expected["pipeline_products_not_in_catalogue"]
    assert (named.listed, named.deals) == ("GTX Pro", crm_expected["product_name_mismatch_rows"])
    assert plain.table("products").shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "said"),
    [
        ("hubspot", "Of 44 deals it is not known whether they are open."),
        ("salesforce", "all 10 opportunities are deleted in Salesforce"),
    ],
)
def test_seeds_without_an_open_deal_are_answered(shared, seed, said):
    from salesops.cli import main

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    folder = str(shared / "cases" / "vendor_seeds" / seed)
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main(["pipeline", "--data", folder, "--as-of", "data"])
    out.flush()
    assert code == 0
    assert said in " ".join(out.buffer.getvalue().decode().split())
