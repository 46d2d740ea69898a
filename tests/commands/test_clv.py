"""clv on stores of drawn customers: its parts sum, and plain Python finds the same."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from math import isclose

import pytest
from clv_store import AS_OF, LAST, clv, drawn, shop
from pulse_store import salesops

import salesops as api
from salesops.commands.customers.clv import Limits, opportunities
from salesops.commands.customers.clv import clv as ask

BOUGHT = drawn()
pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    names = sorted({who for _, who, _ in BOUGHT})
    people = [f"{who},{who.lower()}@x.test,Name {who},{'no' if n % 3 else 'yes'}"
              for n, who in enumerate(names)]  # fmt: skip
    return shop(
        tmp_path_factory.mktemp("clv"),
        BOUGHT,
        customers="\n".join(["customer_id,email,name,accepts_email", *people]),
    )


@pytest.fixture(scope="module")
def said(folder):
    return clv(folder)


def summed(rows, column):
    return sum(Decimal(str(row[column] or 0)) for row in rows)


def test_every_list_sums_to_the_whole(said):
    tenths = [row for row in said.table("deciles") if row["decile"].split()[0].isdigit()]
    every = said.row("deciles", decile="All known")
    net = said.row("deciles", decile="Net sales")
    assert len(tenths) == 10
    for column in ("customers", "historic", "projected"):
        for rows in (
            tenths,
            said.table("top"),
            said.table("p_alive")[:-1],
            said.table("customers"),
        ):
            if column != "customers" or "customers" in rows[0]:
                assert summed(rows, column) == Decimal(str(every[column])), column
    assert said["projected"] == every["projected"]
    assert said["historic"] == every["historic"] == net["historic"]
    assert sum(row["p_alive"] for row in said.table("customers")) == pytest.approx(
        said["still_customers"], abs=1e-3
    )
    *parts, whole = said.table("backtest")
    for column in ("customers", "actual", "forecast_value", "actual_value"):
        assert summed(parts, column) == Decimal(str(whole[column]))
    assert said["backtest_forecast"] == whole["forecast_value"]
    assert said["backtest_actual"] == whole["actual_value"]


def seen(end, bought=BOUGHT):
    """By customer: repeats, weeks to the last, age in weeks, mean of the repeats."""
    days = defaultdict(lambda: defaultdict(float))
    for day, who, value in bought:
        if day <= end:
            days[who][day] += value
    found = {}
    for who, on in days.items():
        first, *later = sorted(on)
        mean = sum(on[d] for d in later) / len(later) if later else 0.0
        last = max(on)
        found[who] = (len(later), (last - first).days / 7, (end - first).days / 7, mean)
    return found


def expected(said, of, weeks):
    """P(alive), purchases by the paper's formula, and the value of one, in plain Python."""
    r, alpha, a, b, p, q, v = (said[n] for n in ("r", "alpha", "a", "b", "p", "q", "v"))
    x, last, age, mean = of
    alive = 1.0
    if x:
        alive = 1 / (1 + a / (b + x - 1) * ((alpha + age) / (alpha + last)) ** (r + x))
    term = series = 1.0
    for j in range(2000):  # 2F1
        term *= (r + x + j) * (b + x + j) / ((a + b + x - 1 + j) * (j + 1))
        term *= weeks / (alpha + age + weeks)
        series += term
    left = ((alpha + age) / (alpha + age + weeks)) ** (r + x) * series
    coming = (a + b + x - 1) / (a - 1) * (1 - left) * alive
    return alive, coming, p * (v + x * mean) / (p * x + q - 1)


def test_plain_python_finds_the_same_of_every_customer(said):
    """From the orders themselves, by the paper's own formula, which needs a hypergeometric one."""
    known = seen(LAST)
    assert len(said.table("customers")) == len(known)
    for row in said.table("customers"):
        alive, coming, value = expected(said, known[row["customer_id"]], 365 / 7)
        assert isclose(row["p_alive"], alive, rel_tol=1e-6)
        assert isclose(row["expected_purchases"], coming, rel_tol=1e-4, abs_tol=1e-4)
        assert isclose(float(row["projected"]), coming * value, rel_tol=1e-4, abs_tol=0.01)
        assert row["purchases"] == known[row["customer_id"]][0] + 1


