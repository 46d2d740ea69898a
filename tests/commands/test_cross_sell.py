"""cross-sell: by hand, against plain loops, and where there is little to say."""

import random

import pytest
from cross_sell_store import AS_OF, HUNDRED, counted, cross_sell, orders, store
from pulse_store import pulse, put, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")

FIRST = ["a", "b", "n", "support", "confidence", "lift", "lift_low"]


@pytest.fixture(scope="module")
def hundred(tmp_path_factory):
    return store(tmp_path_factory.mktemp("hundred"), HUNDRED)


def test_the_columns_come_as_promised(hundred):
    assert list(cross_sell(hundred).table("pairs")[0])[:7] == FIRST
    code, out, _ = salesops("cross-sell", "--data", hundred, "--as-of", AS_OF, "--format", "csv")
    assert code == 0
    assert out.split("\n")[0].split(",")[:7] == FIRST


def test_pairs_by_hand(hundred):
    said = cross_sell(hundred)
    assert said.column("pairs", "a", "b", "n", "n_a", "n_b") == [
        ("B", "C", 30, 50, 30),
        ("A", "B", 20, 30, 50),
    ]
    bc, ab = said.table("pairs")
    assert (bc["support"], bc["confidence"], bc["confidence_back"]) == (0.3, 0.6, 1.0)
    assert (ab["support"], ab["confidence_back"]) == (0.2, 0.4)
    assert ab["confidence"] == pytest.approx(20 / 30)
    assert bc["lift"] == pytest.approx(30 * 100 / (50 * 30))
    assert ab["lift"] == pytest.approx(20 * 100 / (30 * 50))
    assert 1 < bc["lift_low"] < bc["lift"] <= bc["lift_high"]
    assert (said["orders"], said["several"], said["items"]) == (100, 50, 4)
    # Four items in ten orders or more make six pairs, of which two came out.
    assert (said["pairs"], said["pairs_tried"]) == (2, 6)


def test_orders_are_those_of_pulse(hundred):
    assert cross_sell(hundred)["orders"] == pulse(hundred, "--period", "all", as_of=AS_OF)["orders"]


def test_what_orders_are_worth_ties_to_pulse(hundred):
    """A costs 10, B 20, C 30, D 40: 30 orders of 50, 20 of 30, 40 of 40, 10 of 10."""
    said = cross_sell(hundred)
    sizes = dict(said.column("sizes", "items", "aov"))
    assert (sizes["1"], sizes["2"], sizes["3"]) == ("34.00", "42.00", None)
    aov = pulse(hundred, "--period", "all", as_of=AS_OF)["aov"]
    assert sizes["all"] == aov == "38.00"
    assert said.column("rules", "aov", "aov_without") == [("50.00", None), ("30.00", "10.00")]


def test_a_rule_is_of_the_rarer_item(hundred):
    """All who bought C bought B, but of those who bought B six in ten bought C."""
    rule = cross_sell(hundred).table("rules")[0]
    assert (rule["buys_item"], rule["also_item"]) == ("C", "B")
    assert (rule["confidence"], rule["usual"], rule["price"]) == (1.0, 0.5, "20.00")
    assert rule["buys"] == "Thing C (C)"


def test_what_goes_with_one(hundred):
    said = cross_sell(hundred, "--sku", "A")
    assert said.column("pairs", "a", "b") == [("A", "B")]
    assert said.column("rules", "buys_item", "also_item") == [("A", "B")]
    assert said["pairs_tried"] == 3
    code, _, err = salesops("cross-sell", "--data", hundred, "--as-of", AS_OF, "--sku", "AA")
    assert code == 2
    assert "did you mean 'A'?" in err


@pytest.mark.parametrize(
    ("args", "pairs"),
    [
        (("--min-count", "21"), 1),
        (("--min-count", "31"), 0),
        (("--min-support", "0.2"), 2),
        (("--min-support", "0.21"), 1),
        (("--top", "1"), 1),
        (("--top", "0"), 2),
        (("--by", "product"), 2),
        (("--by", "category"), 2),
        (("--since", "2026-03-10", "--until", "2026-03-10"), 2),
        (("--period", "2026-02"), 0),
    ],
)
def test_options(hundred, args, pairs):
    assert len(cross_sell(hundred, *args).table("pairs")) == pairs


def test_a_support_is_reached_exactly(tmp_path):
    """0.07 of 100 is 7 orders; as binary fractions 0.07 x 100 is a little more than 7."""
    said = cross_sell(
        store(tmp_path, [*orders(7, "AB", 1), *orders(93, "C", 101)]),
        "--min-support", "0.07", "--min-count", "1",
    )  # fmt: skip
    assert said.column("pairs", "n") == [7]


def test_a_category_or_product_has_no_other_title(hundred):
    rows = cross_sell(hundred, "--by", "category").table("pairs")
    assert {(r["a"], r["a_title"]) for r in rows} == {("Kind B", None), ("Kind A", None)}
    assert cross_sell(hundred).table("pairs")[0]["a_title"] == "Thing B"


