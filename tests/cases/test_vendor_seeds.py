"""The tables that a Fivetran pipeline lands, against a reading of them in plain Python."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from salesops.exports import canonical
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, filled
from salesops.exports.loader import load
from salesops.exports.recognise import Match
from salesops.settings import Settings

pytestmark = pytest.mark.shared
WHOLE = pytest.mark.slow
"""Of tests that load whole folders, 4 s together; tests/sources has a little case of each."""
EVERY = frozenset(canonical.tables())
OLDER = "older version of a row: the one synced last counts"
IDLE = {
    "shopify": {
        "abandoned_checkout_discount_code": "checkout_discount_codes",
        "abandoned_checkout_shipping_line": "checkout_shipping_lines",
        "collection": "collections",
        "collection_bq_json": "collections",
        "collection_product": "products_of_collections",
        "discount_application": "discount_applications",
        "discount_code_app": "discounts",
        "discount_code_basic": "discounts",
        "discount_code_bxgy": "discounts",
        "discount_code_free_shipping": "discounts",
        "discount_redeem_code": "discount_codes",
        "media": "media",
        "media_image": "pictures",
        "metafield": "metafields",
        "order_note_attribute": "notes_of_orders",
        "order_shipping_tax_line": "taxes_of_shipping",
        "order_url_tag": "url_tags_of_orders",
        "product_media": "pictures_of_products",
        "product_tag": "tags_of_products",
        "product_variant_media": "pictures_of_products",
        "shop": "the_shop",
        "tax_line": "taxes_of_lines",
        "tender_transaction": "tender_transactions",
    },
    "stripe": {
        "dispute": "disputes",
        "invoice": "lines_of_invoices",
        "payout": "payouts",
    },
    "zendesk": {"ticket_schedule": "schedules_of_tickets"},
    "hubspot": {},
    "salesforce": {"opportunity_line_item": "lines_of_deals"},
}
"""What of each vendor fills no table, and what it is taken for."""


@pytest.fixture(scope="module")
def seeds(shared):
    return shared / "cases" / "vendor_seeds"


def rows(folder, name):
    """A table of the seeds as rows of text, without DuckDB."""
    (path,) = (p for p in folder.glob("*.csv") if bare(p) == name)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(stream)]


def bare(path):
    """What a file is called without what its vendor's files all have in their names."""
    return path.stem.removeprefix("shopify_").removeprefix("sf_").removesuffix("_data")


def catalogue(folder, currency=None):
    return Catalogue(Options((folder,), as_of="2030-01-01", currency=currency), Settings())


@pytest.fixture(scope="module")
def books(seeds):
    """Each vendor's folder, loaded whole; the orders of Shopify are in two currencies."""
    found = {v: load(catalogue(seeds / v), frozenset(), EVERY) for v in IDLE if v != "shopify"}
    found["USD"] = load(catalogue(seeds / "shopify", "USD"), frozenset(), EVERY)
    few = ("order_bq_json", "order", "order_line", "order_discount_code")
    paths = tuple(seeds / "shopify" / f"shopify_{name}_data.csv" for name in few)
    pounds = Catalogue(Options(paths, as_of="2030-01-01", currency="GBP"), Settings())
    found["GBP"] = load(pounds, frozenset({"orders"}), EVERY)
    yield found
    for book in found.values():
        book.engine.close()


def told(book, sql):
    return book.engine.run(sql).tuples


def deleted(row):
    """What a row of the seeds says of its deletion, under either name."""
    return {row.get("is_deleted"), row.get("_fivetran_deleted")}


def cents(texts, worth="1"):
    return sum((Decimal(t) * Decimal(worth) for t in texts), Decimal(0))


@pytest.mark.parametrize("vendor", IDLE)
def test_every_file_is_recognised_and_the_idle_ones_are_named(seeds, vendor):
    files = catalogue(seeds / vendor).files
    assert all(isinstance(r.found, Match) for r in files)
    idle = {bare(r.file.path): r.found.input.name for r in files if not filled(r.found)}
    assert idle == IDLE[vendor]
    assert {r.found.source.name.split("_")[1] for r in files if filled(r.found)} == {vendor}


@WHOLE
def test_each_row_is_accounted_for(seeds, books):
    for vendor, book in [(v, b) for v, b in books.items() if v != "GBP"]:
        folder = seeds / ("shopify" if vendor == "USD" else vendor)
        names = {bare(p) for p in folder.glob("*.csv")} - set(IDLE[folder.name])
        assert book.rows.total == sum(len(rows(folder, name)) for name in names)
        assert book.rows.rejected == 0
        assert book.rows.total == book.rows.used + book.rows.excluded


