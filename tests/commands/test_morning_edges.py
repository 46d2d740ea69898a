"""The morning's commands at the edges of what a shop can be: they answer, and their parts sum.

Of each edge every command is asked over one loading. The fast run asks at midnight, of two shops
and of hostile names; `slow` asks of the others.
"""

import csv
import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from edge_store import AS_OF, COMMANDS, TABLES, answers, faults, put, shop, shown, told

import salesops
from salesops.commands.reports.today import today
from salesops.commands.sales.pace import pace
from salesops.commands.sales.pulse import pulse
from salesops.commands.sales.scorecard import scorecard
from salesops.errors import InputError

pytestmark = pytest.mark.slow

slow = pytest.mark.slow
CLOSE = Decimal("0.005")
WIDE = "w" * 5000
HOSTILE = (
    "[bold]x[/bold]", "=1+1", "<script>x</script>", "\x1b[31mred", "\u202egnp.exe", WIDE,
    "@cmd", "-2+3", "{{7*7}}", "`|x|`", "a\nb",
)  # fmt: skip
LISTS = ("opportunities", "blockers", "contacts")
KEYS = {"order_id", "line_id", "refund_id", "fulfillment_id", "checkout_id", "po_id", "email"}


def none_of_optional(made):
    """Only what a table cannot be without; also no SKU on half of the lines."""
    kept = {
        "orders": {"order_id", "created_at"},
        "order_lines": {"order_id", "line_id", "sku", "qty", "unit_price"},
        "refunds": {"refund_id", "order_id", "subtotal"},
        "fulfillments": {"fulfillment_id", "order_id"},
        "checkouts": {"checkout_id", "created_at"},
        "purchase_orders": {"po_id", "sku"},
    }
    for name, rows in made.items():
        for row in rows:
            for column in set(row) - kept.get(name, set(row)):
                row[column] = None
    without_sku(made)


def without_sku(made):
    for row in made["order_lines"][::2]:
        row["sku"] = None


def negative_stock(made):
    for row in made["inventory_levels"]:
        row["on_hand"] = -3
    for row in made["stock_history"]:
        row["on_hand"] = -1


def zero_prices(made):
    for name in ("order_lines", "products", "supply", "purchase_orders", "checkouts"):
        for row in made[name]:
            for column in {"unit_price", "price", "unit_cost", "subtotal", "total"} & {*row}:
                row[column] = 0


def all_given_away(made):
    """Every line is discounted by all that it costs."""
    for row in made["order_lines"]:
        row["line_discount"] = row["unit_price"] * row["qty"]
    made["refunds"].clear()


def only_gift_cards(made):
    for row in made["order_lines"][::3]:
        row["kind"] = "gift_card"


def refunded_before(made):
    """Refunds dated before their orders, and one of an order that no file has."""
    for row in made["refunds"]:
        row["refunded_at"] -= timedelta(days=9)
    made["refunds"].append(made["refunds"][0] | {"refund_id": "RX", "order_id": "gone"})


def from_the_future(made):
    """Every other thing is stamped after as-of: parcels that arrive, purchases that come in."""
    for name in ("orders", "fulfillments", "checkouts", "refunds", "purchase_orders"):
        for row in made[name][::2]:
            row |= {k: v + timedelta(days=40) for k, v in row.items() if isinstance(v, datetime)}


def two_shops(made):
    """The same ids and SKUs in two shops."""
    for rows in made.values():
        rows[:] = [row | {"shop_id": one} for row in rows for one in ("north", "south")]


def one_row(made):
    for rows in made.values():
        del rows[1:]


def cancelled(made):
    for row in made["orders"]:
        row |= {"cancelled_at": row["created_at"] + timedelta(hours=1), "fulfilled_at": None}


def of_one_day(made):
    today = {r["order_id"] for r in made["orders"] if r["created_at"].date() == AS_OF.date()}
    for name in ("orders", "order_lines", "refunds", "fulfillments"):
        made[name] = [row for row in made[name] if row["order_id"] in today]


def hostile(made):
    """Every text that is no key."""
    for name, rows in made.items():
        for n, row in enumerate(rows):
            row |= {
                key: HOSTILE[n % len(HOSTILE)] if key not in {"sku", "supplier"} else
                f"{value} {HOSTILE[list('MPLS').index(row['sku'][0])]}"
                for key, value in row.items()
                if isinstance(value, str) and key not in KEYS | STATED and name != "targets"
            }  # fmt: skip


STATED = {
    "currency", "total", "financial_status", "fulfillment_status", "kind", "restocked",
    "requires_shipping", "accepts_email", "accepts_sms", "status",
}  # fmt: skip
EDGES = (
    none_of_optional, without_sku, negative_stock, zero_prices, all_given_away, only_gift_cards,
    refunded_before, from_the_future, one_row, cancelled, of_one_day,
)  # fmt: skip


def held(tmp_path, made, as_of=AS_OF, **options):
    return salesops.open(put(tmp_path, made, shop()), as_of=str(as_of), **options)


@slow
@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_every_command_answers_and_its_parts_sum(tmp_path, edge):
    made = shop()
    edge(made)
    with held(tmp_path, made) as db:
        for ask, report, said in answers(db):
            faults(ask, report, said, db)
        ties_with_pulse(db)


def ties_with_pulse(db):
    """What two commands say of one month is one number; at its first midnight nothing is in it."""
    month = pulse(db, None, period="this-month", versus="prev")
    wanted = value(month, "net_sales")
    assert abs(value(pace(db), "month_so_far") - wanted) < CLOSE
    card = scorecard(db, over="month")
    if card.period.start == month.period.start:
        assert abs(value(card, "net_sales") - wanted) < CLOSE
    else:
        assert wanted == 0
        assert card.period.end == db.as_of


