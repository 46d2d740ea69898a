"""What explain says of explain_store.SHOP, worked out by hand."""

import pytest
from explain_store import LINES, ORDERS, REFUNDS, SHOP, VISITS, carriers, explain, shop, told
from pulse_store import AS_OF, put
from pulse_store import salesops as ran

import salesops
from salesops.commands.sales.explain import explain as command
from salesops.errors import UsageError


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    folder = shop(tmp_path_factory.mktemp("shop"))
    return explain(put(folder, traffic_daily=VISITS))


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """SHOP without visits, asked again and again."""
    with salesops.open(shop(tmp_path_factory.mktemp("bare")), as_of=AS_OF) as db:
        yield db


# Net sales 63 -> 92: order values 63/2 = 31.50 and 102/3 = 34.00, returns 0 and 10


def test_yesterday_against_the_same_weekday_before(said):
    assert (said["net_sales"], said["base"], said["change"]) == ("92.00", "63.00", "29.00")
    assert said.answer["context"]["from"] == "2026-03-09T00:00:00"
    assert "against prev-week, 2026-03-02 00:00 to 2026-03-03 00:00" in said.notes


def test_the_main_effects(said):
    """(3-2) x (31.5+34)/2 = 32.75; (34-31.5) x (2+3)/2 = 6.25; -(10-0)."""
    assert said["orders_effect"] == "32.75"
    assert said["order_value_effect"] == "6.25"
    assert said["returns_effect"] == "-10.00"


def test_within_the_order_value(said):
    """Mean orders 2.5, mean units an order 2.25, mean discounts 5 %: 2.5 x 0.95 = 2.375.

    Units: (2-2.5) x (14+17)/2 x 2.375 = -18.40625. Mix: A is .8 then .5 of the units at 11 on
    average, B .2 then 1/3 at 30, C 0 then 1/6 at 6: 14.8 to 16.5; 1.7 x 2.25 x 2.375 = 9.084375.
    Price: (17-14-1.7) x 2.25 x 2.375 = 6.946875. Discounts: .1 x (35+34)/2 x 2.5 = 8.625.
    To the cent the largest remainders are rounded up.
    """
    assert said["units_per_order_effect"] == "-18.41"
    assert said["mix_effect"] == "9.09"
    assert said["basket_effect"] == "-9.32"
    assert said["price_effect"] == "6.95"
    assert said["discount_effect"] == "8.62"


def test_sessions_and_orders_per_session(said):
    """20 visits then 24; 4 x (.1+.125)/2 x 32.75 = 14.7375; .025 x 22 x 32.75 = 18.0125."""
    assert said["sessions_effect"] == "14.74"
    assert said["conversion_effect"] == "18.01"


def test_what_moved_stands_beside_what_it_made(said):
    rows = {row["effect"]: (row["base"], row["now"]) for row in said.table("effects")}
    assert rows == {
        "Orders": ("2", "3"),
        "Sessions": ("20", "24"),
        "Orders per session": ("10.0 %", "12.5 %"),
        "Order value": ("31.50", "34.00"),
        "Basket": ("–", "–"),
        "Units per order": ("2.50", "2.00"),
        "Mix": ("14.80", "16.50"),
        "Price": ("15.82", "17.24"),  # A .65 at 10 then 12, B .2667 at 30, over .9167
        "Discounts": ("10.0 %", "0.0 %"),
        "Returns": ("0.00", "10.00"),
    }
    shares = {row["effect"]: row["share"] for row in said.table("effects")}
    assert shares["Orders"] == pytest.approx(32.75 / 29)


