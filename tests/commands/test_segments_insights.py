"""What segments says in sentences: parts sum to the difference, and each sentence has its case."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulse_store import put, salesops
from segments_store import AS_OF, asked, crowd, insight, store, topics, words

from salesops.models.apart import Clusters, Sample, means, shares
from salesops.models.order_value import Basket, Bought, effects

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

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


def test_clusters_by_hand():
    """Customers of 1, 2 and 3 orders and 10, 40 and 30: 80/6, and how far each is from it."""
    n, y = (1, 2, 3), (10, 40, 30)
    found = Clusters(
        3, 6, 80, sum(k * k for k in n), sum(map(int.__mul__, n, y)), sum(k * k for k in y)
    )
    spread = sum((b - 80 / 6 * a) ** 2 for a, b in zip(n, y, strict=True))
    assert found.variance == pytest.approx(3 / 2 * spread / 36)


@given(st.lists(st.integers(0, 999), min_size=2))
def test_clusters_of_one_order_are_a_sample(values):
    total, squares = sum(values), sum(v * v for v in values)
    one = Sample(len(values), total, squares)
    same = Clusters(len(values), len(values), total, len(values), total, squares)
    assert same.variance == pytest.approx(one.variance, abs=1e-6)


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
    assert "Orders of segment S are worth more mostly because they hold dearer products" in why
    parts = [Decimal(x) for x in re.findall(r"([+-]\d+\.\d\d|\b0\.00)", why)]
    assert sum(parts) == Decimal("78.89")
    assert "category" not in insight(said, "What the mix is").lower()
    assert insight(said, "What the mix is") == (
        "88.9 % of the orders of segment S hold Pot, at 100.00 a unit on average, against 0.0 % of "
        "those of segment M."
    )
    assert "1 product that only one of the two bought counts as mix." in why


def test_the_same_price_rise_is_price(tmp_path):
    said = asked(two(tmp_path, s=("A,Cup,2,15",)))
    assert "mostly because the same products are sold dearer" in insight(said, "Why orders differ")
    assert "Compare what segment S and segment M pay for the same products." in words(said)


def test_more_of_the_same_is_units(tmp_path):
    said = asked(two(tmp_path, s=("A,Cup,5,10",)))
    assert "mostly because they hold more units" in insight(said, "Why orders differ")
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
    assert "hold B, at" in insight(said, "What the mix is")
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
    assert "percentage points more with 95 % confidence" in insight(said, "Repeat rate")
    assert "A customer of segment M orders 2.00 times" in insight(said, "Orders per customer")
    assert "Offer the" not in words(said)


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
    assert insight(said, "Too small to judge") == (
        "With fewer than 30 customers or orders no average is compared: segment M (40 orders of 1 "
        "known customer)."
    )
    assert not {"Order value", "Sales per customer", "Last 3 complete months"} & set(topics(said))


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
        "With fewer than 30 customers or orders no average is compared: segment M (2 orders) "
        "and segment S (1 order)."
    )
    assert not {"Order value", "Repeat rate", "Prices"} & set(topics(said))
    assert said.column("success_metrics", "metric") == ["Net sales without segment"]


def test_one_segment(tmp_path):
    said = asked(store(tmp_path, *crowd("M", 40, "A,Cup,1,10")))
    assert topics(said) == ["Share of sales"]
    assert "100.0 % of the whole, from 40 customers (100.0 % of the 40 known customers)" in words(
        said
    )


def test_only_unknown(tmp_path):
    said = asked(store(tmp_path, *crowd("", 40, "A,Cup,1,10", customer="c{i}")))
    assert topics(said) == ["Unknown"]
    assert insight(said, "Unknown") == (
        "No segment is known for 40 customers with 40 orders: 400.00 of net sales, 100.0 % of the "
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
        assert "%" not in sales.replace("(50.0 % of the 80", "")
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
        f"From 2024-04 to 2024-06 segment M brought net sales of {now:,}.00 against {before:,}.00 "
        "from 2024-01 to 2024-03 (up 27.3 %), from 120 orders against 120; an order averaged "
        "14.00 against 11.00."
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


def test_the_orders_of_one_customer_are_one_draw(tmp_path):
    """Ten like orders of each of 32 customers tell no more than one of each."""
    prices = [(who % 4) * 100 + 10 for who in range(32)]
    lines = [
        f"{s}-{who}-{n},2026-02-{n + 1:02},A,Cup,1,{price + more},{s}{who},{s},web,IT"
        for s, more in (("M", 0), ("S", 30))
        for who, price in enumerate(prices)
        for n in range(10)
    ]
    assert "does not tell them apart" in insight(asked(store(tmp_path, *lines)), "Order value")
    guests = [",".join([*at[:6], "", *at[7:]]) for at in (line.split(",") for line in lines)]
    said = asked(store(tmp_path, *guests))
    assert "30.00 more, between " in insight(said, "Order value")


def test_sales_per_customer_have_an_interval(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,20")]
    assert insight(asked(store(tmp_path, *lines)), "Sales per customer") == (
        "A customer of segment S brings 20.00 of net sales on average in this period, one of "
        "segment M 10.00: 10.00 more, between 10.00 and 10.00 with 95 % confidence."
    )
    lines = [
        line for i in range(40) for s in "MS"
        for line in crowd(s, 1, f"A,Cup,1,{10 + i % 4 * 100 + (s == 'S')}", start=i)
    ]  # fmt: skip
    said = insight(asked(store(tmp_path, *lines)), "Sales per customer")
    assert "the data does not tell them apart (95 % interval" in said


def test_one_customer_of_more_than_half(tmp_path):
    """1,000 of 1,400; the others' orders average 10. Nothing is explained by products."""
    lines = [
        *crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,1,60"),
        "M-big,2026-02-03,A,Cup,100,10,big,M,web,IT",
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines))
    assert insight(said, "One customer") == (
        "One customer brings 71.4 % of segment M; without them its orders average 10.00."
    )
    assert "Why orders differ" not in topics(said)
    assert "Test bundles" not in words(said)


