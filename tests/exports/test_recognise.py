"""Which source a header belongs to: blind to spelling, strict about twins."""

import pytest
from exports_loading import FLAT, SHOPIFY, head, lines, opened, put, sums

from salesops.errors import InputError, UsageError
from salesops.settings import Settings

ROWS = ["1,2026-03-01,A,1,10.00,EUR", "2,2026-03-02,B,2,5.00,EUR"]
WHOLE = ("2", "2", "20")
TEXT = lines(FLAT, *ROWS)

SPELT = {
    "capitals": lines("ORDER_ID,Ordered_At,SKU,Quantity,UNIT_PRICE,Currency", *ROWS),
    "spaces for underscores": lines("Order ID,ordered at,sku,quantity,unit price,currency", *ROWS),
    "dashes": lines("order-id,ordered-at,sku,quantity,unit-price,currency", *ROWS),
    "padded": lines(" order_id , ordered_at ,\tsku, quantity ,unit_price ,currency ", *ROWS),
    "quoted": lines(",".join(f'"{name}"' for name in FLAT.split(",")), *ROWS),
    "BOM and quotes": "\ufeff"
    + lines('"order_id",ordered_at,sku,quantity,unit_price,currency', *ROWS),
    "other order": lines(
        "currency,unit_price,quantity,sku,ordered_at,order_id",
        *(",".join(reversed(row.split(","))) for row in ROWS),
    ),
    "further columns": lines(FLAT + ",,note", *(row + ",x,y" for row in ROWS)),
    "semicolons": TEXT.replace(",", ";"),
    "tabs": TEXT.replace(",", "\t"),
    "bars": TEXT.replace(",", "|"),
    "sep= line": "sep=;\n" + TEXT.replace(",", ";"),
    "titles above": "Sales of March\n\n,,,,\n# all shops\n" + TEXT,
    "title with a quote": '12" discs\nSales of "March"\n' + TEXT,
    "title of two lines": '"Sales\nof March"\n' + TEXT,
    "header cell of two lines": TEXT.replace("unit_price", '"unit\nprice"'),
    "titles that end otherwise": "Sales\n\n" + TEXT.replace("\n", "\r\n"),
    "sep= line that ends otherwise": "sep=,\n" + TEXT.replace("\n", "\r\n"),
    "titles of an old Mac": "Sales\r" + TEXT,
    "header cell of two lines, CRLF": TEXT.replace("\n", "\r\n").replace(
        "unit_price", '"unit\nprice"'
    ),
    "header cell of two lines after a BOM": "\ufeff" + TEXT.replace("order_id", '"order\nid"'),
    "blank lines between": TEXT.replace("\n", "\n\n"),
    "ids that start with #": TEXT.replace("1,2026-03-01", "#1,2026-03-01"),
}


@pytest.mark.parametrize("text", SPELT.values(), ids=SPELT)
def test_a_header_is_known_however_it_is_spelt(tmp_path, text):
    put(tmp_path, {"anything at all.txt": text})
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE
        assert book.rows.total == 2


def test_lines_above_the_header_are_said(tmp_path):
    put(tmp_path, {"a.csv": "Sales of March\n\n" + TEXT})
    with opened(tmp_path) as book:
        assert "a.csv: 2 lines stand above the header: skipped" in book.notes


@pytest.mark.parametrize("twin", ["unit_price", "Unit Price", " UNIT_PRICE "])
def test_two_columns_of_one_needed_name_are_refused(tmp_path, twin):
    put(tmp_path, {"a.csv": lines(f"{FLAT},{twin}", *(row + ",99" for row in ROWS))})
    with pytest.raises(InputError, match="two columns named 'unit_price'"), opened(tmp_path):
        pass


def test_two_columns_that_nobody_needs_do_no_harm(tmp_path):
    put(tmp_path, {"a.csv": lines(f"{FLAT},note,note", *(row + ",x,y" for row in ROWS))})
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE


def test_the_source_that_needs_most_wins(tmp_path):
    """A Shopify file also has all that the canonical orders need, once it has an order_id."""
    put(tmp_path, {"a.csv": lines(SHOPIFY + ",order_id", head("#1", "91") + ",7")})
    with opened(tmp_path) as book:
        assert book.sources[0].source == "shopify_orders"


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("line_id,order_id,sku,qty,unit_price", "order_lines"),
        ("refund_id,line_id,order_id,refunded_at,qty,subtotal", "refunds"),
        ("order_id,order_no,created_at,total,currency", "orders"),
        ("txn_id,order_id,paid_at,kind,status,amount", "payments"),
        ("sku,product_id,title,price,unit_cost", "products"),
        ("sku,location,on_hand,available", "inventory_levels"),
        ("customer_id,email,name,tags", "customers"),
    ],
)
def test_each_canonical_table_is_told_from_the_others(tmp_path, header, table):
    put(tmp_path, {"a.csv": lines(header, ",".join("1" for _ in header.split(",")))})
    with opened(tmp_path, settings=Settings()) as book:
        assert book.filled == {table}


def test_a_strange_file_is_named_with_what_it_lacks(tmp_path):
    put(tmp_path, {"a.csv": TEXT, "b.csv": lines("order_id,date,sku,quantity", "1,2026-03-01,A,1")})
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE
        assert any("b.csv comes nearest to order_lines_flat" in note for note in book.notes)


def test_only_strange_files_are_refused_with_the_nearest(tmp_path):
    put(tmp_path, {"b.csv": lines("order_id,ordered_at,product,quantity", "1,2026-03-01,A,1")})
    with (
        pytest.raises(
            InputError, match=r"nearest to order_lines_flat but lacks: unit.price or amount"
        ),
        opened(tmp_path, tables=["order_lines"]),
    ):
        pass


def test_a_source_can_be_named(tmp_path):
    put(tmp_path, {"a.csv": TEXT})
    with opened(tmp_path, settings=Settings(sources={"a.csv": "order_lines_flat"})) as book:
        assert sums(book) == WHOLE


@pytest.mark.parametrize(
    ("name", "why"),
    [("no_such", "there is no such source"), ("uci_invoices", "lacks the columns: (?i:invoiceno)")],
)
def test_a_source_that_cannot_be_meant_is_a_usage_error(tmp_path, name, why):
    put(tmp_path, {"a.csv": TEXT})
    settings = Settings(sources={"a.csv": name})
    with pytest.raises(UsageError, match=why), opened(tmp_path, settings=settings):
        pass


def test_a_header_without_rows_is_a_table_without_rows(tmp_path):
    put(tmp_path, {"a.csv": FLAT + "\n"})
    with opened(tmp_path) as book:
        assert sums(book) == ("0", "0", "")
        assert book.reach is None
