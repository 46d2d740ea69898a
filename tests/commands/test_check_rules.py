"""Rules of a contract: what each allows, its level, and what switches a check off."""

import pytest
from check_store import check, contract, declared, orders, put, table

HEADER = "order_id,order_date,product,quantity,amount"
DEAR = "{check: range, maximum: 100%s}"
"""One row of ORDERS has more than 100: the sofa, 120.00."""
TEST = orders(instead={"Tray": "Test product"})
"""One order of five is a test."""


def custom(check_, severity="error"):
    return f"{{type: custom, engine: salesops, implementation: {check_}, severity: {severity}}}"


def held(tmp_path, *tables, further="", **files):
    """What a check says of files against a contract; of ORDERS where none is given."""
    exports = put(tmp_path / "x", **(files or {"orders_csv": orders()}))
    return check(exports, *declared(exports, contract(*tables, further=further)))


@pytest.mark.parametrize(
    ("allows", "holds"),
    [
        ("", False),
        (", mustBe: 1", True),
        (", mustBe: 2", False),
        (", mustBeLessThan: 1", False),
        (", mustBeLessOrEqualTo: 1", True),
        (", mustBeLessOrEqualTo: 20, unit: percent", True),  # 1 of 5 is just 20 %
        (", mustBeLessThan: 20, unit: percent", False),
        (", mustBeLessOrEqualTo: 19.99, unit: percent", False),
        (", mustBeBetween: [1, 3]", True),
        (", mustNotBeBetween: [1, 3]", False),
    ],
)
def test_a_rule_allows_as_many_rows_as_it_says(tmp_path, allows, holds):
    found = held(tmp_path, table(amount=f"quality: [{custom(DEAR % allows)}]"))
    verdict = found.one("range", column="amount")
    assert (verdict["outcome"], found.code) == (("passed", 0) if holds else ("error", 1))
    assert verdict["measured"] == "1 of 5"
    assert found.rows("range") == ([] if holds else [(4, "120.00")])


@pytest.mark.parametrize(
    ("severity", "outcome", "code"),
    [
        ("error", "error", 1),
        ("warning", "warning", 0),
        ("minor", "warning", 0),
        ("critical", "error", 1),
    ],
)
def test_a_rule_has_the_level_of_its_severity(tmp_path, severity, outcome, code):
    found = held(tmp_path, table(amount=f"quality: [{custom(DEAR % '', severity)}]"))
    assert found.failure("range")["outcome"] == outcome
    assert found.code == code


def test_a_rule_of_a_column_that_is_off_is_not_asked_and_that_is_said(tmp_path):
    found = held(tmp_path, table(amount=f"quality: [{custom(DEAR % '', 'off')}]"))
    assert found.failing == {}
    assert any("rules that are off" in note for note in found.answer["notes"])


def test_a_check_made_unasked_can_be_off_or_of_another_level(tmp_path):
    said = {
        severity: held(
            tmp_path, table(rules=f"- {custom('test-orders', severity)}"), orders_csv=TEST
        )
        for severity in ("off", "warning", "error")
    }
    assert {name: found.failing for name, found in said.items()} == {
        "off": {},
        "warning": {"test-orders": "warning"},
        "error": {"test-orders": "error"},
    }
    assert said["off"].all("test-orders") == []


@pytest.mark.parametrize(("most", "failing"), [(20, {}), (19, {"test-orders": "error"})])
def test_a_check_made_unasked_can_allow_some_rows(tmp_path, most, failing):
    rule = f"{{check: test-orders, mustBeLessOrEqualTo: {most}, unit: percent}}"
    found = held(tmp_path, table(rules=f"- {custom(rule)}"), orders_csv=TEST)
    assert found.failing == failing


@pytest.mark.parametrize("severity", ["off", "error"])
def test_a_check_of_the_bytes_obeys_too(tmp_path, severity):
    rules = f"- {custom('final-newline', severity)}"
    found = held(tmp_path, table(rules=rules), orders_csv=orders().rstrip())
    assert found.failing == ({} if severity == "off" else {"final-newline": "error"})


def test_a_check_that_is_off_for_one_table_is_on_for_another(tmp_path):
    tables = (
        table("a", own="filePattern: 'a*.csv'", rules=f"- {custom('test-orders', 'off')}"),
        table("b", own="filePattern: 'b*.csv'"),
    )
    found = held(tmp_path, *tables, a_csv=TEST, b_csv=TEST.replace("A-", "B-"))
    assert found.failure("test-orders")["file"] == "b.csv"


COUNTS = """
    - {metric: rowCount, mustBeGreaterThan: 0}
    - {metric: rowCount, mustBeGreaterOrEqualTo: %d, severity: warning}
"""


