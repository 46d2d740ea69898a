"""What segments says in sentences: parts sum to the difference, and each sentence has its case."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulse_store import put
from segments_store import asked, crowd, insight, store, topics, words

from salesops.models.apart import Sample, means, shares
from salesops.models.order_value import Basket, Bought, effects

amounts = st.decimals(min_value=-100, max_value=9999, places=2)
products = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.builds(Bought, st.integers(0, 500).map(Decimal), amounts),
    min_size=1,
)
baskets = st.builds(Basket, st.integers(1, 900), products)


def cents(basket):
    value = basket.value / basket.orders
    return round(Decimal(value.numerator) / Decimal(value.denominator), 2)


@given(baskets, baskets)
def test_the_effects_sum_to_the_difference(one, other):
    found = effects(one, other)
    if one.units <= 0 or other.units <= 0:
        assert found is None
        return
    assert found.units + found.price + found.mix == found.total == cents(one) - cents(other)
    assert abs(Decimal(float(sum(found.carried.values()))) - found.mix) < Decimal("0.03")


@given(baskets, baskets)
def test_no_order_of_the_two_matters(one, other):
    there, back = effects(one, other), effects(other, one)
    if there and back:
        assert (there.units, there.price, there.mix) == (-back.units, -back.price, -back.mix)


@given(baskets)
def test_a_group_does_not_differ_from_itself(one):
    found = effects(one, one)
    if found:
        assert (found.total, found.units, found.price, found.mix) == (0, 0, 0, 0)


def basket(orders, **bought):
    return Basket(orders, {k: Bought(Decimal(n), Decimal(v)) for k, (n, v) in bought.items()})


def test_by_hand():
    """2 units of 10 an order against 1 of 10; then dearer; then another product."""
    found = effects(basket(1, A=(2, 20)), basket(1, A=(1, 10)))
    assert (found.units, found.price, found.mix) == (10, 0, 0)
    found = effects(basket(1, A=(1, 12)), basket(1, A=(1, 10)))
    assert (found.units, found.price, found.mix) == (0, 2, 0)
    found = effects(basket(1, A=(3, 30), B=(1, 50)), basket(1, A=(4, 40)))
    assert (found.units, found.price, found.mix) == (0, 0, 40)
    assert found.unshared == 1
    # Share of B 0.25 at its price 50 less the mean of 20 and 10; of A -0.25 at 10 less 15; 4 units.
    assert found.carried == {"A": Fraction(5), "B": Fraction(35)}


def test_value_without_units_is_price():
    """A discount on a whole order, which no product bears."""
    found = effects(basket(1, A=(1, 10), X=(0, -2)), basket(1, A=(1, 10)))
    assert (found.units, found.price, found.mix) == (0, -2, 0)


def test_intervals():
    """10 and 20 by turns, 50 times each: mean 15, variance 25 x 100 / 99; the other 5 more."""
    interval = means(Sample(100, 2000, 42_500), Sample(100, 1500, 25_000))
    half = 1.96 * (2 * 25 / 99) ** 0.5
    assert (interval.low, interval.high) == pytest.approx((5 - half, 5 + half))
    assert interval.tells
    assert not shares((37, 100), (37, 100)).tells
    assert not shares((0, 30), (0, 30)).tells
    assert shares((3000, 10_000), (2000, 10_000)).tells


TWO = ("A,Cup,1,10", "B,Pot,1,100")


def two(folder, m=("A,Cup,2,10",), s=TWO, n=40):
    """A segment of cups and one that also buys pots, some orders larger than others."""
    lines = [*crowd("M", n, *m), *crowd("S", n, *s), *crowd("S", 5, "A,Cup,1,10", start=n)]
    return store(folder, *lines)


def test_which_pays_more_and_why(tmp_path):
    said = asked(two(tmp_path))
    assert insight(said, "Order value").startswith(
        "An order of segment S averages 98.89, one of segment M 20.00: 78.89 more, between "
    )
    why = insight(said, "Why orders differ")
    assert "segment s pays more for an order mostly because it buys dearer products" in why.lower()
    parts = [Decimal(x) for x in re.findall(r"([+-]\d+\.\d\d|\b0\.00)", why)]
    assert sum(parts) == Decimal("78.89")
    assert "category" not in insight(said, "What the mix is").lower()
    assert "Pot +" in insight(said, "What the mix is")
    assert "(47.1 % of the units of segment S against 0.0 % of segment M" in words(said)
    assert "1 product that only one of the two bought counts as mix." in why


def test_the_same_price_rise_is_price(tmp_path):
    said = asked(two(tmp_path, s=("A,Cup,2,15",)))
    assert "mostly because it pays more for the same products" in insight(said, "Why orders differ")
    assert "Compare what segment S and segment M pay for the same products." in words(said)


def test_more_of_the_same_is_units(tmp_path):
    said = asked(two(tmp_path, s=("A,Cup,5,10",)))
    assert "mostly because its orders hold more units" in insight(said, "Why orders differ")
    assert "Test bundles or add-ons in segment M" in words(said)
    assert "What the mix is" not in topics(said)


def test_a_difference_by_chance_is_not_explained(tmp_path):
    """Prices from 10 to 310 in both: some more in one of them."""
    lines = [
        line
        for s, more in (("M", 0), ("S", 5))
        for i in range(40)
        for line in crowd(s, 1, f"A,Cup,1,{10 + i % 4 * 100 + more}", start=i)
    ]
    said = asked(store(tmp_path, *lines))
    assert "the data does not tell them apart" in insight(said, "Order value")
    assert "Why orders differ" not in topics(said)
    assert "Test bundles" not in words(said)
    assert "Compare what" not in words(said)


def test_the_same_order_value(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,10")]
    said = asked(store(tmp_path, *lines))
    assert "does not tell them apart" in insight(said, "Order value")
    assert "Why orders differ" not in topics(said)


def test_no_categories(tmp_path):
    lines = [
        *crowd("M", 40, "A,,2,10"), *crowd("S", 40, "A,,1,10", "B,,1,100"),
        *crowd("S", 5, "A,,1,10", start=40),
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines))
    assert "B +" in insight(said, "What the mix is")
    assert "None" not in words(said)


def test_repeat_rates_that_differ(tmp_path):
    lines = [
        *crowd("M", 80, "A,Cup,1,10", customer="{s}{half}"),
        *crowd("S", 80, "A,Cup,1,10"),
    ]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Repeat rate").startswith(
        "100.0 % of the customers of segment M ordered twice or more, 0.0 % of those of segment S: "
    )
    assert "points more with 95 % confidence" in insight(said, "Repeat rate")
    assert "A customer of segment M orders 2.00 times" in insight(said, "Orders per customer")
    assert "Offer the 80 customers of segment S with one order" in words(said)
    assert "of segment M with one order" not in words(said)


def test_repeat_rates_alike(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,20")]
    said = asked(store(tmp_path, *lines))
    assert "the data does not tell them apart" in insight(said, "Repeat rate")


def test_customers_of_both_segments_are_not_compared(tmp_path):
    lines = [
        f"{i},2026-02-{i % 28 + 1:02},A,Cup,1,10,c{i % 35},M,{('web', 'pos')[i % 3 > 1]},IT"
        for i in range(120)
    ]
    said = asked(store(tmp_path, *lines), "--by", "channel")
    assert insight(said, "Orders per customer").startswith("Some customers bought in more than one")
    assert "Repeat rate" not in topics(said)
    assert "with one order" not in words(said)


def test_few_customers_with_many_orders(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,10", customer="m"), *crowd("S", 40, "A,Cup,1,20")]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Orders per customer") == (
        "Too few customers are known to compare how often they order: segment M has 1, and 30 are "
        "needed."
    )
    assert "Order value" in topics(said)
    assert "Sales per customer" not in topics(said)


def test_guests_leave_sales_per_customer_out(tmp_path):
    lines = [
        *crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,20"), "9,2026-02-03,A,Cup,1,9,,M,,",
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines))
    assert "Sales per customer" not in topics(said)


def test_tiny(tmp_path):
    """Three orders: counted, and not judged."""
    lines = [*crowd("M", 2, "A,Cup,1,10"), *crowd("S", 1, "A,Cup,1,20")]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Too small to judge") == (
        "With fewer than 30 orders no average is compared: segment M (2 orders) and segment S (1 "
        "order)."
    )
    assert not {"Order value", "Repeat rate", "Prices"} & set(topics(said))
    assert said.column("success_metrics", "metric") == ["Net sales without segment"]


def test_one_segment(tmp_path):
    said = asked(store(tmp_path, *crowd("M", 40, "A,Cup,1,10")))
    assert topics(said) == ["Share of sales"]
    assert "100.0 % of the whole, from 40 customers (100.0 % of all)" in words(said)
    assert "Offer the 40 customers of segment M" in words(said)


def test_only_unknown(tmp_path):
    said = asked(store(tmp_path, *crowd("", 40, "A,Cup,1,10", customer="c{i}")))
    assert topics(said) == ["Unknown"]
    assert insight(said, "Unknown") == (
        "No segment is known for 40 customers and 40 orders: 400.00 of net sales, 100.0 % of the "
        "whole."
    )
    assert "Fill in segment for 40 customers." in words(said)


def test_twenty(tmp_path):
    lines = [line for n in range(20) for line in crowd(f"G{n:02}", 31, f"A,Cup,{n + 1},10")]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Share of sales").startswith("Segment G19 brings 6,200.00 of net sales")
    assert "18 more bring" in insight(said, "Share of sales")
    assert len(said.table("success_metrics")) == 5 * 4 + 1  # month, AOV, orders, repeat; Unknown


@pytest.mark.parametrize("refund", [40, 4000])
def test_refunds_and_negative_sums(tmp_path, refund):
    lines = [
        *crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,20"),
        f"S-1,2026-02-28,A,Cup,-1,{refund},S1,S,web,IT",
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines))
    sales = insight(said, "Share of sales")
    if refund == 40:
        assert "segment S brings 760.00 of net sales, 65.5 % of the whole" in sales.lower().replace(
            "segment s", "segment S"
        )
    else:
        assert "%" not in sales.replace("(50.0 % of all)", "")
        assert "-3,200.00" in sales
    assert insight(said, "Order value").startswith("An order of segment S averages 20.00")


def months(n, *, more=0):
    """40 orders each month from 2024-01 on, for two segments, and one on the day before."""
    for at in range(n):
        year, month = 2024 + at // 12, at % 12 + 1
        for s in "MS":
            day = f"{year}-{month:02}-" + "{d:02}"
            yield from crowd(f"{s}", 40, f"A,Cup,1,{10 + at * more}", day=day, start=at * 100)


@pytest.mark.parametrize(("n", "compared"), [(4, 0), (7, 3), (23, 3), (26, 12)])
def test_recent_months(tmp_path, n, compared):
    """The data ends on a 28th, so its last month is not complete; but February 2026 is."""
    said = asked(store(tmp_path, *months(n, more=1)))
    found = [t for t in topics(said) if t.startswith("Last")]
    assert found == [f"Last {compared} complete months"] * (2 if compared else 0)


def test_recent_months_by_hand(tmp_path):
    said = asked(store(tmp_path, *months(7, more=1)))
    now, before = 40 * (13 + 14 + 15), 40 * (10 + 11 + 12)
    (first,) = {s for t, s in said.column("insights", "topic", "statement") if "segment M" in s
                and t.startswith("Last")}  # fmt: skip
    assert first == (
        f"From 2024-04 to 2024-06 segment M brought net sales of {now:,}.00 after {before:,}.00 "
        "from 2024-01 to 2024-03 (up 27.3 %), from 120 orders after 120; an order averaged 14.00 "
        "after 11.00."
    )
    row = said.row("success_metrics", metric="Net sales in 2024-06", segment="M")
    assert (row["now"], row["value"], row["unit"]) == ("600.00", "600.00", "money")
    assert row["how_to_read"] == "the same month a year before is not in the data as a whole"


def test_a_year_before(tmp_path):
    said = asked(store(tmp_path, *months(26, more=1)))
    row = said.row("success_metrics", metric="Net sales in 2026-02", segment="S")
    assert row["how_to_read"] == "920.00 a year before, in 2025-02"
    assert "may be the season" not in words(said)


def test_a_short_history_is_a_risk(tmp_path):
    said = asked(store(tmp_path, *months(4)))
    risk = said.row("risks", risk="A change between months may be the season.")
    assert risk["evidence"] == "3 complete months of data; 24 show each month twice."


def test_seasonality_is_never_claimed(tmp_path):
    said = asked(store(tmp_path, *months(26)))
    assert "season" not in words(said).lower()


@pytest.mark.parametrize(
    ("args", "asks"),
    [((), True), (("--labels", "M=Married"), True), (("--labels", "M=Married,S=Single"), False)],
)
def test_codes_are_asked_for_and_never_read(tmp_path, args, asks):
    said = asked(two(tmp_path), *args)
    text = words(said)
    assert ("Ask who keeps" in text) is asks
    if not args:
        assert said.column("actions", "action")[0].startswith("Ask who keeps segment of lines.csv")
        assert "85 customers with 5,250.00 of net sales stand under S and M." in text
        assert "arried" not in text
        assert "ingle" not in text.replace("single", "")
    assert "high-value" not in text


def test_names_that_are_words_are_names(tmp_path):
    lines = [*crowd("Retail", 40, "A,Cup,1,10"), *crowd("Trade", 40, "A,Cup,1,20")]
    assert "Ask who keeps" not in words(asked(store(tmp_path, *lines)))


def test_currency(tmp_path):
    folder = two(tmp_path)
    assert "State the currency" in words(asked(folder))
    put(folder, salesops='[sales]\ncurrency = "EUR"\n')
    said = asked(folder, "--config", str(folder / "salesops.toml"))
    assert "State the currency" not in words(said)
    assert "averages 98.89 EUR, one of segment M 20.00 EUR: 78.89 EUR more" in words(said)


def test_old_data(tmp_path):
    folder = two(tmp_path)
    assert "Export again." in words(asked(folder))
    assert "The data ends 2026-02-28 23:59, 9 days before 2026-03-10 00:00." in words(asked(folder))
    assert "Export again." not in words(asked(folder, as_of="2026-03-01"))


def test_few_orders_that_weigh_much(tmp_path):
    lines = [*crowd("M", 150, "A,Cup,1,10"), *crowd("M", 5, "A,Cup,100,10", start=200)]
    said = asked(store(tmp_path, *lines))
    risk = said.row("risks", risk="Few orders weigh much.")
    assert risk["evidence"] == "The 10 largest of 155 orders are 77.7 % of order value."
    even = [*crowd("M", 150, "A,Cup,1,10")]
    (tmp_path / "even").mkdir()
    assert "weigh much" not in words(asked(store(tmp_path / "even", *even)))


def test_a_small_of_the_settings(tmp_path):
    folder = store(tmp_path, *crowd("M", 5, "A,Cup,1,10"), *crowd("S", 5, "A,Cup,1,20"))
    put(folder, salesops="[segments]\nsmall = 0\n")
    said = asked(folder, "--config", str(folder / "salesops.toml"))
    assert "Order value" in topics(said)


@pytest.mark.parametrize("by", ["channel", "category", "customer", "country", "shop", "sku"])
def test_every_cell_says_something(tmp_path, by):
    said = asked(two(tmp_path), "--by", by)
    for table in ("insights", "actions", "success_metrics", "risks"):
        assert said.table(table), table
        assert all(v not in ("", None) for row in said.table(table) for v in row.values())
    assert "None" not in words(said)
    assert "n/a" not in words(said)
