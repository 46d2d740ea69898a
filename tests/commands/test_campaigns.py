"""campaigns: lift, pre/post, codes and costs by hand; what makes no difference, and edges."""

from math import sqrt

import pytest
from campaigns_store import campaigns, store
from pulse_store import put, salesops

pytestmark = pytest.mark.usefixtures("loaded_once")

ORDER = """
    O1,2026-01-10 12:00:00,ann@x.test,50
    O2,2026-01-20 12:00:00,eve@x.test,100
    O3,2026-02-01 09:59:59,cat@x.test,30
    O4,2026-02-05 12:00:00,Ann@x.test,100
    O5,2026-02-01 10:00:00,bob@x.test,60,,,,-
    O6,2026-03-01 10:00:00,cat@x.test,999
    O7,2026-02-15 12:00:00,eve@x.test,40,SPRING
    O8,2026-02-20 12:00:00,new@x.test,10,spring+ship
    O9,2026-02-21 12:00:00,gone@x.test,70,SPRING,2026-02-23 12:00:00
    O10,2026-02-22 12:00:00,late@x.test,80,SPRINGTIME
    O11,2026-03-02 12:00:00,ann@x.test,90,SPRING
"""
MEMBERS = """
    campaign,email,group,sent_at
    Win,ann@x.test,treatment,2026-02-01 10:00:00
    Win,BOB@x.test,treatment,2026-02-01 10:00:00
    Win,cat@x.test,treatment,2026-02-01 10:00:00
    Win,dan@x.test,treatment,2026-02-01 10:00:00
    Win,eve@x.test,holdout,
    Win,fay@x.test,holdout,
"""
BACK = """
    refund_id,order_id,refunded_at,sku,qty,subtotal
    R1,O1,2026-02-10 12:00:00,CUP,0,20
    R2,O4,2026-03-05 12:00:00,CUP,1,100
"""
LIST = """
    campaign,kind,channel,starts,ends,code,budget
    Win,e-mail,mail,2026-02-01,,,
    Spring,ads,meta,2026-02-10,2026-02-28,spring,500
"""
SPEND = """
    Day,Channel,Campaign,Cost,Clicks,Impressions
    2026-02-01,mail,win,20,,
    2026-02-10,meta,Spring,30,10,100
    2026-02-11,meta,Spring,10,10,100
    2026-03-01,search,Brand,40,20,200
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("campaigns")
    return store(made, ORDER, campaign_members=MEMBERS, refunds=BACK, campaigns=LIST, spend=SPEND)


@pytest.fixture(scope="module")
def said(folder):
    return campaigns(folder, "--since", "2026-01-01")


def test_the_lift_is_of_all_members_after_the_send(said):
    """Ann 100 less the 20 that came back, Bob's 60 at the very moment; Cat's are before and after.

    What Ann gave back on 5 March is past the 28 days. 140 of four, 40 of two.
    """
    assert said.column("groups", "group", "members", "bought", "orders", "net_sales") == [
        ("sent to", 4, 2, 2, "140.00"),
        ("held back", 2, 1, 1, "40.00"),
    ]
    row = said.row("lift", measure="net sales each")
    assert (row["treated"], row["control"], row["difference"]) == ("35.00", "20.00", "15.00")
    spread = (80**2 + 60**2 - 140**2 / 4 + 40**2 - 40**2 / 2) / (4 + 2 - 2)
    half = 1.96 * sqrt(spread * (1 / 4 + 1 / 2))
    assert float(row["low"]) == pytest.approx(15 - half, abs=0.01)
    assert float(row["high"]) == pytest.approx(15 + half, abs=0.01)
    win = said.row("campaigns", campaign="Win")
    assert (win["method"], win["incremental"], win["treated_rate"]) == ("control", "60.00", 0.5)
    assert float(win["incremental_hi"]) == pytest.approx(4 * (15 + half), abs=0.01)


def test_profit_takes_unknown_costs_to_be_like_the_known(said):
    """100 - 40, less 20 and its 8; Bob's 60 are taken to cost 24 as all others: 84 of four.

    Eve: 24 of two. 21 - 12 = 9 each, 36 in all, for 20: ROI 80 %.
    """
    row = said.row("lift", measure="gross profit each")
    assert (row["treated"], row["control"], row["difference"]) == ("21.00", "12.00", "9.00")
    win = said.row("campaigns", campaign="Win")
    assert (win["profit"], win["spend"], win["spend_is"]) == ("36.00", "20.00", "spent")
    assert win["roi"] == pytest.approx(0.8)
    assert win["cost_known"] == pytest.approx(140 / 200)  # Ann's and Eve's of all 200
    assert "taken to cost alike" in said.notes
    assert win["verdict"] == "no effect shown"


def test_before_the_send_both_are_held_against_each_other(said):
    """Ann's 50 and Cat's 30 of four, Eve's 100 of two."""
    row = said.row("lift", measure="net sales each before")
    assert (row["treated"], row["control"]) == ("20.00", "50.00")
    row = said.row("lift", measure="bought before")
    assert (row["treated"], row["control"]) == (0.5, 0.5)