def test_lines_that_name_no_product(tmp_path):
    head = "order_id,order_date,quantity,order_total,customer_id,shop_id"
    lines = [
        f"{s}{i},2026-02-{i % 28 + 1:02},{q},{q * p},{s}{i},{s}"
        for s, q, p in (("7", 2, 10), ("8", 3, 20))
        for i in range(40)
    ]
    said = asked(store(tmp_path, *lines, head=head), "--by", "shop")
    assert insight(said, "Why orders differ") == (
        "Of the 40.00, units per order +15.00 (3.00 against 2.00) and money per unit +25.00. No "
        "line names a product."
    )
    assert "products" not in words(said)
    assert said.row("data_quality", what="products sold")["remark"] == "no line names a product"
    assert "Who buys in two shops is two customers." in said.notes


def test_rules_on_units_explain_no_order_value(tmp_path):
    rules = tmp_path / "rules.txt"
    rules.write_text(
        '[[segments]]\nname = "Big"\nmost_units = ">= 3"\n[[segments]]\nname = "Few"\n'
    )
    lines = [*crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,5,10")]
    said = asked(store(tmp_path, *lines), "--rules", str(rules))
    assert insight(said, "Order value") == (
        "The rules part customers by most units, so what an order holds and is worth follows from "
        "the rules and is not compared."
    )
    assert not {"Why orders differ", "Sales per customer"} & set(topics(said))
    assert "Test bundles" not in words(said)


NO_SEGMENT = "order_id,order_date,sku,category,quantity,unit_price,customer_id"


def test_no_segment_column_at_all(tmp_path):
    """The headline says it too, and nothing asks for what no file can hold."""
    lines = [f"{i},2026-02-{i % 28 + 1:02},A,Cup,1,10,c{i}" for i in range(40)]
    said = asked(store(tmp_path, *lines, head=NO_SEGMENT))
    told = "No file has a segment column: use --by country, --by shop or --rules FILE."
    assert said.column("insights", "statement") == [told]
    _, out, _ = salesops("segments", "--data", str(tmp_path), "--as-of", AS_OF, "--format", "html")
    assert f"<strong>{told}</strong>" in out
    assert "Fill in" not in words(said)
    assert "may belong to any" not in words(said)
    assert said.row("data_quality", what="segments")["remark"] == "no file has a segment column"


def test_more_and_cheaper_goods_nearly_cancel(tmp_path):
    """12 of 10 and 2 of 55: 120 against 110, some orders larger, so that each has a spread."""
    lines = [*crowd("M", 60, "A,Cup,12,10"), *crowd("S", 60, "B,Pot,2,55")]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Why orders differ") == (
        "Orders of segment M hold 12.00 units against 2.00, of cheaper goods (10.00 against 55.00 "
        "a unit): the two nearly cancel."
    )
    assert "Test bundles" not in words(said)


