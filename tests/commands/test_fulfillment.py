"""fulfillment: who waits, whom to call, how fast the others left; numbers by hand."""

import csv
import statistics
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fulfillment_store import AS_OF, HEAD, LINE, fulfillment, spoilt, store
from pulse_store import pulse, put, salesops

from salesops import open as salesops_open
from salesops.assets import folder
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.stock.fulfillment import fulfillment as asked
from salesops.commands.stock.fulfillment import opportunities

pytestmark = pytest.mark.usefixtures("loaded_once")

SAMPLE_AS_OF = "2026-09-18 15:10"

OPEN = """
    1,#1,2026-03-01 10:00,2026-03-02 11:00,,,paid,unfulfilled,ann@x.test,web,
    2,#2,2026-03-01 10:00,2026-03-07 11:00,,,paid,partial,bo@x.test,web,
    3,#3,2026-03-08 10:00,2026-03-09 11:59,,,paid,unfulfilled,ann@x.test,web,
    4,#4,2026-03-08 10:00,2026-03-09 12:00,,,paid,unfulfilled,,web,
    5,#5,2026-03-02 10:00,,,,pending,unfulfilled,,web,
    6,#6,2026-03-02 10:00,2026-03-02 10:00,,2026-03-03 10:00,paid,unfulfilled,,web,
    7,#7,2026-03-02 10:00,2026-03-02 10:00,,,refunded,unfulfilled,,web,
    8,#8,2026-03-02 10:00,2026-03-02 10:00,,,paid,unfulfilled,,web,
    9,#9,2026-03-01 10:00,2026-03-01 10:00,2026-03-01 20:00,,paid,fulfilled,ann@x.test,web,
    10,#10,2026-03-10 09:00,2026-03-10 09:00,2026-03-10 09:00,,paid,fulfilled,,pos,
"""
LINES = """
    1,1,CUP,1,10,,true,product
    2,2,CUP,1,40,fulfilled,true,product
    2,3,MUG,2,15,,true,product
    2,4,EBOOK,1,99,,false,product
    3,5,CUP,1,20,,true,product
    4,6,CUP,1,20,,true,product
    5,7,CUP,1,10,,true,product
    6,8,CUP,1,10,,true,product
    7,9,CUP,1,10,,true,product
    8,10,EBOOK,1,10,,false,product
    9,11,CUP,5,10,fulfilled,true,product
    10,12,CUP,1,10,fulfilled,true,product
"""
STOCK = "sku,location,on_hand\nCUP,A,0\nMUG,A,1\nMUG,B,1\nEBOOK,A,0"
PEOPLE = "customer_id,email,name\nC1,ann@x.test,Ann\nC2,bo@x.test,Bo"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path = tmp_path_factory.mktemp("shop")
    return store(path, OPEN, LINES, inventory_levels=STOCK, customers=PEOPLE)


@pytest.fixture(scope="module")
def said(shop):
    return fulfillment(shop)


def test_late_by_age(said):
    """#4 waits exactly as long as promised; cancelled, refunded and digital ones do not wait."""
    assert said.column("late", "waiting", "orders", "partly_sent", "value") == [
        ("up to 2 days", 1, 0, "20.00"),  # 3, by a minute
        ("3 to 7 days", 1, 1, "30.00"),  # 2: of 169 only the mugs wait to be sent
        ("over 7 days", 1, 0, "10.00"),  # 1
        ("all", 3, 1, "60.00"),
    ]
    assert said.column("open", "state", "orders", "value") == [
        ("late", 3, "60.00"),
        ("within the promise", 1, "20.00"),
        ("unpaid", 1, "10.00"),
        ("all", 5, "90.00"),
    ]
    assert (said["late_orders"], said["open_orders"]) == (3, 5)


