"""A few orders that move the average are named, whatever the command; a natural tail is not."""

import random
from decimal import Decimal

import pytest
from pulse_store import pulse, put, salesops
from sales_store import sales

pytestmark = pytest.mark.slow

HEAD = "order_id,order_date,sku,quantity,amount"
ASKED = {"pulse": pulse, "sales": sales}
ALL = ("--period", "all")


def orders(folder, amounts, day="2026-03-09"):
    """One order an amount, named from 1 on."""
    rows = [f"{n},{day},A,1,{amount}" for n, amount in enumerate(amounts, 1)]
    return put(folder, lines="\n".join([HEAD, *rows]))


def found(folder, amounts, command="sales"):
    said = ASKED[command](orders(folder, amounts), *ALL)
    assert said["orders"] == len(amounts)  # none is left out
    assert Decimal(said["net_sales"]) == sum(Decimal(str(a)) for a in amounts)
    return said.finding("outlier-orders")


@pytest.mark.parametrize("command", ASKED)
def test_one_order_far_above_the_others(tmp_path, command):
    """39 of 100 and one of 6,100: (3,900 + 6,100) / 40 = 250 against 100."""
    it = found(tmp_path, [100] * 39 + [6100], command)
    assert it["level"] == "warning"
    assert it["message"] == (
        "1 of 40 orders (2.5 %) moves the average order value: 250.00 with it, 100.00 without, "
        "median 100.00. It is 40 (6,100.00). All orders are counted; check that it is a sale."
    )
    assert it["facts"] == {
        "count": 1,
        "orders": ["40"],
        "value": "6100.00",
        "aov": "250.00",
        "aov_without": "100.00",
        "median": "100.00",
        "groups": [{"value": "6100.00", "orders": ["40"]}],
    }


def test_orders_of_one_value_are_named_together(tmp_path):
    it = found(tmp_path, [100] * 57 + [9000, 9000, 700])
    assert "They are 2 orders of 9,000.00 (58, 59), and 1 of 700.00. All orders" in it["message"]
    assert it["facts"]["groups"] == [
        {"value": "9000.00", "orders": ["58", "59"]},
        {"value": "700.00", "orders": ["60"]},
    ]


def test_different_ones_are_named_each_with_its_value(tmp_path):
    it = found(tmp_path, [100] * 58 + [9000, 8000])
    assert "They are 59 (9,000.00), 60 (8,000.00). All orders" in it["message"]


def test_past_twenty_names_the_rest_is_a_range(tmp_path):
    it = found(tmp_path, [100] * 500 + list(range(5001, 5023)))
    assert "503 (5,003.00), and 2 of 5,001.00 to 5,002.00." in it["message"]
    assert it["facts"]["count"] == len(it["facts"]["orders"]) == 22


# Where it begins


@pytest.mark.parametrize(("count", "is_found"), [(19, False), (20, True)])
def test_quartiles_need_twenty_orders(tmp_path, count, is_found):
    assert bool(found(tmp_path, [100] * (count - 1) + [9000])) == is_found


@pytest.mark.parametrize(("far", "is_found"), [(5, True), (6, False)])
def test_more_than_five_in_a_hundred_are_another_scale(tmp_path, far, is_found):
    assert bool(found(tmp_path, [100] * (100 - far) + [9000] * far)) == is_found


@pytest.mark.parametrize(("value", "is_found"), [("600.00", True), ("599.99", False)])
def test_they_matter_from_a_fifth_on(tmp_path, value, is_found):
    """20 orders: (19 x 100 + 600) / 20 = 125, and 100 is 20 % less."""
    assert bool(found(tmp_path, [100] * 19 + [value])) == is_found


@pytest.mark.parametrize(("value", "is_found"), [("160.00", False), ("160.01", True)])
def test_the_fence_is_three_quartile_ratios_up(tmp_path, value, is_found):
    """Quartiles of 10 and 20: the fence is 20 x (20 / 10)^3 = 160, and itself within.

    One order of 160 among 21 moves the mean by a third.
    """
    amounts = [10] * 8 + [12] * 5 + [20] * 7 + [value]
    assert bool(found(tmp_path, amounts)) == is_found


# Where there is nothing to say


def test_orders_alike(tmp_path):
    assert found(tmp_path, [100] * 50) is None


