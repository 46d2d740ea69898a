"""The campaigns of the sample: what README says of them, read with csv alone."""

import csv
from collections import Counter
from datetime import datetime, timedelta

import pytest

WINDOW = timedelta(days=28)


def rows(sample, name):
    with (sample.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def members(sample):
    return rows(sample, "campaign_members.csv")


@pytest.fixture(scope="module")
def moments(sample):
    """When each e-mail ordered something that counts, in either store."""
    outlet = [rows[0] for export in sample.outlet for rows in export.values()]
    return [
        (head["Email"].lower(), sample.read.moment(head["Created at"]))
        for head in [*sample.heads.values(), *outlet]
        if sample.read.is_sale(head)
    ]


def groups(members, campaign):
    return Counter(row["group"] for row in members if row["campaign"] == campaign)


def buyers(members, moments, campaign):
    """Of each group those who ordered within 28 days of the send."""
    (sent,) = {r["sent_at"] for r in members if r["campaign"] == campaign and r["sent_at"]}
    start = datetime.strptime(sent, "%Y-%m-%d %H:%M:%S %z")
    after = {mail for mail, at in moments if start <= at < start + WINDOW}
    found = [r for r in members if r["campaign"] == campaign and r["email"] in after]
    return Counter(row["group"] for row in found)


def test_groups_are_as_large_as_said(members):
    assert groups(members, "Win-back August") == {"treatment": 298, "holdout": 317}
    assert groups(members, "July newsletter") == {"treatment": 613, "holdout": 187}


def test_the_win_back_seems_to_work_and_the_newsletter_does_nothing(members, moments):
    found = buyers(members, moments, "Win-back August")
    assert found == {"treatment": 20, "holdout": 9}
    found = buyers(members, moments, "July newsletter")
    rates = [found[g] / groups(members, "July newsletter")[g] for g in ("treatment", "holdout")]
    assert abs(rates[0] - rates[1]) < 0.02


def test_members_allow_letters_and_stand_once_in_a_campaign(sample, members):
    allow = {c["Email"]: c["Accepts Email Marketing"] for c in sample.customers}
    assert {allow[row["email"]] for row in members} == {"yes"}
    assert max(Counter((r["campaign"], r["email"]) for r in members).values()) == 1
    assert {bool(r["sent_at"]) for r in members if r["group"] == "holdout"} == {False}


def test_spend_is_of_120_days_and_of_known_campaigns(sample):
    spend = rows(sample, "marketing_spend.csv")
    assert len({row["Day"] for row in spend}) == 120
    assert Counter(row["Channel"] for row in spend if not row["Campaign"]) == {
        "Trade show": 4,
        "showroom": 4,
    }
    assert {row["Channel"] for row in spend if row["Campaign"]} == {
        "google ads", "meta ads", "e-mail",
    }  # fmt: skip
    listed = {row["campaign"] for row in rows(sample, "campaigns.csv")}
    assert listed < {row["Campaign"] for row in spend}
    assert max(row["Day"] for row in spend) < f"{sample.as_of:%Y-%m-%d}"


def test_spend_is_told_of_one_lead_source_and_of_one_channel_of_deals(sample):
    spent = {row["Channel"] for row in rows(sample, "marketing_spend.csv")}
    assert spent & {row["lead_source"] for row in rows(sample, "leads.csv")} == {"Trade show"}
    assert spent & {row["channel"] for row in rows(sample, "deals.csv")} == {"showroom"}