def test_whom_to_contact_first(said):
    """By value x hours past the promise: #1 10 x 169, #2 30 x 49, #3 20 x a minute.

    Ann bought 10 + 20 + 50 in three orders. Her cups are not there; two mugs are.
    """
    rows = said.column(
        "contacts", "order", "customer", "waiting_hours", "lifetime", "orders", "why", "email"
    )
    assert rows[0] == ("#1", "Ann", 193.0, "80.00", 3, "out of stock: CUP", "ann@x.test")
    assert rows[1] == ("#2", "Bo", 73.0, "169.00", 1, None, "bo@x.test")
    assert [row[0] for row in rows] == ["#1", "#2", "#3"]
    assert said.table("contacts")[0]["late_hours"] == 169.0


def test_the_rest_is_one_row(shop):
    rows = fulfillment(shop, "--top", "1").column("contacts", "order", "value", "why")
    assert rows == [("#1", "10.00", "out of stock: CUP"), ("other", "50.00", "2 orders")]


def test_another_promise(shop):
    assert fulfillment(shop, "--late-after", "3d")["late_orders"] == 2
    assert fulfillment(shop, "--late-after", "200h")["late_orders"] == 0
    words = ("--data", str(shop), "--as-of", AS_OF, "--late-after", "soon")
    code, _, err = salesops("fulfillment", *words)
    assert (code, "--late-after" in err) == (2, True)


def test_findings(said):
    """Three of the nine orders of the 28 days before today are late, one of them for a week."""
    late, stuck = said.finding("late-fulfillment"), said.finding("stuck-orders")
    assert (late["facts"]["orders"], late["facts"]["value"], late["facts"]["share"]) == (
        3, "60.00", 0.3333,
    )  # fmt: skip
    assert (stuck["facts"]["orders"], stuck["facts"]["first"]) == (1, ["#1"])


def test_under_where_a_lifetime_is_not_told(shop):
    said = fulfillment(shop, "--where", "email_norm=ann@x.test")
    assert said.column("contacts", "order", "lifetime", "orders") == [
        ("#1", None, None),
        ("#3", None, None),
    ]
    assert "Under --where" in said.notes


def test_before_an_order_was_paid_it_does_not_wait(shop):
    """As of 8 March noon #3 and #4 are not paid, #2 waits 25 hours and #1 145."""
    assert fulfillment(shop, as_of="2026-03-08 12:00").column("contacts", "order") == ["#1", "#2"]


SENT = """
    1,#1,2026-03-02 10:00,2026-03-02 10:00,2026-03-02 20:00,,paid,fulfilled,,web,North
    2,#2,2026-03-02 10:00,2026-03-02 10:00,2026-03-03 06:00,,paid,fulfilled,,web,North
    3,#3,2026-03-03 10:00,2026-03-03 12:00,2026-03-04 12:00,,paid,fulfilled,,web,South
    4,#4,2026-03-03 10:00,,2026-03-05 02:00,,pending,fulfilled,,web,South
    5,#5,2026-03-03 10:00,2026-03-09 10:00,2026-03-05 12:00,,paid,fulfilled,,web,South
    6,#6,2026-03-09 09:00,2026-03-09 09:00,2026-03-09 09:00,,paid,fulfilled,,pos,North
    7,#7,2026-02-02 10:00,2026-02-02 10:00,2026-02-07 10:00,,paid,fulfilled,,web,North
    8,#8,2026-01-05 10:00,2026-01-05 10:00,2026-01-05 20:00,,paid,fulfilled,,web,North
"""
"""Hours: 10, 20, 24 (just in time), 40, 50 (sent before it was paid); 120 in the 28 days before."""


def test_how_fast_orders_left(tmp_path):
    said = fulfillment(store(tmp_path, SENT))
    hours = [10, 20, 24, 40, 50]
    assert said["sent_orders"] == 5  # the counter sends nothing
    assert said["on_time_rate"] == pytest.approx(3 / 5)
    assert said["median_hours"] == statistics.median(hours) == 24
    assert said["p90_hours"] == pytest.approx(40 + 0.6 * (50 - 40))
    week = said.row("weeks", week="2026-03-02")
    assert (week["complete"], week["sent"], week["late"]) == (True, 5, 2)
    assert said.row("weeks", week="2026-03-09")["complete"] is False
    assert said.row("weeks", week="2026-02-02")["median_hours"] == 120.0
    assert said.row("weeks", week="2026-02-09")["sent"] == 0
    assert said.column("places", "by", "name", "sent", "on_time") == [
        ("location", "South", 3, pytest.approx(1 / 3)),
        ("location", "North", 2, 1.0),
    ]