def test_the_backtest_holds_back_what_it_is_held_against(said):
    """420 days: told on the 210th, and the purchases since are counted by hand."""
    first = min(day for day, _, _ in BOUGHT)
    held = ((LAST - first).days + 1) // 2
    before = LAST - timedelta(days=held)
    known = seen(before)
    since = {(who, day) for day, who, _ in BOUGHT if day > before and who in known}
    whole = said.row("backtest", repeats="All")
    assert (whole["customers"], whole["actual"]) == (len(known), len(since))
    money = sum(Decimal(str(v)) for d, who, v in BOUGHT if d > before and who in known)
    assert Decimal(whole["actual_value"]) == money
    assert said.row("backtest", repeats="0")["customers"] == sum(x == 0 for x, *_ in known.values())


def test_an_interval_holds_what_it_is_of(said):
    for row in said.table("customers"):
        assert 0 <= row["purchases_low"] <= row["purchases_high"]
        assert Decimal(row["low"]) <= Decimal(row["high"])
        assert 0 <= row["p_alive"] <= 1
    assert Decimal(said["projected_low"]) < Decimal(said["projected"])
    assert Decimal(said["projected"]) < Decimal(said["projected_high"])
    assert said["backtest_inside"] > 0.8


def test_who_slips_away_was_likely_a_customer_before(said):
    rows = said.table("at_risk")
    known, before = seen(LAST), LAST - timedelta(days=28)
    names = {row["customer_id"] for row in rows if row["customer_id"]}
    assert names
    wanted = set()
    for who, (x, last, age, mean) in known.items():
        now = expected(said, (x, last, age, mean), 1)[0]
        then = expected(said, (x, last, max(age - 4, last), mean), 1)[0]
        bought_since = any(w == who and day > before for day, w, _ in BOUGHT)
        if now < 0.5 and (bought_since or then >= 0.5):
            wanted.add(who)
    assert names <= wanted
    assert sum(row["customers"] for row in rows) == len(wanted)
    assert said.table("slipping")[0]["customers"] == len(wanted)
    assert summed(rows, "at_stake") == Decimal(said.table("slipping")[0]["at_stake"])


def test_it_offers_who_slips_away_and_may_be_written_to(folder):
    with api.open(folder, as_of=AS_OF) as db:
        report = ask(db, limits=Limits(win_back=0.2))
        offered = opportunities(report)
    agreed = [r for r in report.table("at_risk").rows if r.write == "agreed"]
    assert 0 < len(offered) <= 3
    assert [o.amount for o in offered] == [r.at_stake for r in agreed[:3]]
    first = offered[0]
    assert (first.kind, first.owner, first.probability) == ("contact", "sales", 0.2)
    assert first.about == f"customer {agreed[0].email}"
    assert first.basis == "a guess, clv.win_back"


def test_several_orders_of_a_day_are_one_purchase(tmp_path):
    again = [(day, who, 1) for day, who, _ in BOUGHT]
    one, two = tmp_path / "one", tmp_path / "two"
    for here in (one, two):
        here.mkdir()
    first, second = clv(shop(one, BOUGHT)), clv(shop(two, [*BOUGHT, *again]))
    assert second["r"] == first["r"]
    assert second["expected_purchases"] == first["expected_purchases"]
    assert second["p"] != first["p"]  # each day is worth one more


def test_what_came_back_is_worth_nothing(tmp_path):
    """All that C000 bought comes back: nothing so far, and their next purchase is worth less."""
    whose = [n for n, (_, who, _) in enumerate(BOUGHT) if who == "C001"]
    refunds = [f"R{n},O{n},{LAST},{BOUGHT[n][2]}" for n in whose]
    header = "refund_id,order_id,refunded_at,subtotal"
    said = clv(shop(tmp_path, BOUGHT, refunds="\n".join([header, *refunds])))
    row = said.row("customers", customer_id="C001")
    assert row["historic"] == "0.00"
    assert row["purchases"] == seen(LAST)["C001"][0] + 1