def value(report, name):
    return next(m.value for m in report.metrics if m.name == name)


@slow
@pytest.mark.parametrize("table", TABLES)
def test_any_table_may_be_empty_or_absent(tmp_path, table):
    """Without its file a command answers in part, or names the table that it cannot do without."""
    made = shop()
    made[table] = []
    with held(tmp_path, made) as db:
        for ask, report, said in answers(db):
            faults(ask, report, said, db)
    (tmp_path / f"{table}.csv").unlink()
    with salesops.open(tmp_path, as_of=str(AS_OF)) as db:
        for ask in COMMANDS:
            if (report := answered_or_named(ask, db, table)) is not None:
                faults(ask, report, told(report, db), db, ties=False)


def answered_or_named(ask, db, table):
    """The report; None where it is refused for want of that table."""
    try:
        return ask(db)
    except InputError as error:
        if f"feeds {table}" not in str(error):
            raise
    return None


CLOCKS = {
    "midnight": ("2026-03-10 00:00", None),
    "just-before": ("2026-03-09 23:59:59", None),
    "spring": ("2026-03-08 03:00", "America/Chicago"),
    "autumn": ("2026-11-01 01:30", "America/Chicago"),
    "leap": ("2028-02-29 12:00", "Europe/Berlin"),
    "new-year": ("2026-01-01 00:00", "Pacific/Auckland"),
}


@pytest.mark.parametrize(
    "clock", [pytest.param(c, marks=() if c == "midnight" else slow) for c in CLOCKS]
)
def test_as_of_may_stand_anywhere(tmp_path, clock):
    """Midnight, where today is empty and a month may be; hours that a clock skips or repeats."""
    as_of, zone = CLOCKS[clock]
    made = shop(datetime.fromisoformat(as_of))
    with held(tmp_path, made, as_of, zone=zone) as db:
        for ask, report, said in answers(db):
            faults(ask, report, said, db)
            if report.period is not None:
                assert report.period.start <= report.period.end <= db.as_of
        ties_with_pulse(db)


@slow
@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("KWD", 3)])
def test_money_has_the_digits_of_its_currency(tmp_path, currency, digits):
    """In every column of money, of every command; and parts that are whole coins sum in them."""
    made = shop(currency=currency)
    for row in (row for rows in made.values() for row in rows):
        for column in {"unit_price", "price", "unit_cost", "subtotal", "total"} & {*row}:
            row[column] = f"{float(row[column]) * 100:.0f}"
    with held(tmp_path, made) as db:
        for ask, report, said in answers(db):
            for name, columns in said["columns"].items():
                money = [c["name"] for c in columns if c["unit"] == "money"]
                for amount in (row[c] for row in said["tables"][name] for c in money):
                    assert amount is None or len(amount.partition(".")[2]) == digits, (ask, name)
            faults(ask, report, said, db, ties=digits == 0)
            assert not wrong_digits(report, said, digits), ask.__name__


def wrong_digits(report, said, digits):
    """Amounts in sentences, with the currency behind them, that have other digits."""
    texts = [report.headline, *said["notes"], *(f["message"] for f in said["findings"])]
    found = re.findall(r"[\d,]+\.?(\d*) (?:JPY|KWD)", " ".join(texts))
    return [tail for tail in found if len(tail) != digits]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A shop whose every name is an attack on one of the formats."""
    made = shop()
    hostile(made)
    with held(tmp_path_factory.mktemp("spoilt"), made) as db:
        found = list(answers(db))
        for ask, report, said in found:
            faults(ask, report, said, db)
        yield db, [(ask, report) for ask, report, _ in found]


def test_no_name_does_anything_in_any_format(spoilt):
    """It stands there as it was written, or not at all."""
    db, asked = spoilt
    seen = ""
    for ask, report in asked:
        texts = {f: shown(report, db, f) for f in ("terminal", "markdown", "html")}
        assert not any(c in text for text in texts.values() for c in "\x1b\u202e"), ask.__name__
        assert "<script>x" not in texts["html"] + texts["markdown"], ask.__name__
        assert "<b>x" not in texts["html"], ask.__name__
        seen += shown(report, db, "json")
        for table in report.tables:
            sheet = shown(report, db, "csv", table.name)
            cells = [cell for row in csv.reader(sheet.splitlines()) for cell in row]
            assert not [c for c in cells if re.match(r"[=@]|[-+](?![\d.])|-2\+3", c)], ask.__name__
    assert "[bold]x[/bold]" in seen
    assert "=1+1" in seen


def test_one_sku_in_two_shops_is_two_things(tmp_path):
    """Each shop's stock runs out for itself: what is offered about one says which."""
    made = shop()
    two_shops(made)
    with held(tmp_path, made) as db:
        for ask, report, said in answers(db):
            faults(ask, report, said, db)
        ties_with_pulse(db)
        rows = today(db, top=100)
        about = [r.about for n in LISTS for r in rows.table(n).rows if r.about.startswith("sku ")]
        assert about
        assert all({"north", "south"} & set(re.findall(r"\w+", name)) for name in about)


def test_one_shop_with_a_name_says_the_same_thing_once(tmp_path):
    """What analyses offer about a SKU meets under one name: none stands in the queue twice."""
    made = shop()
    for rows in made.values():
        for row in rows:
            row["shop_id"] = "north"
    with held(tmp_path, made) as db:
        rows = today(db, top=100)
        about = [r.about for n in LISTS for r in rows.table(n).rows if r.about.startswith("sku ")]
        assert about
        assert {name[-8:] for name in about} == {" (north)"}
        assert len(about) == len(set(about))
