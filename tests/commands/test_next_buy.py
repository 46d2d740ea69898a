"""next-buy: every rule of what counts, by hand; who is due, and what may be missing."""

from decimal import Decimal

import pytest
from next_buy_store import next_buy, store
from pulse_store import salesops

from salesops.commands.customers.next_buy import next_buy as asked_of
from salesops.commands.customers.next_buy import opportunities
from salesops.commands.opportunities import Kind
from salesops.models import wilson

pytestmark = pytest.mark.usefixtures("loaded_once")

BOUGHT = """
    a-week,2026-01-01 10:00,A
    a-week,2026-01-08 10:00,B
    two,2026-01-01 10:00,A
    two,2026-01-15 10:00,B
    two,2026-01-16 10:00,B
    never,2026-01-01 10:00,A
    both,2026-01-01 10:00,A+B
    both,2026-01-10 10:00,B
    same-day,2026-01-01 10:00,A
    same-day,2026-01-01 18:00,B
    unseen,2026-02-07 10:00,A
    unseen,2026-02-09 10:00,B
    last-seen,2026-02-06 10:00,C
    in-time,2026-01-01 23:00,A
    in-time,2026-01-31 01:00,B
    too-late,2026-01-01 01:00,A
    too-late,2026-02-01 01:00,B
    cancelled,2026-01-01 10:00,A
    cancelled,2026-01-05 10:00,B,2026-01-06
    other,2026-01-02 10:00,C
    other,2026-01-05 10:00,B
    c1,2026-01-02 10:00,C
    c2,2026-01-02 10:00,C
    c3,2026-01-02 10:00,C
    ,2026-01-02 10:00,A
    newest,2026-03-09 10:00,D
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return next_buy(store(tmp_path_factory.mktemp("next"), BOUGHT), "--min-count", "2")


def test_what_counts_as_a_then_b(said):
    """Six bought A without B that day and are seen to their end; three bought B within 30 days.

    Not: both at once, B the same day, A on the first day whose 30 days are not over, B after 31
    days, B cancelled, nobody known. The base: 6 A and 5 C, of which 4 were followed by B.
    """
    (row,) = said.table("rules")
    assert (row["a"], row["b"], row["n_a"], row["n"], row["customers"]) == ("A", "B", 6, 3, 3)
    assert row["confidence"] == 0.5
    assert row["base_rate"] == pytest.approx(4 / 11)
    assert row["lift"] == pytest.approx(0.5 / (4 / 11))
    assert row["lift_low"] == pytest.approx(wilson.share(3, 6).low / (4 / 11))
    assert row["median_days"] == 14
    assert row["beyond_chance"] is False


def test_what_is_bought_again(tmp_path):
    """Two of three buy it again within 90 days, after 10 and 30; the third after 91."""
    rows = """
        x,2025-06-01 10:00,F
        x,2025-06-11 10:00,F
        y,2025-06-01 10:00,F
        y,2025-07-01 10:00,F
        z,2025-06-01 10:00,F
        z,2025-08-31 10:00,F
        w,2026-03-09 10:00,G
    """
    said = next_buy(store(tmp_path, rows), "--min-count", "2")
    (row,) = said.table("again")
    assert (row["item"], row["customers"], row["buyers_again"]) == ("F", 3, 2)
    assert (row["purchases"], row["n"], row["median_days"]) == (6, 2, 20)
    assert row["share"] == pytest.approx(2 / 6)


def shop():
    """Forty bought A, half of them B ten days later, 200 others C; and those who may be due.

    F is bought thrice by 25: by 13 every 20 days, by 12 every 40.
    """
    rows = [f"a{n},2025-12-01 10:00,A" for n in range(40)]
    rows += [f"a{n},2025-12-11 10:00,B" for n in range(20)]
    rows += [f"c{n},2025-12-01 10:00,C" for n in range(200)]
    days = [("2025-09-01", "2025-09-21", "2025-10-11"), ("2025-09-01", "2025-10-11", "2025-11-20")]
    rows += [f"f{n},{day} 10:00,F" for n in range(25) for day in days[n > 12]]
    rows += [f"{who},2026-03-07 10:00,A" for who in ("due", "no", "guest", "bought")]
    rows += ["bought,2026-03-09 10:00,B", "late,2026-02-20 10:00,A"]
    rows += ["regular,2026-01-20 10:00,F", "regular,2026-02-13 10:00,F", "once,2026-02-13 10:00,F"]
    return "\n".join(rows)


PEOPLE = """
    customer_id,email,name,accepts_email
    due,due@x.test,Dora Due,true
    no,no@x.test,Nora No,false
    regular,reg@x.test,Reg Ular,true
