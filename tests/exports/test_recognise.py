"""Which source a header belongs to: blind to spelling, strict about twins."""

import pytest
from exports_loading import FLAT, SHOPIFY, head, lines, opened, put, sums

from salesops.errors import InputError, UsageError
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Match
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
        assert "a.csv: 2 lines above the header: skipped" in book.notes


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


SALES = "sls_ord_num,sls_prd_key,sls_cust_id,sls_order_dt,sls_sales,sls_quantity,sls_price"
ORDERS = "order_id,created_at,order_amount,total_items"


@pytest.mark.parametrize(
    ("header", "source"),
    [
        (ORDERS, "orders_flat"),
        ("order,date,revenue", "orders_flat"),
        ("order_id,created_at,total,status", "orders_flat"),
        # a table of orders with no lines beside it
        ("order_id,created_at,total", "orders_flat"),
        ("order_id,created_at,total,customer_id,email,currency,channel", "orders_flat"),
        # where flat orders would lose a column it stays the table
        ("order_id,created_at,total,customer_id,tip", "canonical"),
        ("txn_id,order_id,paid_at,amount", "canonical"),
        ("order_id,date,sku,quantity,amount", "order_lines_flat"),
        ("order_id,date,product,qty,amount,total_items,order_amount", "order_lines_flat"),
        (SHOPIFY + ",order,date,amount", "shopify_orders"),
        ("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,order_id,date,total", "uci_invoices"),
        ("Order,Kind,Processed at,Amount,Status,date", "shopify_transactions"),
        (f"{SALES},order_id,date,total", "adventureworks"),
    ],
)
def test_orders_without_lines_take_no_file_that_another_source_knows(tmp_path, header, source):
    put(tmp_path, {"a.csv": lines(header, ",".join("" for _ in header.split(",")))})
    with opened(tmp_path) as book:
        assert [found.source for found in book.sources] == [source]


def test_a_table_of_orders_with_its_lines_beside_it_is_the_table(tmp_path):
    orders = lines("order_id,created_at,total", "1,2026-03-01,9")
    put(tmp_path, {"o.csv": orders, "l.csv": lines("line_id,order_id,sku,qty,amount", "1,1,A,1,9")})
    with opened(tmp_path) as book:
        assert [found.source for found in book.sources] == ["canonical", "canonical"]


@pytest.mark.parametrize(
    "further", ["sku", "Product ID", "item", "line_id", "refund_id", "kind", "gateway", "tax"]
)
def test_lines_refunds_and_totals_with_tax_are_no_flat_orders(tmp_path, further):
    put(tmp_path, {"a.csv": TEXT, "b.csv": lines(f"{ORDERS},{further}", "1,2026-03-01,9,1,A")})
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE
        assert any("b.csv comes nearest to" in note for note in book.notes)


def test_a_flat_orders_file_of_canonical_headers_can_be_named(tmp_path):
    put(tmp_path, {"a.csv": lines("order_id,created_at,total", "1,2026-03-01,9", "2,2026-03-02,8")})
    with opened(tmp_path, settings=Settings(sources={"a.csv": "orders_flat"})) as book:
        assert sums(book) == ("2", "2", "17")


def test_a_source_that_rules_a_header_out_says_so(tmp_path):
    put(tmp_path, {"a.csv": lines(f"{ORDERS},sku", "1,2026-03-01,9,1,A")})
    settings = Settings(sources={"a.csv": "orders_flat"})
    with (
        pytest.raises(UsageError, match="lacks the columns: no sku"),
        opened(tmp_path, settings=settings),
    ):
        pass


ADVENTUREWORKS = {
    SALES: "sale",
    "cst_id,cst_key,cst_marital_status": "customer",
    "prd_key,prd_nm,prd_cost,prd_start_dt": "product",
    "CID,BDATE,GEN": "person",
    "CID,CNTRY": "place",
    "ID,CAT,SUBCAT,MAINTENANCE": "category",
}


@pytest.mark.parametrize(("header", "kind"), ADVENTUREWORKS.items())
def test_each_file_of_adventureworks_is_known_by_its_headers(tmp_path, header, kind):
    put(tmp_path, {"a.csv": header + "\n"})
    (only,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    assert isinstance(only.found, Match)
    assert (only.found.source.name, only.found.input.name) == ("adventureworks", f"{kind}_rows")


def test_a_strange_file_is_not_said_to_be_near_an_optional_one(tmp_path):
    """A country list lacks but one of the headers CID and CNTRY, and is nothing of the kind."""
    put(tmp_path, {"a.csv": TEXT, "b.csv": lines("CID,name", "1,Rome")})
    with opened(tmp_path) as book:
        assert not any("adventureworks" in note for note in book.notes)
