"""What a code sold and marketing cost, by hand; other currencies, credits, no spend."""

import pytest
from campaigns_store import BACK, EASY, MEMBERS, ORDER, campaigns, shop, store
from pulse_store import put

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return campaigns(shop(tmp_path_factory.mktemp("money")), "--since", "2026-01-01")


def test_orders_with_a_code_are_attributed_while_it_ran(said):
    """O7, O8 (one of two codes) and O9, which was cancelled; not O10 (another), not O11 (later)."""
    assert said.row("codes", campaign="Spring") == {
        "campaign": "Spring",
        "code": "spring",
        "orders": 3,
        "new_customers": 2,
        "discounts": "0.00",
        "net_sales": "50.00",
        "gross_profit": "30.00",
        "spend": "40.00",
        "cost_per_order": "13.33",
        "roas": 1.25,
    }
    row = said.row("campaigns", campaign="Spring")
    assert (row["method"], row["verdict"], row["incremental"]) == (
        "attributed",
        "not measured",
        None,
    )
    assert "no lift" in row["trust"]


def test_what_marketing_cost_is_of_the_days_that_spend_covers(said):
    """1 February to 1 March: O3 to O10 are eight orders; Bob, Cat, new, gone and late are new."""
    assert (said["spend"], said["orders"], said["new_customers"]) == ("100.00", 8, 5)
    assert (said["cost_per_order"], said["cac"]) == ("12.50", "20.00")
    # 30 + 100 + 60 + 999 + 40 + 10 + 80 and 70 less 70; 20 came back.
    assert said["marketing_share"] == pytest.approx(100 / 1299)
    # A click costs what was spent where clicks are counted: the mail's 20 are in no click.
    assert said.column("channels", "channel", "spend", "clicks", "cost_per_click") == [
        ("meta", "40.00", 20, "2.00"),
        ("search", "40.00", 20, "2.00"),
        ("mail", "20.00", None, None),
        ("all", "100.00", 40, "2.00"),
    ]
    assert "Brand" in said.notes  # only the spend knows it


def test_another_currency_is_no_spend_of_this_shop(tmp_path):
    spend = "day,channel,cost,currency\n2026-02-01,mail,20,EUR\n2026-02-02,mail,30,USD"
    store(tmp_path, ORDER, spend=spend)
    said = campaigns(tmp_path, "--since", "2026-01-01", "--currency", "USD")
    assert said["spend"] == "30.00"
    assert said.answer["context"]["rows"]["excluded"] == 1


def test_spend_in_another_currency_is_converted_where_rates_say_how(tmp_path):
    """18 EUR at 1.25 are 22.50 USD: 36 of profit on them is ROI 60 %."""
    spend = "day,channel,campaign,cost,currency\n2026-02-01,mail,Win,18,EUR"
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-02-01,EUR,1.25\n")
    folder = store(tmp_path, ORDER, campaign_members=MEMBERS, refunds=BACK, spend=spend)
    put(folder, salesops=f'{EASY}\n[sales]\ncurrency = "USD"')
    said = campaigns(folder, "--since", "2026-01-01", "--currency", "USD", "--fx", str(rates))
    win = said.row("campaigns", campaign="Win")
    assert (win["spend"], win["roi"]) == ("22.50", pytest.approx(0.6))


@pytest.mark.parametrize("cost", ["0", "-5"])
def test_of_no_spend_or_a_credit_there_is_no_roi(tmp_path, cost):
    spend = f"day,channel,campaign,cost\n2026-02-01,mail,Win,{cost}"
    said = campaigns(
        store(tmp_path, ORDER, campaign_members=MEMBERS, spend=spend), "--campaign", "Win"
    )
    win = said.row("campaigns", campaign="Win")
    assert float(win["spend"]) == float(cost)
    assert (win["roi"], win["roi_lo"], win["roi_hi"]) == (None, None, None)
