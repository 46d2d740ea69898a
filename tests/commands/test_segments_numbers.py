"""segments: its numbers by hand, its labels, its rules, and what sums to the whole."""

import re
from decimal import Decimal

import pytest
from pulse_store import put, salesops
from segments_store import asked, crowd, store

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

LINES = (
    "1,2026-01-05,A,Cup,2,10,c1,M,web,IT",
    "1,2026-01-05,B,Pot,1,30,c1,M,web,IT",
    "2,2026-02-06,A,Cup,1,10,c1,M,web,IT",
    "3,2026-02-07,B,Pot,2,30,c2,S,pos,FR",
    "4,2026-02-08,A,Cup,4,10,c3,,web,",
)
COLUMNS = (
    "segment", "customers", "orders", "units", "net_sales", "avg_price", "aov",
    "orders_per_customer", "share", "revenue_per_unit", "repeat_rate",
)  # fmt: skip


def test_by_hand(tmp_path):
    said = asked(store(tmp_path, *LINES))
    assert said.column("segments", *COLUMNS) == [
        ("M", 1, 2, 4, "60.00", "16.67", "30.00", 2.0, 0.375, "15.00", 1.0),
        ("S", 1, 1, 2, "60.00", "30.00", "60.00", 1.0, 0.375, "30.00", 0.0),
        ("Unknown", 1, 1, 4, "40.00", "10.00", "40.00", 1.0, 0.25, "10.00", 0.0),
    ]
    assert (said["net_sales"], said["orders"], said["units"]) == ("160.00", 4, 10)


def test_unknown_comes_last_whatever_its_money(tmp_path):
    said = asked(store(tmp_path, *LINES, "5,2026-02-09,A,Cup,900,10,c4,,web,"))
    assert said.column("segments", "segment") == ["M", "S", "Unknown"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("category", {"Cup": (3, "70.00"), "Pot": (2, "90.00")}),
        ("channel", {"web": (3, "100.00"), "pos": (1, "60.00")}),
        ("country", {"IT": (2, "60.00"), "FR": (1, "60.00"), "Unknown": (1, "40.00")}),
        ("sku", {"A": (3, "70.00"), "B": (2, "90.00")}),
    ],
)
def test_by_other_columns(tmp_path, by, expected):
    said = asked(store(tmp_path, *LINES), "--by", by)
    rows = said.column("segments", "segment", "orders", "net_sales")
    assert {name: (orders, sales) for name, orders, sales in rows} == expected
    assert said["net_sales"] == "160.00"


def test_months_sum_to_the_segments(tmp_path):
    said = asked(store(tmp_path, *LINES))
    months = said.table("months")
    assert [(m["month"], m["segment"], m["net_sales"], m["complete"]) for m in months] == [
        ("2026-01", "M", "50.00", False),  # the data begins on the 5th
        ("2026-02", "M", "10.00", False),  # and ends on the 8th
        ("2026-02", "S", "60.00", False),
        ("2026-02", "Unknown", "40.00", False),
    ]
    for row in said.table("segments"):
        own = [m for m in months if m["segment"] == row["segment"]]
        assert sum(Decimal(m["net_sales"]) for m in own) == Decimal(row["net_sales"])
        assert sum(m["orders"] for m in own) == row["orders"]


SALES = "sls_ord_num,sls_prd_key,sls_cust_id,sls_order_dt,sls_sales,sls_quantity,sls_price"
PEOPLE = "cst_id,cst_key,cst_firstname,cst_lastname,cst_marital_status"


def extracts(folder):
    """Three orders; one line of the first and all of the last have a date that is none."""
    sales = [
        "SO1,A,1,20130105,10,1,10", "SO1,B,1,0,30,1,30", "SO2,A,2,20130206,10,1,10",
        "SO3,A,1,5489,10,1,10",
    ]  # fmt: skip
    people = ["1,AW1,Ann,A,M", "2,AW2,Bob,B,S"]
    text = {"sales_details": [SALES, *sales], "cust_info": [PEOPLE, *people]}
    return put(folder, **{name: "\n".join(lines) for name, lines in text.items()})


def test_what_has_no_date_is_a_month_of_its_own(tmp_path):
    said = asked(extracts(tmp_path))
    found = said.column("months", "month", "segment", "orders", "net_sales")
    assert found == [
        ("2013-01", "M", 1, "10.00"),
        ("2013-02", "S", 1, "10.00"),
        ("undated", "M", 1, "40.00"),
    ]
    assert said.row("data_quality", what="undated lines")["count"] == 2
    assert sum(Decimal(m[3]) for m in found) == Decimal(said["net_sales"])


