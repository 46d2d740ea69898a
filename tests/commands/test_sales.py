"""What sales says of each group: the store of sales_store.SHOP, worked out by hand."""

import pytest
from sales_store import LINES, ORDERS, REFUNDS, sales, shop

pytestmark = pytest.mark.usefixtures("loaded_once")

MEASURES = ("net_sales", "orders", "units", "aov")


def groups(said, *by, table="sales"):
    """Each group's net sales, orders, units and AOV."""
    return {row[:-4]: row[-4:] for row in said.column(table, *by, *MEASURES)}


def test_by_sku(tmp_path):
    said = sales(shop(tmp_path), "--by", "sku")
    assert groups(said, "sku") == {
        ("B",): ("60.00", 1, 2, "60.00"),
        ("A",): ("20.00", 1, 3, "30.00"),  # 3 x 10, less the 10 that came back
        ("C",): ("5.00", 1, 1, "5.00"),
    }
    assert (said["net_sales"], said["orders"], said["units"]) == ("85.00", 2, 6)
    assert said["aov"] == "47.50"  # 95 / 2: returns are not subtracted


def test_without_by_or_freq_it_is_by_sku(tmp_path):
    shop(tmp_path)
    assert sales(tmp_path).table("sales") == sales(tmp_path, "--by", "sku").table("sales")


def test_a_refund_stands_on_its_own_day_in_the_group_of_its_order(tmp_path):
    """The A of the 3rd was sold over the counter; it comes back on the 9th."""
    said = sales(shop(tmp_path), "--by", "channel")
    assert groups(said, "channel") == {
        ("web",): ("95.00", 2, 6, "47.50"),
        ("pos",): ("-10.00", 0, 0, None),
    }
    sold = sales(tmp_path, "--by", "channel", "--period", "2026-03-03")
    assert groups(sold, "channel")["pos",] == ("10.00", 1, 1, "10.00")


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("category", {"Toys": "65.00", "Food": "20.00"}),
        ("vendor", {"Maker": "65.00", "Orchard": "20.00"}),
        ("product", {"Ball": "60.00", "Apple": "20.00", "Cube": "5.00"}),
        ("country", {"DE": "60.00", "IT": "25.00"}),
        ("shop", {"(unnamed)": "85.00"}),
        ("segment", {"Unknown": "85.00"}),
    ],
)
def test_net_sales_by(tmp_path, by, expected):
    said = sales(shop(tmp_path), "--by", by)
    assert dict(said.column("sales", by, "net_sales")) == expected


def test_the_best_selling_stands_first(tmp_path):
    assert sales(shop(tmp_path)).column("sales", "sku") == ["B", "A", "C"]


def test_two_groups_and_the_subtotals_of_the_first(tmp_path):
    said = sales(shop(tmp_path), "--by", "category,channel")
    assert groups(said, "category", "channel") == {
        ("Toys", "web"): ("65.00", 2, 3, "32.50"),
        ("Food", "web"): ("30.00", 1, 3, "30.00"),
        ("Food", "pos"): ("-10.00", 0, 0, None),
    }
    assert groups(said, "category", table="subtotals") == {
        ("Toys",): ("65.00", 2, 3, "32.50"),
        ("Food",): ("20.00", 1, 3, "30.00"),
    }


def test_one_group_has_no_subtotals(tmp_path):
    assert sales(shop(tmp_path), "--by", "sku").table("subtotals") == []


def test_the_groups_past_the_top_are_one_row(tmp_path):
    """Order 4 holds A and C: it is one order of the row, 3 x 10 + 5 less 10 is its money."""
    said = sales(shop(tmp_path), "--by", "sku", "--top", "1")
    assert groups(said, "sku") == {
        ("B",): ("60.00", 1, 2, "60.00"),
        ("other",): ("25.00", 1, 4, "35.00"),
    }


def test_no_row_for_others_where_there_are_none(tmp_path):
    assert sales(shop(tmp_path), "--top", "3").column("sales", "sku") == ["B", "A", "C"]