def test_who_carries_it(said):
    """7 off order 1 lies on its 20 of A and 30 of B; an A of order 2 comes back, of channel pos."""
    assert carriers(said, "SKU") == {
        "B": ("60.00", "25.80", "34.20"),
        "A": ("26.00", "37.20", "-11.20"),
        "C": ("6.00", "0.00", "6.00"),
    }
    assert carriers(said, "category") == {
        "Toys": ("66.00", "25.80", "40.20"),
        "Food": ("26.00", "37.20", "-11.20"),
    }
    assert carriers(said, "channel") == {
        "pos": ("50.00", "20.00", "30.00"),
        "web": ("42.00", "43.00", "-1.00"),
    }
    assert carriers(said, "country") == {
        "IT": ("80.00", "63.00", "17.00"),
        "DE": ("12.00", "0.00", "12.00"),
    }


def test_a_customer_is_new_in_the_window_of_the_first_order(said):
    """c1 and c2 were new on the 2nd; on the 9th c1 buys again, c2 returns 10, c3 is new."""
    assert carriers(said, "customers") == {
        "new": ("30.00", "63.00", "-33.00"),
        "Unknown": ("60.00", "0.00", "60.00"),
        "returning": ("2.00", "0.00", "2.00"),
    }


def test_a_refund_of_no_order_is_its_customers(tmp_path):
    """R2 states its country; R3 has that of c2, who is gold, as is order 2."""
    refunds = f"""{REFUNDS},customer_id,country
        R1,1,2,2026-03-09 13:00,A,1,10,EUR,,
        R2,1,,2026-03-09 14:00,B,1,4,EUR,c1,FR
        R3,1,,2026-03-09 15:00,B,1,3,EUR,c2,
        """
    customers = "customer_id,country,segment\nc2,AT,gold"
    said = explain(shop(tmp_path, refunds=refunds, customers=customers))
    countries = carriers(said, "country")
    assert countries["FR"] == ("-4.00", "0.00", "-4.00")
    assert countries["AT"] == ("-3.00", "0.00", "-3.00")
    assert carriers(said, "segment")["gold"] == ("-13.00", "20.00", "-33.00")
    assert carriers(said, "customers")["returning"] == ("-5.00", "0.00", "-5.00")


def test_what_tells_nothing_apart_is_left_out_and_named(said):
    assert set(said.column("carriers", "dimension")) == {
        "SKU", "category", "channel", "country", "customers",
    }  # fmt: skip
    assert "All sales have one segment, or state none: not shown." in said.notes


def test_ranked_by_the_size_of_the_change(said):
    rows = [r for r in said.table("carriers") if r["dimension"] == "SKU"]
    assert [(r["value"], r["rank"]) for r in rows] == [("B", 1), ("A", 2), ("C", 3)]
    b = rows[0]
    assert b["share"] == pytest.approx(34.2 / 29)
    assert b["excess"] == "22.32"  # 34.2 - 25.8/63 x 29
    assert (b["title"], b["orders"], b["base_orders"]) == ("Ball", 1, 1)


def test_the_headline(bare):
    assert command(bare).headline.startswith(
        "Net sales rose 29.00 EUR (+46.0 %) to 92.00 against Monday 2026-03-02: orders +32.75 (2 "
        "to 3), order value +6.25 (31.50 to 34.00), returns -10.00 (0.00 to 10.00);"
    )


def test_the_rows_past_the_top_are_one(bare):
    said = told(command(bare, top=1))
    assert carriers(said, "SKU") == {
        "B": ("60.00", "25.80", "34.20"),
        "other (2)": ("32.00", "37.20", "-5.20"),
    }
    assert [r["rest"] for r in said.table("carriers") if r["dimension"] == "SKU"] == [False, True]
    # A row for one other would name it no less: it is shown itself.
    assert set(carriers(said, "channel")) == {"pos", "web"}


# A window without orders, without units, without a base


def test_from_nothing_all_is_the_orders_effect(tmp_path):
    """Nothing was sold on the 3rd; asked of the 10th, whose one order is 12."""
    orders = f"{ORDERS}\n1,2026-03-01 10:00,web,,,0,EUR\n2,2026-03-10 10:00,web,,,0,EUR"
    lines = f"{LINES}\n1,1,A,,,1,5\n2,2,A,,,1,12"
    said = explain(put(tmp_path, orders=orders, order_lines=lines), as_of="2026-03-11")
    assert (said["base"], said["change"], said["orders_effect"]) == ("0.00", "12.00", "12.00")
    assert said["order_value_effect"] == "0.00"
    assert said["price_effect"] is said["basket_effect"] is None
    assert "One of the periods has no orders" in said.notes


