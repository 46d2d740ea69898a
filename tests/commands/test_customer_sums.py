"""What vip, clv and scorecard say of the same hostile orders, against one plain count of them.

Two shops with the same ids, a clock five hours behind, guests known by e-mail, cancelled orders,
and refunds without an order: some name a customer, some nobody who ever ordered.
"""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from pulse_store import answered, put

pytestmark = pytest.mark.usefixtures("loaded_once")

AS_OF = datetime(2026, 3, 10)  # noqa: DTZ001 - the store's clock
YEAR, QUARTER, BEHIND = timedelta(days=365), timedelta(days=90), timedelta(hours=5)
EDGES = [AS_OF - YEAR, AS_OF - QUARTER, AS_OF - QUARTER - YEAR]
SHOPS = ("North", "South")
MAILS = {("North", "c1@x.test"): "C1"}
"""In the north C1 once left this address; in the south it is a guest's."""


def made(seed):
    """(shop, order, moment, id, e-mail, price, cancelled), and (shop, order, id, moment, money)."""
    dice = random.Random(seed)
    orders, back = [], []
    for n in range(500):
        who = f"C{min(int(dice.paretovariate(0.5)), 30) % 30}"
        mail = f"{who.lower()}@x.test" if dice.random() < 0.2 else ""
        at = AS_OF - timedelta(minutes=dice.randrange(1, 600 * 1440))
        if dice.random() < 0.1:
            at = dice.choice(EDGES) - timedelta(seconds=dice.randrange(2))
        shop, price = dice.choice(SHOPS), dice.choice([5, 20, 60, 400, 999] * 9 + [1000])
        who = "" if mail or dice.random() < 0.05 else who
        orders.append((shop, f"O{n}", at, who, mail, price, dice.random() < 0.05))
        if dice.random() < 0.1:
            back.append((shop, f"O{n}", "", min(at + QUARTER, AS_OF - BEHIND), min(price, 7)))
    orders.append(("North", "tie", AS_OF - 2 * YEAR / 3, "C1", "c1@x.test", 5, False))
    for n in range(24):
        at = AS_OF - timedelta(days=dice.randrange(1, 300))
        back.append((dice.choice(SHOPS), "", dice.choice(["C1", "C2", "C3", "gone"]), at, 900 + n))
    return orders, back


def folders(path, orders, back):
    """A folder a shop, written in UTC."""
    for shop in SHOPS:
        here = path / shop.lower()
        here.mkdir()
        mine = [row[1:] for row in orders if row[0] == shop]
        put(
            here,
            orders="order_id,created_at,customer_id,email,cancelled_at\n" + "\n".join(
                f"{o},{at + BEHIND}Z,{who},{mail},{f'{AS_OF}Z' if cancelled else ''}"
                for o, at, who, mail, _, cancelled in mine
            ),
            order_lines="order_id,line_id,sku,qty,unit_price\n" + "\n".join(
                f"{o},{o}-1,CUP,1,{price}" for o, _, _, _, price, _ in mine
            ),
            refunds="refund_id,order_id,customer_id,refunded_at,subtotal\n" + "\n".join(
                f"R{n},{o},{who},{at + BEHIND}Z,{money}"
                for n, (s, o, who, at, money) in enumerate(back) if s == shop
            ),
        )  # fmt: skip
    zone = '[time]\nzone = "Etc/GMT+5"\n[shops]\nnorth = "North"\nsouth = "South"\n'
    put(path, salesops=zone)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("sums")
    orders, back = made(5)
    folders(path, orders, back)
    return path, orders, back


def asked(command, path, *args):
    more = ("--data", path / "south", "--config", path / "salesops.toml")
    return answered(command, path / "north", *more, *args, as_of=f"{AS_OF}")


def moves(orders, back):
    """(customer, moment, is an order, money): a customer is a shop and an id."""
    found = [((shop, who or MAILS.get((shop, mail), mail)), at, True, price)
             for shop, _, at, who, mail, price, _ in orders if who or mail]  # fmt: skip
    owner = {(row[0], row[1]): (row[0], row[3] or MAILS.get((row[0], row[4]), row[4]))
             for row in orders}  # fmt: skip
    found += [(owner.get((shop, o), (shop, who)), at, False, -money)
              for shop, o, who, at, money in back]  # fmt: skip
    given = defaultdict(int)
    for shop, o, *_, money in back:
        given[shop, o] += money
    found += [(owner[shop, o], AS_OF - BEHIND, False, given[shop, o] - price)
              for shop, o, *_, price, cancelled in orders if cancelled]  # fmt: skip
    return [row for row in found if row[0][1]]


def vips(found, at):
    """Customer -> net sales in the year before."""
    sums, large = defaultdict(int), set()
    bought = {who for who, when, order, _ in found if order and at - YEAR <= when < at}
    for who, when, order, money in found:
        if at - YEAR <= when < at and who in bought:
            sums[who] += money
            large |= {who} if order and money >= 1000 else set()
    best = sorted(sums, key=lambda who: (-sums[who], who))[: int(len(sums) * 0.05)]
    return {who: sums[who] for who in {*best, *large}}


def test_vip(store):
    path, orders, back = store
    said, found = asked("vip", path), moves(orders, back)
    truth = vips(found, AS_OF)
    rows = {(r["shop"], r["customer_id"]): r for r in said.table("customers")}
    assert {who: Decimal(row["net_sales"]) for who, row in rows.items()} == truth
    for who, row in rows.items():
        mine = [one for one in found if one[0] == who]
        days = sorted({at.date() for _, at, order, _ in mine if order})
        assert Decimal(row["net_sales_ever"]) == sum(money for *_, money in mine)
        assert row["last_order"] == f"{days[-1]}"
        assert row["longest_gap"] == max(((b - a).days for a, b in pairwise(days)), default=None)


def test_retention_of_vip_and_scorecard(store):
    path, orders, back = store
    found, then = moves(orders, back), AS_OF - QUARTER
    were = vips(found, then)
    came = were.keys() & {who for who, at, order, _ in found if order and at >= then}
    said = asked("vip", path)
    assert (said["vip_retention_n"], said["vip_retention"]) == (len(were), len(came) / len(were))
    without = vips(moves(orders, [row for row in back if row[1]]), then)
    assert without.keys() != were.keys()  # returns without an order decide who is one
    (row, *_) = (
        goal
        for goal in asked("scorecard", path, "--over", "month").table("goals")
        if goal["metric"] == "vip_retention"
    )
    assert (row["n"], row["actual"]) == (len(were), len(came) / len(were))


def test_clv(store):
    path, orders, back = store
    said, found = asked("clv", path), moves(orders, back)
    sums, days = defaultdict(int), defaultdict(set)
    for who, at, order, money in found:
        sums[who] += money
        days[who] |= {at.date()} if order else set()
    rows = {(r["shop"], r["customer_id"]): r for r in said.table("customers")}
    assert rows.keys() == {who for who in days if days[who]}
    for who, row in rows.items():
        assert Decimal(row["historic"]) == sums[who], who
        assert row["purchases"] == len(days[who]), who
        assert (row["first_order"], row["last_order"]) == (
            f"{min(days[who])}",
            f"{max(days[who])}",
        )