def test_orders_with_a_code_are_attributed_while_it_ran(said):
    """O7, O8 (one of two codes) and O9, which was cancelled; not O10 (another), not O11 (later)."""
    assert said.row("codes", campaign="Spring") == {
        "campaign": "Spring",
        "code": "spring",
        "orders": 3,
        "new_customers": 2,
        "discounts": "0.00",
        "net_sales": "50.00",
        "gross_profit": "30.00",
        "spend": "40.00",
        "cost_per_order": "13.33",
        "roas": 1.25,
    }
    row = said.row("campaigns", campaign="Spring")
    assert (row["method"], row["verdict"], row["incremental"]) == (
        "attributed",
        "not measured",
        None,
    )
    assert "no lift" in row["trust"]


def test_what_marketing_cost_is_of_the_days_that_spend_covers(said):
    """1 February to 1 March: O3 to O10 are eight orders; Bob, Cat, new, gone and late are new."""
    assert (said["spend"], said["orders"], said["new_customers"]) == ("100.00", 8, 5)
    assert (said["cost_per_order"], said["cac"]) == ("12.50", "20.00")
    # 30 + 100 + 60 + 999 + 40 + 10 + 80 and 70 less 70; 20 came back.
    assert said["marketing_share"] == pytest.approx(100 / 1299)
    assert said.column("channels", "channel", "spend", "clicks") == [
        ("meta", "40.00", 20),
        ("search", "40.00", 20),
        ("mail", "20.00", None),
        ("all", "100.00", 40),
    ]
    assert "Brand" in said.notes  # only the spend knows it


def test_groups_that_change_places_change_the_sign(folder, tmp_path, said):
    other = MEMBERS.replace("treatment,2026-02-01 10:00:00", "X").replace(
        "holdout,", "sent,2026-02-01 10:00:00"
    )
    members = other.replace("X", "control,")
    store(tmp_path, ORDER, campaign_members=members, refunds=BACK, campaigns=LIST, spend=SPEND)
    turned = campaigns(tmp_path, "--since", "2026-01-01")
    for measure in ("net sales each", "gross profit each", "bought"):
        one, two = (s.row("lift", measure=measure) for s in (said, turned))
        assert float(one["difference"]) == -float(two["difference"])
        assert float(one["low"]) == pytest.approx(-float(two["high"]))
        assert (one["treated"], one["control"]) == (two["control"], two["treated"])


def test_who_bought_nothing_adds_to_the_number_only(tmp_path, said):
    more = f"{MEMBERS.rstrip()}\n    Win,gus@x.test,treatment,\n    Win,hal@x.test,holdout,"
    store(tmp_path, ORDER, campaign_members=more, refunds=BACK, campaigns=LIST, spend=SPEND)
    again = campaigns(tmp_path, "--since", "2026-01-01")
    for one, two in zip(said.table("groups"), again.table("groups"), strict=True):
        assert two == one | {"members": one["members"] + 1}


def test_so_far_counts_what_was_known_then(folder):
    """Two days after the send only Bob had bought, and Cat and Ann before: nothing is judged."""
    said = campaigns(folder, "--since", "2026-01-01", as_of="2026-02-03 12:00")
    win = said.row("campaigns", campaign="Win")
    assert (win["verdict"], win["so_far"]) == ("too early", True)
    assert said.column("groups", "net_sales") == ["60.00", "0.00"]
    assert "Win is not over before 2026-03-01 10:00" in said.notes
    assert [row["campaign"] for row in said.table("campaigns")] == ["Win"]  # Spring is to come
    assert said["spend"] == "20.00"


