"""campaigns where little is known or asked: --where, no export, hostile names, one by name."""

import pytest
from campaigns_store import MEMBERS, ORDER, campaigns, shop, store
from pulse_store import salesops

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("campaigns"))


def test_where_leaves_nothing_to_tell(folder):
    said = campaigns(folder, "--where", "email_norm=ann@x.test", "--since", "2026-01-01")
    assert said.table("campaigns") == said.table("channels") == []
    assert said["spend"] is None
    assert "--where leaves out orders" in said.notes


def test_without_any_export_of_campaigns_it_says_what_would_feed_it(tmp_path):
    code, out, err = salesops("campaigns", "--data", store(tmp_path, ORDER))
    assert (code, out) == (3, "")
    assert "nothing tells of campaigns: export daily spend" in err


def test_hostile_names_stay_text(tmp_path):
    members = MEMBERS.replace("Win,", "=1+1 [bold]<b>,")
    store(tmp_path, ORDER, campaign_members=members)
    said = campaigns(tmp_path, "--since", "2026-01-01")
    assert [row["campaign"] for row in said.table("campaigns")] == ["=1+1 [bold]<b>"]


def test_days_and_campaign(folder):
    said = campaigns(folder, "--campaign", "wIN", "--days", "2", "--since", "1d")
    assert [row["campaign"] for row in said.table("campaigns")] == ["Win"]
    assert said.column("groups", "net_sales") == ["60.00", "0.00"]
    code, _, err = salesops(
        "campaigns", "--data", folder, "--as-of", "2026-03-10", "--campaign", "Sprng"
    )
    assert code == 2
    assert "did you mean Spring?" in err
