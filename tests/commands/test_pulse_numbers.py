"""Sales of a window, each number worked out by hand."""

import pytest
from pulse_store import pulse, put

LINE = "order_id,line_id,sku,qty,unit_price"


def test_the_primary_tile(tmp_path):
    """Two orders: 2 x 50 + 1 x 20 less 12, with shipping and tax; and 1 x 30 with neither."""
    put(
        tmp_path,
        orders="""
            order_id,created_at,subtotal,discount_total,shipping,tax,total
            A,2026-03-02 10:00,108.00,12.00,5.00,8.64,121.64
            B,2026-03-03 11:00,30.00,0.00,0.00,0.00,30.00
            """,
        order_lines=f"""
            {LINE}
            A,1,X,2,50.00
            A,2,Y,1,20.00
            B,3,Y,1,30.00
            """,
    )
    said = pulse(tmp_path)
    assert said["gross_sales"] == "150.00"
    assert said["discounts"] == "12.00"
    assert said["returns"] == "0.00"
    assert said["net_sales"] == "138.00"
    assert said["total_sales"] == "151.64"
    assert (said["orders"], said["units"], said["aov"]) == (2, 4, "69.00")
    assert said.steps == {
        "gross sales": "150.00",
        "discounts": "-12.00",
        "returns": "0.00",
        "net sales": "138.00",
        "shipping": "5.00",
        "taxes": "8.64",
        "total sales": "151.64",
    }


def test_every_part_of_a_total(tmp_path):
    """Duties, a tip, a gift card and a service beside 40 of goods: each a step, none net."""
    put(
        tmp_path,
        orders="""
            order_id,created_at,subtotal,shipping,tax,duties,tip,total
            A,2026-03-02,95.00,6.00,4.00,3.00,2.00,110.00
            G,2026-03-02,25.00,0,0,0,0,25.00
            """,
        order_lines="""
            order_id,line_id,sku,qty,unit_price,kind
            A,1,X,1,40.00,product
            A,2,GIFT,1,50.00,gift_card
            A,3,FITTING,1,5.00,service
            G,4,GIFT,1,25.00,gift_card
            """,
    )
    said = pulse(tmp_path)
    assert said["gross_sales"] == said["net_sales"] == "40.00"
    # The order of a gift card alone is neither among the orders nor in AOV.
    assert (said["orders"], said["units"], said["aov"]) == (1, 1, "40.00")
    assert said.steps["gift cards"] == "75.00"
    assert said.steps["services"] == "5.00"
    assert said.steps["duties"] == "3.00"
    assert said.steps["tips"] == "2.00"
    assert said["total_sales"] == "135.00"
    assert "1 order holds only gift cards or services" in said.notes


def test_gift_cards_by_the_products_flag(tmp_path):
    put(
        tmp_path,
        orders="order_id,created_at,total\nA,2026-03-02,60.00",
        order_lines=f"{LINE}\nA,1,X,1,10.00\nA,2,CARD,1,50.00",
        products="sku,title,is_gift_card\nX,Thing,false\nCARD,A card,true",
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said.steps["gift cards"]) == ("10.00", "50.00")
    assert said["units"] == 1


def test_lines_win_over_unit_price(tmp_path):
    """The source's line total of 19.90 counts; that it is not 2 x 10 is said."""
    put(
        tmp_path,
        orders="order_id,created_at\nA,2026-03-02",
        order_lines=f"{LINE},amount\nA,1,X,2,10.00,19.90\nA,2,Y,2,5.00,10.00",
    )
    said = pulse(tmp_path)
    assert said["gross_sales"] == "29.90"
    assert "1 line states a total that is not unit price x quantity" in said.notes


@pytest.mark.parametrize(
    ("figure", "subtotal", "discounts"),
    [
        ("6.00", "84.00", "16.00"),  # lines' 10 and a code's 6: 100 - 16
        ("10.00", "90.00", "10.00"),  # the figure repeats the lines'
        ("0.00", "90.00", "10.00"),  # lines' alone
    ],
)
def test_line_discounts_and_the_figure(tmp_path, figure, subtotal, discounts):
    put(
        tmp_path,
        orders=f"""
            order_id,created_at,subtotal,discount_total,total
            A,2026-03-02,{subtotal},{figure},{subtotal}
            """,
        order_lines=f"{LINE},line_discount\nA,1,X,2,40.00,10.00\nA,2,Y,1,20.00,",
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said["discounts"]) == ("100.00", discounts)
    assert said["net_sales"] == subtotal
    assert said.finding("lines-not-tied") is None


