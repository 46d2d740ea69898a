"""What campaigns concludes and offers, on stores where the answer is known beforehand."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from campaigns_store import AS_OF, campaigns, store
from pulse_store import put

import salesops
from salesops.commands.opportunities import Kind, Owner
from salesops.commands.traffic import campaigns as module
from salesops.commands.traffic._campaigns.effects import Verdict

pytestmark = pytest.mark.usefixtures("loaded_once")

SINCE = ("--since", "2026-01-01")
MAILINGS = {
    "works": (40, 30, 10, 100),  # 20 orders more: 1,200 of profit, 560 at the least
    "lifts sales": (40, 30, 10, 1000),
    "loses": (40, 30, 10, 2000),
    "no effect shown": (40, 10, 10, 10),
    "too few": (2, 2, 0, 10),
    "not measured": (40, 30, 10, 1),
}
"""By its verdict: people of each group, buyers of those it was sent to and held back, its cost."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A mailing for each verdict, to people of its own; each buyer buys for 100, 60 of it profit.

    Of the last one twenty of those it was sent to had bought for 500 in the year before, of the
    first a single one.
    """
    members, orders = ["campaign,email,group,sent_at"], []
    spend = ["day,channel,campaign,cost", "2026-03-09,mail,,1"]
    for k, (name, (people, sent_buy, held_buy, cost)) in enumerate(MAILINGS.items()):
        sent, held = ([f"{side}{k}-{i}@x.test" for i in range(people)] for side in "sh")
        members += [f"{name},{who},treatment,2026-02-01 10:00" for who in sent]
        members += [f"{name},{who},holdout," for who in held]
        buyers = sent[:sent_buy] + held[:held_buy]
        orders += [f"O{k}-{i},2026-02-03 12:00,{who},100" for i, who in enumerate(buyers)]
        before = {"works": 1, "not measured": 20}.get(name, 0)
        orders += [f"B{k}-{i},2025-10-03 12:00,{sent[i]},500" for i in range(before)]
        spend.append(f"2026-02-01,mail,{name},{cost}")
    orders.append("LAST,2026-03-09 12:00,z@x.test,1")
    files = {"campaign_members": "\n".join(members), "spend": "\n".join(spend)}
    made = store(tmp_path_factory.mktemp("mailings"), "\n".join(orders), **files)
    return put(made, salesops="[campaigns]\nfew_members = 3\nfew_buyers = 1")


@pytest.fixture(scope="module")
def said(folder):
    return campaigns(folder, *SINCE)


def test_verdicts(said):
    """And no finding but of the one that loses, and of the one whose groups were unlike."""
    found = dict(said.column("campaigns", "campaign", "verdict"))
    assert found == {name: name for name in MAILINGS}
    assert {(f["code"], f["facts"]["campaign"]) for f in said.answer["findings"]} == {
        ("campaign-loses", "loses"),
        ("groups-differ", "not measured"),
    }


def test_a_campaign_that_loses_says_by_what(said):
    found = said.finding("campaign-loses")
    row = said.row("campaigns", campaign="loses")
    assert found["facts"]["spend"] == "2000.00"
    assert found["facts"]["most"] == pytest.approx(float(row["profit_hi"]), abs=0.01)
    assert "and cost 2,000.00: stop it" in found["message"]


def test_groups_that_were_unlike_before_are_no_test(said):
    found = said.finding("groups-differ")
    assert "had brought 250.00 each, those held back 0.00" in found["message"]
    assert found["facts"]["errors"] > 2.8
    assert "groups differed" in said.row("campaigns", campaign="not measured")["trust"]


def test_what_worked_is_offered_for_those_held_back_and_nothing_else(folder):
    """20 orders of 100 more from 40 people: 50 each, for 40 held back, less luck."""
    with salesops.open(folder, as_of=AS_OF, config=folder / "salesops.toml") as db:
        limits = module.Limits(few_members=3, few_buyers=1)
        report = module.campaigns(db, since="2026-01-01", limits=limits)
    (offer,) = module.opportunities(report)
    assert (offer.kind, offer.owner) == (Kind.OPPORTUNITY, Owner.MARKETING)
    assert offer.amount == 2000
    assert 0.9 < offer.probability < 0.99
    assert offer.more == "campaigns --campaign works"
    assert offer.action.startswith("Send works to the 40 held back")


def test_old_orders_leave_nothing_to_conclude(folder):
    late = campaigns(folder, *SINCE, as_of="2026-03-30")
    assert [f["code"] for f in late.answer["findings"]] == ["stale-data"]


def days(orders, **channels):
    """Spend and orders of each day of two times four weeks, the last being 9 March."""
    lines, placed = ["day,channel,cost"], []
    for back in range(1, 57):
        late, day = back <= 28, date.fromisoformat(AS_OF) - timedelta(days=back)
        lines += [f"{day},{channel},{costs[late]}" for channel, costs in channels.items()]
        placed += [f"D{back}-{n},{day} 09:00,a{n}@x.test,100" for n in range(orders[late])]
    return {"orders": "\n".join(placed), "spend": "\n".join(lines)}


def test_spend_that_rises_alone(tmp_path):
    """Not that of bids, 20 % more, nor that of tests, which is not worth a look."""
    made = days((3, 3), ads=(10, 13), bids=(10, 12), tests=(0.1, 0.5))
    said = campaigns(store(tmp_path, **made))
    (found,) = said.answer["findings"]
    assert found["code"] == "spend-without-sales"
    assert found["facts"] == {
        "channel": "ads",
        "spend": "364.00",
        "before": "280.00",
        "orders": 84,
        "orders_before": 84,
    }
    assert "30.0 % more than in the four before, and orders went from 84 to 84" in found["message"]


def test_spend_that_brings_orders_and_spend_that_ends(tmp_path):
    made = days((3, 4), ads=(10, 13))
    spend = "\n".join(line for line in made["spend"].split("\n") if line[:9] != "2026-03-0")
    said = campaigns(store(tmp_path, orders=made["orders"], spend=spend))
    (found,) = said.answer["findings"]
    assert (found["code"], found["facts"]) == (
        "spend-stale",
        {"last_day": "2026-02-28", "days": 9},
    )


def test_every_verdict_is_told_in_the_docs():
    page = Path(__file__).parents[2] / "docs" / "commands" / "campaigns.md"
    text = page.read_text(encoding="utf-8")
    assert all(f"| {one.value} |" in text for one in Verdict)
