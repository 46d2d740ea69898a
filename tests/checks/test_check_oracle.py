"""Every count of a check equals that of a second implementation, in plain Python."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import order_oracle
import pytest
from checked_lines import FEW, MANY, check_lines
from hypothesis import given
from order_files import CLEAN, HEADER, csv_of, files_of_lines

from salesops.units import counted

MODELLED = {
    *("not-null", "type", "finite", "total-row", "unique", "accepted", "range", "pattern"),
    *("reference", "future", "refund", "currency", "amount"),
}


def agrees(lines):
    text = csv_of(lines)
    rows = order_oracle.rows_of(text)
    with TemporaryDirectory() as folder:
        found = check_lines(Path(folder), text.encode())
    (file,) = (f for f in found.tables["files"] if f["file"] == "lines.csv")
    assert (file["rows"], file["used"]) == (len(rows), len(order_oracle.used(rows)))
    _agrees_in_sums(rows, found)
    _agrees_in_verdicts(rows, found)
    _agrees_in_days(rows, found)


def _agrees_in_sums(rows, found):
    sums = {
        c["column"]: (c["values"], c["blanks"], None if c["sum"] is None else Decimal(c["sum"]))
        for c in found.tables["columns"]
        if c["file"] == "lines.csv"
    }
    assert sums == order_oracle.stats(rows)


def _agrees_in_verdicts(rows, found):
    verdicts = [v for v in found.tables["checks"] if v["check"] in MODELLED]
    failing = {(v["check"], v["column"]): v["rows"] for v in verdicts if v["outcome"] == "error"}
    wanted = order_oracle.breaches(rows)
    assert failing == {rule: len(lines) for rule, lines in wanted.items()}
    assert {v["check"] for v in verdicts} == MODELLED  # a check that is not made never fails
    for rule, lines in wanted.items():
        shown = [r["line"] for r in found.tables["rows"] if (r["check"], r["column"]) == rule]
        assert shown == lines[:5], rule
    of = {(v["check"], v["column"]): v["of"] for v in verdicts if v["outcome"] == "error"}
    assert of == {rule: order_oracle.of(rule, rows) for rule in wanted}


def _agrees_in_days(rows, found):
    gaps = order_oracle.gaps(rows)
    told = [v for v in found.tables["checks"] if v["check"] == "calendar"]
    if not any(row.day for row in order_oracle.used(rows)):
        assert told == []
        return
    (verdict,) = told
    assert (verdict["outcome"] == "warning") == bool(gaps)
    if gaps:
        assert f" {counted(len(gaps), 'day')} without rows" in verdict["message"]
        assert str(gaps[0]) in verdict["message"]


@FEW
@given(files_of_lines())
def test_counts_sums_and_lines_are_those_of_plain_python(lines):
    agrees(lines)


@pytest.mark.slow
@MANY
@given(files_of_lines(most=60))
def test_counts_sums_and_lines_are_those_of_plain_python_at_length(lines):
    agrees(lines)


def test_the_oracle_counts_what_a_person_counts():
    """Worked out by hand, since what agrees with a wrong oracle proves nothing."""

    def line(key, **changed):
        return tuple(
            {"order_id": key, **changed}.get(name, cell)
            for name, cell in zip(HEADER, CLEAN, strict=True)
        )

    text = csv_of(
        [
            CLEAN,  # line 2
            CLEAN,  # 3: the key again
            line("C-1", customer="two\nlines"),  # 4 and 5: no customer that is known
            line("C-2", amount="39.82", currency="USD"),  # 6: 2 cents off, another currency
            line("C-3", quantity="NaN"),  # 7
            line("", order_date="2024-07-09"),  # 8: no key, so no line, whatever its date
            line("Total"),  # 9
            line("C-4", order_date="2024-07-09"),  # 10
            line("C-5", line="2", quantity="-3", amount="-59.70"),  # 11: more than C-5 came to
            line("C-5"),  # 12
        ]
    )
    rows = order_oracle.rows_of(text)
    assert order_oracle.breaches(rows) == {
        ("unique", "order_id, line"): [3],
        ("reference", "customer"): [4],
        ("amount", "amount"): [6],
        ("currency", "currency"): [6],
        ("finite", "quantity"): [7],
        ("not-null", "order_id"): [8],
        ("total-row", "order_id"): [9],
        ("future", "order_date"): [10],
        ("refund", "order_id"): [11],
    }
    assert len(order_oracle.used(rows)) == 7
    # 5 x 39.80 + 39.82 - 59.70
    assert order_oracle.stats(rows)["amount"] == (7, 0, Decimal("179.12"))