def test_against_the_28_days_before(tmp_path):
    """24 hours against 120; the data begins early enough to say so."""
    store(tmp_path, SENT)
    code, out, _ = salesops("fulfillment", "--data", str(tmp_path), "--as-of", AS_OF)
    assert code == 0
    assert "-80.0 %" in out


def test_what_became_of_late_orders(tmp_path):
    """Of February's: two in time, one of them refunded; one late, one cancelled after 30 hours."""
    orders = """
        1,#1,2026-01-02 10:00,2026-01-02 10:00,2026-01-02 20:00,,paid,fulfilled,,web,
        2,#2,2026-01-02 10:00,2026-01-02 10:00,2026-01-02 20:00,,refunded,fulfilled,,web,
        3,#3,2026-01-02 10:00,2026-01-02 10:00,2026-01-04 20:00,,paid,fulfilled,,web,
        4,#4,2026-01-02 10:00,2026-01-02 10:00,,2026-01-03 16:00,refunded,unfulfilled,,web,
        5,#5,2026-01-02 10:00,,,2026-01-03 16:00,pending,unfulfilled,,web,
        6,#6,2026-03-02 10:00,2026-03-02 10:00,2026-03-09 20:00,,paid,fulfilled,,web,
    """
    said = fulfillment(store(tmp_path, orders))
    assert said.column("outcomes", "left", "orders", "lost") == [("in time", 2, 1), ("late", 2, 1)]


def test_nothing_says_what_was_sent(tmp_path):
    put(tmp_path, lines="order_id,order_date,sku,quantity,amount\n1,2026-03-09,X,1,10")
    said = fulfillment(tmp_path)
    assert said["late_orders"] is said["sent_orders"] is None
    assert said.table("late") == said.table("contacts") == said.table("open") == []
    assert "fulfillment status" in said.answer["notes"][-1]
    assert said.answer["findings"] == []


def test_stale_data_concludes_nothing(shop):
    said = fulfillment(shop, as_of="2026-05-10 12:00")
    assert {f["code"] for f in said.answer["findings"]} == {"stale-data"}


def test_two_shops(tmp_path):
    """#1 of each shop is another order, and the cups of one do not serve the other."""
    one = "1,#1,2026-03-02 10:00,2026-03-02 10:00,,,paid,unfulfilled,a@x.test,web,"
    for name, left in (("north", 0), ("south", 9)):
        (tmp_path / name).mkdir()
        store(tmp_path / name, one, inventory_levels=f"sku,location,on_hand\nCUP,A,{left}")
    config = tmp_path / "salesops.toml"
    config.write_text('[shops]\nnorth = "North"\nsouth = "South"\n', encoding="utf-8")
    said = fulfillment(tmp_path / "north", "--data", tmp_path / "south", "--config", config)
    assert said.column("contacts", "shop", "order", "orders", "why") == [
        ("North", "#1", 1, "out of stock: CUP"),
        ("South", "#1", 1, None),
    ]


def test_hostile_names(tmp_path):
    people = (
        'customer_id,email,name\nC1,a@x.test,"=1+1"\nC2,b@x.test,[bold]<script>x</script>\x1b[1m'
    )
    orders = """
        1,#1,2026-03-02 10:00,2026-03-02 10:00,,,paid,unfulfilled,a@x.test,web,
        2,#2,2026-03-02 10:00,2026-03-02 10:00,,,paid,unfulfilled,b@x.test,web,
    """
    store(tmp_path, orders, customers=people)
    words = ("fulfillment", "--data", str(tmp_path), "--as-of", AS_OF)
    spoilt(words, "contacts", tmp_path / "out")


@pytest.fixture(scope="module")
def ours():
    return fulfillment(Path(folder("sample_data")), as_of=SAMPLE_AS_OF)