@pytest.mark.parametrize(
    ("shipping", "total", "shown"),
    [
        ("0.00", "100.00", None),  # the shipping is stated after the discount: nothing is left
        ("8.00", "103.00", "3.00"),  # stated before it: 8 - 5
    ],
)
def test_shipping_discount_is_no_product_discount(tmp_path, shipping, total, shown):
    put(
        tmp_path,
        orders=f"""
            order_id,created_at,subtotal,discount_total,shipping,tax,total
            A,2026-03-02,100.00,5.00,{shipping},0.00,{total}
            """,
        order_lines=f"{LINE}\nA,1,X,1,100.00",
    )
    said = pulse(tmp_path)
    assert (said["discounts"], said["net_sales"]) == ("0.00", "100.00")
    assert said.steps.get("shipping") == shown
    assert said["total_sales"] == total


def test_lines_that_do_not_tie_are_a_step(tmp_path):
    """Lines of 90 in an order of 100: gross is the lines', the ten are `not tied`, and named."""
    put(
        tmp_path,
        orders="order_id,order_no,created_at,subtotal,total\nA,#7,2026-03-02,100.00,100.00",
        order_lines=f"{LINE}\nA,1,X,1,90.00",
    )
    said = pulse(tmp_path)
    assert (said["net_sales"], said["total_sales"]) == ("90.00", "100.00")
    assert said.steps["not tied"] == "10.00"
    assert said.finding("lines-not-tied")["facts"]["orders"] == ["#7"]


def test_an_order_without_a_total(tmp_path):
    """Total sales then are the parts: 20 of goods and 5 of shipping."""
    put(
        tmp_path,
        orders="order_id,created_at,shipping\nA,2026-03-02,5.00",
        order_lines=f"{LINE}\nA,1,X,1,20.00",
    )
    assert pulse(tmp_path)["total_sales"] == "25.00"


def test_flat_lines_of_a_file(tmp_path):
    """One row a line: identical rows are real; total and discount are the line's own."""
    put(
        tmp_path,
        lines="""
            order_id,order_date,sku,quantity,amount,discount,customer_id
            1,2026-03-02,X,1,10.00,0,C1
            1,2026-03-02,X,1,10.00,0,C1
            2,2026-03-03,Y,2,30.00,5.00,C2
            """,
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said["discounts"], said["net_sales"]) == ("50.00", "5.00", "45.00")
    assert (said["orders"], said["units"], said["aov"]) == (2, 4, "22.50")


def test_pending_orders_count_and_voided_and_tests_do_not(tmp_path):
    put(
        tmp_path,
        orders="""
            order_id,created_at,financial_status,is_test,total
            A,2026-03-02,pending,false,10.00
            B,2026-03-02,voided,false,20.00
            C,2026-03-02,paid,true,40.00
            D,2026-03-02,expired,false,80.00
            """,
        order_lines=f"{LINE}\nA,1,X,1,10\nB,2,X,1,20\nC,3,X,1,40\nD,4,X,1,80",
    )
    said = pulse(tmp_path)
    assert (said["orders"], said["gross_sales"]) == (2, "90.00")
    assert said.answer["context"]["excluded_reasons"] == {"test order": 2, "voided order": 2}
    assert "2 orders, 90.00 of these sales, are not paid yet" in said.notes


def test_money_rounds_once_half_even(tmp_path):
    """Three lines of 0.125 are 0.375, written 0.38; the sum is not of rounded parts."""
    put(
        tmp_path,
        lines="""
            order_id,order_date,sku,quantity,amount
            1,2026-03-02,X,1,0.125
            2,2026-03-02,X,1,0.125
            3,2026-03-02,X,1,0.125
            """,
    )
    said = pulse(tmp_path)
    assert (said["net_sales"], said["aov"]) == ("0.38", "0.12")


def test_currencies_have_their_own_digits(tmp_path):
    put(
        tmp_path,
        lines="""
            order_id,order_date,sku,quantity,amount,currency
            1,2026-03-02,X,1,1500,JPY
            """,
    )
    assert pulse(tmp_path)["net_sales"] == "1500"


def test_canonical_lines_without_a_kind_are_products(tmp_path):
    put(tmp_path, orders="order_id,created_at\nA,2026-03-02")
    (tmp_path / "order_lines.csv").write_text(f"{LINE}\nA,1,X,2,10.00\n")
    assert pulse(tmp_path)["net_sales"] == "20.00"
