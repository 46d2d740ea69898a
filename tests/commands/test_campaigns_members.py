"""Who is of which group: by id or e-mail, in both, reached by another, of several shops."""

import pytest
from campaigns_store import LIST, MEMBERS, ORDER, campaigns, store
from pulse_store import put

pytestmark = pytest.mark.usefixtures("loaded_once")


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


def test_groups_without_a_day_of_the_send_say_what_is_lacking(tmp_path):
    """Both groups are there; nothing says since when to count."""
    members = "\n".join(line.rsplit(",", 1)[0] for line in MEMBERS.strip().split("\n"))
    said = campaigns(store(tmp_path, ORDER, campaign_members=members), "--since", "2026-01-01")
    assert said.table("campaigns") == []
    assert "Win has both groups and no day of the send: give its members sent_at" in said.notes
    assert "without a group to compare with" not in said.notes