def test_a_sku_named_other_is_not_the_others(tmp_path):
    lines = "order_id,order_date,sku,quantity,amount\n1,2026-03-09,other,1,9\n2,2026-03-09,X,1,5"
    said = sales(put_lines(tmp_path, lines), "--top", "1")
    assert said.column("sales", "sku", "net_sales") == [("other", "9.00"), ("other", "5.00")]


def put_lines(folder, text):
    (folder / "lines.csv").write_text(text + "\n", encoding="utf-8")
    return folder


def test_a_share_is_of_all_net_sales(tmp_path):
    said = sales(shop(tmp_path), "--by", "channel")
    shares = dict(said.column("sales", "channel", "share"))
    assert shares == {"web": pytest.approx(95 / 85), "pos": pytest.approx(-10 / 85)}


def test_no_share_of_less_than_nothing(tmp_path):
    lines = f"{LINES}\n1,1,A,Apple,Food,Orchard,1,5,\n"
    refunds = f"{REFUNDS}\nR1,1,1,2026-03-09 12:00,A,1,500,EUR\n"
    said = sales(shop(tmp_path, order_lines=lines, refunds=refunds))
    assert said.column("sales", "share") == [None]


# Against another window


def test_change_against_the_same_weekday_before(tmp_path):
    """Monday 2 March: A 20, B 30. Monday 9 March: A 20, B 60, and C for the first time."""
    said = sales(shop(tmp_path), "--by", "sku")
    assert said.column("sales", "sku", "base", "change", "change_pct", "reason") == [
        ("B", "30.00", "30.00", 1.0, None),
        ("A", "20.00", "0.00", 0.0, None),
        ("C", "0.00", "5.00", None, "new"),
    ]


def test_what_sold_only_before_is_a_row(tmp_path):
    """Nothing was sold on the 4th: all of the 3rd is gone."""
    said = sales(shop(tmp_path), "--period", "2026-03-04", "--versus", "prev", "--by", "sku")
    (row,) = said.table("sales")
    assert (row["sku"], row["net_sales"], row["base"]) == ("A", "0.00", "10.00")
    assert (row["change"], row["change_pct"]) == ("-10.00", -1.0)


def test_no_history_before_the_data(tmp_path):
    said = sales(shop(tmp_path), "--period", "2026-03-03", "--by", "sku")
    assert said.column("sales", "base", "change", "reason") == [(None, None, "no history")]


@pytest.mark.parametrize(("days", "versus"), [(6, "prev-week"), (7, "prev-week"), (8, "prev")])
def test_the_same_weekdays_for_a_week_or_less_else_the_days_before(tmp_path, days, versus):
    head = "order_id,order_date,sku,quantity,amount"
    put_lines(tmp_path, f"{head}\n1,2026-02-01,A,1,10\n2,2026-03-09,A,1,10")
    said = sales(tmp_path, "--period", f"last-{days}-days")
    assert f"Change: against {versus}, " in said.notes


@pytest.mark.parametrize(
    ("versus", "base"), [("prev-week", "50.00"), ("prev", "0.00"), ("prev-month", None)]
)
def test_versus(tmp_path, versus, base):
    said = sales(shop(tmp_path), "--by", "shop", "--versus", versus)
    assert said.column("sales", "base") == [base]


# Profit


def test_margin_only_where_cost_is_known(tmp_path):
    """A: 20 kept for a cost of 3 x 4 - 4 = 8; B has no cost; C costs what it brings."""
    said = sales(shop(tmp_path), "--by", "sku")
    assert said.column("sales", "sku", "margin", "cost_known") == [
        ("B", None, 0.0),
        ("A", 0.6, 1.0),
        ("C", 0.0, 1.0),
    ]
    assert (said["gross_profit"], said["margin"]) == ("12.00", pytest.approx(12 / 25))
    assert said["cost_coverage"] == pytest.approx(25 / 85)