def test_days_and_campaign(folder):
    said = campaigns(folder, "--campaign", "wIN", "--days", "2", "--since", "1d")
    assert [row["campaign"] for row in said.table("campaigns")] == ["Win"]
    assert said.column("groups", "net_sales") == ["60.00", "0.00"]
    code, _, err = salesops(
        "campaigns", "--data", folder, "--as-of", "2026-03-10", "--campaign", "Sprng"
    )
    assert code == 2
    assert "did you mean Spring?" in err


def test_members_by_id_and_mail_in_both_groups_and_in_none(tmp_path):
    """Ann stands twice: by id and by e-mail. Bob in both groups, Cat in one of another name."""
    members = """
        campaign,customer,arm,sent_at
        Win,C1,treatment,2026-02-01 10:00:00
        Win,ann@x.test,treatment,2026-02-02 10:00:00
        Win,bob@x.test,treatment,2026-02-01 10:00:00
        Win,bob@x.test,control,
        Win,cat@x.test,B,2026-02-01 10:00:00
        Win,dan@x.test,,2026-02-01 10:00:00
        Win,eve@x.test,held back,
        Win,fay@x.test,control,
    """
    people = "customer_id,email\nC1,ann@x.test"
    store(tmp_path, ORDER, campaign_members=members, customers=people)
    said = campaigns(tmp_path, "--since", "2026-01-01")
    assert said.column("groups", "members", "net_sales") == [(2, "100.00"), (2, "40.00")]
    assert "1 person of Win in both groups" in said.notes
    assert "1 member of Win in a group of another name" in said.notes
    assert "what campaigns cost is not known" in said.notes
    assert said.row("campaigns", campaign="Win")["roi"] is None


def test_those_held_back_whom_another_campaign_reached_are_counted(tmp_path):
    """Eve got Other within the 28 days; Fay got it long before."""
    more = f"""{MEMBERS.rstrip()}
    Other,eve@x.test,sent,2026-02-20 10:00:00
    Other,fay@x.test,sent,2025-12-01 10:00:00
    """
    listed = f"{LIST.rstrip().replace('mail,2026-02-01,,,', 'mail,2026-02-01,,SPRING,')}"
    store(tmp_path, ORDER, campaign_members=more, campaigns=listed)
    said = campaigns(tmp_path, "--campaign", "Win")
    assert said.column("groups", "also_reached", "used_code") == [(0, 0), (1, 1)]
    assert "1 of 2 held back from Win got another campaign" in said.notes
    assert "1 held back from Win used its code" in said.notes


PLATES = [
    ("2025-12-08", 30, 300),
    ("2025-12-15", 20, 200),
    ("2025-12-22", 10, 200),
    ("2025-12-29", 40, 200),
    ("2026-01-05", 60, 100),
]
"""A Monday, what plates brought in its week, and what cups did: 10, 10, 5, 20 %, then 60 %."""


@pytest.fixture(scope="module")
def plates(tmp_path_factory):
    rows = []
    for n, (day, plate, cup) in enumerate(PLATES):
        rows.append(f"P{n},{day} 12:00,a@x.test,{plate},,,Plates")
        rows.append(f"C{n},{day} 13:00,a@x.test,{cup}")
    listed = "campaign,starts,ends,category,budget\nPlates,2026-01-05,2026-01-11,plates,20"
    return store(tmp_path_factory.mktemp("plates"), "\n".join(rows), campaigns=listed)


def test_a_category_against_all_other_sales_as_before(plates):
    """Expected: (10 + 10 + 5 + 20) / 4 = 11.25 % of 100. Of four shares t is 3.182."""
    said = campaigns(plates, "--since", "2026-01-01")
    row = said.row("pre_post", campaign="Plates")
    assert (row["net_sales"], row["expected"], row["difference"]) == ("60.00", "11.25", "48.75")
    assert (row["days"], row["before"], row["against"]) == (7, 4, "all other sales")
    shares = [0.10, 0.10, 0.05, 0.20]
    sd = sqrt(sum((s - 0.1125) ** 2 for s in shares) / 3)
    half = 3.182 * sd * sqrt(1 + 1 / 4) * 100
    assert float(row["low"]) == pytest.approx(48.75 - half, abs=0.01)
    assert float(row["high"]) == pytest.approx(48.75 + half, abs=0.01)
    found = said.row("campaigns", campaign="Plates")
    assert (found["method"], found["spend_is"]) == ("pre/post", "budget")
    assert found["profit"] == "29.25"  # 60 % of it
    assert found["trust"] == "cannot tell season from campaign"
    assert (found["verdict"], found["roi"]) == ("lifts sales", pytest.approx(9.25 / 20))


