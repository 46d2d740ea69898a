"""`salesops sales` says of each group what the oracle says, of every store that can be drawn."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from adapter import exclusive, put, written
from groups import groups, spread
from hypothesis import given, note
from oracle import Sale, pulse
from stores import FEW, MANY, Store, csv_files, stores

import salesops
from salesops.commands.sales.sales import sales

SHRINKING = 1200  # seconds: to cut a failure down takes many more questions than to find it
pytestmark = pytest.mark.timeout(SHRINKING)
CLOSE = Fraction(1, 100_000)
"""Shares that do not end are kept to eight decimals a line."""
QUESTIONS = {"channel": ("channel", ""), "sku": ("sku", ""), "country": ("country", "")} | {
    "day": ("", "day")
}
Told = dict[str, tuple[Fraction, int, int]]


def told(store: Store, folder: Path) -> dict[str, Told]:
    """Net sales, orders and units of each group, as the product has them."""
    as_of, window = exclusive(store.as_of), (written(store.since), exclusive(store.until))
    found: dict[str, Told] = {}
    with salesops.open(folder, as_of=as_of, zone=store.tz) as db:
        for name, (by, freq) in QUESTIONS.items():
            table = sales(db, by, freq or None, *window, top=1000).table("sales")
            key = "period" if freq else by
            found[name] = {
                getattr(row, key): (Fraction(row.net_sales), row.orders, int(row.units))
                for row in table.rows
            }
    return found


def expected(store: Store, by: str) -> Told:
    found = groups(csv_files(store), store.since, store.until, store.as_of, store.tz, by)
    return {name: (g.net_sales, len(g.orders), g.units) for name, g in found.items()}


def agrees(store: Store) -> None:
    files = csv_files(store)
    with TemporaryDirectory() as folder:
        answers = told(store, put(files, Path(folder)))
    note(f"--tz {store.tz} [{store.since}, {store.until}) as of {store.as_of}")
    note("\n".join(f"-- {name}\n{text}" for name, text in files.items()))
    for by, answer in answers.items():
        truth = expected(store, by)
        for group in truth.keys() | answer.keys():  # a row of zeros and no row are one
            net, *counts = answer.get(group, (Fraction(0), 0, 0))
            true_net, *true_counts = truth.get(group, (Fraction(0), 0, 0))
            assert abs(net - true_net) < CLOSE, (by, group, float(net), float(true_net))
            assert counts == true_counts, (by, group)


@FEW
@given(stores())
def test_sales_agrees_with_the_oracle(store):
    agrees(store)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@MANY
@given(stores())
def test_sales_agrees_with_the_oracle_at_length(store):
    agrees(store)


# The oracle's own groups


def shop_order(**more):
    """2 x 10.00 of A and 1 x 30.00 of B."""
    from oracle import read

    head = "Name,Financial Status,Created at,Subtotal,Shipping,Taxes,Total,Discount Amount,"
    head += "Lineitem quantity,Lineitem price,Lineitem sku,Lineitem name"
    rows = ["#1,paid,2026-03-10 12:00:00,50,0,0,50,0,2,10,A,Apple", "#1,,,,,,,,1,30,,Ball"]
    (order,) = read({"orders.csv": "\n".join([head, *rows])}, None)
    return replace(order, **more)


def lies(discount, *own):
    """Where an order's worth lies that has that discount, of which lines have some of their own."""
    lines = zip(shop_order().lines, [*own, 0, 0], strict=False)
    found = shop_order(lines=tuple(replace(line, discount=Fraction(o)) for line, o in lines))
    one = Sale(found, Fraction(50), Fraction(discount), tied=True)
    return [(line.sku, money) for line, money in spread(one, one.worth)]


def test_a_discount_of_the_order_lies_on_lines_by_their_amounts():
    assert lies(5) == [("A", 18), ("Ball", 27)]


def test_a_line_bears_its_own_discount_and_its_share_of_the_rest():
    """A is worth 16 after its own 4, Ball 30: a tenth of each goes with the 4.60 that are left."""
    assert lies("8.60", 4) == [("A", Fraction("14.40")), ("Ball", 27)]


def test_lines_bear_a_figure_below_their_discounts_as_those_lie():
    """4 and 6 of their own, but 5 in all: half of each."""
    assert lies(5, 4, 6) == [("A", 18), ("Ball", 27)]


def test_money_of_lines_of_nothing_lies_on_none():
    free = tuple(replace(line, price=Fraction(0)) for line in shop_order().lines)
    one = Sale(shop_order(lines=free), Fraction(0), Fraction(5), tied=False)
    assert [money for line, money in spread(one, one.worth) if line is None] == [-5]


@FEW
@given(stores())
def test_groups_of_the_oracle_sum_to_its_whole(store):
    files = csv_files(store)
    whole = pulse(files, store.since, store.until, store.as_of, store.tz)
    for by in QUESTIONS:
        parts = groups(files, store.since, store.until, store.as_of, store.tz, by).values()
        net = sum((part.net_sales for part in parts), Fraction(0))
        assert abs(net - Fraction(whole.net_sales)) < Fraction(1, 10**20)
        assert sum(part.units for part in parts) == whole.units
        if by != "sku":
            assert sum(len(part.orders) for part in parts) == whole.orders
