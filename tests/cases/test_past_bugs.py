"""One test a past bug: small files that once gave a wrong number without a word."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from inspect import cleandoc

import pytest

from salesops.cli import main

SHOPIFY = (
    "Name,Id,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Cancelled at"
)


def pulse(folder, *args, **files):
    """Pulse's JSON over the files, as of 2026-03-10."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(cleandoc(text) + "\n", encoding="utf-8")
    words = ["pulse", "--data", folder, "--period", "all", "--as-of", "2026-03-10", *args]
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*map(str, words), "--format", "json"])
    out.flush()
    assert code == 0
    return json.loads(out.buffer.getvalue())


def shopify(*rows):
    return "\n".join([SHOPIFY, *rows])


def test_two_orders_of_one_name_in_one_file(tmp_path):
    orders = shopify(
        "#1,111,paid,EUR,20,20,2026-03-01 10:00:00 +0000,1,A,10,",
        "#1,,,,,,,2,B,5,",
        "#1,222,paid,EUR,100,100,2026-03-02 10:00:00 +0000,1,Z,100,",
    )
    metrics = pulse(tmp_path, orders=orders)["metrics"]
    assert (metrics["orders"], metrics["net_sales"], metrics["total_sales"]) == (
        2,
        "120.00",
        "120.00",
    )


def test_two_copies_of_an_order_in_one_file(tmp_path):
    row = "#1,111,paid,EUR,20,20,2026-03-01 10:00:00 +0000,2,A,10,"
    answer = pulse(tmp_path, orders=shopify(row, row))
    assert (answer["metrics"]["orders"], answer["metrics"]["net_sales"]) == (1, "20.00")
    assert answer["context"]["excluded_reasons"] == {"older copy of an order in the same file": 1}


def test_a_cancellation_after_the_last_order(tmp_path):
    orders = shopify(
        "#1,1,paid,EUR,20,20,2026-03-01 10:00:00 +0000,2,A,10,2026-03-04 09:00:00 +0000",
        "#2,2,paid,EUR,10,10,2026-03-02 10:00:00 +0000,1,A,10,",
    )
    assert pulse(tmp_path, orders=orders)["metrics"]["net_sales"] == "10.00"
    assert pulse(tmp_path, "--as-of", "data")["metrics"]["net_sales"] == "10.00"


def test_a_stamp_at_midnight_sharp_is_in_as_of_data(tmp_path):
    orders = shopify(
        "#1,1,paid,EUR,10,10,2026-03-01 10:00:00 +0000,1,A,10,",
        "#2,2,paid,EUR,20,20,2026-03-03 00:00:00 +0000,2,A,10,",
    )
    assert pulse(tmp_path, "--as-of", "data", orders=orders)["metrics"]["net_sales"] == "30.00"


def test_date_only_data_has_no_day_after_its_last(tmp_path):
    lines = """
        order_id,order_date,sku,quantity,price,currency
        1,2026-03-01,A,1,10,EUR
        2,2026-03-02,A,1,10,EUR
        """
    days = pulse(tmp_path, lines=lines)["tables"]["days"]
    assert [day["day"] for day in days] == ["2026-03-01", "2026-03-02"]


LINE = "order_id,line_id,sku,qty,unit_price,unit_cost"
REFUND = "refund_id,line_id,order_id,refunded_at,sku,qty,subtotal,currency"


def test_gross_profit_keeps_the_cost_of_what_was_kept(tmp_path):
    """A (cost 90) and B (cost 10) at 100 each, A once more alone; the first A comes back."""
    answer = pulse(
        tmp_path,
        orders="order_id,created_at,currency\n1,2026-03-01,EUR\n2,2026-03-01,EUR",
        order_lines=f"{LINE}\n1,1,A,1,100,90\n1,2,B,1,100,10\n2,3,A,1,100,90",
        refunds=f"{REFUND}\nR,1,1,2026-03-02,A,1,100,EUR",
    )
    assert answer["metrics"]["net_sales"] == "200.00"
    assert answer["metrics"]["gross_profit"] == "100.00"
    skus = {row["sku"]: row["net_sales"] for row in answer["tables"]["top_skus"]}
    assert skus == {"A": "100.00", "B": "100.00", "other": "0.00"}


