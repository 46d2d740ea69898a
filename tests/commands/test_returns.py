"""returns: rates on both bases, reasons, who returns again; numbers by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
from fulfillment_store import spoilt
from pulse_store import pulse, put, salesops
from returns_store import AS_OF, LINES, ORDERS, REFUNDS, SHOP, returns

from salesops import open as salesops_open
from salesops.assets import folder
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.sales.returns import opportunities
from salesops.commands.sales.returns import returns as asked

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

JANUARY = ("--period", "2026-01")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return put(tmp_path_factory.mktemp("shop"), **SHOP)


@pytest.fixture(scope="module")
def said(shop):
    return returns(shop, *JANUARY)


def test_rates_of_a_cohort(said):
    """Order 4 never left: its 5 A are sold to nobody, and what was given back is a row apart."""
    assert said.column("products", "sku", "sold", "back", "rate", "returns") == [
        ("B", 3, 1, pytest.approx(1 / 3), "28.50"),
        ("A", 6, 2, pytest.approx(2 / 6), "20.00"),
        ("(cancelled, never sent)", None, None, None, "50.00"),
        ("all", 9, 3, pytest.approx(3 / 9), "98.50"),
    ]
    assert said["return_rate"] == pytest.approx(3 / 9)
    assert (said["returned"], said["never_sent"], said["units_back"]) == ("48.50", "50.00", 3)


def test_the_interval_is_of_orders(said):
    """A came back of 2 of its 2 orders, B of 1 of 2: by Wilson 34.2 to 100 and 9.5 to 90.5 %."""
    a, b = (said.row("products", sku=sku) for sku in "AB")
    assert (a["orders"], a["orders_back"], a["low"], a["high"]) == (
        2, 2, pytest.approx(0.3424, abs=1e-4), 1.0,
    )  # fmt: skip
    assert (b["orders_back"], b["low"]) == (1, pytest.approx(0.0945, abs=1e-4))
    assert b["high"] == pytest.approx(0.9055, abs=1e-4)
    assert a["above"] is b["above"] is None  # two orders say nothing


def test_reasons(said):
    """Of the two units for being too small one says that it went back on the shelf."""
    assert said.column("reasons", "stated_reason", "refunds", "units", "returns", "restocked") == [
        ("(none stated)", 1, 1, "28.50", 0.0),
        ("too small", 2, 2, "20.00", 1.0),
        ("(cancelled, never sent)", 1, None, "50.00", None),
        ("all", 4, None, "98.50", None),
    ]
    assert said.row("products", sku="A")["why"] == "too small (2)"
    assert said["restocked_share"] == 0.5


def test_categories_and_months(said):
    assert said.column("categories", "category", "sold", "back") == [("Toys", 3, 1), ("Food", 6, 2)]
    assert said.column("months", "month", "complete", "sold", "back") == [
        ("2026-01", True, 9, 3),
        ("2026-02", False, 1, 1),
        ("2026-03", False, 1, 0),
    ]


def test_from_the_orders_to_the_ledger(said, shop):
    """R2 came in February; January's ledger has R1, R3 and R6."""
    assert said.column("to_ledger", "refunds", "amount") == [
        (4, "98.50"),
        (1, "-28.50"),
        (0, "0.00"),
        (0, "0.00"),
        (3, "70.00"),
    ]
    assert pulse(shop, *JANUARY)["returns"] == "70.00"


def test_the_cash_basis(shop):
    """February: R2 and R5 are given back, and one B is sold."""
    said = returns(shop, "--basis", "cash", "--period", "2026-02")
    assert said.column("products", "sku", "sold", "back", "rate", "returns") == [
        ("B", 1, 1, 1.0, "28.50"),
        ("C", 0, 1, None, "7.00"),
        ("all", 1, 2, 2.0, "35.50"),
    ]
    assert said.column("to_ledger", "amount") == ["30.00", "-30.00", "28.50", "7.00", "35.50"]
    assert said["returned"] == pulse(shop, "--period", "2026-02")["returns"] == "35.50"


def test_all_that_is_loaded_is_the_ledger(shop):
    """Six refunds, one of them of no order: a cohort lacks it, the ledger has it."""
    said = returns(shop, "--period", "all")
    assert said.column("to_ledger", "refunds", "amount") == [
        (5, "128.50"),
        (0, "0.00"),
        (0, "0.00"),
        (1, "7.00"),
        (6, "135.50"),
    ]
    assert pulse(shop, "--period", "all")["returns"] == "135.50"


