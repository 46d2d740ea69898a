"""Deals where no orders are: one currency, how far they reach, and which --where leaves."""

from datetime import datetime

import pytest

from salesops.errors import UnsettledError, UsageError
from salesops.exports.asking import Options, filters
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import Sales, Settings

at = datetime.fromisoformat
pytestmark = pytest.mark.usefixtures("one_engine")
DEALS = """deal_id,owner,stage,status,amount,currency,created_at,closed_at,expected_close_date
D1,Ann,Proposal,open,100,EUR,2026-03-01 09:00,,2026-12-31
D2,Bob,Won,won,50,EUR,2026-02-01 10:00,2026-03-05 16:30,2026-03-05
"""
DATED = "deal_id,status,created_at,closed_at\nD1,open,2026-03-01,\nD2,won,2026-02-01,2026-03-05\n"
ORDERS = "order_id,created_at,customer_id,currency\nO1,2026-01-02 10:00,C1,USD\n"
LINES = "order_id,line_id,sku,qty,unit_price\nO1,L1,CUP,1,10.00\n"


@pytest.fixture
def asked(tmp_path):
    """Loads deals (and orders, where they are wanted) from files; hands out the book."""
    books = []

    def made(files, tables=frozenset({"deals"}), settings=None, **options):
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text)
        catalogue = Catalogue(Options(data=(tmp_path,), **options), settings or Settings())
        books.append(load(catalogue, tables, frozenset()))
        return books[-1]

    yield made
    for book in books:
        book.engine.close()


def ids(book):
    return [row[0] for row in book.engine.run("SELECT deal_id FROM deals ORDER BY 1").tuples]


def test_the_latest_that_happened_ends_the_data_not_the_day_hoped_for(asked):
    book = asked({"deals": DEALS}, as_of="data")
    assert book.reach is None
    assert book.reach_of_deals == (at("2026-02-01 10:00:00"), at("2026-03-05 16:30:00"))
    assert book.as_of == at("2026-03-05 16:30:00.000001")
    assert book.facts.through == at("2026-03-05 16:30:00")


def test_days_without_a_time_reach_to_their_end(asked):
    assert asked({"deals": DATED}, as_of="data").as_of == at("2026-03-06 00:00:00")


def test_orders_end_the_data_where_both_are_asked(asked):
    both = frozenset({"deals", "orders", "order_lines"})
    files = {"deals": DEALS.replace("EUR", "USD"), "orders": ORDERS, "order_lines": LINES}
    book = asked(files, both, as_of="data")
    assert book.as_of == at("2026-01-02 10:00:00.000001")
    assert book.reach_of_deals is None  # nothing of the CRM had happened by then


def test_what_comes_after_as_of_is_not_reached(asked):
    book = asked({"deals": DEALS}, as_of="2026-03-02")
    assert book.reach_of_deals[1] == at("2026-03-01 09:00:00")


@pytest.mark.parametrize(
    ("stated", "options", "said"),
    [
        (Sales(), {}, "EUR"),
        (Sales(), {"currency": "EUR"}, "EUR"),
        (Sales(currency="eur"), {}, "EUR"),
    ],
)
def test_the_currency_is_that_of_the_deals(asked, stated, options, said):
    book = asked({"deals": DEALS}, settings=Settings(sales=stated), as_of="data", **options)
    assert book.currency == said


def test_two_currencies_are_never_added(asked):
    mixed = {"deals": DEALS.replace("50,EUR", "50,USD")}
    with pytest.raises(UnsettledError, match="the deals are in EUR, USD, which cannot be added"):
        asked(mixed, as_of="data")
    assert ids(asked(mixed, as_of="data", currency="USD")) == ["D2"]


def test_deals_and_orders_in_two_currencies_are_never_added(asked):
    both = frozenset({"deals", "orders", "order_lines"})
    files = {"deals": DEALS, "orders": ORDERS, "order_lines": LINES}
    with pytest.raises(UnsettledError, match="the deals are in EUR and the orders in USD"):
        asked(files, both, as_of="2026-04-01")


def test_a_currency_that_no_deal_is_in(asked):
    with pytest.raises(UnsettledError, match="no deal is in GBP: the exports hold EUR"):
        asked({"deals": DEALS}, as_of="data", currency="GBP")


def test_where_leaves_the_deals_asked_for_and_counts_the_others(asked):
    book = asked({"deals": DEALS}, as_of="data", where=filters(["owner=Ann"]))
    assert ids(book) == ["D1"]
    assert book.rows.reasons == {"not owner=Ann": 1}
    assert book.filtered


@pytest.mark.parametrize("column", ["territory", "order_no"])
def test_where_of_what_no_deal_states_is_refused(asked, column):
    with pytest.raises(UsageError, match=f"no deal states its {column}"):
        asked({"deals": DEALS}, as_of="data", where=filters([f"{column}=North"]))


def test_where_of_a_deals_column_is_no_question_about_orders(asked):
    orders = frozenset({"orders", "order_lines"})
    with pytest.raises(UsageError, match="orders have no owner"):
        asked({"orders": ORDERS, "order_lines": LINES}, orders, where=filters(["owner=Ann"]))
