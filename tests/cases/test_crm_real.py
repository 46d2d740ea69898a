"""A public CRM export: its deals, reps and accounts, as pandas counted them."""

from decimal import Decimal

import pytest

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import Settings

pytestmark = pytest.mark.shared
TABLES = frozenset({"deals", "reps", "accounts", "products"})


@pytest.fixture(scope="module")
def book(crm_maven):
    catalogue = Catalogue(Options(data=(crm_maven,), as_of="2018-01-01"), Settings())
    found = load(catalogue, TABLES, frozenset())
    yield found
    found.engine.close()


def asked(book, sql):
    return book.engine.run(sql).tuples


def test_won_and_lost(book, crm_expected):
    rate, value, mean, middle = asked(
        book,
        "SELECT round(avg(is_won::INT) FILTER (WHERE is_closed), 6), sum(amount) FILTER (is_won), "
        "round(avg(amount) FILTER (is_won), 4), median(amount) FILTER (is_won) FROM deals",
    )[0]
    assert rate == crm_expected["win_rate"] == 0.631501
    assert value == crm_expected["won_revenue"] == Decimal(10005534)
    assert mean == pytest.approx(crm_expected["avg_deal_size_won"])
    assert middle == crm_expected["median_deal_size_won"]


def test_stages_and_what_is_blank(book, crm_expected):
    assert (
        dict(asked(book, "SELECT stage, count(*) FROM deals GROUP BY ALL"))
        == (crm_expected["stage_counts"])
    )
    blank = asked(
        book,
        "SELECT count(*) - count(account_id), count(*) - count(amount), "
        "count(*) - count(created_day), count(*) FILTER (NOT is_closed AND amount IS NULL) "
        "FROM deals",
    )[0]
    assert blank == (
        crm_expected["blank_account"],
        crm_expected["blank_close_value"],
        crm_expected["blank_engage"],
        crm_expected["open_pipeline"]["deals"],
    )


def test_days_of_the_cycle(book, crm_expected):
    cycle = asked(book, "SELECT round(avg(closed_day - created_day), 4) FROM deals WHERE is_won")[
        0
    ][0]
    assert cycle == crm_expected["avg_cycle_days"]["won"]


def test_products_as_the_pipeline_writes_them(book, crm_expected):
    (found,) = asked(book, "SELECT count(*) FROM deals WHERE product = 'GTXPro'")
    assert found[0] == crm_expected["product_name_mismatch_rows"] == 1480


def test_reps_and_accounts_join(book, crm_expected):
    won = {
        manager: (won, float(value))
        for manager, won, value in asked(
            book,
            "SELECT r.manager, count(*), sum(d.amount) FROM deals AS d "
            "INNER JOIN reps AS r ON d.owner_id = r.rep_id WHERE d.is_won GROUP BY ALL",
        )
    }
    assert won == {
        name: (one["won"], one["won_revenue"]) for name, one in crm_expected["per_manager"].items()
    }
    lost = asked(
        book,
        "SELECT count(*) FROM deals AS d LEFT JOIN accounts AS a USING (account_id) "
        "WHERE d.account_id IS NOT NULL AND a.account_id IS NULL",
    )
    assert lost == [(len(crm_expected["accounts_in_pipeline_not_in_accounts"]),)]


def test_open_deals_are_worth_their_list_price(book, crm_expected):
    found = asked(
        book,
        "SELECT sum(p.price) FROM deals AS d "
        "INNER JOIN products AS p ON p.sku = replace(d.product, 'GTXPro', 'GTX Pro') "
        "WHERE NOT d.is_closed",
    )
    assert found == [(Decimal(str(crm_expected["open_pipeline"]["list_price_value"])),)]


def test_it_says_which_stages_it_took_for_won_and_lost(book):
    said = "deals are told by their stage or status: won Won; lost Lost; open Engaging, Prospecting"
    assert said in book.notes