def test_a_group_of_both_says_how_much_is_known(tmp_path):
    said = sales(shop(tmp_path), "--by", "category")
    toys = said.row("sales", category="Toys")
    assert (toys["margin"], toys["cost_known"]) == (0.0, pytest.approx(5 / 65))


# What is unknown


def test_a_refund_without_order_is_unknown(tmp_path):
    refunds = f"{REFUNDS}\nR1,1,99,2026-03-09 12:00,A,1,10,EUR\n"
    said = sales(shop(tmp_path, refunds=refunds), "--by", "channel")
    assert groups(said, "channel") == {
        ("web",): ("95.00", 2, 6, "47.50"),
        ("Unknown",): ("-10.00", 0, 0, None),
    }
    assert groups(sales(tmp_path, "--by", "sku"), "sku")["A",] == ("20.00", 1, 3, "30.00")


def test_a_transaction_without_order_is_unknown(tmp_path):
    (tmp_path / "payments.csv").write_text(
        "txn_id,order_id,paid_at,kind,amount,currency,status\n"
        "T1,99,2026-03-09 12:00,refund,7,EUR,success\n"
    )
    shop(tmp_path)
    for by in ("sku", "channel", "country", "category"):
        said = sales(tmp_path, "--by", by)
        assert groups(said, by)["Unknown",] == ("-7.00", 0, 0, None)


def test_a_discount_that_no_line_bears_is_unknown(tmp_path):
    """Order 4 gives 6 off lines of nothing: its country is known, a SKU of it is not."""
    orders = f"{ORDERS},discount_total\n4,2026-03-09 11:00,web,IT,EUR,6\n"
    lines = f"{LINES}\n4,5,A,Apple,Food,Orchard,3,0,\n"
    shop(tmp_path, orders=orders, order_lines=lines, refunds=REFUNDS)
    assert groups(sales(tmp_path, "--by", "sku"), "sku") == {
        ("A",): ("0.00", 1, 3, "0.00"),
        ("Unknown",): ("-6.00", 0, 0, None),
    }
    assert groups(sales(tmp_path, "--by", "country"), "country") == {
        ("IT",): ("-6.00", 1, 3, "-6.00")
    }


def test_what_came_back_is_in_the_group_of_its_own_line(tmp_path):
    """SKU A was an Apple of Food in the order that is refunded; today it is called Zest, a Toy."""
    lines = f"""{LINES}
        2,3,A,Apple,Food,Orchard,1,10,
        4,5,A,Zest,Toys,Maker,3,10,
        """
    shop(tmp_path, order_lines=lines)
    for by, expected in [
        ("product", {"Zest": "30.00", "Apple": "-10.00"}),
        ("category", {"Toys": "30.00", "Food": "-10.00"}),
        ("vendor", {"Maker": "30.00", "Orchard": "-10.00"}),
        ("sku", {"A": "20.00"}),
    ]:
        assert dict(sales(tmp_path, "--by", by).column("sales", by, "net_sales")) == expected


def test_discounts_lie_on_lines_by_their_amounts(tmp_path):
    """7 off 30 of A and 5 of C: 6 and 1."""
    orders = f"{ORDERS},discount_total\n4,2026-03-09 11:00,web,IT,EUR,7\n"
    shop(tmp_path, orders=orders, refunds=REFUNDS)
    assert dict(sales(tmp_path).column("sales", "sku", "net_sales")) == {"A": "24.00", "C": "4.00"}


def test_a_refund_of_no_line_lies_on_the_lines_of_its_order(tmp_path):
    """14 of 35 come back for order 4: 12 of A's 30 and 2 of C's 5."""
    (tmp_path / "payments.csv").write_text(
        "txn_id,order_id,paid_at,kind,amount,currency,status\n"
        "T1,4,2026-03-09 12:00,refund,14,EUR,success\n"
    )
    shop(tmp_path, refunds=REFUNDS)
    assert dict(sales(tmp_path).column("sales", "sku", "net_sales")) == {
        "B": "60.00",
        "A": "18.00",
        "C": "3.00",
    }


