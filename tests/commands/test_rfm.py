"""rfm: scores by hand, groups that part all scores, and what stands outside of them."""

import csv
import io
import json
import random
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from pulse_store import pulse, salesops
from rfm_store import AS_OF, FIVE, rfm, store

from salesops.assets import folder
from salesops.commands.customers._rfm.groups import GROUPS, PROSPECTS, group

pytestmark = pytest.mark.usefixtures("loaded_once")

SCORES = list(product(range(1, 6), repeat=3))


def ties(said):
    """Groups and customers sum to the scored, the parts to net sales and orders."""
    groups, rows = said.table("groups"), said.table("customers")
    scored = [g for g in groups if g["group"] != "Prospects"]
    assert sum(g["customers"] for g in scored) == said["customers_scored"] == len(rows)
    assert total(scored) == total(rows) == Decimal(said["net_sales_scored"])
    *parts, whole = said.table("to_net_sales")
    assert total(parts) == Decimal(whole["net_sales"]) == Decimal(said["net_sales"])
    assert sum(p["orders"] for p in parts) == whole["orders"]


def total(rows):
    return sum((Decimal(row["net_sales"]) for row in rows), Decimal(0))


@pytest.mark.parametrize("scores", SCORES)
def test_all_scores_are_of_exactly_one_group(scores):
    takers = [g for g in GROUPS if g.takes(*scores)]
    assert takers == [group(*scores)]


def test_every_group_but_prospects_has_scores():
    assert {group(*scores).name for scores in SCORES} == {g.name for g in GROUPS} - {"Prospects"}
    assert not any(PROSPECTS.takes(*scores) for scores in SCORES)


def test_better_scores_never_make_a_group_of_less_money():
    """Within one R, more orders and more money lead from LOW to HIGH and never back."""
    rank = {rule: i for i, rule in enumerate(("FM 1 to 2.5", "FM 3 to 3.5", "FM 4 to 5"))}
    for r, f, m in SCORES:
        here = rank[group(r, f, m).rule.split(", ")[1]]
        assert f == 5 or rank[group(r, f + 1, m).rule.split(", ")[1]] >= here
        assert m == 5 or rank[group(r, f, m + 1).rule.split(", ")[1]] >= here


def test_the_definition_states_the_same_rules():
    text = (folder("definitions") / "rfm.md").read_text(encoding="utf-8")
    names = [line.split(":")[0] for line in text.split("\n")]
    assert [name for name in names if name in {g.name for g in GROUPS}] == [g.name for g in GROUPS]
    for g in GROUPS[:-1]:
        assert f"\n{g.name}: {g.rule}.\n" in text


def test_five_customers_by_hand(tmp_path):
    said = rfm(store(tmp_path, FIVE))
    assert said.column(
        "customers",
        *("customer", "r", "f", "m", "group", "last_order", "recency_days", "orders", "net_sales"),
    ) == [
        ("C1", 5, 3, 5, "Champions", "2026-03-09", 0, 3, "300.00"),
        ("C5", 1, 5, 4, "Previously loyal", "2026-02-01", 36, 5, "200.00"),
        ("C4", 2, 4, 3, "At risk", "2026-02-20", 17, 4, "120.00"),
        ("C3", 3, 1, 2, "Almost lost", "2026-03-04", 5, 1, "50.00"),
        ("C2", 4, 2, 1, "Promising", "2026-03-08", 1, 2, "40.00"),
    ]  # fmt: skip
    assert said.column(
        "cut_points", "score", "days_from", "days_to", "orders_to", "net_sales_from"
    ) == [
        (5, 0, 0, 5, "300.00"),
        (4, 1, 1, 4, "200.00"),
        (3, 5, 5, 3, "120.00"),
        (2, 17, 17, 2, "50.00"),
        (1, 36, 36, 1, "40.00"),
    ]
    best = said.row("groups", group="Champions")
    assert (best["customers"], best["orders"], best["net_sales"]) == (1, 3, "300.00")
    assert (best["customer_share"], best["aov"]) == (0.2, "100.00")
    assert best["share"] == pytest.approx(300 / 710)
    assert (best["recency_days"], best["orders_per_customer"]) == (0.0, 3.0)
    assert (best["code"], best["rule"]) == ("CHAMPIONS", "R 5, FM 4 to 5")
    empty = said.row("groups", group="New")
    assert (empty["customers"], empty["orders"], empty["net_sales"]) == (0, 0, "0.00")
    assert (empty["share"], empty["aov"], empty["recency_days"]) == (0.0, None, None)
    assert said.column("groups", "group") == [g.name for g in GROUPS]
    assert "Fifths of 5 customers say little" in said.notes
    ties(said)