def test_the_data_quality_says_whose_codes_these_are(tmp_path):
    said = asked(extracts(tmp_path))
    row = said.row("data_quality", what="segments")
    assert row["count"] == 2
    assert row["remark"].startswith("the values of cst_marital_status of cust_info.csv")
    quality = dict(said.column("data_quality", "what", "count"))
    context = said.answer["context"]["rows"]
    assert quality["rows in"] == context["in"] == 6
    assert quality["rows used"] == context["used"] == 6
    assert said.row("data_quality", what="rows used")["remark"] == "100 % of the rows in"


def test_a_window(tmp_path):
    said = asked(store(tmp_path, *LINES), "--period", "2026-02")
    assert said.column("segments", "segment", "net_sales") == [
        ("S", "60.00"), ("M", "10.00"), ("Unknown", "40.00"),
    ]  # fmt: skip


def test_a_refund_comes_off_net_sales_and_not_off_the_order_value(tmp_path):
    said = asked(store(tmp_path, *LINES, "3,2026-02-20,B,Pot,-1,30,c2,S,pos,FR"))
    row = said.row("segments", segment="S")
    assert (row["net_sales"], row["aov"], row["returns"]) == ("30.00", "60.00", "30.00")


def test_no_rows(tmp_path):
    said = asked(store(tmp_path, LINES[0]), "--period", "2025-06")
    assert said.table("segments") == []
    assert said["orders"] == 0
    for table in ("insights", "actions", "success_metrics", "risks"):
        assert said.table(table), table
    quality = dict(said.column("data_quality", "what", "count"))
    assert quality["lines without a unit price"] == 0


LABELS = "M=Married,S=Single"


def test_labels_name_the_codes(tmp_path):
    said = asked(store(tmp_path, *LINES), "--labels", LABELS)
    assert said.column("segments", "segment") == ["Married", "Single", "Unknown"]
    assert said.column("codebook", "code", "label")[:2] == [("M", "Married"), ("S", "Single")]


def test_labels_of_the_settings_and_over_them(tmp_path):
    settings = f'[segments]\nlabels = "{LABELS}"\n'
    config = put(tmp_path, salesops=settings) / "salesops.toml"
    folder = store(tmp_path / "d", *LINES) if (tmp_path / "d").mkdir() is None else None
    said = asked(folder, "--config", str(config))
    assert said.column("segments", "segment") == ["Married", "Single", "Unknown"]
    said = asked(folder, "--config", str(config), "--labels", "M=Mister")
    assert said.column("segments", "segment") == ["Mister", "S", "Unknown"]


def test_a_label_of_no_code_is_said(tmp_path):
    said = asked(store(tmp_path, *LINES), "--labels", "m=Married")
    assert "No order here has the code m: its label is not used." in said.notes


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ("M", "write CODE=Label"),
        ("M=", "write CODE=Label"),
        ("=Married", "write CODE=Label"),
        ("M=a,M=b", "named twice"),
        ("M=Same,S=Same", "called 'Same'"),
        ("M=S", "called 'S'"),
        ("M=Unknown", "called 'Unknown'"),
    ],
)
def test_labels_that_cannot_be_meant(tmp_path, labels, sentence):
    folder = store(tmp_path, *LINES)
    code, out, err = salesops("segments", "--data", str(folder), "--labels", labels)
    assert (code, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize("label", ["a|b", "[x](http://e)", "<b>x</b>", "\x1b[31mred", "{{7*7}}"])
def test_hostile_labels_stay_text(tmp_path, label):
    folder = str(store(tmp_path, *LINES))
    seen = {}
    for name in ("markdown", "html", "terminal"):
        args = ("--labels", f"M={label}", "--format", name, "--as-of", "2026-03-10")
        code, seen[name], _ = salesops("segments", "--data", folder, *args)
        assert code == 0
        assert "\x1b" not in seen[name]
    assert "<b>" not in seen["html"]
    assert all(link[0] == "#" for link in re.findall(r'<a [^>]*href="([^"]*)"', seen["html"]))
    (head,) = [r for r in seen["markdown"].splitlines() if r.startswith("| Segment | Customers")]
    (row,) = [r for r in seen["markdown"].splitlines() if " | 1 | 2 | 4 | 60.00 |" in r]
    assert row.replace("\\|", "").count("|") == head.count("|")


RULES = """
    [[segments]]
    name = "Shops"
    orders = ">= 2"

    [[segments]]
    name = "Beginners"
    """


def ruled(folder, text):
    path = folder / "rules.txt"
    path.write_text(text.replace("\n    ", "\n"))
    return str(path)


def test_rules(tmp_path):
    said = asked(store(tmp_path, *LINES), "--rules", ruled(tmp_path, RULES))
    assert said.column("segments", "segment", "customers", "net_sales") == [
        ("Beginners", 2, "100.00"), ("Shops", 1, "60.00"),
    ]  # fmt: skip
    assert said.column("rules", "segment", "conditions") == [
        ("Shops", "orders >= 2"), ("Beginners", "everybody else"),
    ]  # fmt: skip


def test_who_fits_no_rule_is_unknown(tmp_path):
    text = '[[segments]]\nname = "Shops"\norders = ">= 2"\nunits = "< 99"'
    said = asked(store(tmp_path, *LINES), "--rules", ruled(tmp_path, text))
    assert said.column("segments", "segment") == ["Shops", "Unknown"]
    assert said.column("rules", "conditions") == ["orders >= 2 and units < 99"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[segments]", "rules.txt"),
        ("a = 1", "one table [[segments]]"),
        ("[[segments]]\norders = '>= 2'", "needs a name"),
        ("[[segments]]\nname = 'x'\nordres = '>= 2'", "did you mean orders?"),
        ("[[segments]]\nname = 'x'\norders = 'many'", "is no condition"),
        ("[[segments]]\nname = 'x'\norders = true", "is no condition"),
        ("[[segments]]\nname = 'x'\n[[segments]]\nname = 'y'", "nobody comes to 'y'"),
    ],
)
def test_rules_that_cannot_be_meant(tmp_path, text, sentence):
    folder = store(tmp_path, *LINES)
    code, out, err = salesops("segments", "--data", str(folder), "--rules", ruled(tmp_path, text))
    assert code in (2, 3)
    assert out == ""
    assert sentence in err


