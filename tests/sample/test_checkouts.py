"""Abandoned checkouts: how many, who left them, and which were bought after all."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest

HOUR = timedelta(hours=1)
WEEK = 168 * HOUR


@pytest.fixture(scope="module")
def carts(sample):
    """The rows of each checkout; the first states it."""
    found = defaultdict(list)
    for row in sample.checkouts:
        found[row["Id"]].append(row)
    return found


@pytest.fixture(scope="module")
def fates(sample, carts):
    """Of each checkout the hours until its e-mail ordered, and what else became of it."""
    bought = defaultdict(list)
    for head in sample.heads.values():
        if sample.read.is_sale(head):
            bought[head["Email"]].append(sample.read.moment(head["Created at"]))
    found = {}
    for ident, (head, *_) in carts.items():
        begun, mail = sample.read.moment(head["Created at"]), head["Email"].lower()
        hours = [(at - begun) / HOUR for at in bought[mail] if begun <= at <= begun + WEEK]
        found[ident] = fate(sample, head, begun, hours if mail else [])
    return found


def fate(sample, head, begun, hours):
    if hours:
        return "bought"
    if sample.as_of - begun < HOUR:
        return "just begun"
    return "open" if head["Email"] or head["Phone"] else "nameless"


def test_an_eighth_of_the_orders_and_a_quarter_of_them_bought_after_all(sample, carts, fates):
    orders = sum(
        sample.as_of - sample.read.moment(head["Created at"]) < 90 * 24 * HOUR
        for head in sample.heads.values()
    )
    assert 0.10 < len(carts) / orders < 0.15
    count = Counter(fates.values())
    assert count == {"bought": 49, "just begun": 2, "open": 143, "nameless": 14}
    assert 0.18 < count["bought"] / len(carts) < 0.25


def test_some_can_only_be_called_and_some_allow_letters(carts):
    heads = [rows[0] for rows in carts.values()]
    assert sum(bool(head["Phone"]) and not head["Email"] for head in heads) == 6
    assert 0.3 < sum(head["Accepts Marketing"] == "yes" for head in heads) / len(heads) < 0.6
    assert any(head["Email"] != head["Email"].lower() for head in heads)


def test_a_letter_goes_out_after_ten_hours_to_who_allows_it_and_has_not_bought(
    sample, carts, fates
):
    written = {ident: rows[0] for ident, rows in carts.items() if rows[0]["Email Sent at"]}
    for head in written.values():
        begun, sent = map(sample.read.moment, (head["Created at"], head["Email Sent at"]))
        assert sent - begun == 10 * HOUR
        assert sent < sample.as_of
        assert head["Accepts Marketing"] == "yes"
    assert sum(fates[ident] == "bought" for ident in written) == 14
    assert len(written) == 47


def test_three_large_ones_of_the_last_days_are_open(sample, carts, fates):
    large = [
        (fates[ident], sample.as_of - sample.read.moment(rows[0]["Created at"]) < 72 * HOUR)
        for ident, rows in carts.items()
        if sample.read.money(rows[0]["Total"]) >= 1000
    ]
    assert large == [("open", True)] * 3


def test_their_totals_tie_and_lines_are_the_catalogs(sample, carts):
    money = sample.read.money
    for head, *others in carts.values():
        parts = money(head["Subtotal"]) + money(head["Shipping"]) + money(head["Taxes"])
        assert money(head["Total"]) == parts
        for row in (head, *others):
            assert row["Lineitem price"] == sample.by_sku[row["Lineitem sku"]]["Variant Price"]
        for row in others:
            filled = {key for key, value in row.items() if value}
            assert {key for key in filled if not key.startswith("Lineitem")} == {"Id"}


def test_nothing_of_them_is_stamped_at_or_after_the_export(sample, carts):
    for head, *_ in carts.values():
        begun, touched = map(sample.read.moment, (head["Created at"], head["Updated at"]))
        assert begun < touched < sample.as_of