def test_days_to_return(said):
    """R1 after 10, R6 20, R2 40, R4 10 days; R3 was never sent, R5 names no order."""
    assert said["days_to_return"] == 15.0
    assert said.column("delays", "within", "refunds") == [
        ("7 days", 0), ("14 days", 2), ("30 days", 3), ("60 days", 4), ("any time", 4),
    ]  # fmt: skip


def test_who_returns_again(said):
    """C1 returned of all three orders; beside two orders of others that says nothing."""
    assert said.column("returners", "customer", "orders", "returned", "returns") == [
        ("C1", 3, 3, "50.00")
    ]
    assert said["repeat_returners"] == 1
    assert said.finding("repeat-returners") is None


def test_the_default_window_has_had_its_time(shop):
    """90 days that ended 30 days before 10 March: 10 November to 7 February."""
    said = returns(shop)
    assert said.answer["context"]["from"] == "2025-11-10T00:00:00"
    assert said.answer["context"]["to"] == "2026-02-08T00:00:00"
    assert "may still come back" not in said.notes
    assert "may still come back" in returns(shop, "--since", "2026-02-01").notes


def test_refunds_that_name_no_order_are_on_the_cash_basis(tmp_path):
    refunds = f"{REFUNDS}\nR1,1,,2026-02-16 10:00,B,1,28.50,,"
    said = returns(put(tmp_path, **(SHOP | {"refunds": refunds})))
    assert "Cash basis" in said.notes
    assert said.row("products", sku="B")["returns"] == "28.50"


MONEY = {
    "orders": "order_id,created_at,total,refunded_total\n1,2026-01-05,110,55\n2,2026-01-06,30,0",
    "order_lines": "order_id,line_id,sku,qty,unit_price\n1,1,A,6,10\n1,2,B,1,40\n2,3,B,1,30",
}
"""Of 110 all in, 100 of them goods, half came back: 50 of the goods, 30 of A and 20 of B."""


def test_without_refund_lines_rates_are_of_money(tmp_path):
    said = returns(put(tmp_path, **MONEY), *JANUARY)
    assert said.column("products", "sku", "back", "rate", "returns") == [
        ("A", None, 0.5, "30.00"),
        ("B", None, pytest.approx(20 / 70), "20.00"),
        ("all", None, pytest.approx(50 / 130), "50.00"),
    ]
    assert "an estimate" in said.notes
    assert "1 refund without a date" in said.notes


def test_nothing_says_what_came_back(tmp_path):
    """An unknown rate is not 0 %."""
    orders = {k: v for k, v in SHOP.items() if k != "refunds"}
    orders["orders"] = "order_id,created_at\n1,2026-01-05 10:00\n2,2026-01-06 10:00"
    said = returns(put(tmp_path, **orders), *JANUARY)
    assert said["return_rate"] is said["returned"] is None
    assert said.table("products") == []
    assert "export refund lines" in said.notes


def many(sku_back: int) -> dict[str, str]:
    """Two products in 60 orders each; of one 3 came back, of the other so many."""
    orders, lines, refunds = [ORDERS], [LINES], [REFUNDS]
    for n in range(120):
        sku = "AB"[n % 2]
        back = sku_back if sku == "A" else 3
        orders.append(f"{n},2026-01-05 10:00,K{n},paid,fulfilled,")
        lines.append(f"{n},{n},{sku},,,1,50")
        if n // 2 < back:
            refunds.append(f"R{n},{n},{n},2026-01-20 10:00,{sku},1,50,faulty,")
    orders.append("F,2026-02-05 10:00,,paid,fulfilled,")  # the data reaches past January
    lines.append("F,F,B,,,1,50")
    return {"orders": "\n".join(orders), "order_lines": "\n".join(lines),
            "refunds": "\n".join(refunds)}  # fmt: skip


def test_a_product_above_the_usual_beyond_chance(tmp_path):
    """18 of 60 against 3 of 60: at z 2.24 (two products) the bound is 18.9 %, past 1.5 x 5 %.

    Above the usual: 900 - 3000 x 5 % = 750 in 31 days, 169.35 in seven.
    """
    said = returns(put(tmp_path, **many(18)), *JANUARY)
    facts = said.finding("return-rate-high")["facts"]
    assert (facts["sku"], facts["orders"], facts["orders_back"]) == ("A", 60, 18)
    assert (facts["usual"], facts["excess"]) == (0.05, "750.00")
    a, b = (said.row("products", sku=sku) for sku in "AB")
    assert (a["above"], b["above"], a["why"]) == (True, False, "faulty (18)")
    assert a["excess_week"] == "169.35"
    with salesops_open(tmp_path, as_of=AS_OF) as db:
        (offer,) = opportunities(asked(db, period="2026-01"))
    assert (offer.kind, offer.owner, offer.about) == (Kind.BLOCKER, Owner.SUPPORT, "sku A")
    assert (round(offer.amount, 2), offer.probability) == (Decimal("169.35"), 0.5)
    assert offer.brief == f"{offer.action[:-1]}: 30.0 % comes back, usually 5.0 %"