"""
GOODS = """
    sku,title,price,type
    A,Anvil,99.00,Iron
    B,Bellows,25.00,Iron
    C,Cup,5.00,Table
    F,Filter,7.01,Table
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    stock = "sku,location,on_hand\nB,main,7"
    return store(
        tmp_path_factory.mktemp("due"), shop(), customers=PEOPLE, products=GOODS,
        inventory_levels=stock,
    )  # fmt: skip


def test_who_is_due(folder):
    """Three days after A half still buy B. Bought it: not due. 18 days after A nobody does.

    Of 50 purchases of F by who had it before, 13 were followed within 20 days, 12 in 40: of the 37
    that were not after 25 days 12 were later. Once is no habit. Nora refused.
    """
    said = next_buy(folder)
    names = ("customer", "write_by", "bought", "days_ago", "offer", "of", "price", "expected")
    assert said.column("due", *names) == [
        ("Dora Due", "e-mail", "Anvil", 3, "Bellows", 40, "25.00", "12.50"),
        ("guest", "no e-mail known", "Anvil", 3, "Bellows", 40, "25.00", "12.50"),
        ("Reg Ular", "e-mail", "Filter", 25, "the same again", 37, "7.01", "2.27"),
    ]
    assert said.column("due", "chance") == pytest.approx([0.5, 0.5, 12 / 37])
    assert said.column("due", "stock") == ["7 left", "7 left", None]
    assert (said["due"], said["refused"], said["expected"]) == (3, 1, "27.27")
    assert said.row("rules", a="A", b="B")["beyond_chance"] is True
    assert said.row("again", item="F")["due"] == 1
    assert said.answer["findings"] == []


def test_those_below_the_ranking_are_one_row(folder):
    said = next_buy(folder, "--top", "1")
    assert said.column("due", "customer", "write_by", "people", "expected") == [
        ("Dora Due", "e-mail", 1, "12.50"),
        ("other", "2 more", 2, "14.77"),
    ]
    assert said["expected"] == "27.27"


def test_by_category_and_product(folder):
    """Iron and Table: what of A and B is one category is bought again, not next."""
    assert next_buy(folder, "--by", "category").table("rules") == []
    row = next_buy(folder, "--by", "product").row("rules", a="Anvil", b="Bellows")
    assert (row["n_a"], row["n"]) == (40, 20)
    code, _, err = salesops("next-buy", "--data", folder, "--by", "colour")
    assert (code, "sku, product, category" in err) == (2, True)


def test_sold_out_is_a_finding_and_nothing_to_offer(tmp_path):
    rows = "\n".join([shop(), *(f"n{n},2026-03-05 10:00,A" for n in range(4))])
    stock = "sku,location,on_hand\nB,main,0"
    said = next_buy(store(tmp_path, rows, products=GOODS, inventory_levels=stock))
    facts = said.finding("next-buy-sold-out")["facts"]
    assert (facts["a"], facts["b"], facts["customers"], facts["items"]) == ("A", "B", 7, ["B"])
    assert said.column("due", "b") == ["F"]


def test_under_where_nobody_is_said_to_be_due(folder):
    said = next_buy(folder, "--where", "source=orders")
    assert (said.table("due"), said["due"], "--where" in said.notes) == ([], None, True)


def test_stale_orders_say_so(folder):
    said = next_buy(folder, as_of="2026-06-01")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]
    assert said.table("due") == []


def test_what_it_offers_to_the_queue(folder):
    import salesops as package

    with package.open(folder, as_of="2026-03-10") as db:
        report = asked_of(db)
        first, second = opportunities(report)
    assert (first.kind, first.about) == (Kind.CONTACT, "customer due@x.test")
    assert (first.amount, first.probability) == (Decimal(25), 0.5)
    assert first.basis == "own history, 40 purchases"
    assert second.about == "customer reg@x.test"
    assert "guest" not in {first.about, second.about}  # nobody said yes


def test_without_known_customers(tmp_path):
    said = next_buy(store(tmp_path, ",2026-03-09 10:00,A\n"))
    assert said.table("rules") == said.table("due") == said.table("again") == []
    assert "name no customer" in said.notes