def test_returns_that_name_no_order_lower_every_purchase_alike(tmp_path, said):
    """A tenth of all that was bought comes back to C001, who never bought as much."""
    back = (Decimal(said["historic"]) / 10).quantize(Decimal("0.01"))
    row = f"refund_id,order_id,customer_id,refunded_at,subtotal\nR1,,C001,{LAST},{back}"
    lower = clv(shop(tmp_path, BOUGHT, refunds=row))
    assert Decimal(lower["historic"]) == Decimal(said["historic"]) - back
    assert float(lower["projected"]) == pytest.approx(0.9 * float(said["projected"]), rel=1e-4)
    assert "Returns that name no order, 10.0 % of what customers bought" in lower.notes
    assert (
        said.row("customers", customer_id="C001")["historic"]
        != lower.row("customers", customer_id="C001")["historic"]
    )


@pytest.mark.parametrize("days", [100, 182])
def test_less_than_six_months_is_not_projected(tmp_path, days):
    said = clv(shop(tmp_path, drawn(60, days)))
    assert (said["projected"], said["r"]) == (None, None)
    assert said.table("customers") == said.table("backtest") == []
    _, out, _ = salesops("clv", "--data", tmp_path, "--as-of", AS_OF)
    words = " ".join(out.split())
    assert "Nothing is projected: the orders reach back" in words
    assert "and a projection needs 6 months." in words
    best = said.table("top")
    assert summed(best, "historic") == Decimal(said["historic"])
    assert best[0]["projected"] is None


def test_few_who_came_back_say_nothing(tmp_path):
    once = [(date(2025, 1, 1) + timedelta(days=3 * n), f"C{n}", 10) for n in range(140)]
    said = clv(shop(tmp_path, [*once, (LAST, "C1", 10)]))
    assert said["projected"] is None
    assert said["historic"] == "1410.00"
    _, out, _ = salesops("clv", "--data", tmp_path, "--as-of", AS_OF)
    assert "1 customer bought on more than one day, and a projection needs 30." in " ".join(
        out.split()
    )


def test_orders_of_nobody_and_without_a_date(tmp_path):
    """In all net sales, and in no projection."""
    shop(tmp_path, BOUGHT)
    for name, rows in {
        "orders": "G1,2026-03-01,,\nU1,,C999,",
        "order_lines": "G1,G1-1,CUP,1,60.5\nU1,U1-1,CUP,1,7",
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{path.read_text()}{rows}\n")
    said = clv(tmp_path)
    assert said.row("deciles", decile="Unknown")["historic"] == "60.50"
    assert said.row("deciles", decile="Without a dated order")["historic"] == "7.00"
    known = said.row("deciles", decile="All with a dated order")["historic"]
    assert Decimal(known) + Decimal("67.5") == Decimal(
        said.row("deciles", decile="Net sales")["historic"]
    )
    assert all(row["customer_id"] != "C999" for row in said.table("customers"))


def test_old_data_says_so_and_offers_nothing(folder):
    said = clv(folder, as_of="2026-06-01")
    assert said.finding("stale-data")
    with api.open(folder, as_of="2026-06-01") as db:
        assert opportunities(ask(db)) == ()


def test_months_ahead(folder, said):
    half = clv(folder, "--months", "6", "--top", "3")
    assert 0.4 < float(half["projected"]) / float(said["projected"]) < 0.7
    assert len(half.table("top")) == 4
    assert "The model knows no seasons" in half.notes


def test_the_lifetime_goal_is_that_of_vips(folder, said, tmp_path):
    config = tmp_path / "salesops.toml"
    config.write_text("[vip]\nlifetime_goal = 50\n", encoding="utf-8")
    lower = clv(folder, "--config", str(config))
    assert said["at_goal"] == 0
    assert lower["at_goal"] == sum(
        Decimal(row["historic"]) >= 50 for row in said.table("customers")
    )


def test_explain_prints_its_statements(folder):
    code, out, _ = salesops("clv", "--data", folder, "--as-of", AS_OF, "--explain")
    assert code == 0
    assert "-- known_buyers\n" in out
    assert "-- purchase_days\n" in out


def test_hostile_names(folder, tmp_path):
    shop(tmp_path, BOUGHT)
    (tmp_path / "customers.csv").write_text(
        "customer_id,email,name\n"
        + "".join(f'{w},,"=HYPERLINK(""x"")<script>alert(1)</script>"\n' for w in seen(LAST))
    )
    args = ("clv", "--data", tmp_path, "--as-of", AS_OF, "--format")
    _, out, _ = salesops(*args, "csv", "--table", "top")
    assert out.splitlines()[1].startswith("\"'=HYPERLINK")
    _, page, _ = salesops(*args, "html")
    assert "<script>alert" not in page
