"""The rules of a contract: what each says of quality, as a rule with its bounds and level."""

from decimal import Decimal

import pytest
from odcs_files import column, contract, table

from salesops.checks.contract import NONE, Bounds, Rule
from salesops.errors import UsageError
from salesops.result import Level


def of_column(item, type_="string"):
    (rule,) = column(f"logicalType: {type_}\nquality:\n  - {item}").rules
    return rule


def of_table(item):
    (rule,) = table(f"properties: [{{name: a}}, {{name: b}}]\nquality:\n  - {item}").rules
    return rule


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        ("{metric: nullValues, mustBe: 0}", Rule("not-null")),
        ("{type: library, rule: nullCheck}", Rule("not-null")),
        (
            "{metric: missingValues, arguments: {missingValues: [null, '', N]}, mustBeLessThan: 5}",
            Rule("not-null", must=Bounds(below=Decimal(5)), arguments={"values": ("", "N")}),
        ),
        (
            "{metric: invalidValues, arguments: {validValues: [NO, IT, 1.10]}, mustBe: 0}",
            Rule("accepted", arguments={"values": ("NO", "IT", "1.10")}),
        ),
        # As version 3.0 had it.
        (
            "{rule: validValues, validValues: [pounds]}",
            Rule("accepted", arguments={"values": ("pounds",)}),
        ),
        (
            "{metric: invalidValues, arguments: {pattern: '^[A-Z]{3}$'}, mustBe: 0}",
            Rule("pattern", arguments={"pattern": "^[A-Z]{3}$"}),
        ),
        (
            "{metric: duplicateValues, mustBeLessOrEqualTo: 1, unit: percent, name: few}",
            Rule(
                "unique",
                must=Bounds(most=Decimal(1)),
                unit="percent",
                arguments={"columns": ("amount",)},
                name="few",
            ),
        ),
    ],
)
def test_a_metric_of_a_column_is_a_rule(item, rule):
    assert of_column(item) == rule


def test_the_rows_of_a_table_are_counted_within_bounds():
    rule = of_table("{metric: rowCount, mustBeBetween: [100, 120], severity: warning}")
    bounds = Bounds(least=Decimal(100), most=Decimal(120))
    assert rule == Rule("row-count", Level.WARNING, bounds)


def test_columns_that_are_unique_together_are_a_set_unless_some_may_repeat():
    asked = "{metric: duplicateValues, arguments: {properties: [b, a]}, mustBe"
    found = table(f"properties: [{{name: a}}, {{name: b}}]\nquality: [{asked}: 0}}]")
    assert (found.unique, found.rules) == ((("b", "a"),), ())
    assert of_table(f"{asked}LessThan: 3}}") == Rule(
        "unique", must=Bounds(below=Decimal(3)), arguments={"columns": ("b", "a")}
    )


@pytest.mark.parametrize(
    ("operator", "bounds"),
    [
        ("mustBe: 2", Bounds(equal=Decimal(2))),
        ("mustNotBe: 2.5", Bounds(unequal=Decimal("2.5"))),
        ("mustBeGreaterThan: 2", Bounds(above=Decimal(2))),
        ("mustBeGreaterOrEqualTo: 2", Bounds(least=Decimal(2))),
        ("mustBeGreaterThanOrEqualTo: 2", Bounds(least=Decimal(2))),
        ("mustBeLessThan: 2", Bounds(below=Decimal(2))),
        ("mustBeLessOrEqualTo: 2", Bounds(most=Decimal(2))),
        ("mustBeBetween: [2, 3]", Bounds(least=Decimal(2), most=Decimal(3))),
        ("mustNotBeBetween: [2, 3]", Bounds(outside=(Decimal(2), Decimal(3)))),
        ("mustBeGreaterThan: 2, mustBeLessThan: 9", Bounds(above=Decimal(2), below=Decimal(9))),
    ],
)
def test_every_operator_is_a_bound(operator, bounds):
    assert of_table(f"{{metric: rowCount, {operator}}}").must == bounds


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        ("warning", Level.WARNING),
        ("info", Level.WARNING),
        ("Minor", Level.WARNING),
        ("low", Level.WARNING),
        ("error", Level.ERROR),
        ("critical", Level.ERROR),
        ("high", Level.ERROR),
    ],
)
def test_a_severity_is_a_warning_or_an_error(severity, level):
    assert of_column(f"{{metric: nullValues, mustBe: 0, severity: {severity}}}").level == level


def test_a_select_without_bounds_returns_its_violations():
    rule = of_table("{type: sql, name: no twins, query: 'SELECT * FROM {object}'}")
    asked = {"query": 'SELECT * FROM "orders"', "returns": "rows"}
    assert rule == Rule("sql", arguments=asked, name="no twins")


def test_a_select_with_bounds_returns_one_number():
    rule = of_column(
        "{type: sql, query: 'SELECT count(${column}) FROM ${table}', mustBeGreaterThan: 5}"
    )
    asked = {"query": 'SELECT count("amount") FROM "orders"', "returns": "number"}
    assert rule == Rule("sql", must=Bounds(above=Decimal(5)), arguments=asked)


def test_the_rows_of_a_select_can_be_held_against_bounds_too():
    rule = of_table(
        "{type: sql, query: SELECT 1, mustBeLessThan: 3, "
        "customProperties: [{property: returns, value: rows}]}"
    )
    assert rule.arguments["returns"] == "rows"
    assert rule.must == Bounds(below=Decimal(3))