@pytest.mark.parametrize(("least", "failing"), [(10, {}), (11, {"row-count": "warning"})])
def test_rows_are_counted_over_all_files_of_a_table(tmp_path, least, failing):
    files = {"a_csv": orders(), "b_csv": orders().replace("A-", "B-")}
    found = held(tmp_path, table(rules=COUNTS % least), **files)
    assert found.failing == failing
    assert {v["measured"] for v in found.all("row-count", file="orders")} == {"10 rows"}


PAIR = "- {metric: duplicateValues, mustBe: 0, arguments: {properties: [order_id, product]}}"
AGAIN = (
    f"{HEADER}\nA-3,2026-03-07,Sofa,9,1.00\nA-3,2026-03-07,Mug,1,9.95\nA-9,2026-03-07,Sofa,1,5\n"
)
"""The first row has the order and the product of a row of ORDERS; the others one of them."""


def test_no_two_rows_of_all_files_share_a_compound_key(tmp_path):
    found = held(tmp_path, table(rules=PAIR), a_csv=orders(), b_csv=AGAIN)
    failure = found.failure("unique")
    assert (failure["file"], failure["column"]) == ("b.csv", "order_id, product")
    assert failure["measured"] == "1 of 3"
    assert found.rows("unique") == [(2, "A-3, Sofa")]
    assert found.one("unique", file="a.csv")["outcome"] == "passed"


def test_a_primary_key_of_two_columns_is_such_a_key(tmp_path):
    keyed = table(
        order_id="primaryKey: true, primaryKeyPosition: 1",
        product="primaryKey: true, primaryKeyPosition: 2",
    )
    found = held(tmp_path, keyed, a_csv=orders(), b_csv=AGAIN)
    assert found.rows("unique") == [(2, "A-3, Sofa")]


def test_two_keys_have_their_own_levels(tmp_path):
    other = PAIR.replace("order_id, ", "").replace("mustBe: 0", "mustBe: 0, severity: warning")
    found = held(
        tmp_path, table(rules=f"{PAIR}\n{other}"), orders_csv=orders(instead={"Rug": "Mug"})
    )
    assert found.failing == {"unique": "warning"}
    assert found.rows("unique") == [(5, "Mug")]


def test_a_blank_is_no_key_that_another_could_share(tmp_path):
    text = orders(instead={"Mug": "", "Rug": ""})
    assert held(tmp_path, table(product="unique: true"), orders_csv=text).failing == {}


NAMES = "  - name: products\n    properties: [{name: name, logicalType: string}]"
REFERS = table(product="relationships: [{type: foreignKey, to: products.name}]")


def test_a_value_must_stand_in_the_other_table_over_all_its_files(tmp_path):
    files = {"orders_csv": orders(instead={"Rug": ""}), "p1_csv": "name\nMug\nLamp\n"}
    found = held(tmp_path, REFERS, NAMES, **files, p2_csv="name\nTray\nRug\n")
    failure = found.failure("reference")
    assert (failure["measured"], failure["of"]) == ("1 of 4", 4)  # a blank refers to nothing
    assert found.rows("reference") == [(4, "Sofa")]


def test_a_reference_to_a_table_without_a_file_is_said(tmp_path):
    found = held(tmp_path, REFERS, NAMES)
    assert found.failing == {"reference": "warning"}
    assert "of which there is no file" in found.failure("reference")["message"]


def test_stamps_refer_to_stamps_and_are_shown_as_written(tmp_path):
    days = "  - name: days\n    properties: [{name: day, logicalType: date}]"
    refers = table(order_date="relationships: [{type: foreignKey, to: days.day}]")
    known = "day\n2026-03-02\n2026-03-03\n2026-03-04\n2026-03-05\n"
    found = held(tmp_path, refers, days, orders_csv=orders(), days_csv=known)
    assert found.rows("reference") == [(6, "2026-03-06")]


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [("A-", []), ("-1$", [3, 4, 5, 6]), ("^-", [2, 3, 4, 5, 6]), ("[2-4]", [2, 6])],
)
def test_a_pattern_is_searched_for(tmp_path, pattern, bad):
    options = f"logicalTypeOptions: {{pattern: '{pattern}'}}"
    found = held(tmp_path, table(order_id=options))
    assert [line for line, _ in found.rows("pattern")] == bad


def of_column(column, rule, kind=""):
    return table(**{column: f"{kind}quality: [{rule}]"})


LISTED = "{metric: invalidValues, mustBe: 0, arguments: {validValues: [%s]}}"
STAMP = "logicalType: timestamp, "
DAYS = "2026-03-02, 2026-03-03, 2026-03-04, 2026-03-05"
LAST = [(6, "2026-03-06")]
FIVE = "{check: pattern, pattern: '^[0-9.]{5,}$'}"
EARLY = "{check: pattern, pattern: '^2026-03-0[2-5]$'}"
THREE = "{metric: missingValues, mustBe: 0, arguments: {missingValues: [3]}}"
BEFORE = f"{STAMP}logicalTypeOptions: {{exclusiveMaximum: '2026-03-06'}}"
EVEN = "logicalTypeOptions: {multipleOf: 2, minimum: 1}"


