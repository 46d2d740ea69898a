"""campaigns against a slow plain-Python reading of the same rows, on random little shops."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from math import sqrt
from statistics import mean, stdev

import pytest
from campaigns_store import campaigns
from pulse_store import put

DAY = timedelta(days=1)
AS_OF = datetime(2026, 3, 10)  # noqa: DTZ001 - the store's clock
DAYS, BEFORE = 28, 365
SENT = {"One": datetime(2026, 1, 5, 9), "Two": datetime(2026, 1, 20, 9)}  # noqa: DTZ001
PROMO = datetime(2026, 2, 9), 10  # noqa: DTZ001 - a Monday, and so many days
T = {4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365}


class Shop:
    """Forty people, some of whom have an id; orders of one to three lines; some goods come back."""

    def __init__(self, seed):
        dice = random.Random(seed)
        self.people = [(f"p{n}@x.test", f"C{n}" if n % 3 == 0 else "") for n in range(40)]
        self.orders, self.lines, self.back, self.members = [], [], [], []
        for n in range(420):
            mail, ident = dice.choice(self.people)
            at = AS_OF - dice.randrange(1, 200 * 24 * 60) * timedelta(minutes=1)
            # Who has an id sometimes orders as a guest, by e-mail alone.
            known = ident if ident and dice.random() < 0.6 else ""
            code = dice.choice(["", "", "", "GO", "go+ship", "GOGO"])
            self.orders.append((f"O{n}", at, mail.title() if n % 7 == 0 else mail, known, code))
            for k in range(dice.randrange(1, 4)):
                cents = dice.randrange(500, 20000)
                cost = "" if dice.random() < 0.3 else str(Decimal(cents // 3) / 100)
                kind = dice.choice(["Cups", "Plates", "Bowls"])
                self.lines.append((f"O{n}", f"O{n}-{k}", kind, Decimal(cents) / 100, cost))
        for n in range(0, 420, 9):
            lines = [line for line in self.lines if line[0] == f"O{n}"]
            at = self.orders[n][1] + dice.randrange(1, 40) * DAY
            if at < AS_OF:
                self.back.append((f"R{n}", f"O{n}", at, lines[0][2], lines[0][3]))
        for name, sent in SENT.items():
            for mail, ident in self.people:
                if dice.random() < 0.8:
                    held = dice.random() < 0.4
                    who = ident if ident and dice.random() < 0.5 else mail.upper()
                    when = "" if held else f"{sent:%Y-%m-%d %H:%M:%S}"
                    self.members.append((name, who, "holdout" if held else "treatment", when))

    def write(self, folder):
        """The files of the shop."""
        rows = {
            "orders": [("order_id", "created_at", "email", "customer_id", "discount_codes"),
                       *self.orders],
            "order_lines": [("order_id", "line_id", "sku", "category", "qty", "unit_price",
                             "unit_cost"),
                            *((o, i, k, k, 1, p, c) for o, i, k, p, c in self.lines)],
            "refunds": [("refund_id", "order_id", "refunded_at", "sku", "qty", "subtotal"),
                        *((r, o, at, k, 1, p) for r, o, at, k, p in self.back)],
            "campaign_members": [("campaign", "customer", "group", "sent_at"), *self.members],
            "customers": [("customer_id", "email"), *((i, m) for m, i in self.people if i)],
            "campaigns": [("campaign", "starts", "ends", "category", "code"),
                          ("Promo", "2026-02-09", "2026-02-18", "Plates", "GO")],
        }  # fmt: skip
        text = {name: "\n".join(",".join(map(str, r)) for r in of) for name, of in rows.items()}
        return put(folder, **text, salesops="[campaigns]\nfew_members = 2\nfew_buyers = 1")

    def person(self, who):
        """One name for a person: the e-mail."""
        return {i: m for m, i in self.people if i}.get(who, who.lower())

    def moves(self):
        """(person, moment, orders, net sales, order) of every order and everything given back."""
        worth = defaultdict(Decimal)
        for order, _, _, price, _ in self.lines:
            worth[order] += price
        at = {o[0]: o for o in self.orders}
        for order, when, mail, _, _ in self.orders:
            yield mail.lower(), when, 1, worth[order], order
        for _, order, when, _, price in self.back:
            yield at[order][2].lower(), when, 0, -price, order

    def groups(self, name):
        """{group: {person: (orders, net sales, net sales before)}} of a campaign."""
        sent, found = SENT[name], {"holdout": {}, "treatment": {}}
        moves = list(self.moves())
        for campaign, who, group, _ in self.members:
            if campaign != name:
                continue
            person = self.person(who)
            mine = [m for m in moves if m[0] == person]
            after = [m for m in mine if sent <= m[1] < sent + DAYS * DAY]
            before = [m for m in mine if sent - BEFORE * DAY <= m[1] < sent]
            found[group][person] = (
                sum(m[2] for m in after), sum(m[3] for m in after), sum(m[3] for m in before)
            )  # fmt: skip
        return found


@pytest.fixture(scope="module", params=[1, pytest.param(2, marks=pytest.mark.slow)])
def shop(request, tmp_path_factory):
    made = Shop(request.param)
    folder = made.write(tmp_path_factory.mktemp("oracle"))
    return made, campaigns(folder, "--since", "2026-01-01")


def cents(value):
    return pytest.approx(float(value), abs=0.006)


@pytest.mark.parametrize("name", SENT)
def test_groups_and_lift(shop, name):
    made, said = shop
    groups = made.groups(name)
    for word, group in (("sent to", "treatment"), ("held back", "holdout")):
        row = said.row("groups", campaign=name, group=word)
        values = groups[group].values()
        assert row["members"] == len(values)
        assert row["bought"] == sum(orders > 0 for orders, _, _ in values)
        assert float(row["net_sales"]) == cents(sum(net for _, net, _ in values))
        other = next(o for o in SENT if o != name)
        treated = {made.person(m[1]) for m in made.members if m[0] == other and m[2] != "holdout"}
        assert row["also_reached"] == len(treated & set(groups[group]))
    for measure, at in (("net sales each", 1), ("net sales each before", 2)):
        one, two = ([float(v[at]) for v in groups[g].values()] for g in ("treatment", "holdout"))
        n, m = len(one), len(two)
        spread = ((n - 1) * stdev(one) ** 2 + (m - 1) * stdev(two) ** 2) / (n + m - 2)
        half, middle = 1.96 * sqrt(spread * (1 / n + 1 / m)), mean(one) - mean(two)
        row = said.row("lift", campaign=name, measure=measure)
        found = [float(row[key]) for key in ("low", "difference", "high")]
        assert found == [cents(middle - half), cents(middle), cents(middle + half)]
    whole = said.row("campaigns", campaign=name)
    one, two = ([float(v[1]) for v in groups[g].values()] for g in ("treatment", "holdout"))
    assert float(whole["incremental"]) == pytest.approx(
        (mean(one) - mean(two)) * len(one), abs=0.01
    )


def test_a_category_against_all_others(shop):
    made, said = shop
    start, days = PROMO
    sold = defaultdict(lambda: [Decimal(0), Decimal(0)])
    kinds = {order[0]: order[1] for order in made.orders}
    rows = [(kinds[o], k, p) for o, _, k, p, _ in made.lines]
    rows += [(at, k, -p) for _, _, at, k, p in made.back]
    for at, kind, amount in rows:
        for n in range(9):
            first = start - n * 14 * DAY
            if first <= at < first + days * DAY:
                sold[n][kind != "Plates"] += amount
    shares = [float(sold[n][0] / sold[n][1]) for n in range(1, 9)]
    row = said.row("pre_post", campaign="Promo")
    assert (row["days"], row["before"]) == (days, 8)
    assert float(row["net_sales"]) == cents(sold[0][0])
    expected = mean(shares) * float(sold[0][1])
    half = T[8] * stdev(shares) * sqrt(1 + 1 / 8) * float(sold[0][1])
    assert float(row["expected"]) == cents(expected)
    assert float(row["high"]) == cents(float(sold[0][0]) - expected + half)


def test_orders_with_the_code(shop):
    made, said = shop
    start, days = PROMO
    used = {
        order
        for order, at, _, _, code in made.orders
        if code.lower() in ("go", "go+ship") and start <= at < start + days * DAY
    }
    row = said.row("codes", campaign="Promo")
    assert row["orders"] == len(used)
    net = sum(p for o, _, _, p, _ in made.lines if o in used)
    net -= sum(p for _, o, _, _, p in made.back if o in used)
    assert float(row["net_sales"]) == cents(net)
