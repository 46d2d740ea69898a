"""Prices that hold tax and prices that do not, told apart order by order."""

from pulse_store import pulse, put

HEAD = "order_id,created_at,subtotal,shipping,tax,total"
LINE = "order_id,line_id,sku,qty,unit_price"


def test_prices_with_20_percent_in_them(tmp_path):
    """120 of goods and 12 of shipping hold 22 of tax: 100 and 10 without it, total as stated."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,120.00,12.00,22.00,132.00",
        order_lines=f"{LINE}\nA,1,X,1,120.00",
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said["net_sales"]) == ("100.00", "100.00")
    assert (said.steps["shipping"], said.steps["taxes"]) == ("10.00", "22.00")
    assert said["total_sales"] == "132.00"
    assert "1 order has prices with tax in them" in said.notes


def test_discounts_hold_tax_too(tmp_path):
    """150 less 30 is 120, of it 20 tax: gross 125, discounts 25, net 100."""
    put(
        tmp_path,
        orders=f"{HEAD},discount_total\nA,2026-03-02,120.00,0.00,20.00,120.00,30.00",
        order_lines=f"{LINE}\nA,1,X,1,150.00",
    )
    said = pulse(tmp_path)
    assert (said["gross_sales"], said["discounts"], said["net_sales"]) == (
        "125.00",
        "25.00",
        "100.00",
    )


def test_each_order_by_its_own_figures(tmp_path):
    """One order's prices hold tax, the other's do not."""
    put(
        tmp_path,
        orders=f"""
            {HEAD}
            A,2026-03-02,120.00,0.00,20.00,120.00
            B,2026-03-02,100.00,0.00,20.00,120.00
            """,
        order_lines=f"{LINE}\nA,1,X,1,120.00\nB,2,X,1,100.00",
    )
    said = pulse(tmp_path)
    assert (said["net_sales"], said.steps["taxes"]) == ("200.00", "40.00")
    assert said["total_sales"] == "240.00"


def test_settings_say_what_figures_do_not(tmp_path):
    """A total that fits neither way is taken as it stands and said, unless the shop says so."""
    files = {
        "orders": f"{HEAD}\nA,2026-03-02,120.00,0.00,20.00,125.00",
        "order_lines": f"{LINE}\nA,1,X,1,120.00",
    }
    said = pulse(put(tmp_path, **files))
    assert said["net_sales"] == "120.00"
    assert "1 order does not say whether prices hold tax" in said.notes
    said = pulse(put(tmp_path, salesops='[sales]\nprices = "gross"', **files))
    assert said["net_sales"] == "100.00"
    assert said["total_sales"] == "125.00"  # what the parts miss of it is `not tied`
    assert said.steps["not tied"] == "5.00"


def test_settings_win_over_figures(tmp_path):
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,120.00,0.00,20.00,120.00",
        order_lines=f"{LINE}\nA,1,X,1,120.00",
        salesops='[sales]\nprices = "net"',
    )
    said = pulse(tmp_path)
    assert (said["net_sales"], said.steps["not tied"]) == ("120.00", "-20.00")


def test_returns_of_prices_with_tax(tmp_path):
    """A full refund of 120 takes back the 100 of goods; the 20 of tax go under other refunds."""
    put(
        tmp_path,
        orders=f"{HEAD},refunded_total\nA,2026-03-02,120.00,0.00,20.00,120.00,120.00",
        order_lines=f"{LINE}\nA,1,X,1,120.00",
    )
    said = pulse(tmp_path)
    assert (said["returns"], said["net_sales"], said["total_sales"]) == ("100.00", "0.00", "0.00")
