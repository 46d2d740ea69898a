"""A row more or less changes the answer by that row and nothing else."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from checked_lines import FEW, MANY, broken, check_lines, totals
from hypothesis import given
from hypothesis import strategies as st
from order_files import CLEAN, HEADER, csv_of, files_of_lines


def like(line, /, **changed):
    """The clean line with some cells changed."""
    return tuple(changed.get(name, cell) for name, cell in zip(HEADER, line, strict=True))


OTHER = like(CLEAN, order_id="B-2")
BAD = {
    ("type", "amount"): like(OTHER, amount="39,80"),
    ("type", "order_date"): like(OTHER, order_date="2024-06-31"),
    ("finite", "quantity"): like(OTHER, quantity="NaN"),
    ("not-null", "order_id"): like(OTHER, order_id=" "),
    ("not-null", "order_date"): like(OTHER, order_date=""),
    ("not-null", "product"): like(OTHER, product=""),
    ("total-row", "order_id"): like(OTHER, order_id="Grand total"),
    ("repeated-header", "order_id"): HEADER,
    ("future", "order_date"): like(OTHER, order_date="2024-07-02"),
    ("pattern", "product"): like(OTHER, product="RU-"),
    ("accepted", "currency"): like(OTHER, currency="eur"),
    ("range", "quantity"): like(OTHER, quantity="501", amount="9969.90"),
    ("range", "line"): like(OTHER, line="1.5"),
    ("reference", "customer"): like(OTHER, customer="ada"),
    ("unique", "order_id, line"): CLEAN,
    ("amount", "amount"): like(OTHER, amount="39.82"),
    ("refund", "order_id"): like(CLEAN, line="2", quantity="-3", amount="-59.70"),
}
"""By check and column, a line that breaks this rule alone."""
OUT = {
    *(("type", "amount"), ("type", "order_date"), ("finite", "quantity"), ("not-null", "order_id")),
    *(("total-row", "order_id"), ("repeated-header", "order_id")),
}
"""Those of them that are in no sum."""
BY_FILE = ("calendar", "currency")
"""Checks that ask what is usual in the file, which a row may change for all others."""


def checked(lines):
    """The totals, and how many rows break each rule."""
    with TemporaryDirectory() as folder:
        found = check_lines(Path(folder), csv_of(lines).encode())
    return totals(found), {r: n for r, n in broken(found).items() if r[0] not in BY_FILE}


def a_clean_row_counts_as_one(lines, at):
    before, rules_before = checked(lines)
    after, rules_after = checked([*lines[:at], OTHER, *lines[at:]])
    added = {key: after[key] - before[key] for key in after}
    assert {key: n for key, n in added.items() if n} == {
        ("", "rows"): 1,
        ("", "used"): 1,
        **{(name, "values"): 1 for name in HEADER},
        ("line", "sum"): 1,
        ("quantity", "sum"): 2,
        ("amount", "sum"): Decimal("39.80"),
        ("unit_price", "sum"): Decimal("19.90"),
    }
    assert rules_after == rules_before


def a_bad_row_breaks_its_rule_and_no_other(lines, at, rule):
    before, rules_before = checked(lines)
    after, rules_after = checked([*lines[:at], BAD[rule], *lines[at:]])
    assert rules_after == rules_before | {rule: rules_before.get(rule, 0) + 1}
    assert after["", "rows"] == before["", "rows"] + 1
    assert after["", "used"] == before["", "used"] + (rule not in OUT)
    if rule in OUT:
        assert after["amount", "sum"] == before["amount", "sum"]


@cache
def rules_of_a_clean_file():
    return checked([CLEAN])[1]


@pytest.mark.parametrize("rule", BAD, ids="-".join)
def test_a_bad_row_of_a_clean_file_is_the_only_one(rule):
    assert rules_of_a_clean_file() == {}
    assert checked([CLEAN, BAD[rule]])[1] == {rule: 1}


@pytest.mark.slow
@FEW
@given(files_of_lines(), st.integers(0, 9))
def test_a_clean_row_more_is_one_more(lines, at):
    a_clean_row_counts_as_one(lines, at)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@MANY
@given(files_of_lines(most=40), st.integers(0, 40))
def test_a_clean_row_more_is_one_more_at_length(lines, at):
    a_clean_row_counts_as_one(lines, at)


@pytest.mark.slow
@FEW
@given(files_of_lines(), st.integers(0, 9), st.sampled_from(list(BAD)))
def test_a_bad_row_more_or_less_is_one_violation(lines, at, rule):
    a_bad_row_breaks_its_rule_and_no_other(lines, at, rule)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@MANY
@given(files_of_lines(most=40), st.integers(0, 40), st.sampled_from(list(BAD)))
def test_a_bad_row_more_or_less_is_one_violation_at_length(lines, at, rule):
    a_bad_row_breaks_its_rule_and_no_other(lines, at, rule)