@WHOLE
@pytest.mark.parametrize("currency", ["USD", "GBP"])
def test_orders_of_shopify(seeds, books, currency):
    """The same eight orders stand in two files; five have no line, and say what lines are worth."""
    folder, book = seeds / "shopify", books[currency]
    orders = {o["id"]: o for o in rows(folder, "order") if o["currency"] == currency}
    mine = {
        x["order_id"]: Decimal(x["price"]) * int(x["quantity"]) for x in rows(folder, "order_line")
    }
    codes = Counter(c["order_id"] for c in rows(folder, "order_discount_code"))
    found = told(
        book, "SELECT order_id, total, subtotal, tax, discount_total, discount_codes FROM orders"
    )
    assert {row[0] for row in found} == set(orders)
    for order_id, *money, said in found:
        names = ("total_price", "subtotal_price", "total_tax", "total_discounts")
        assert money == [Decimal(orders[order_id][name]) for name in names]
        assert len(said.split(", ")) == codes[order_id]
    lines = dict(told(book, "SELECT order_id, sum(amount) FROM order_lines GROUP BY order_id"))
    worth = {i: mine.get(i, Decimal(o["total_line_items_price"])) for i, o in orders.items()}
    assert lines == worth
    copies = rows(folder, "order_bq_json")
    copies += rows(folder, "transaction_bq_json") if currency == "USD" else []
    assert book.rows.reasons[OLDER] == len(copies)


@WHOLE
def test_shipping_in_another_currency_is_not_the_orders(books):
    """The pounds' orders state dollars of shipping; one of the dollars' states none."""
    (gbp,) = told(books["GBP"], "SELECT count(*), count(shipping) FROM orders")
    (usd,) = told(books["USD"], "SELECT count(*), count(shipping), sum(shipping) FROM orders")
    assert (gbp, usd) == ((3, 0), (5, 3, Decimal(21)))
    said = "3 orders state shipping in a currency that is not their own: it is taken as not stated"
    assert said in books["GBP"].notes


@WHOLE
def test_refunds_of_shopify_hang_in_the_air(seeds, books):
    """No row of a refund names a refund or an order that stands in these tables."""
    folder, reasons = seeds / "shopify", books["USD"].rows.reasons
    known = {r["id"] for r in rows(folder, "refund")}
    loose = rows(folder, "order_line_refund") + rows(folder, "order_adjustment")
    assert not known & {r["refund_id"] for r in loose}
    assert told(books["USD"], "SELECT count(*) FROM refunds") == [(0,)]
    assert reasons["row of a refund whose own row and order are in no table"] == len(loose)
    alone = "refund without lines or adjustments: its transaction says what was paid back"
    assert reasons[alone] == len(known)


@WHOLE
def test_the_other_tables_of_shopify(seeds, books):
    folder, book = seeds / "shopify", books["USD"]
    paid = told(book, "SELECT count(*), sum(amount) FROM payments")
    assert paid == [(5, cents(t["amount"] for t in rows(folder, "transaction")))]
    people = told(book, "SELECT customer_id, total_spent_source, accepts_email FROM customers")
    assert set(people) == {
        (c["id"], Decimal(c["total_spent"]), c["accepts_marketing"] == "TRUE")
        for c in rows(folder, "customer")
    }
    variants = rows(folder, "product_variant")
    vendors = {p["id"]: p["vendor"] for p in rows(folder, "product")}
    goods = told(book, "SELECT sku, price, vendor FROM products")
    assert set(goods) == {
        (v["sku"], Decimal(v["price"]), vendors.get(v["product_id"])) for v in variants
    }
    stock = told(book, "SELECT sku, available FROM inventory_levels")
    assert dict(stock) == {v["sku"]: int(v["inventory_quantity"]) for v in variants}
    carts = told(book, "SELECT checkout_id, total, recovery_url FROM checkouts")
    assert set(carts) == {
        (c["id"], Decimal(c["total_price"]), c["abandoned_checkout_url"])
        for c in rows(folder, "abandoned_checkout")
        if c["_fivetran_deleted"] == "false"
    }
    sent = told(book, "SELECT fulfillment_id, order_id FROM fulfillments")
    assert set(sent) == {(f["id"], f["order_id"]) for f in rows(folder, "fulfillment")}


