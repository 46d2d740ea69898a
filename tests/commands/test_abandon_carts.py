"""abandon-carts: every rule of an outcome by hand, consent, lists, and what may be missing."""

import json

import pytest
from carts_store import AS_OF, CARTS, ORDERS, carts, store
from pulse_store import put, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")

_ASK = ("abandon-carts", "--data")
CART = """
    waited,2026-03-10 11:00:00,waited@x.test,,,10
    fresh,2026-03-10 11:00:01,fresh@x.test,,,11
    still-open,2026-03-03 12:00:00,still@x.test,,,12
    over,2026-03-03 11:59:59,over@x.test,,,13
    in-time,2026-02-20 10:00:00,intime@x.test,,,14
    too-late,2026-02-20 10:00:00,late@x.test,,,15
    at-once,2026-02-20 10:00:00,atonce@x.test,,,16
    before,2026-02-20 10:00:00,before@x.test,,,17
    finished,2026-02-20 10:00:00,fin@x.test,,,18
    completed,2026-02-20 10:00:00,com@x.test,,,19,,2026-02-20 10:30
    earlier,2026-02-20 09:00:00,com@x.test,,,20
    nobody,2026-03-09 10:00:00,,,,21
    by-id,2026-03-09 10:00:00,,,C7,22
    phone,2026-02-20 10:00:00,,+1 (312) 555-0101,,23
    tied,2026-02-20 10:00:00,tied@x.test,,,24
    cancelled,2026-02-20 10:00:00,cancel@x.test,,,25
    tested,2026-02-20 10:00:00,tested@x.test,,,26
    first-try,2026-02-10 00:00:00,again@x.test,,,27
    second-try,2026-02-14 04:00:00,again@x.test,,,28
    third-try,2026-02-16 00:00:00,again@x.test,,,39
    long-ago,2026-02-10 00:00:00,long@x.test,,,29
    apart,2026-02-17 00:00:01,long@x.test,,,30
    bought,2026-02-10 00:00:00,between@x.test,,,31
    back-again,2026-02-12 00:00:00,between@x.test,,,32
    house-mail,2026-02-10 00:00:00,house@x.test,,,33
    house-phone,2026-02-10 01:00:00,,+13125550199,,34
    own,2026-02-10 00:00:00,own@x.test,,,35,2026-02-11 00:00:01
    reminded,2026-02-10 00:00:00,reminded@x.test,,,36,2026-02-11 00:00:00
    out-of-window,2025-12-01 00:00:00,old@x.test,,,37
    after-as-of,2026-03-10 12:00:00,future@x.test,,,38
"""
ORDER = """
    O1,2026-02-27 10:00:00,InTime@x.test ,,,100
    O2,2026-02-27 10:00:01,late@x.test,,,100
    O3,2026-02-20 10:00:00,atonce@x.test,,,100
    O4,2026-02-20 09:59:59,before@x.test,,,100
    O5,2026-02-25 10:00:00,someoneelse@x.test,,,100,,,finished
    O6,2026-02-21 10:00:00,,+13125550101,,100
    O7,2026-02-21 10:00:00,,,C5,100
    O8,2026-02-21 10:00:00,cancel@x.test,,,100,2026-02-22
    O9,2026-02-21 10:00:00,tested@x.test,,,100,,true
    O10,2026-02-18 08:00:00,again@x.test,,,100
    O11,2026-02-18 00:00:00,long@x.test,,,100
    O12,2026-02-11 00:00:00,between@x.test,,,100
    O13,2026-02-11 00:00:00,house@x.test,+13125550199,,70
    O14,2026-02-11 00:00:00,own@x.test,,,80
    O15,2026-02-11 00:00:00,reminded@x.test,,,90
"""
PEOPLE = """
    customer_id,email,phone
    C5,tied@x.test,
    C7,seven@x.test,
"""
OUTCOMES = {
    "waited": "open",  # begun 60 minutes before as-of, to the second
    "fresh": "just begun",
    "still-open": "open",  # 168 hours are over only now
    "over": "lost",
    "in-time": "recovered",  # ordered 168 hours later, to the second
    "too-late": "ordered later",
    "at-once": "recovered",
    "before": "lost",
    "finished": "finished",  # an order bears its id
    "completed": "finished",  # its export says so
    "earlier": "recovered",  # by what the same contact completed an hour later
    "nobody": "no contact",
    "by-id": "open",  # the customers know the e-mail of C7
    "phone": "recovered",
    "tied": "recovered",  # by an order of C5, whose e-mail it is
    "cancelled": "lost",
    "tested": "lost",
    "first-try": "ordered later",  # 200 hours before O10: its own 168 are over
    "second-try": "recovered",
    "third-try": "recovered",  # by the same order
    "long-ago": "ordered later",
    "apart": "recovered",
    "bought": "recovered",  # an order came between
    "back-again": "lost",
    "house-mail": "recovered",
    "house-phone": "recovered",
    "own": "recovered",
    "reminded": "recovered",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return store(tmp_path_factory.mktemp("carts"), CART, ORDER, customers=PEOPLE)


@pytest.fixture(scope="module")
def said(folder):
    return carts(folder)


def test_every_rule_of_an_outcome(said):
    found = dict(said.column("carts", "checkout", "outcome"))
    assert found == OUTCOMES


def test_outcomes_in_count_and_money(said):
    """The values of the rows above, added by hand."""
    assert said.column("outcomes", "counted", "outcome", "carts", "value", "order_value") == [
        ("abandoned", "open", 3, "44.00", None),
        ("abandoned", "open, earlier", 0, "0.00", None),
        ("abandoned", "recovered on its own", 12, "327.00", "869.00"),
        ("abandoned", "recovered after contact", 1, "36.00", "90.00"),
        ("abandoned", "ordered later", 3, "71.00", None),
        ("abandoned", "lost", 5, "113.00", None),
        ("abandoned", "all", 24, "591.00", "959.00"),
        ("not counted", "finished", 2, "37.00", None),
        ("not counted", "no contact", 1, "21.00", None),
        ("not counted", "just begun", 1, "11.00", None),
        ("all", "all", 28, "660.00", None),
    ]


def test_an_order_of_two_carts_is_counted_once(said):
    """O13 names the e-mail of one and the phone of the other: both come back, its 70 once.

    O10 comes after two tries of one contact: its 100 stand at the later one, of another week.
    869 on their own: O1, O3, O6, O7, O10, O11, O12 of 100; O13 of 70, O14 of 80, and the 19 that
    the completed checkout was worth.
    """
    ordered = dict(said.column("carts", "checkout", "order_id"))
    assert ordered["house-mail"] == ordered["house-phone"] == "O13"
    week = said.row("weeks", week="2026-02-09")
    assert (week["carts"], week["recovered"], week["on_its_own"]) == (9, 6, 5)
    assert week["order_value"] == "340.00"  # O12, O13, O14, O15
    assert ordered["second-try"] == ordered["third-try"] == "O10"
    assert said.row("weeks", week="2026-02-16")["order_value"] == "619.00"  # the other 519, O10
    assert said["recovered_order_value"] == "959.00"


def test_a_completed_checkout_and_its_order_are_one_purchase(tmp_path):
    """Ann's cart before the completion and the one before the order: O1 recovers both, 60 once."""
    rows = """
        a,2026-02-20 09:00,ann@x.test,,,20
        x,2026-02-20 10:00,ann@x.test,,,50,,2026-02-20 10:30
        b,2026-02-20 10:40,ann@x.test,,,30
    """
    said = carts(store(tmp_path, rows, "O1,2026-02-20 10:45,ann@x.test,,,60,,,x"))
    assert said.column("carts", "checkout", "outcome", "order_id") == [
        ("a", "recovered", "O1"),
        ("x", "finished", None),
        ("b", "recovered", "O1"),
    ]
    assert said["recovered_order_value"] == "60.00"
    put(tmp_path, orders=f"{ORDERS}\nO1,2026-02-20 10:45,ann@x.test,,,60,2026-02-21,,x")
    found = dict(carts(tmp_path).column("carts", "checkout", "outcome"))
    assert found == {"a": "lost", "x": "finished", "b": "lost"}  # the purchase was cancelled


def test_the_rate_is_of_carts_that_are_over(said):
    """21 of 24 abandoned carts are: 13 recovered, 3 ordered later, 5 lost."""
    assert (said["mature_carts"], said["abandoned_carts"]) == (21, 24)
    assert said["recovery_rate"] == pytest.approx(13 / 21)
    assert said["recovery_rate_by_value"] == pytest.approx(363 / 547)


def test_with_few_carts_the_guide_is_shown_as_that(said):
    """Fewer than 30: 20 to 30 % of the 44 that are open."""
    assert (said["recoverable"], said["recoverable_high"]) == ("8.80", "13.20")
    assert said["expected_back"] == "8.80"
    assert set(said.column("to_contact", "chance")) == {0.2}


def test_with_enough_carts_the_odds_are_the_shops_own(folder):
    """21 carts are over, 13 came back: after 0, 1.5, 23, seven times 24, 56, 100 and 168 hours.

    So at 26 hours eleven were still open, of which three came back.
    """
    put(folder.parent, salesops="[abandon_carts]\nfew = 5")
    said = carts(folder, "--config", folder.parent / "salesops.toml")
    assert "recoverable_high" not in said.answer["metrics"]
    delays = sorted(h for h in said.column("carts", "recovered_after_hours") if h is not None)
    assert delays == pytest.approx([0, 1.5, 23, 24, *[24] * 6, 56, 100, 168], abs=0.001)
    row = said.row("to_contact", checkout="by-id")  # 26 hours: 11 still open, 3 came back
    assert row["chance"] == pytest.approx(3 / 11)
    assert row["expected"] == "6.00"
    row = said.row("to_contact", checkout="waited")  # 1 hour: 20 still open, 12 came back
    assert row["chance"] == pytest.approx(12 / 20)
    assert said.row("to_contact", checkout="still-open")["chance"] == 0.0
    assert said["expected_back"] == "12.00"  # 6.00 + 6.00 + 0
    assert said["recoverable"] == "27.24"  # 44 x 13 / 21
    assert said.row("ages", age_hours=24.0) == {
        "age_hours": 24.0,
        "still_open": 11,
        "came_back_later": 3,
        "chance": 3 / 11,
    }


def test_what_was_not_known_in_the_past(folder):
    """Asked a day after the carts of 10 February, before O10 and O11: they are open."""
    said = carts(folder, as_of="2026-02-12 00:00:01")
    found = dict(said.column("carts", "checkout", "outcome"))
    assert found == {
        "first-try": "open",
        "long-ago": "open",
        "bought": "recovered",
        "back-again": "just begun",
        "house-mail": "recovered",
        "house-phone": "recovered",
        "own": "recovered",
        "reminded": "recovered",
    } | {"out-of-window": "lost"}


def test_since_is_when_carts_were_begun(folder):
    said = carts(folder, "--since", "2026-03-01")
    assert set(said.column("carts", "checkout")) == {
        *("waited", "fresh", "still-open", "over", "nobody", "by-id")
    }


OPEN = """
    a,2026-03-10 10:00,ann@x.test,,,500,,,Ann,yes
    b,2026-03-10 10:00,bob@x.test,,,400,,,Bob,no
    c,2026-03-10 10:00,cat@x.test,,,300,,,Cat
    d,2026-03-10 10:00,dan@x.test,+4315550101,,200,,,Dan,no,yes
    e,2026-03-10 10:00,eve@x.test,,,100,,,Eve,yes
    f,2026-03-09 10:00,fay@x.test,,,90,,,Fay,yes
    g,2026-03-10 09:00,fay@x.test,,,80,,,Fay,yes
    h,2026-03-10 09:00,hal@x.test,,H,70,,,Hal
"""
LINES = """
    checkout_id,line_id,sku,title,qty,unit_price
    a,a1,MUG,[bold]Mug[/bold],2,200
    a,a2,CAP,=1+1,1,60
    a,a3,PIN,<script>alert(1)</script>,1,40
    c,c1,MUG,Mug,1,300
"""
STOCK = """
    sku,location,on_hand,committed
    MUG,north,2,1
    MUG,south,1,1
    CAP,north,9,
"""
BEFORE = """
    O1,2026-01-05,ann@x.test,,,50
    O2,2026-01-06,ann@x.test,,,70
    O3,2026-01-07,,,H,30
    O4,2026-03-10 11:00,zoe@x.test,,,30
"""
KEPT = """
    customer_id,email,accepts_email
    1,eve@x.test,no
    H,hal@x.test,yes
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("open")
    files = {"checkout_lines": LINES, "inventory_levels": STOCK, "customers": KEPT}
    return store(folder, OPEN, BEFORE, **files)


@pytest.fixture(scope="module")
def lists(shop):
    return carts(shop)


def test_the_headline_is_true(shop):
    """The lists hold 1,150 and 500."""
    _, out, _ = salesops("abandon-carts", "--data", shop, "--as-of", AS_OF)
    assert (
        "8 open carts worth 1,650.00 by the latest of each of 7 people: 330.00 to 495.00 come back "
        "by the operator guide's 20.0 % to 30.0 % (own history: 0 carts, too few); first to write "
        "to: Ann, 500.00, begun 2.0 hours ago." in " ".join(out.split())
    )


def test_nobody_is_listed_who_said_no(lists):
    """Eve's checkout says yes, her customer record no: a no is a no. Hal's record says yes."""
    assert lists.column("to_contact", "customer", "write_by") == [
        ("Ann", "e-mail"),
        ("Cat", "consent unknown"),
        ("Dan", "SMS"),
        ("Fay", "e-mail"),
        ("Hal", "e-mail"),
    ]
    assert lists.column("no_consent", "customer", "value") == [("Bob", "400.00"), ("Eve", "100.00")]
    assert "Consent unknown" in lists.notes


def test_one_contact_is_listed_once_with_the_last_cart(lists):
    """Fay began two: the value is that of the last, and both are open carts."""
    fay = lists.row("to_contact", customer="Fay")
    assert (fay["checkout"], fay["value"], fay["carts"]) == ("g", "80.00", 2)
    assert lists.row("to_contact", customer="Ann")["carts"] == 1
    assert lists.row("outcomes", outcome="open, earlier")["value"] == "90.00"
    assert dict(lists.column("carts", "checkout", "outcome"))["f"] == "open, earlier"
    assert (lists["open_carts"], lists["open_contacts"]) == (8, 7)
    assert lists["expected_back"] == "330.00"  # 20 % of 1,650: the 90 of the first add nothing


TIED = """
    a,2026-03-10 01:00,ann@x.test,,,1,,,Ann,yes
    b,2026-03-10 02:00,,+4315550101,,2,,,B,,yes
    c,2026-03-10 03:00,bob@x.test,,C1,4,,,Bob,yes
    d,2026-03-10 04:00,bo@x.test,,C1,8,,,Bo,yes
    e,2026-03-10 05:00,ann@x.test,+4315550101,,16,,,Anna,yes
    f,2026-03-10 06:00,eve@x.test,,,32,,,Eve,no
    g,2026-03-10 07:00,eve@x.test,,,64,,,Eve,yes
"""


def test_carts_that_share_a_key_are_of_one_contact(tmp_path):
    """Ann's e-mail and the phone are tied by cart e; Bob's two e-mails by C1.

    Eve said no once: the later yes does not undo it.
    """
    said = carts(store(tmp_path, TIED, BEFORE))
    assert said.column("to_contact", "checkout", "customer", "value", "carts") == [
        ("e", "Anna", "16.00", 3),
        ("d", "Bo", "8.00", 2),
    ]
    assert said.column("no_consent", "checkout", "value", "carts") == [("g", "64.00", 2)]
    assert (said["open_carts"], said["open_contacts"], said["open_value"]) == (7, 3, "88.00")
    assert said.row("outcomes", outcome="open, earlier")["value"] == "39.00"  # 1 + 2 + 4 + 32
    _, out, _ = salesops("abandon-carts", "--data", tmp_path, "--as-of", AS_OF)
    assert "Open, earlier: the same contact has a later one" in " ".join(out.split())


def test_each_cart_is_judged_by_its_own_contacts(tmp_path):
    """The order of the phone recovers carts that name it: Ann's first names her e-mail only."""
    rows = "a,2026-03-09,ann@x.test,,,5\nb,2026-03-09 01:00,ann@x.test,+4315550101,,6"
    said = carts(store(tmp_path, rows, "O1,2026-03-10,,+4315550101,,9"))
    found = dict(said.column("carts", "checkout", "outcome"))
    assert found == {"a": "open", "b": "recovered"}


def test_what_they_bought_before(lists):
    found = {
        row["customer"]: (row["orders"], row["net_sales"]) for row in lists.table("to_contact")
    }
    assert found == {
        "Ann": (2, "120.00"),
        "Cat": (0, "0.00"),
        "Dan": (0, "0.00"),
        "Fay": (0, "0.00"),
        "Hal": (1, "30.00"),
    }


def test_what_lies_in_the_cart_and_whether_it_is_there(lists):
    """One mug is free: two are not, one is. Nobody knows of pins."""
    ann, cat, dan = (lists.row("to_contact", customer=name) for name in ("Ann", "Cat", "Dan"))
    assert ann["items"] == "2 x [bold]Mug[/bold], 2 more"
    assert (ann["stock"], cat["stock"], dan["stock"]) == ("MUG: 1 left", "in stock", None)
    assert (ann["units"], dan["items"]) == (4, None)


def test_a_short_list_still_sums_to_the_whole(shop):
    said = carts(shop, "--top", "1", "--min-value", "250")
    assert said.column("to_contact", "customer", "write_by", "value", "people") == [
        ("Ann", "e-mail", "500.00", 1),
        ("other", "4 more", "650.00", 4),
    ]
    said = carts(shop, "--min-value", "450")
    assert said.column("to_contact", "customer", "value") == [
        ("Ann", "500.00"),
        ("other", "650.00"),
    ]
    assert said.column("no_consent", "customer", "value") == [("other", "500.00")]


def test_hostile_text_stays_text(tmp_path):
    """A name that a spreadsheet, a terminal, a browser or rich would obey."""
    rows = """
        a,2026-03-10 10:00,a@x.test,,,9,,,=1+1,yes
        b,2026-03-10 10:00,b@x.test,,,8,,,<script>alert(1)</script>,yes
        c,2026-03-10 10:00,c@x.test,,,7,,,[red]\x1b[31mC,yes
    """
    store(tmp_path, rows, BEFORE, checkout_lines=LINES)
    shown = {
        kind: " ".join(salesops(*_ASK, tmp_path, "--as-of", AS_OF, "--format", kind)[1].split())
        for kind in ("csv", "html", "terminal")
    }
    assert "'=1+1,e-mail" in shown["csv"]
    assert "<script>alert" not in shown["html"]
    assert "[red]" in shown["terminal"]
    assert "\x1b[31mC" not in shown["terminal"]


def test_links_are_in_the_data_only(tmp_path):
    url = "https://shop.test/recover?key=1"
    store(tmp_path, f"a,2026-03-10 10:00,a@x.test,,,5,,,Ann,yes,,{url}", BEFORE)
    said = carts(tmp_path)
    assert said.column("to_contact", "recovery_url") == [url]
    _, out, _ = salesops("abandon-carts", "--data", tmp_path, "--as-of", AS_OF)
    assert "shop.test" not in out


def test_two_shops_are_two_places(tmp_path):
    """Ann ordered in the other shop; where carts name none and every order does, any will do."""
    put(
        tmp_path,
        orders="shop_id,order_id,created_at,email,total\nnorth,1,2026-03-02,ann@x.test,9",
        order_lines="shop_id,order_id,line_id,sku,qty,unit_price\nnorth,1,1,CUP,1,9",
        checkouts=(
            "shop_id,checkout_id,created_at,email,total\n"
            "south,s,2026-03-01,ann@x.test,5\nnorth,n,2026-03-01,ann@x.test,6\n"
            ",any,2026-03-01,ann@x.test,7"
        ),
    )
    found = dict(carts(tmp_path).column("carts", "checkout", "outcome"))
    assert found == {"s": "lost", "n": "recovered", "any": "recovered"}


def test_under_where_outcomes_are_not_told(folder):
    """Orders that are left out may have recovered carts."""
    said = carts(folder, "--where", "order_id=O1")
    assert said["open_carts"] is None
    assert said.table("to_contact") == said.table("weeks") == []
    assert "--where leaves out orders" in said.answer["notes"][-1]


def test_orders_that_end_too_early(folder):
    """The last order is of 27 February: who ordered since would look open."""
    said = carts(folder)
    assert said.finding("stale-data")
    code, out, _ = salesops("abandon-carts", "--data", folder, "--as-of", AS_OF)
    assert code == 0
    assert "The data ends 2026-02-27" in " ".join(out.split())


def test_without_checkouts_the_export_is_named(tmp_path):
    store(tmp_path, "", BEFORE)
    (tmp_path / "checkouts.csv").unlink()
    code, out, err = salesops("abandon-carts", "--data", tmp_path, "--as-of", AS_OF)
    assert (code, out) == (3, "")
    assert "checkouts" in err


def test_zero_rows(tmp_path):
    said = carts(store(tmp_path, "", BEFORE))
    assert (said["open_carts"], said["open_value"], said["recovery_rate"]) == (0, "0.00", None)
    assert said["abandoned_carts"] == 0


def test_what_is_missing_is_said(tmp_path):
    """No lines, no value, no stamp, and nothing since a week."""
    rows = "a,2026-03-03 13:00,a@x.test\nb,,b@x.test,,,5"
    said = carts(store(tmp_path, rows, BEFORE))
    for words in (
        "no line items",
        "1 abandoned cart state no value",
        "1 checkout without a date",
        "The newest checkout was begun 2026-03-03 13:00",
        "does not say when reminders were sent",
    ):
        assert words in said.notes
    assert said.row("outcomes", outcome="open")["value"] == "0.00"
    assert said.column("carts", "value") == [None]


def test_the_shopify_export_answers(tmp_path):
    """Both spellings of the value, and the lines below each checkout's first row."""
    store(tmp_path, "", BEFORE)
    (tmp_path / "checkouts.csv").write_text(
        "Id,Email,Created at,Total Price,Lineitem quantity,Lineitem name,Lineitem price\n"
        "1,new@x.test,2026-03-10 09:00,15.00,1,Mug,10.00\n,,,,1,Cap,5.00\n"
    )
    said = carts(tmp_path)
    assert said.column("to_contact", "value", "items", "units") == [("15.00", "1 x Mug, 1 more", 2)]
    assert json.dumps(said.answer["context"]["sources"]).count("shopify_checkouts") == 1


def test_the_header_of_the_store_is_that_of_the_table():
    assert CARTS.startswith("checkout_id,created_at,email")