def test_a_cancelled_order_leaves_its_skus(tmp_path):
    answer = pulse(
        tmp_path,
        orders="order_id,created_at,cancelled_at,currency\n"
        "1,2026-03-01,2026-03-02,EUR\n2,2026-03-01,,EUR",
        order_lines=f"{LINE}\n1,1,A,10,100,\n2,2,B,1,100,",
        refunds=f"{REFUND}\nR,1,9,2026-03-02,C,0,0,EUR",
    )
    skus = {row["sku"]: row["net_sales"] for row in answer["tables"]["top_skus"]}
    assert skus == {"B": "100.00", "A": "0.00", "other": "0.00"}


def test_a_discount_that_the_total_is_after(tmp_path):
    lines = """
        order_id,order_date,sku,quantity,price,discount,line_total,currency
        1,2026-03-01,A,2,100,30,170,EUR
        """
    metrics = pulse(tmp_path, lines=lines)["metrics"]
    assert (metrics["gross_sales"], metrics["discounts"]) == ("200.00", "30.00")
    assert metrics["net_sales"] == "170.00"


def test_a_discount_that_is_a_rate(tmp_path):
    lines = """
        Order ID,Order Date,Product ID,Sales,Quantity,Discount
        1,2026-03-01,A,80.00,1,0.2
        2,2026-03-01,B,55.00,1,0.45
        """
    answer = pulse(tmp_path, lines=lines)
    assert answer["metrics"]["net_sales"] == "135.00"
    assert any("discounts are rates" in note for note in answer["notes"])


def test_one_cancelled_line_is_not_the_order(tmp_path):
    lines = """
        order_id,order_date,sku,quantity,amount,status,currency
        1,2026-03-01,A,1,100,Cancelled,EUR
        1,2026-03-01,B,1,50,Shipped,EUR
        2,2026-03-01,A,1,100,Cancelled,EUR
        """
    metrics = pulse(tmp_path, lines=lines)["metrics"]
    assert (metrics["orders"], metrics["net_sales"]) == (2, "50.00")


def test_a_refund_in_another_currency_is_not_added(tmp_path):
    answer = pulse(
        tmp_path,
        orders="order_id,created_at,currency\n1,2026-03-01,EUR",
        order_lines=f"{LINE}\n1,1,A,1,100,",
        refunds=f"{REFUND}\nR,1,1,2026-03-02,A,1,5000,JPY",
    )
    assert answer["metrics"]["net_sales"] == "100.00"
    assert answer["context"]["excluded_reasons"] == {"in another currency than EUR": 1}