def test_with_fewer_times_before_nothing_is_said(tmp_path):
    """Data from the second week on: three times before are too few."""
    week = "P{0},{1} 12:00,a@x.test,{2},,,Plates"
    rows = "\n".join(week.format(n, day, sold) for n, (day, sold, _) in enumerate(PLATES[1:]))
    listed = "campaign,starts,ends,category\nPlates,2026-01-05,2026-01-11,plates"
    said = campaigns(store(tmp_path, rows, campaigns=listed), "--since", "2025-12-01")
    row = said.row("pre_post", campaign="Plates")
    assert (row["before"], row["expected"], row["net_sales"]) == (3, None, "60.00")
    assert said.row("campaigns", campaign="Plates")["verdict"] == "too few"


def test_where_leaves_nothing_to_tell(folder):
    said = campaigns(folder, "--where", "email_norm=ann@x.test", "--since", "2026-01-01")
    assert said.table("campaigns") == said.table("channels") == []
    assert said["spend"] is None
    assert "--where leaves out orders" in said.notes


def test_without_any_export_of_campaigns_it_says_what_would_feed_it(tmp_path):
    code, out, err = salesops("campaigns", "--data", store(tmp_path, ORDER))
    assert (code, out) == (3, "")
    assert "nothing tells of campaigns: export daily spend" in err


def test_another_currency_is_no_spend_of_this_shop(tmp_path):
    spend = "day,channel,cost,currency\n2026-02-01,mail,20,EUR\n2026-02-02,mail,30,USD"
    store(tmp_path, ORDER, spend=spend)
    said = campaigns(tmp_path, "--since", "2026-01-01", "--currency", "USD")
    assert said["spend"] == "30.00"
    assert said.answer["context"]["rows"]["excluded"] == 1


def test_hostile_names_stay_text(tmp_path):
    members = MEMBERS.replace("Win,", "=1+1 [bold]<b>,")
    store(tmp_path, ORDER, campaign_members=members)
    said = campaigns(tmp_path, "--since", "2026-01-01")
    assert [row["campaign"] for row in said.table("campaigns")] == ["=1+1 [bold]<b>"]


def test_a_file_of_no_shop_is_of_all_shops_and_one_of_a_shop_of_that(tmp_path):
    """Ann buys in both shops, Eve in the south: All counts both, North only the north.

    The spend of the north goes with the orders of the north.
    """
    put(
        tmp_path,
        orders="""
            shop_id,order_id,created_at,email,total
            north,1,2026-02-03 12:00,ann@x.test,10
            south,1,2026-02-03 12:00,ann@x.test,5
            south,2,2026-02-04 12:00,eve@x.test,3
        """,
        order_lines="""
            shop_id,order_id,line_id,sku,qty,unit_price
            north,1,a,CUP,1,10
            south,1,b,CUP,1,5
            south,2,c,CUP,1,3
        """,
        campaign_members=f"""
            shop_id,campaign,customer,arm,sent_at
            {_both_groups("", "All")}
            {_both_groups("north", "North")}
        """,
        spend="shop_id,day,channel,cost\nnorth,2026-02-03,mail,4\nnorth,2026-02-04,mail,4",
        salesops="[campaigns]\nfew_members = 2\nfew_buyers = 1",
    )
    said = campaigns(tmp_path, "--since", "2026-01-01")
    assert said.column("groups", "campaign", "group", "members", "net_sales") == [
        ("North", "sent to", 2, "10.00"),
        ("North", "held back", 2, "0.00"),
        ("All", "sent to", 2, "15.00"),
        ("All", "held back", 2, "3.00"),
    ]
    assert (said["orders"], said["cost_per_order"], said["new_customers"]) == (1, "8.00", 1)


def _both_groups(shop, name):
    arms = {"treatment": ("ann", "bob"), "control": ("eve", "fay")}
    return "\n            ".join(
        f"{shop},{name},{who}@x.test,{arm},2026-02-01 10:00"
        for arm, people in arms.items()
        for who in people
    )