# Tags


TAGGED = f"""{ORDERS},tags
    3,2026-03-09 10:00,web,DE,EUR,"vip, new , vip"
    4,2026-03-09 11:00,web,IT,EUR,
    """


def test_each_tag_is_a_row_and_the_rows_exceed_the_whole(tmp_path):
    said = sales(shop(tmp_path, orders=TAGGED, refunds=REFUNDS), "--by", "tags")
    assert groups(said, "tags") == {
        ("new",): ("60.00", 1, 2, "60.00"),
        ("vip",): ("60.00", 1, 2, "60.00"),  # named twice, counted once
        ("(none)",): ("35.00", 1, 4, "35.00"),
    }
    assert said["net_sales"] == "95.00"
    assert "exceed the whole" in said.notes


def test_a_cell_of_commas_is_no_tag(tmp_path):
    orders = f'{ORDERS},tags\n4,2026-03-09 11:00,web,IT,EUR,", ,"\n'
    said = sales(shop(tmp_path, orders=orders, refunds=REFUNDS), "--by", "tags")
    assert said.column("sales", "tags") == ["(none)"]


def test_tags_beside_another_group(tmp_path):
    said = sales(shop(tmp_path, orders=TAGGED, refunds=REFUNDS), "--by", "country,tags")
    assert set(said.column("sales", "country", "tags", "net_sales")) == {
        ("DE", "new", "60.00"),
        ("DE", "vip", "60.00"),
        ("IT", "(none)", "35.00"),
    }
    assert dict(said.column("subtotals", "country", "net_sales")) == {"DE": "60.00", "IT": "35.00"}


# Shops, and a part of the orders


def test_two_shops(tmp_path):
    """The same order number, SKU and customer in both: they are two."""
    for name, price in (("north", 10), ("south", 7)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lines.csv").write_text(
            f"order_id,order_date,sku,quantity,amount\n1,2026-03-09,A,1,{price}\n"
        )
    config = tmp_path / "salesops.toml"
    config.write_text('[shops]\nnorth = "North"\nsouth = "South"\n')
    said = sales(tmp_path, "--by", "shop,sku", "--config", str(config))
    assert said.column("sales", "shop", "sku", "net_sales", "orders") == [
        ("North", "A", "10.00", 1),
        ("South", "A", "7.00", 1),
    ]
    both = sales(tmp_path, "--by", "sku", "--config", str(config))
    assert both.column("sales", "net_sales", "orders") == [("17.00", 2)]


def test_where_beside_by(tmp_path):
    said = sales(shop(tmp_path), "--where", "channel=web", "--by", "country")
    assert dict(said.column("sales", "country", "net_sales")) == {"DE": "60.00", "IT": "35.00"}
    assert said["net_sales"] == "95.00"


def test_customers_of_a_customer_file_lend_their_country(tmp_path):
    orders = """order_id,created_at,customer_id,country,currency
        3,2026-03-09,c1,,EUR
        4,2026-03-09,c2,IT,EUR
        """
    customers = "customer_id,name,country,segment\nc1,Ada,FR,trade\nc2,Bo,FR,"
    shop(tmp_path, orders=orders, customers=customers, refunds=REFUNDS)
    by = {name: sales(tmp_path, "--by", name) for name in ("country", "segment", "customer")}
    assert dict(by["country"].column("sales", "country", "net_sales")) == {
        "FR": "60.00",
        "IT": "35.00",
    }
    assert dict(by["segment"].column("sales", "segment", "net_sales")) == {
        "trade": "60.00",
        "Unknown": "35.00",
    }
    assert by["customer"].column("sales", "customer") == ["c1", "c2"]


def test_nothing_sold(tmp_path):
    said = sales(shop(tmp_path), "--period", "2026-03-07", "--by", "category,sku")
    assert said.table("sales") == said.table("subtotals") == []
    assert (said["net_sales"], said["orders"], said["aov"]) == ("0.00", 0, None)
    assert said["margin"] is said["cost_coverage"] is None