def test_a_price_far_from_what_a_unit_brings(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,9,10", "B,Pot,1,90"), *crowd("S", 40, "A,Cup,1,10")]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Prices") == (
        "A line of segment M is priced 50.00 on average, but a unit brings 18.00: large quantities "
        "are of cheap goods."
    )
    same = asked(store(tmp_path, *crowd("M", 40, "A,Cup,1,10"), *crowd("S", 40, "A,Cup,2,10")))
    assert "Prices" not in topics(same)


def test_the_last_twelve_months(tmp_path):
    lines = list(months(13))
    lines = [x.replace("A,Cup,1,10", "A,Cup,1,30") if ",S,web" in x else x for x in lines]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Order value").endswith(
        " In 2024-01 to 2024-12 it is 20.00 (30.00 against 10.00)."
    )


def test_returns_of_no_order(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,10"), "x,2026-02-05,A,Cup,-1,10,,,,"]
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Unknown") == (
        "Returns of 10.00 belong to no loaded order and stand under Unknown."
    )
    assert "0 orders" not in words(said)


def test_an_old_only_order(tmp_path):
    lines = [
        *crowd("M", 40, "A,Cup,1,10", day="2025-10-{d:02}"), *crowd("M", 9, "A,Cup,1,10", start=40),
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines), as_of="2026-02-22")
    offer = said.row("actions", owner="Marketing")
    assert offer["action"].startswith(
        "Offer the 40 customers of segment M whose one order in this period is more than 90 days "
        "old a reason for a second; leave half of them, at random, "
    )
    assert offer["when"] == "this month"
    later = asked(tmp_path)
    assert later.row("actions", owner="Marketing")["when"] == "after a fresh export"
    code, out, _ = salesops("segments", "--data", str(tmp_path), "--as-of", AS_OF)
    assert code == 0
    assert "From 2025-10-01 to 2026-02-" in out


def test_guests_and_customers_without_a_segment_are_told_apart(tmp_path):
    lines = [
        *crowd("M", 40, "A,Cup,1,10"), "x,2026-02-05,A,Cup,1,10,c1,,,",
        "y,2026-02-05,A,Cup,1,10,,,,", "z,2026-02-06,A,Cup,1,10,,,,",
    ]  # fmt: skip
    said = asked(store(tmp_path, *lines))
    assert insight(said, "Unknown").startswith(
        "No segment is known for 1 customer with 1 order and for 2 orders without a customer: 30.00"
    )
    found = [a for a, owner in said.column("actions", "action", "owner") if owner == "Data"]
    assert {"Fill in segment for 1 customer.", "Name the customer on 2 orders."} <= set(found)


def test_a_trivial_unknown_asks_for_nothing(tmp_path):
    lines = [*crowd("M", 40, "A,Cup,1,1000"), "x,2026-02-05,A,Cup,1,10,c1,,,"]
    assert "Fill in" not in words(asked(store(tmp_path, *lines)))


def test_only_short_codes_are_asked_for(tmp_path):
    lines = [*crowd("DIY", 40, "A,Cup,1,10"), *crowd("17", 40, "A,Cup,1,20")]
    text = words(asked(store(tmp_path, *lines)))
    assert 'what 17 means; write labels = "17=.." under [segments] of salesops.toml' in text


def test_three_segments_are_all_named(tmp_path):
    lines = [line for s in "MST" for line in crowd(s, 40, "A,Cup,1,10")]
    said = insight(asked(store(tmp_path, *lines)), "Share of sales")
    assert all(f"egment {s} brings" in said for s in "MST")
