"""The lift of a group over those held back, by hand; what makes no difference to it."""

from math import sqrt

import pytest
from campaigns_store import BACK, LIST, MEMBERS, ORDER, SPEND, campaigns, shop, store

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("campaigns"))


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