@pytest.mark.slow
def test_a_natural_tail(tmp_path):
    """Log-normal order values, of a spread as shops have: the largest are many times the median."""
    for seed in range(5):
        draw = random.Random(seed)
        amounts = [f"{draw.lognormvariate(4, 0.9):.2f}" for _ in range(2000)]
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert max(map(float, amounts)) > 10 * 54.6  # e^4 is the median
        assert found(folder, amounts) is None


def test_a_shop_at_two_scales(tmp_path):
    """Every tenth order is a trade order of fifty times as much."""
    assert found(tmp_path, ([100] * 9 + [5000]) * 10) is None


def test_two_scales_of_which_one_is_rare_and_small(tmp_path):
    """Far above the fence, but the average moves by less than a fifth."""
    assert found(tmp_path, [100] * 99 + [1000]) is None


def test_a_window_without_orders(tmp_path):
    said = sales(orders(tmp_path, [100] * 40), "--period", "2026-03-08")
    assert said.finding("outlier-orders") is None


def test_only_the_orders_of_the_window(tmp_path):
    """The far one was placed on the 9th."""
    rows = [f"{n},2026-03-08,A,1,100" for n in range(40)] + ["99,2026-03-09,A,1,9000"]
    put(tmp_path, lines="\n".join([HEAD, *rows]))
    assert sales(tmp_path, "--period", "2026-03-08").finding("outlier-orders") is None
    assert sales(tmp_path, *ALL).finding("outlier-orders")["facts"]["orders"] == ["99"]


# Values that no logarithm takes


def test_orders_of_nothing(tmp_path):
    assert found(tmp_path, [0] * 50) is None


def test_a_quarter_of_nothing(tmp_path):
    """Quartiles of 0 and 100: the plain fence is 100 + 3 x 100, and 400 itself within."""
    few = [0] * 15 + [100] * 24
    assert found(tmp_path, [*few, 400]) is None
    assert found(tmp_path, [*few, 9000])["facts"]["orders"] == ["40"]


def test_orders_below_zero(tmp_path):
    """Corrections that stand as written: quartiles of -10 and 100 have the plain fence of 430."""
    shop = put(
        tmp_path,
        orders="order_id,created_at,discount_total,currency\n"
        + "\n".join(f"{n},2026-03-09,{110 if n < 15 else 0},EUR" for n in range(40)),
        order_lines="order_id,line_id,sku,qty,unit_price\n"
        + "\n".join(f"{n},{n},A,1,{9000 if n == 39 else 100}" for n in range(40)),
    )
    it = sales(shop, *ALL).finding("outlier-orders")
    assert it["facts"]["orders"] == ["39"]
    assert it["facts"]["aov_without"] == "57.69"  # (39 x 100 - 15 x 110) / 39


def test_more_taken_off_than_sold(tmp_path):
    """The average is below zero, with or without the largest."""
    shop = put(
        tmp_path,
        orders="order_id,created_at,discount_total,currency\n"
        + "\n".join(f"{n},2026-03-09,{0 if n == 39 else 110},EUR" for n in range(40)),
        order_lines="order_id,line_id,sku,qty,unit_price\n"
        + "\n".join(f"{n},{n},A,1,100" for n in range(40)),
    )
    said = sales(shop, *ALL)
    assert said["aov"] == "-7.25"
    assert said.finding("outlier-orders") is None


def test_orders_of_services_alone_are_no_orders_here(tmp_path):
    shop = put(
        tmp_path,
        orders="order_id,created_at,currency\n"
        + "\n".join(f"{n},2026-03-09,EUR" for n in range(41)),
        order_lines="order_id,line_id,sku,qty,unit_price,kind\n"
        + "\n".join(
            f"{n},{n},A,1,{9000 if n == 40 else 100},{'service' if n == 40 else 'product'}"
            for n in range(41)
        ),
    )
    said = sales(shop, *ALL)
    assert said["orders"] == 40
    assert said.finding("outlier-orders") is None


def test_it_is_a_warning_to_fail_on(tmp_path):
    words = ("--data", orders(tmp_path, [100] * 39 + [9000]), "--as-of", "2026-03-10", *ALL)
    assert salesops("sales", *words)[0] == 0
    assert salesops("sales", *words, "--fail-on", "warning")[0] == 1
