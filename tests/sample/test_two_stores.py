"""The outlet: a second store in two exports that overlap; each order counts once, as it is now."""

from collections import Counter
from decimal import Decimal

import pytest

from salesops.commands import names
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import read

ORDERS, BOTH, CHANGED, OLDER_ROWS = 273, 46, 11, 60


@pytest.fixture(scope="module")
def book(sample):
    """Everything that the sample's files feed orders and products with."""
    settings = read(sample.folder / "salesops.toml", names())
    catalogue = Catalogue(Options((sample.folder,)), settings)
    loaded = load(catalogue, frozenset({"orders", "order_lines", "products"}), frozenset())
    yield loaded
    loaded.engine.close()


def ask(book, sql):
    return [tuple(row) for row in book.engine.run(sql).tuples]


@pytest.fixture(scope="module")
def newest(sample):
    """Each order of the outlet as its newest export has it."""
    first, second = sample.outlet
    return first | second


def test_the_exports_overlap_by_two_weeks(sample, newest):
    first, second = sample.outlet
    both = first.keys() & second.keys()
    assert (len(newest), len(both)) == (ORDERS, BOTH)
    stamps = [sample.read.moment(first[name][0]["Created at"]) for name in both]
    assert 13 <= (max(stamps) - min(stamps)).days <= 14
    assert sum(len(first[name]) for name in both) == OLDER_ROWS


def test_what_changed_between_them_is_paid_sent_or_cancelled(sample):
    first, second = sample.outlet
    changed = [name for name in first.keys() & second.keys() if first[name] != second[name]]
    assert len(changed) == CHANGED
    became = Counter()
    for name in changed:
        old, new = first[name][0], second[name][0]
        became["paid"] += not old["Paid at"] and bool(new["Paid at"])
        became["sent"] += not old["Fulfilled at"] and bool(new["Fulfilled at"])
        became["cancelled"] += not old["Cancelled at"] and bool(new["Cancelled at"])
        assert [old[c] for c in ("Id", "Created at", "Total")] == [
            new[c] for c in ("Id", "Created at", "Total")
        ]
    assert became == {"paid": 2, "sent": 9, "cancelled": 2}


def test_each_order_counts_once_in_its_newest_version(book, newest):
    assert f"{BOTH} orders stand in several files: the newest version of each counts" in book.notes
    assert book.rows.reasons["older version of an order in another file"] == OLDER_ROWS
    found = ask(
        book,
        "SELECT order_no, total::VARCHAR, paid_at IS NOT NULL, fulfillment_status, "
        "cancelled_at IS NOT NULL FROM orders WHERE shop_id = 'outlet' ORDER BY order_no",
    )
    heads = {name: rows[0] for name, rows in newest.items()}
    assert found == [
        (
            name,
            f"{Decimal(head['Total']):.4f}",
            bool(head["Paid at"]),
            head["Fulfillment Status"],
            bool(head["Cancelled at"]),
        )
        for name, head in sorted(heads.items())
    ]
    (lines,) = ask(book, "SELECT count(*) FROM order_lines WHERE shop_id = 'outlet'")
    assert lines == (sum(len(rows) for rows in newest.values()),)


def test_the_first_store_is_untouched_by_the_second(sample, book):
    aside = ("voided",)
    kept = [
        head
        for head in sample.heads.values()
        if head["Financial Status"] not in aside
        and head["Payment Method"] != "Bogus Gateway"
        and head["Tags"] != "test"
    ]
    assert ask(book, "SELECT count(*) FROM orders WHERE shop_id = ''") == [(len(kept),)]
    names_ = {row["Id"] for row in sample.orders if row["Id"]}
    assert not names_ & {rows[0]["Id"] for found in sample.outlet for rows in found.values()}


def test_it_sells_parts_of_the_first_store_for_a_quarter_less(sample, book):
    assert len(sample.outlet_products) - 2 == 16  # two rows are pictures
    for row in sample.outlet_products:
        if sku := row["Variant SKU"]:
            before = Decimal(sample.by_sku[sku]["Variant Price"])
            price, cost = Decimal(row["Variant Price"]), Decimal(row["Cost per item"])
            assert Decimal(row["Variant Compare At Price"]) == before
            assert Decimal("0.74") < price / before < Decimal("0.77")
            assert row["Cost per item"] == sample.by_sku[sku]["Cost per item"]
            assert cost < price
    unknown = (
        "SELECT count(*) FROM order_lines AS l ANTI JOIN products AS p "
        "ON l.shop_id = p.shop_id AND l.sku = p.sku AND l.unit_price = p.price "
        "AND p.unit_cost IS NOT NULL WHERE l.shop_id = 'outlet'"
    )
    assert ask(book, unknown) == [(0,)]


def test_its_orders_tie_out_and_nothing_comes_back(sample, newest):
    money = sample.read.money
    for name, rows in newest.items():
        head = rows[0]
        parts = money(head["Subtotal"]) + money(head["Shipping"]) + money(head["Taxes"])
        assert money(head["Total"]) == parts, name
        assert money(head["Refunded Amount"]) == 0
        assert sample.read.moment(head["Created at"]) < sample.as_of


def test_few_of_its_customers_are_the_first_stores(sample, newest):
    mails = {rows[0]["Email"] for rows in newest.values()}
    known = mails & {row["Email"] for row in sample.customers}
    assert 0.1 < len(known) / len(mails) < 0.4


def test_nothing_of_it_waits_for_more_than_a_day(sample, newest):
    for rows in newest.values():
        head = rows[0]
        age = sample.as_of - sample.read.moment(head["Created at"])
        waits = head["Paid at"] and head["Fulfillment Status"] != "fulfilled"
        assert not (waits and age.days)