def test_an_unknown_kind_is_refused(hundred):
    code, _, err = salesops("cross-sell", "--data", hundred, "--as-of", AS_OF, "--by", "brand")
    assert code == 2
    assert "sku, product, category" in err


def test_an_item_counts_once_in_an_order(tmp_path):
    """Twice in the basket, of two units, in two lines: one order."""
    twice = [line.replace(",1,", ",2,") for line in orders(12, "AAB", 1)]
    said = cross_sell(store(tmp_path, [*twice, *orders(12, "C", 101)]))
    assert said.column("pairs", "a", "b", "n", "n_a", "n_b") == [("A", "B", 12, 12, 12)]


def test_pairs_are_of_one_shop(tmp_path):
    """In each shop A and B go together in all of 12 orders of 24; the other shop is nobody's N."""
    rows = [*orders(12, "AB", 1), *orders(12, "C", 101)]
    text = "order_id,order_date,sku,qty,price,shop\n"
    both = [line.split(",") for line in rows]
    for shop in ("north", "south"):
        lines = [f"{o},{day},{sku},1,{price},{shop}" for o, day, sku, _, _, price, _ in both]
        put(tmp_path, **{shop: text + "\n".join(lines)})
    said = cross_sell(tmp_path)
    assert said.column("pairs", "shop", "n", "n_a", "support") == [
        ("north", 12, 12, 0.5),
        ("south", 12, 12, 0.5),
    ]
    assert said["orders"] == 48
    assert said.column("rules", "buys") == ["A (north)", "A (south)"]


def test_without_orders_nothing_is_said_to_go_together(hundred):
    said = cross_sell(hundred, "--period", "2020-01")
    assert said.table("pairs") == said.table("rules") == said.table("sizes") == []
    assert said["orders"] == 0


def test_what_has_no_date_or_no_category_is_said(tmp_path):
    rows = [f"{n},{n}-{sku},{sku},1,{n % 2 or ''}" for n in range(40) for sku in "AB"]
    put(
        tmp_path,
        orders="order_id,created_at\n" + "\n".join(f"{n}," for n in range(40)),
        order_lines="order_id,line_id,sku,qty,category\n" + "\n".join(rows),
    )
    said = cross_sell(tmp_path)
    assert said.column("pairs", "a", "b", "n") == [("A", "B", 40)]
    assert "40 orders without a date: among all here." in said.notes
    said = cross_sell(tmp_path, "--since", "2026-01-01")
    assert said["orders"] == 0
    assert "40 orders without a date: counted in --period all only." in said.notes
    said = cross_sell(tmp_path, "--by", "category")
    assert said.column("sizes", "items", "orders")[0] == ("none named", 20)
    assert "20 orders without a category: among all orders, in no pair." in said.notes


def test_where_leaves_what_sells_now_untold(tmp_path):
    text = "order_id,order_date,sku,qty,price,channel\n"
    rows = [
        f"{o},{day},{sku},1,{price},web"
        for o, day, sku, _, _, price, _ in (line.split(",") for line in HUNDRED)
    ]
    put(tmp_path, lines=text + "\n".join(rows))
    assert cross_sell(tmp_path).table("offers")
    said = cross_sell(tmp_path, "--where", "channel=web")
    assert said.column("pairs", "n") == [30, 20]
    assert said.table("offers") == []
    assert "--where leaves out orders" in said.notes


def test_a_window_of_less_than_28_days_does_not_tell_of_them(hundred):
    """Three days of orders are no 28: an offer's worth a week would be too little."""
    said = cross_sell(hundred, "--since", "3d")
    assert said.column("pairs", "n") == [30, 20]
    assert said.table("offers") == []
    assert "The window does not hold the last 28 days" in said.notes


def test_against_plain_loops(tmp_path):
    """Random baskets of some popular and many rare things, one of them with everything in it."""
    rng = random.Random(5)
    names = [f"S{n:02}" for n in range(40)]
    weights = [1 / (n + 1) for n in range(40)]
    baskets = [rng.choices(names, weights, k=rng.randint(1, 9)) for _ in range(400)]
    baskets.append(names)
    lines = [
        f"{number},2026-03-0{number % 9 + 1},{item},,1,5,"
        for number, basket in enumerate(baskets, 1)
        for item in basket
    ]
    said = cross_sell(store(tmp_path, lines), "--top", "0", "--min-count", "5")
    found = {
        (row["a"], row["b"]): (row["n"], row["n_a"], row["n_b"]) for row in said.table("pairs")
    }
    assert found == {pair: counts for pair, counts in counted(baskets).items() if counts[0] >= 5}
    assert len(found) > 30
    for row in said.table("pairs"):
        n, n_a, n_b = found[row["a"], row["b"]]
        assert row["lift"] == pytest.approx(n * 401 / (n_a * n_b), abs=1e-9)
        assert row["lift_low"] <= row["lift"] <= row["lift_high"]
    lows = said.column("pairs", "lift_low")
    assert lows == sorted(lows, reverse=True)