@pytest.mark.parametrize(
    ("ruled", "bad"),
    [
        (of_column("quantity", LISTED % "1, 2"), [(5, "3")]),
        (of_column("amount", LISTED % "5, 19.9, 42.5, 7.25"), [(4, "120.00")]),
        (of_column("order_date", LISTED % DAYS), LAST),
        (of_column("order_date", LISTED % DAYS, STAMP), LAST),
        (of_column("amount", custom(FIVE)), [(3, "5.00"), (6, "7.25")]),
        (of_column("amount", custom("{check: length, maximum: 5}")), [(4, "120.00")]),
        (of_column("order_date", custom(EARLY), STAMP), LAST),
        (of_column("quantity", THREE), [(5, "3")]),
        (table(order_date="logicalTypeOptions: {minimum: '2026-03-03'}"), [(2, "2026-03-02")]),
        (table(order_date=BEFORE), LAST),
        (table(quantity=EVEN), [(3, "1"), (4, "1"), (5, "3"), (6, "1")]),
    ],
)
def test_rules_hold_numbers_and_dates_as_the_file_writes_them(tmp_path, ruled, bad):
    found = held(tmp_path, ruled)
    (code,) = found.failing
    assert found.rows(code) == bad


def test_an_integer_holds_no_half(tmp_path):
    found = held(tmp_path, orders_csv=orders(instead={"Rug,3": "Rug,2.5"}))
    assert (found.rows("range"), found.failure("range")["wanted"]) == ([(5, "2.5")], "whole")


SELECTS = """
    - type: sql
      name: dear
      query: SELECT order_id, amount, source_file, source_row FROM {object} WHERE amount > 15
      %s
"""


@pytest.mark.parametrize(
    ("more", "failing"),
    [
        ("severity: error", {"sql": "error"}),
        ("severity: warning", {"sql": "warning"}),
        ("severity: off", {}),
    ],
)
def test_the_rows_that_a_select_returns_are_the_violations(tmp_path, more, failing):
    files = {"a_csv": orders(), "b_csv": f"{HEADER}\nB-1,2026-03-06,Mug,1,15.00\n"}
    found = held(tmp_path, table(rules=SELECTS % more), **files)
    assert found.failing == failing
    if failing:
        failure = found.failure("sql")
        assert (failure["rows"], failure["measured"], failure["column"]) == (3, "3 rows", "dear")
        assert [r["line"] for r in found.table("rows")] == [2, 4, 5]
        assert {r["file"] for r in found.table("rows")} == {"a.csv"}


SUMS = """
    - type: sql
      name: turnover
      query: SELECT sum(amount) FROM {object}
      %s
"""


@pytest.mark.parametrize(
    ("bounds", "failing"),
    [
        ("mustBe: 389.30", {}),  # 194.65 in each of the two files
        ("mustBeLessThan: 389.30", {"sql": "error"}),
        ("mustBeGreaterThan: 389.29", {}),
    ],
)
def test_a_select_with_bounds_is_one_number_over_all_files(tmp_path, bounds, failing):
    files = {"a_csv": orders(), "b_csv": orders().replace("A-", "B-")}
    found = held(tmp_path, table(rules=SUMS % bounds), **files)
    assert found.failing == failing
    assert found.one("sql")["measured"].startswith("389.30")


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE orders",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT nothing FROM orders",
    ],
)
def test_a_rule_that_is_no_plain_select_ends_the_check_and_is_named(tmp_path, query):
    found = held(tmp_path, table(rules=f'- {{type: sql, name: mine, query: "{query}"}}'))
    assert (found.code, found.out) == (2, "")
    assert "'mine'" in found.err


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("accepted", "accepted wants `values`"),
        ("pattern", "pattern wants `pattern`"),
        ("reference", "reference wants `to`"),
        ("future", "future is about a whole table"),
        ("{check: formula}", "formula is about a whole table"),
    ],
)
def test_a_rule_of_a_column_that_asks_nothing_is_refused(tmp_path, rule, said):
    found = held(tmp_path, table(product=f"quality: [{custom(rule)}]"))
    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("sql", "sql wants `query`"),
        ("unique", "unique wants `columns`"),
        ("{check: unique, columns: [order_id, produkt]}", "did you mean 'product'"),
        ("{check: rang}", "did you mean 'range'"),
    ],
)
def test_a_rule_of_a_table_that_asks_nothing_is_refused(tmp_path, rule, said):
    found = held(tmp_path, table(rules=f"- {custom(rule)}"))
    assert found.code == 2
    assert said in found.err


def test_all_keys_can_be_off_at_once(tmp_path):
    off = table(rules=f"- {custom('unique', 'off')}", product="unique: true")
    assert held(tmp_path, off, orders_csv=orders(instead={"Rug": "Mug"})).failing == {}