@WHOLE
def test_payments_of_stripe_are_in_whole_dollars(seeds, books):
    folder, book = seeds / "stripe", books["stripe"]
    charges = rows(folder, "charge")
    back = rows(folder, "refund")
    moved = [b for b in rows(folder, "balance_transaction") if b["type"] == "charge"]
    assert {r["currency"] for r in (*charges, *back, *moved)} == {"usd"}
    assert not {c["id"] for c in charges} & {b["source"] for b in moved}
    found = told(
        book, "SELECT kind, status, count(*), sum(amount), sum(fee) FROM payments GROUP BY ALL"
    )
    assert set(found) == {
        ("sale", "failure", len(charges), cents((c["amount"] for c in charges), "0.01"), None),
        ("reversal", "success", len(back), cents((r["amount"] for r in back), "0.01"), None),
        (
            "sale",
            "success",
            len(moved),
            cents((b["amount"] for b in moved), "0.01"),
            cents((b["fee"] for b in moved), "0.01"),
        ),
    }
    assert told(book, "SELECT customer_id, churned FROM subscriptions ORDER BY source_row") == [
        (s["customer_id"], bool(s["ended_at"])) for s in rows(folder, "subscription")
    ]


@WHOLE
def test_tickets_of_zendesk(seeds, books):
    """Neither comments, users, tags nor changes belong to a ticket of these tables."""
    folder, book = seeds / "zendesk", books["zendesk"]
    tickets = [t for t in rows(folder, "ticket") if t["status"] != "deleted"]
    assert set(told(book, "SELECT ticket_id, status, created_at::VARCHAR FROM tickets")) == {
        (t["id"], t["status"], t["created_at"]) for t in tickets
    }
    loose = [
        r
        for name in ("ticket_comment", "ticket_field_history", "ticket_tag")
        for r in rows(folder, name)
        if r["ticket_id"] in {t["id"] for t in tickets}
    ]
    assert loose == []
    assert book.rows.reasons["deleted in Zendesk"] == 3


@WHOLE
def test_deals_of_hubspot(seeds, books):
    folder, book = seeds / "hubspot", books["hubspot"]
    deals = told(book, "SELECT deal_id, name, created_at::VARCHAR, is_closed FROM deals")
    assert set(deals) == {
        (d["deal_id"], d["property_dealname"], d["property_createdate"], None)
        for d in rows(folder, "deal")
    }
    entered = told(book, "SELECT deal_id, stage FROM deal_stage_history")
    assert set(entered) == {(e["deal_id"], e["value"]) for e in rows(folder, "deal_stage")}
    assert told(book, "SELECT count(*) FROM reps") == [(len(rows(folder, "owner")),)]
    assert told(book, "SELECT count(*) FROM accounts") == [(len(rows(folder, "company")),)]
    contacts = rows(folder, "contact")
    gone = {i for c in contacts for i in c["property_hs_merged_object_ids"].split(";")}
    kept = {c["id"] for c in contacts} - gone
    assert {row[0] for row in told(book, "SELECT lead_id FROM leads")} == kept
    assert book.rows.reasons["merged into another"] == len(contacts) - len(kept)


@WHOLE
def test_every_opportunity_of_salesforce_is_deleted(seeds, books):
    folder, book = seeds / "salesforce", books["salesforce"]
    deals = rows(folder, "opportunity")
    assert {d["is_deleted"] for d in deals} == {"true"}
    assert told(book, "SELECT count(*) FROM deals") == [(0,)]
    every = [*deals, *rows(folder, "account"), *rows(folder, "user")]
    past = [row for row in every if row["_fivetran_active"] == "false"]
    gone = [row for row in every if row not in past and "true" in deleted(row)]
    versions = rows(folder, "opportunity_history")
    assert all("true" in deleted(row) for row in versions)
    assert book.rows.reasons == {
        "older version of a row, not active": len(past),
        "deleted in Salesforce": len(gone) + len(versions),
    }
    assert any(note.startswith("all 10 opportunities are deleted") for note in book.notes)
    users = [
        u["id"]
        for u in rows(folder, "user")
        if u["_fivetran_active"] == "true" and u["_fivetran_deleted"] == "false"
    ]
    assert [row[0] for row in told(book, "SELECT rep_id FROM reps ORDER BY source_row")] == users
    assert told(book, "SELECT count(*) FROM activities") == [(20,)]


def test_a_probability_of_100_is_1(seeds, tmp_path):
    """Were they not deleted: 100 is 1.0, 65 is 0.65, and 1000 is a fault, blank and counted."""
    deals = rows(seeds / "salesforce", "opportunity")
    with (tmp_path / "opportunity.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, deals[0])
        writer.writeheader()
        writer.writerows(d | {"is_deleted": "false", "_fivetran_active": "true"} for d in deals)
    book = load(catalogue(tmp_path), frozenset({"deals"}), frozenset())
    found = dict(told(book, "SELECT deal_id, probability FROM deals"))
    book.engine.close()
    share = {"0": 0.0, "65": 0.65, "100": 1.0, "1000": None}
    assert found == {d["id"]: share[d["probability"]] for d in deals}
    assert Counter(found.values())[1.0] == 4
    said = "probabilities of opportunities that are not within 0 to 100, taken as blank: 1"
    assert said in book.notes