def test_a_name_with_a_quote_stays_one_name_in_a_select():
    (found,) = contract(
        """
        schema:
          - name: a"b; DROP TABLE x
            quality: [{type: sql, query: "SELECT * FROM {object}"}]
        """
    ).tables
    assert found.rules[0].arguments["query"] == 'SELECT * FROM "a""b; DROP TABLE x"'


CUSTOM = "{type: custom, engine: salesops, implementation: "


def test_a_check_of_ours_has_its_own_level_unless_one_is_said():
    assert of_table(f"{CUSTOM}test-orders}}") == Rule("test-orders", Level.WARNING)
    assert of_table(f"{CUSTOM}refund}}") == Rule("refund", Level.ERROR)
    assert of_table(f"{CUSTOM}test-orders, severity: error}}").level == Level.ERROR


def test_a_check_of_ours_takes_its_own_arguments_bounds_and_unit():
    rule = of_column(
        f"{CUSTOM}{{check: range, minimum: 0, mustBeLessOrEqualTo: 1, unit: percent}}}}", "number"
    )
    assert rule == Rule(
        "range",
        must=Bounds(most=Decimal(1)),
        unit="percent",
        arguments={"minimum": Decimal(0)},
    )
    assert of_table(f"{CUSTOM}row-count}}").must == Bounds(least=Decimal(1))


def test_a_check_that_is_off_is_kept_as_such():
    rule = of_table(f"{CUSTOM}test-orders, severity: off}}")
    assert rule == Rule("test-orders", Level.WARNING, NONE, arguments={"off": True})


def test_a_metric_that_is_off_is_not_asked_and_that_is_said():
    found = contract(
        """
        schema:
          - name: orders
            quality: [{metric: rowCount, mustBe: 9, severity: off}]
        """
    )
    assert found.tables[0].rules == ()
    assert found.notes == (
        "Of the contract, not checked: rules that are off (schema[0].quality[0]).",
    )


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (
            "{metric: nullValue}",
            r"quality\[0\]\.metric: 'nullValue' is no metric: did you mean 'null",
        ),
        ("{type: libary, metric: nullValues}", "'libary' is no type: did you mean 'library'"),
        ("{mustBe: 0}", "has no `metric`"),
        ("{metric: nullValues, mustBee: 0}", "unknown key 'mustBee': did you mean 'mustBe'"),
        ("{metric: nullValues, mustBe: none}", "mustBe: is 'none': write a number"),
        ("{metric: nullValues, mustBeBetween: [5, 1]}", "the lower first"),
        ("{metric: nullValues, mustBeBetween: [5]}", "wants two numbers"),
        ("{metric: nullValues, mustBeBetween: [1, 5], mustBeLessOrEqualTo: 3}", "another operator"),
        ("{metric: nullValues, mustBe: 0, unit: rowz}", "'rowz' is no unit: did you mean 'rows'"),
        ("{metric: rowCount, mustBe: 1}", "rowCount is about a table"),
        ("{metric: invalidValues}", "wants the argument validValues or pattern"),
        ("{metric: invalidValues, arguments: {validValues: []}}", "is an empty list"),
        ("{metric: invalidValues, arguments: {validValues: [A, null]}}", "put null in quotes"),
        ("{metric: invalidValues, arguments: {valid: [A]}}", "did you mean 'validValues'"),
        ("{metric: invalidValues, arguments: {pattern: '[A-Z'}}", "no regular expression"),
        ("{metric: invalidValues, arguments: {pattern: '(?!x)y'}}", "DuckDB's patterns"),
        (r"{metric: invalidValues, arguments: {pattern: '(x)\1'}}", "DuckDB's patterns"),
        ("{type: sql, mustBe: 0}", "has no `query`"),
        (CUSTOM + "rang}", "'rang' is no check of salesops: did you mean 'range'"),
        (CUSTOM + "{minimum: 0}}", "names no check"),
        (CUSTOM + "{check: range, minimun: 0}}", "'minimun' is nothing that range takes"),
        (CUSTOM + "{check: range, minimum: 0}}", "neither numbers nor dates"),
        (CUSTOM + "{check: total-row, minimum: 0}}", "it takes a severity"),
        (CUSTOM + "range, arguments: {pattern: x}}", "wants `implementation: {check"),
        (CUSTOM + "readable, severity: off}", "readable cannot be off"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_its_place(item, said):
    with pytest.raises(UsageError, match=said) as raised:
        of_column(item)
    assert "schema[0].properties[0].quality[0]" in str(raised.value)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("{metric: nullValues, mustBe: 0}", "nullValues is about one column"),
        ("{metric: duplicateValues, mustBe: 0}", "wants arguments: {properties"),
        ("{metric: duplicateValues, arguments: {properties: [aa]}}", "did you mean 'a'"),
        ("{metric: rowCount}", "as in `mustBeGreaterThan: 0`"),
        ("{metric: rowCount, mustBe: 5, unit: percent}", "in rows"),
        (CUSTOM + "{check: accepted, values: [x]}}", "accepted is about one column"),
    ],
)
def test_a_rule_of_a_table_that_cannot_be_meant_is_refused(item, said):
    with pytest.raises(UsageError, match=said):
        of_table(item)
