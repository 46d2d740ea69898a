"""Which line bears what: discounts of its own, what a cancellation leaves, ids of two shops."""

from sales_store import LINES, ORDERS, REFUNDS, put, sales

TWO = f"""{LINES},line_discount
    1,1,A,Apple,,,1,100,40,{{}}
    1,2,B,Ball,,,1,100,60,
    """


def nets(folder, *args):
    return {r["sku"]: r["net_sales"] for r in sales(folder, "--by", "sku", *args).table("sales")}


def test_a_line_bears_its_own_discount(tmp_path):
    orders = f"{ORDERS}\n1,2026-03-09 10:00,web,IT,EUR"
    put(tmp_path, orders=orders, order_lines=TWO.format(50))
    assert nets(tmp_path) == {"A": "50.00", "B": "100.00"}


def test_what_else_was_taken_off_lies_on_what_is_left_of_the_lines(tmp_path):
    orders = f"{ORDERS},discount_total\n1,2026-03-09 10:00,web,IT,EUR,30"
    put(tmp_path, orders=orders, order_lines=TWO.format(50))
    # 30 on 50 : 100
    assert nets(tmp_path) == {"A": "40.00", "B": "80.00"}


def test_a_figure_below_the_lines_own_discounts_lies_on_those(tmp_path):
    # Lines 200 - figure 20 tie to the subtotal: of the stated 50 only 20 was taken off.
    orders = f"{ORDERS},discount_total,subtotal,total\n1,2026-03-09 10:00,web,IT,EUR,20,180,180"
    put(tmp_path, orders=orders, order_lines=TWO.format(50))
    assert nets(tmp_path) == {"A": "80.00", "B": "100.00"}


def test_a_cancellation_takes_back_what_each_product_has_left(tmp_path):
    orders = f"{ORDERS},cancelled_at\n1,2026-03-09 10:00,web,IT,EUR,2026-03-09 12:00"
    refunds = f"{REFUNDS}\nR1,1,1,2026-03-09 11:00,A,1,100,EUR"
    put(tmp_path, orders=orders, order_lines=TWO.format(""), refunds=refunds)
    assert nets(tmp_path) == {"A": "0.00", "B": "0.00"}


def test_one_customer_id_in_two_shops_is_two_customers(tmp_path):
    orders = (
        f"shop_id,customer_id,{ORDERS}\nN,7,1,2026-03-09 10:00,,,EUR\nS,7,1,2026-03-09 11:00,,,EUR"
    )
    lines = f"shop_id,{LINES}\nN,1,1,A,,,,1,10,\nS,1,1,A,,,,2,10,"
    put(tmp_path, orders=orders, order_lines=lines)
    rows = sales(tmp_path, "--by", "customer").table("sales")
    assert {r["customer"]: r["net_sales"] for r in rows} == {"N 7": "10.00", "S 7": "20.00"}


def test_what_comes_back_without_its_order_is_what_the_catalogue_says(tmp_path):
    orders = f"{ORDERS}\n1,2026-03-09 10:00,web,IT,EUR"
    lines = f"{LINES}\n1,1,A,Apple,Food,,1,10,"
    refunds = f"{REFUNDS}\nR9,1,9,2026-03-09 11:00,B,1,4,EUR"
    put(tmp_path, orders=orders, order_lines=lines, refunds=refunds, products="sku,type\nB,Toys")
    rows = sales(tmp_path, "--by", "category").table("sales")
    assert {r["category"]: r["net_sales"] for r in rows} == {"Food": "10.00", "Toys": "-4.00"}