def test_to_nothing_all_is_the_orders_effect(bare):
    said = told(command(bare, period="2026-03-03", versus="prev"))
    assert (said["change"], said["orders_effect"]) == ("-63.00", "-63.00")


def test_nothing_in_either_period(bare):
    report = command(bare, period="2026-03-06", versus="prev")
    said = told(report)
    assert said["change"] == "0.00"
    assert said.table("causes") == said.table("carriers") == []
    assert report.headline == "No sales in either period."


def test_without_units_the_order_value_is_not_split(tmp_path):
    lines = f"{LINES}\n1,1,A,Apple,Food,0,20\n3,4,A,Apple,Food,0,12"
    said = explain(shop(tmp_path, order_lines=lines))
    assert said["orders_effect"] is not None
    assert said["price_effect"] is None
    assert "Order value is not split" in said.notes


def test_no_history_is_no_change(bare):
    said = told(command(bare, period="2026-03-02"))
    assert said["base"] is said["change"] is said["orders_effect"] is None
    assert said.table("effects") == said.table("causes") == said.table("carriers") == []
    assert "begins 2026-02-23: before the data" in said.notes


@pytest.mark.parametrize(
    ("options", "base"),
    [
        ({"period": "2026-03-09", "versus": "prev"}, 0),
        ({"since": "2026-03-09"}, 63),
        ({"until": "2026-03-09"}, 63),
        ({"since": "2026-03-09", "until": "2026-03-09 11:30"}, 63),
        ({"since": "2026-03-09 10:30", "until": "2026-03-09 11:30"}, 20),
    ],
)
def test_windows(bare, options, base):
    assert metric(command(bare, **options), "base") == base


def metric(report, name):
    return next(m.value for m in report.metrics if m.name == name)


def test_windows_that_overlap(tmp_path):
    """2 to 9 March against 23 February to 2 March: what was sold on the 2nd is in both."""
    older = SHOP["orders"].rstrip() + "\n        0,2026-02-20 10:00,web,,,0,EUR"
    said = explain(
        shop(tmp_path, orders=older),
        *("--since", "2026-03-02", "--until", "2026-03-09", "--versus", "prev-week"),
    )
    assert (said["net_sales"], said["base"]) == ("155.00", "63.00")


def test_one_comparison_only(bare):
    with pytest.raises(UsageError, match="explain compares with one window; name one"):
        command(bare, versus="prev,prev-week")


# What the exports lack


def test_without_traffic_it_says_so(bare):
    said = told(command(bare))
    assert said["sessions_effect"] is None
    assert "no export of daily sessions is loaded" in said.notes


def test_traffic_of_part_of_the_days(tmp_path):
    said = explain(shop(tmp_path, traffic_daily="day,sessions\n2026-03-09,24"))
    assert said["sessions_effect"] is None
    assert "known for 1 of 1 days of this period and 0 of 1 of the other" in said.notes


def test_traffic_of_a_part_of_a_day(tmp_path):
    shop(tmp_path, traffic_daily=VISITS)
    said = explain(tmp_path, "--since", "2026-03-09", "--until", "2026-03-09 15:00")
    assert said["sessions_effect"] is None
    assert "whole days only" in said.notes


def test_two_files_that_split_visits_differently_count_once(tmp_path):
    pages = "day,sessions,landing_page\n2026-03-02,20,/\n2026-03-09,20,/\n2026-03-09,4,/b"
    said = explain(shop(tmp_path, traffic_daily=VISITS, traffic_pages=pages))
    rows = {row["effect"]: (row["base"], row["now"]) for row in said.table("effects")}
    assert rows["Sessions"] == ("20", "24")