def test_a_product_that_chance_explains(tmp_path):
    """8 of 60 (13.3 %) against 5 %: the bound, 6.4 %, is not past 7.5 %."""
    said = returns(put(tmp_path, **many(8)), *JANUARY)
    assert said.finding("return-rate-high") is None
    with salesops_open(tmp_path, as_of=AS_OF) as db:
        assert opportunities(asked(db, period="2026-01")) == ()


def test_who_returns_more_than_chance_explains(tmp_path):
    """K0 has ten orders and returns nine; 119 others one each, of whom 5 return."""
    files = many(3)
    more = [f"X{n},2026-01-05 10:00,K0,paid,fulfilled," for n in range(9)]
    lines = [f"X{n},X{n},A,,,1,50" for n in range(9)]
    back = [f"RX{n},X{n},X{n},2026-01-20 10:00,A,1,50,," for n in range(8)]
    for name, rows in (("orders", more), ("order_lines", lines), ("refunds", back)):
        files[name] = "\n".join([files[name], *rows])
    found = returns(put(tmp_path, **files), *JANUARY).finding("repeat-returners")
    assert (found["level"], found["facts"]) == ("info", {"customers": ["K0"], "count": 1})


def test_under_where_who_returns_is_not_told(shop):
    said = returns(shop, *JANUARY, "--where", "customer_id=C1")
    assert said["repeat_returners"] is None
    assert said.table("returners") == []
    assert said.row("products", sku="all")["returns"] == "20.00"


def test_past_as_of_what_has_not_come_back_yet(shop):
    """As of 20 January only R1 is back, and R3 was cancelled."""
    said = returns(shop, *JANUARY, as_of="2026-01-20")
    assert (said["units_back"], said["returned"]) == (1, "10.00")


def test_two_shops(tmp_path):
    """A of one shop is another product than A of the other."""
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, **SHOP)
    config = tmp_path / "salesops.toml"
    config.write_text('[shops]\nnorth = "North"\nsouth = "South"\n', encoding="utf-8")
    said = returns(tmp_path / "north", "--data", tmp_path / "south", "--config", config, *JANUARY)
    rows = said.column("products", "shop", "sku", "sold", "back")
    assert rows[:2] == [("North", "B", 3, 1), ("South", "B", 3, 1)]
    assert said.column("returners", "shop", "customer") == [("North", "C1"), ("South", "C1")]


def test_hostile_text(tmp_path):
    files = SHOP | {
        "order_lines": f'{LINES}\n1,1,=1+1,"[bold]<script>x</script>",,1,10',
        "refunds": f"{REFUNDS}\nR1,1,1,2026-01-16,=1+1,1,10,<script>y</script>\x1b[1m,",
    }
    put(tmp_path, **files)
    words = ("returns", "--data", str(tmp_path), "--as-of", AS_OF, *JANUARY)
    spoilt(words, "products", tmp_path / "out")


def test_zero_rows_and_an_unknown_basis(tmp_path):
    put(tmp_path, orders=ORDERS, order_lines=LINES, refunds=REFUNDS)
    said = returns(tmp_path)
    assert (said["return_rate"], said["returned"], said.table("products")) == (None, "0.00", [])
    words = ("returns", "--data", str(tmp_path), "--as-of", AS_OF)
    code, out, err = salesops(*words, "--basis", "accrual")
    assert (code, out) == (2, "")
    assert "there are cohort and cash" in err


@pytest.mark.slow
def test_the_sample_ties():
    """All of the sample, both bases: the last line of each is what pulse's net sales lack."""
    sample = Path(folder("sample_data"))
    said = returns(sample, "--period", "all", as_of="2026-09-18 15:10")
    with salesops_open(sample, config=sample / "salesops.toml") as db:
        cash = asked(db, basis="cash", period="all")
        ledger = cash.table("to_ledger").rows[-1].amount
        products = sum((row.returns for row in cash.table("products").rows[:-1]), Decimal(0))
    assert said.table("to_ledger")[-1]["amount"] == f"{ledger:.2f}"
    assert abs(products - ledger) < Decimal("0.005")
    assert said.finding("return-rate-high") is None
