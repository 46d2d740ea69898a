"""Gross profit and margin where unit costs are known, and the share of sales that they cover."""

import pytest
from pulse_store import pulse, put

HEAD = "order_id,created_at,subtotal,discount_total,total,refunded_total"
LINE = "order_id,line_id,sku,qty,unit_price"
COSTS = "sku,title,unit_cost\nX,Thing,30.00\nY,Other,"


def test_part_of_the_costs_known(tmp_path):
    """X: 2 x 50 for 60; Y: 1 x 60, cost unknown. Profit 40 of 100, covering 100 of 160."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,160.00,0,160.00,",
        order_lines=f"{LINE}\nA,1,X,2,50.00\nA,2,Y,1,60.00",
        products=COSTS,
    )
    said = pulse(tmp_path)
    assert said["gross_profit"] == "40.00"
    assert said["margin"] == 0.4
    assert said["cost_coverage"] == 0.625


def test_discounts_lie_on_lines_by_their_amounts(tmp_path):
    """16 off 160 is 10 off X's 100: 90 less 60 is 30 of profit, a third."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,144.00,16.00,144.00,",
        order_lines=f"{LINE}\nA,1,X,2,50.00\nA,2,Y,1,60.00",
        products=COSTS,
    )
    said = pulse(tmp_path)
    assert said["gross_profit"] == "30.00"
    assert said["margin"] == pytest.approx(1 / 3)


def test_goods_that_come_back_bring_their_cost_back(tmp_path):
    """Half of 100 is refunded: 50 of sales and 30 of cost stay."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,100.00,0,100.00,50.00",
        order_lines=f"{LINE}\nA,1,X,2,50.00",
        products=COSTS,
    )
    said = pulse(tmp_path)
    assert (said["net_sales"], said["gross_profit"], said["margin"]) == ("50.00", "20.00", 0.4)


def test_the_lines_own_cost_wins(tmp_path):
    """20 at the time of sale, though it costs 30 today."""
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,50.00,0,50.00,",
        order_lines=f"{LINE},unit_cost\nA,1,X,1,50.00,20.00",
        products=COSTS,
    )
    assert pulse(tmp_path)["gross_profit"] == "30.00"


def test_no_cost_known_no_profit_said(tmp_path):
    put(
        tmp_path,
        orders=f"{HEAD}\nA,2026-03-02,60.00,0,60.00,",
        order_lines=f"{LINE}\nA,2,Y,1,60.00",
        products=COSTS,
    )
    said = pulse(tmp_path)
    assert (said["gross_profit"], said["margin"], said["cost_coverage"]) == (None, None, 0.0)


def test_costs_without_tax_in_prices(tmp_path):
    """120 with 20 of tax in it: profit is on the 100."""
    put(
        tmp_path,
        orders="order_id,created_at,subtotal,shipping,tax,total\nA,2026-03-02,120,0,20,120",
        order_lines=f"{LINE}\nA,1,X,1,120.00",
        products=COSTS,
    )
    assert pulse(tmp_path)["gross_profit"] == "70.00"