@pytest.mark.slow
def test_it_agrees_with_pulse(ours):
    """One definition of late: the sample's orders, ages and values are those of pulse."""
    theirs = pulse(Path(folder("sample_data")), "--since", "yesterday", as_of=SAMPLE_AS_OF)
    assert ours.column("late", "waiting", "orders", "value") == theirs.column(
        "fulfillment", "waiting", "orders", "value"
    )
    contacts = {row["order"]: row["value"] for row in ours.table("contacts")}
    late = theirs.column("late_orders", "order", "value")
    assert late == [(order, contacts[order]) for order, _ in late]
    assert ours.answer["findings"] == []


def test_the_orders_sent_are_counted_one_by_one(ours):
    """The sample's Shopify file, read by hand: median and p90 of 28 days and today so far."""
    hours, orders, goods = [], {}, set()
    for name in ("orders_export", "outlet_orders_1", "outlet_orders_2"):
        with (folder("sample_data") / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["Lineitem requires shipping"] == "true":
                    goods.add(row["Name"])
                if row["Created at"]:
                    orders[row["Name"]] = row  # the later file is the newer export
    end = datetime.fromisoformat(f"{SAMPLE_AS_OF}-05:00")
    start = end.replace(hour=0, minute=0) - timedelta(days=28)
    for row in orders.values():
        test = "bogus" in row["Payment Method"].lower() or "test" in row["Tags"].split(", ")
        if row["Source"] == "pos" or test or not row["Fulfilled at"] or row["Name"] not in goods:
            continue
        sent = datetime.fromisoformat(row["Fulfilled at"])
        since = datetime.fromisoformat(row["Paid at"] or row["Created at"])
        if start <= sent < end and row["Financial Status"] != "voided":
            hours.append((sent - since).total_seconds() / 3600)
    assert ours["sent_orders"] == len(hours) > 500
    assert ours["median_hours"] == pytest.approx(statistics.median(hours))
    cuts = statistics.quantiles(hours, n=10, method="inclusive")
    assert ours["p90_hours"] == pytest.approx(cuts[-1])


def test_opportunities(shop):
    """The late orders as one blocker, and each customer once; with few orders, by the default."""
    with salesops_open(shop, as_of=AS_OF) as db:
        offers = opportunities(asked(db))
    assert [(o.kind, o.owner, str(o.amount), o.probability) for o in offers] == [
        (Kind.BLOCKER, Owner.FULFILLMENT, "60.00000000", 0.05),
        (Kind.CONTACT, Owner.SUPPORT, "10.00000000", 0.05),
        (Kind.CONTACT, Owner.SUPPORT, "30.00000000", 0.05),
    ]
    assert [o.about for o in offers] == ["late orders", "order #1", "order #2"]
    assert "ann@x.test" in offers[1].action
    assert [o.brief for o in offers[:2]] == [
        "Send the 3 late orders, one waiting 8.0 days",
        "Ann (ann@x.test), before they ask: #1 waits 8.0 days",
    ]
    assert offers[0].basis == "a guess, fulfillment.lost_share"


def test_zero_rows(tmp_path):
    put(tmp_path, orders=HEAD, order_lines=LINE)
    said = fulfillment(tmp_path)
    assert (said["late_orders"], said["sent_orders"], said.answer["findings"]) == (None, None, [])


def test_late_orders_are_no_share_of_no_orders(tmp_path):
    """All that is late is older than the 28 days that late orders are held against."""
    orders = """
        1,#1,2026-01-05 09:00,2026-01-05 09:00,,,paid,unfulfilled,a@b.de,,
        2,#2,2026-03-10 09:00,2026-03-10 09:00,,,paid,unfulfilled,a@b.de,,
        """
    lines = """
        1,1,CUP,1,10,,true,product
        2,2,TALK,1,10,,false,service
        """
    said = fulfillment(store(tmp_path, orders, lines))
    assert said.finding("late-fulfillment")["message"] == (
        "1 paid order is late, worth 10.00; no order came in the last 28 days."
    )