def test_a_rule_may_bear_a_quote(tmp_path):
    text = '[[segments]]\nname = "O\'Neil; DROP TABLE orders"\n'
    said = asked(store(tmp_path, *LINES), "--rules", ruled(tmp_path, text))
    assert said.column("segments", "segment") == ["O'Neil; DROP TABLE orders"]


def test_tags_are_refused(tmp_path):
    folder = store(tmp_path, *LINES)
    code, _, err = salesops("segments", "--data", str(folder), "--by", "tags")
    assert code == 2
    assert "segments do not overlap" in err


def test_guests_are_in_sales_and_not_among_customers(tmp_path):
    said = asked(store(tmp_path, *LINES, "9,2026-02-09,A,Cup,1,10,,M,web,IT"))
    row = said.row("segments", segment="M")
    assert (row["customers"], row["orders"], row["orders_per_customer"]) == (1, 3, 2.0)
    assert "1 order names no customer" in said.notes


def test_twenty_segments_sum_to_the_whole(tmp_path):
    lines = [line for n in range(20) for line in crowd(f"G{n:02}", n + 1, f"A,Cup,{n + 1},10")]
    said = asked(store(tmp_path, *lines))
    rows = said.table("segments")
    assert len(rows) == 20
    assert sum(Decimal(r["net_sales"]) for r in rows) == Decimal(said["net_sales"])
    assert abs(sum(r["share"] for r in rows) - 1) < 1e-9


def test_what_the_rules_ask_for_is_no_finding(tmp_path):
    lines = [
        *crowd("M", 80, "A,Cup,1,10", customer="{s}{half}"),
        *crowd("S", 40, "A,Cup,1,10"),
        "9,2026-02-09,A,Cup,1,10,,M,web,IT",
    ]
    said = asked(store(tmp_path, *lines), "--rules", ruled(tmp_path, RULES))
    (found,) = [s for t, s in said.column("insights", "topic", "statement") if "Orders per" in t]
    assert found.startswith("The rules part customers by orders, so how often")
    assert "Repeat rate" not in said.column("insights", "topic")
    assert "Name the customer on 1 order." in said.column("actions", "action")
    assert said.row("risks", evidence="The rules ask for orders.")


def test_prose_shows_the_twenty_largest(tmp_path):
    lines = [line for n in range(25) for line in crowd(f"G{n:02}", 1, f"A,Cup,{n + 1},10")]
    said = asked(store(tmp_path, *lines))
    assert len(said.table("segments")) == 25
    assert said.table("largest") == said.table("segments")[:20]
    _, out, _ = salesops("segments", "--data", str(tmp_path), "--format", "markdown")
    assert "The 20 largest segments by segment" in out
    assert "5 smaller segments are in" in out
    assert "| G04 |" not in out
    code, out, _ = salesops("segments", "--data", str(tmp_path), "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 26)