def test_the_headline_is_true(tmp_path):
    store(tmp_path, FIVE)
    _, out, _ = salesops("rfm", "--data", tmp_path, "--as-of", AS_OF)
    assert (
        "5 customers: 1 champion (20.0 %) brings 42.3 % of net sales; to win back: "
        "1 previously loyal customer, 200.00 so far, last ordered 36 days ago (median)."
        in " ".join(out.split())
    )


def test_a_return_lowers_money_and_nothing_else(tmp_path):
    """300 of C1's 300 come back: last in M, still first in R and third in F."""
    refunds = "refund_id,order_id,refunded_at,subtotal\nR1,A3,2026-03-09,300.00"
    said = rfm(store(tmp_path, FIVE, refunds=refunds))
    row = said.row("customers", customer="C1")
    assert (row["r"], row["f"], row["m"], row["net_sales"]) == (5, 3, 1, "0.00")
    ties(said)


def test_returns_of_the_window_of_an_order_before_it(tmp_path):
    """C6 ordered in December and gives back in February: money without an order, and no scores."""
    refunds = "refund_id,order_id,refunded_at,subtotal\nR1,G1,2026-02-01,15.00"
    said = rfm(
        store(tmp_path, f"{FIVE}    G1,2025-12-01,C6,15\n", refunds=refunds),
        "--since",
        "2026-01-01",
    )
    part = said.row("to_net_sales", part="Customers with returns only")
    assert (part["customers"], part["orders"], part["net_sales"]) == (1, 0, "-15.00")
    assert "1 customer ordered only outside of this period" in said.notes
    ties(said)


def test_guests_are_counted_and_never_scored(tmp_path):
    said = rfm(store(tmp_path, f"{FIVE}    G1,2026-03-09,,60\n    G2,2026-03-09,,30\n"))
    part = said.row("to_net_sales", part="Unknown customers")
    assert (part["customers"], part["orders"], part["net_sales"]) == (None, 2, "90.00")
    assert part["share"] == pytest.approx(90 / 800)
    assert "2 orders name no customer: 11.2 % of net sales, in no group." in said.notes
    assert said["customers_scored"] == 5
    ties(said)


def test_it_is_the_net_sales_of_pulse(tmp_path):
    refunds = "refund_id,order_id,refunded_at,subtotal\nR1,A3,2026-03-09,12.34\nR2,,2026-03-09,5.00"
    store(tmp_path, f"{FIVE}    G1,2026-03-09,,60\n", refunds=refunds)
    said = rfm(tmp_path)
    assert said["net_sales"] == pulse(tmp_path, "--period", "all")["net_sales"] == "752.66"
    ties(said)