def test_under_where(tmp_path):
    """Only web: 43 to 42; who is new, visits and stock are of all orders."""
    stock = "day,sku,on_hand\n2026-03-09,A,0"
    said = explain(
        shop(tmp_path, traffic_daily=VISITS, stock_history=stock), "--where", "channel=web"
    )
    assert (said["base"], said["net_sales"]) == ("43.00", "42.00")
    assert "customers" not in said.column("carriers", "dimension")
    assert said["sessions_effect"] is None
    assert not any(said.column("carriers", "stock"))
    assert "Under --where, new and returning customers and stock are not told" in said.notes
    assert "not of those that --where keeps" in said.notes


# Stock


def test_days_out_of_stock(tmp_path):
    """On the 3rd A has none in both places, and B in one of two."""
    stock = """day,sku,location,on_hand
        2026-03-03,A,one,0
        2026-03-03,A,two,0
        2026-03-03,B,one,0
        2026-03-03,B,two,3
        2026-03-02,B,one,0
        """
    folder = shop(tmp_path, stock_history=stock)
    said = explain(folder, "--period", "2026-03-03", "--versus", "prev")
    rows = {r["value"]: r["stock"] for r in said.table("carriers") if r["dimension"] == "SKU"}
    assert rows == {"A": "out of stock 1 of 1 day", "B": None}
    assert "Of the SKUs that fell most: A out of stock 1 of 1 day." in said.notes


def test_stock_as_of_now(tmp_path):
    said = explain(shop(tmp_path, inventory="sku,on_hand,committed\nA,2,2\nB,3,1"))
    rows = {r["value"]: r["stock"] for r in said.table("carriers") if r["dimension"] == "SKU"}
    assert rows == {"A": "none in stock now", "B": None, "C": None}
    assert "Stock is known as of now only" in said.notes


# Names that mean something elsewhere


def test_hostile_names(tmp_path):
    names = ["=1+1", "[bold]x[/bold]", "<script>alert(1)</script>", "\x1b[31mred"]
    rows = [f"{n},{n},{name},{name},Food,1,10" for n, name in enumerate(names, 2)]
    shop(tmp_path, order_lines="\n".join([LINES, "1,1,A,Apple,Food,1,10", *rows]))
    out = tmp_path / "out"
    formats = "terminal,html,markdown"
    words = ("--data", tmp_path, "--as-of", AS_OF, "--out", out)
    code, _, err = ran("explain", *words, "--format", formats)
    assert code == 0, err
    said = {path.suffix: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert "[bold]x[/bold]" in said[".txt"]
    assert "\x1b[31m" not in "".join(said.values())
    assert "<script>alert" not in said[".html"] + said[".md"]


def test_two_shops_have_two_of_a_sku(tmp_path):
    for name, price in (("north", 10), ("south", 7)):
        (tmp_path / name).mkdir()
        put(
            tmp_path / name,
            lines="order_id,order_date,sku,quantity,amount\n"
            f"1,2026-03-02,A,1,{price}\n2,2026-03-09,A,2,{2 * price}",
        )
    put(tmp_path, salesops='[shops]\nnorth = "North"\nsouth = "South"')
    said = explain(tmp_path, "--config", str(tmp_path / "salesops.toml"))
    assert carriers(said, "SKU") == {
        "A (North)": ("20.00", "10.00", "10.00"),
        "A (South)": ("14.00", "7.00", "7.00"),
    }
    assert carriers(said, "shop") == {
        "North": ("20.00", "10.00", "10.00"),
        "South": ("14.00", "7.00", "7.00"),
    }


def test_stale_data_is_said_and_nothing_is_concluded(tmp_path):
    said = explain(shop(tmp_path), as_of="2026-03-20")
    assert said.finding("stale-data")
    assert [f["code"] for f in said.answer["findings"]] == ["stale-data"]
    assert said["net_sales"] == "0.00"
