"""Rules of a contract in SQL: over all files of its tables, with places, masks and levels."""

from dataclasses import replace
from decimal import Decimal

import pytest

from salesops.checks.contract import NONE, Bounds, Column, Rule, Table
from salesops.checks.own_rules import declare, look
from salesops.errors import UsageError
from salesops.queries.duck import Duck
from salesops.result import Level
from salesops.verdicts import Outcome, Row

NEGATIVE = "SELECT * FROM order_lines WHERE amount < 0"
LINES = Table(
    "order_lines",
    (
        Column("order_id", "text", ("order id",), "Order"),
        Column("amount", "money", ("amount",), "Amount"),
        Column("email", "text", ("email",), "Email", personal=True),
    ),
)


@pytest.fixture
def duck():
    """Two files of one table: 10 and -2 in one, -3 and 5 in the other, which has no email."""
    made = Duck()
    made.run("CREATE TABLE rejected AS SELECT 'ours' AS file")
    made.run(
        "CREATE VIEW checked_1 AS SELECT * FROM (VALUES ('A1', 10.00, 'ada@x.org', 1), "
        "('A2', -2.00, 'bob@x.org', 2)) AS v(order_id, amount, email, source_row)"
    )
    made.run(
        "CREATE VIEW checked_2 AS SELECT * FROM (VALUES (-3.00, 'A3', 1), (5.00, 'A4', 2)) "
        "AS v(amount, order_id, source_row)"
    )
    declare(made, "order_lines", {"o'neil.csv": "checked_1", "b.csv": "checked_2"})
    yield made
    made.close()


def lines(file, rows):
    """A header of one line, and rows of two lines each in b.csv."""
    return {row: 2 * row if file == "b.csv" else row + 1 for row in rows}


def rule(query=NEGATIVE, must=NONE, returns="rows", level=Level.ERROR, name="no refunds"):
    return Rule("sql", level, must, arguments={"query": query, "returns": returns}, name=name)


def asked(duck, *rules, show=False, table=LINES):
    table = replace(table, rules=rules)
    return list(look(duck, table, [table], lines, show=show))


def test_a_rule_that_holds(duck):
    (ruling,) = asked(duck, rule("SELECT * FROM order_lines WHERE amount > 10"))
    verdict = ruling.verdict
    assert (verdict.outcome, verdict.measured, verdict.rows) == (Outcome.PASSED, "0 rows", 0)
    assert (verdict.file, verdict.column, verdict.message) == ("order_lines", "no refunds", "")
    assert ruling.rows == ()


def test_rows_of_all_files_with_their_lines(duck):
    (ruling,) = asked(duck, rule())
    assert (ruling.verdict.outcome, ruling.verdict.rows) == (Outcome.ERROR, 2)
    assert ruling.verdict.message == (
        "order_lines: rule 'no refunds' finds 2 rows, and the contract wants 0, first b.csv line 2."
    )
    assert ruling.rows == (
        Row("sql", "b.csv", 2, "", "order_id = A3, amount = -3.00, email = NULL"),
        Row("sql", "o'neil.csv", 3, "",
            "order_id = A2, amount = -2.00, email = b… (9 characters)"),
    )  # fmt: skip


def test_personal_values_are_shown_only_when_asked(duck):
    _, row = asked(duck, rule(), show=True)[0].rows
    assert row.value.endswith("email = bob@x.org")
    (row,) = asked(duck, rule("SELECT upper(email) AS e FROM order_lines LIMIT 1"))[0].rows
    assert row == Row("sql", "order_lines", None, "", "e = A… (9 characters)")


def test_a_rule_may_allow_some_rows_and_warn(duck):
    two = Bounds(most=Decimal(2))
    one = Bounds(most=Decimal(1))
    held, broken = asked(duck, rule(must=two), rule(must=one, level=Level.WARNING))
    assert (held.verdict.outcome, held.verdict.measured) == (Outcome.PASSED, "2 rows")
    assert held.rows == ()
    assert (broken.verdict.outcome, broken.verdict.wanted) == (Outcome.WARNING, "at most 1")
    assert len(broken.rows) == 2


@pytest.mark.parametrize(("most", "outcome"), [("9.99", Outcome.ERROR), ("10", Outcome.PASSED)])
def test_one_number_against_bounds(duck, most, outcome):
    """10 - 2 - 3 + 5 = 10."""
    total = rule(
        "SELECT sum(amount) FROM order_lines", Bounds(most=Decimal(most)), "number", name="total"
    )
    (ruling,) = asked(duck, total)
    assert (ruling.verdict.outcome, ruling.verdict.measured) == (outcome, "10.00")
    assert (ruling.verdict.rows, ruling.rows) == (None, ())


def test_rules_of_columns_and_rules_that_are_off(duck):
    column = replace(LINES.columns[1], rules=(rule(name=""),))
    off = Rule("sql", arguments={"query": "selec", "off": True})
    found = asked(duck, off, rule(), table=replace(LINES, columns=(column,)))
    assert [r.verdict.column for r in found] == ["no refunds", "order_lines sql 2"]


def test_a_table_may_have_a_name_of_ours(duck):
    declare(duck, "rejected", {"b.csv": "checked_2"})
    (ruling,) = asked(duck, rule("SELECT * FROM rejected WHERE amount < 0"))
    assert ruling.verdict.measured == "1 row"


def test_a_rule_that_does_not_run_is_named(duck):
    with pytest.raises(UsageError, match=r"rule 'no refunds' does not run: .*\"amout\""):
        asked(duck, rule("SELECT amout FROM order_lines"))