def test_equal_values_are_parted_by_id(tmp_path):
    """Ten customers alike in all: two a score, by id, in whatever order the file has them."""
    orders = [f"O{i},2026-03-0{1},K{i},10" for i in range(10)]
    random.Random(1).shuffle(orders)
    said = rfm(store(tmp_path, "\n".join(orders)))
    found = {row["customer"]: (row["r"], row["f"], row["m"]) for row in said.table("customers")}
    assert found == {f"K{i}": (i // 2 + 1,) * 3 for i in range(10)}
    assert (
        "10 of 10 customers have an F score that only their id decides: 10 with 1 order (F 1 to 5)"
        in said.notes
    )
    ties(said)


def test_fifths_that_do_not_divide(tmp_path):
    """Of seven, the lower scores have two."""
    orders = "\n".join(f"O{i},2026-03-0{i},K{i},{i}0" for i in range(1, 8))
    said = rfm(store(tmp_path, orders))
    assert [row["m"] for row in said.table("customers")] == [5, 4, 3, 2, 2, 1, 1]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_are_not_scored(tmp_path, count):
    orders = [f"O{i},2026-03-01,K{i},10" for i in range(count)] or ["O1,2026-03-01,,10"]
    said = rfm(store(tmp_path, "\n".join(orders)))
    assert (said["customers_scored"], said.table("groups"), said.table("cut_points")) == (0, [], [])
    ties(said)
    _, out, _ = salesops("rfm", "--data", tmp_path, "--as-of", AS_OF)
    many = "4 customers" if count > 1 else "1 customer"
    said = f"Only {many} ordered: quintiles need 5 or more." if count else "nobody to score."
    assert said in " ".join(out.split())


def test_without_a_row(tmp_path):
    store(tmp_path, "O1,2026-03-01,K1,10")
    said = rfm(tmp_path, "--period", "2020-01")
    assert (said["customers_scored"], said["share_scored"], said["net_sales"]) == (0, None, "0.00")
    ties(said)


def test_only_undated_orders_are_not_scored(tmp_path):
    """C6 has no date at all; C1's undated order counts in F and M, not in R."""
    said = rfm(store(tmp_path, f"{FIVE}    G1,,C6,15\n    G2,,C1,5\n"))
    part = said.row("to_net_sales", part="Customers without a dated order")
    assert (part["customers"], part["orders"], part["net_sales"]) == (1, 1, "15.00")
    assert "1 customer with only undated orders: not scored." in said.notes
    row = said.row("customers", customer="C1")
    assert (row["recency_days"], row["orders"], row["net_sales"]) == (0, 4, "305.00")
    ties(said)
    bound = rfm(tmp_path, "--since", "2026-01-01")
    assert bound.row("customers", customer="C1")["orders"] == 3
    ties(bound)


def test_recency_counts_back_from_the_last_day_of_the_window(tmp_path):
    """As-of midnight is not a day; a window that ends at noon holds its day."""
    store(tmp_path, FIVE)
    at_noon = rfm(tmp_path, "--since", "2026-01-01", as_of="2026-03-10 12:00")
    assert at_noon.row("customers", customer="C1")["recency_days"] == 1
    closed = rfm(tmp_path, "--since", "2026-01-01", "--until", "2026-03-09")
    assert closed.row("customers", customer="C1")["recency_days"] == 0


FILE = """
customer_id,email,name,orders_source
C1,c1@x.test,Ann,3
P1,p1@x.test,Bo,0
P2,p2@x.test,,
P3,g@x.test,Cy,0
P4,p4@x.test,Di,7
"""


def test_prospects_are_on_file_without_an_order(tmp_path):
    """P3 ordered as a guest with that e-mail, and P4 before the exports begin, says the source."""
    store(tmp_path, f"{FIVE}    G1,2026-03-09,g@x.test,60\n", customers=FILE)
    said = rfm(tmp_path)
    row = said.row("groups", group="Prospects")
    assert (row["customers"], row["orders"], row["net_sales"]) == (2, 0, "0.00")
    assert (row["customer_share"], row["aov"]) == (None, None)
    assert "1 customer on file ordered by the source's own count" in said.notes
    assert said.row("customers", customer="C1")["name"] == "Ann"
    assert said.row("customers", customer="P3")["orders"] == 1
    ties(said)


def test_prospects_are_not_known_without_a_list_of_customers(tmp_path):
    said = rfm(store(tmp_path, FIVE))
    row = said.row("groups", group="Prospects")
    assert (row["customers"], row["orders"], row["net_sales"]) == (None, None, None)
    assert "No export lists customers" in said.notes


def test_prospects_are_not_told_of_some_orders(tmp_path):
    said = rfm(store(tmp_path, FIVE, customers=FILE), "--where", "customer_id=C1")
    assert "--where leaves out some orders" in said.notes


def test_customers_of_two_shops(tmp_path):
    """The id 1 of each shop is somebody else, and money and returns are where the orders are."""
    back = "refund_id,order_id,refunded_at,subtotal\nR1,O3,2026-03-09,5.00"
    for price, shop in enumerate(("north", "south"), 1):
        (tmp_path / shop).mkdir()
        rows = [f"O{i},2026-03-0{i},{i},{i * price}0" for i in range(1, 4)]
        store(tmp_path / shop, "\n".join(rows), refunds=back)
    config = tmp_path / "salesops.toml"
    config.write_text('[shops]\nnorth = "North"\nsouth = "South"\n', encoding="utf-8")
    said = rfm(tmp_path / "north", "--data", tmp_path / "south", "--config", config)
    assert said["customers_scored"] == 6
    assert set(said.column("customers", "shop", "customer", "net_sales")) == {
        ("North", "1", "10.00"), ("North", "2", "20.00"), ("North", "3", "25.00"),
        ("South", "1", "20.00"), ("South", "2", "40.00"), ("South", "3", "55.00"),
    }  # fmt: skip
    assert said.column("to_net_sales", "part") == [
        "Scored customers", "Unknown customers", "Net sales",
    ]  # fmt: skip
    assert "two customers" in said.notes
    ties(said)


def test_hostile_names(tmp_path):
    """A formula, an escape and a line break in a name reach no spreadsheet and no terminal."""
    store(tmp_path, FIVE)
    (tmp_path / "customers.csv").write_text(
        'customer_id,email,name\nC1,,"=HYPERLINK(""http://x"")"\nC2,,"\x1b[31mred"\nC3,,"a\nb"\n'
        "C4,,<script>alert(1)</script>\n",
        encoding="utf-8",
    )
    args = ("--data", tmp_path, "--as-of", AS_OF)
    code, out, err = salesops("rfm", *args, "--format", "csv", "--table", "customers")
    assert code == 0, err
    rows = {row["customer"]: row["name"] for row in csv.DictReader(io.StringIO(out))}
    assert rows["C1"].startswith("'=")
    for format_ in ("terminal", "html", "markdown"):
        code, out, err = salesops("rfm", *args, "--format", format_)
        assert code == 0, err
        assert "\x1b" not in out
        assert "<script>alert" not in out


def test_explain_prints_its_statements(tmp_path):
    store(tmp_path, FIVE)
    code, out, _ = salesops("rfm", "--data", tmp_path, "--as-of", AS_OF, "--explain")
    assert code == 0
    assert "-- buyers\n" in out
    assert "-- others\n" in out
    assert "ntile(5)" in out


def test_the_same_data_has_the_same_bytes(tmp_path):
    """Files in another order of rows: the same scores."""
    lines = FIVE.strip().split("\n")
    answers = []
    for n, rows in enumerate((lines, lines[::-1])):
        here = tmp_path / str(n)
        here.mkdir()
        store(here, "\n".join(rows))
        _, out, _ = salesops("rfm", "--data", here, "--as-of", AS_OF, "--format", "json")
        answers.append(json.loads(out)["tables"])
    assert answers[0] == answers[1]


@pytest.mark.slow
def test_the_sample_ties():
    said = rfm(Path(folder("sample_data")), as_of="2026-09-18 15:10")
    ties(said)
    assert said["customers_scored"] > 1000
    returns = [p for p in said.table("to_net_sales") if p["part"].endswith("returns only")]
    assert all(Decimal(part["net_sales"]) <= 0 for part in returns)
    assert all(row["customers"] for row in said.table("groups"))