def test_fx_converts_a_refund_in_its_own_currency(tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text("day,currency,rate\n2026-01-01,JPY,0.01\n")
    answer = pulse(
        tmp_path, "--currency", "EUR", "--fx", rates,
        orders="order_id,created_at,currency\n1,2026-03-01,EUR",
        order_lines=f"{LINE}\n1,1,A,1,100,",
        refunds=f"{REFUND}\nR,1,1,2026-03-02,A,1,5000,JPY",
    )  # fmt: skip
    assert answer["metrics"]["net_sales"] == "50.00"


def test_a_transaction_that_writes_the_name_without_its_mark(tmp_path):
    answer = pulse(
        tmp_path,
        orders=shopify("#1,1,refunded,EUR,20,20,2026-03-01 10:00:00 +0000,2,A,10,"),
        money="Order,Kind,Processed at,Amount,Currency,Status\n"
        "1,refund,2026-03-03 10:00:00 +0000,20,EUR,success",
    )
    assert (answer["metrics"]["net_sales"], answer["metrics"]["returns"]) == ("0.00", "20.00")


def test_a_gift_card_holds_no_tax(tmp_path):
    answer = pulse(
        tmp_path,
        orders="order_id,created_at,currency,subtotal,tax,total\n1,2026-03-01,EUR,170,20,170",
        order_lines="order_id,line_id,sku,qty,unit_price,kind\n"
        "1,1,A,1,120,product\n1,2,G,1,50,gift_card",
    )
    assert answer["metrics"]["net_sales"] == "100.00"


def test_nothing_read_is_not_nothing_sold(tmp_path, capsys):
    lines = "order_id,order_date,sku,quantity,price\n1,2026-03-01,A,1,ten"
    (tmp_path / "lines.csv").write_text(lines + "\n")
    main(["pulse", "--data", str(tmp_path), "--period", "all", "--quiet"])
    assert "Nothing could be read: 1 of 1 rows were rejected." in capsys.readouterr().out


def test_an_answer_is_not_written_over_its_export(tmp_path, capsys):
    export = tmp_path / "lines.csv"
    export.write_text("order_id,order_date,sku,quantity,price\n1,2026-03-01,A,1,10\n")
    before = export.read_bytes()
    for option in ("--out", "--rejects"):
        code = main(["pulse", "--data", str(export), option, str(export), "--quiet"])
        assert code == 2
        assert "written over the export" in capsys.readouterr().err
    assert export.read_bytes() == before


def test_a_link_stays_a_link_and_a_mode_a_mode(tmp_path, capsys):
    report, link = tmp_path / "report.md", tmp_path / "latest.md"
    report.write_text("old")
    report.chmod(0o600)
    link.symlink_to(report)
    assert main(["define", "aov", "--out", str(link), "--quiet"]) == 0
    assert link.is_symlink()
    assert report.read_text().startswith("# Average order value")
    assert report.stat().st_mode & 0o777 == 0o600
    assert main(["define", "aov", "--out", "/dev/null", "--quiet"]) == 4
    capsys.readouterr()


def test_a_report_beside_its_exports(tmp_path, capsys):
    (tmp_path / "lines.csv").write_text(
        "order_id,order_date,sku,quantity,price\n1,2026-03-01,A,1,10\n"
    )
    words = ["--data", str(tmp_path), "--out", str(tmp_path), "--as-of", "2026-03-02", "--quiet"]
    assert main(["report", "daily", *words]) == 0
    assert (tmp_path / "daily-2026-03-01.md").exists()
    capsys.readouterr()


def test_sql_of_what_no_export_feeds(capsys):
    assert main(["sql", "SELECT count(*) FROM refunds", "--quiet"]) == 3
    assert "feeds refunds" in capsys.readouterr().err
    assert main(["sql", "SELECT 1 / 0 AS x FROM orders LIMIT 1", "--quiet"]) == 0
    assert "inf" not in capsys.readouterr().out.lower()


@pytest.mark.slow
def test_two_rates_of_one_day(tmp_path, capsys):
    rates = tmp_path / "rates.csv"
    rates.write_text("day,currency,rate\n2026-01-01,EUR,2\n2026-01-01,EUR,1\n")
    assert main(["pulse", "--fx", str(rates), "--currency", "GBP", "--quiet"]) == 3
    assert "two rates for EUR on 2026-01-01" in capsys.readouterr().err


def test_a_line_with_neither_price_nor_amount_counts_as_nothing(tmp_path):
    lines = """
        order_id,order_date,sku,quantity,price,currency
        1,2026-03-01,A,1,10,EUR
        2,2026-03-02,B,1,,EUR
        """
    answer = pulse(tmp_path, lines=lines)
    assert (answer["metrics"]["net_sales"], answer["metrics"]["orders"]) == ("10.00", 2)
    assert "1 lines state neither an amount nor a price: they count as 0" in answer["notes"]


def test_a_return_in_a_file_of_orders_and_in_one_of_lines_is_one(tmp_path):
    orders = """
        order_id,order_date,order_amount,total_items
        1,2026-03-01 10:00,30,3
        1,2026-03-05 09:00,-10,-1
        """
    lines = """
        order_id,order_date,sku,quantity,price
        1,2026-03-01 10:00,A,3,10
        1,2026-03-05 09:00,A,-1,10
        """
    answer = pulse(tmp_path, orders=orders, lines=lines)
    assert (answer["metrics"]["returns"], answer["metrics"]["net_sales"]) == ("10.00", "20.00")
    assert answer["context"]["excluded_reasons"] == {
        "return of an order that another file holds line by line": 1
    }


def test_what_flat_orders_say_was_refunded_is_a_return(tmp_path):
    orders = "order_id,order_date,total,refunded_amount\n1,2026-03-01,30,10"
    metrics = pulse(tmp_path, orders=orders)["metrics"]
    assert (metrics["returns"], metrics["net_sales"]) == ("10.00", "20.00")


def test_one_huge_order_among_tiny_ones_is_far_out(tmp_path):
    rows = [f"{n},2026-03-01,{'0.01' if n % 2 else '100'}" for n in range(1, 41)]
    orders = "\n".join(["order_id,order_date,total", *rows, "99,2026-03-01,10000000"])
    (found,) = (
        f for f in pulse(tmp_path, orders=orders)["findings"] if f["code"] == "outlier-orders"
    )
    assert found["facts"]["orders"] == ["99"]
