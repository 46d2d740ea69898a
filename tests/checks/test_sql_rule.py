"""A contract's own SELECT: its rows, its number, and everything that is no SELECT."""

from decimal import Decimal

import pytest

from salesops.checks.contract import Column, Table
from salesops.checks.sql_rule import hidden, number, violations
from salesops.errors import UsageError
from salesops.queries.duck import Duck, Interrupted


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine():
    """Not here: what a SELECT may read is what is asked."""


@pytest.fixture
def duck():
    """Eight lines of two files, as the checked view of a table has them; 4 and 6 are negative."""
    made = Duck()
    made.run(
        """
        CREATE TABLE order_lines AS
        SELECT format('A{}', i) AS order_id, (CASE WHEN i IN (4, 6) THEN -i ELSE i END * 1.25)
            ::DECIMAL(18, 4) AS amount, 'ada@example.org' AS email,
            CASE WHEN i < 4 THEN 'b.csv' ELSE 'a.csv' END AS source_file, i + 1 AS source_row
        FROM range(1, 9) AS r(i)
        """
    )
    yield made
    made.close()


def untouched(duck):
    return duck.run("SELECT count(*), sum(amount) FROM order_lines").tuples == [
        (8, Decimal("20.0000"))  # 1.25 * (36 - 2 * 10)
    ]


def test_no_row_is_no_violation(duck):
    assert violations(duck, "SELECT * FROM order_lines WHERE amount > 10", "big") == (0, [])


def test_the_rows_are_the_violations_with_their_places(duck):
    query = "SELECT source_file, source_row, order_id, amount FROM order_lines WHERE amount < 0"
    assert violations(duck, query, "refund") == (
        2,
        [
            ("a.csv", 5, "order_id = A4, amount = -5.0000"),
            ("a.csv", 7, "order_id = A6, amount = -7.5000"),
        ],
    )


def test_the_first_five_by_place_whatever_the_order_asked_for(duck):
    """a.csv holds the rows 5 to 9, b.csv 2 to 4."""
    query = "SELECT SOURCE_ROW, Source_File FROM order_lines ORDER BY source_row"
    count, rows = violations(duck, query, "all")
    assert count == 8
    assert [(file, row) for file, row, _ in rows] == [("a.csv", n) for n in (5, 6, 7, 8, 9)]


def test_rows_by_number_not_by_text(duck):
    query = "SELECT 'a.csv' AS source_file, unnest([10, 9, 100, 2]) AS source_row"
    assert [row for _, row, _ in violations(duck, query, "n")[1]] == [2, 9, 10, 100]


def test_a_sum_has_no_place(duck):
    query = "SELECT left(order_id, 1) AS letter, sum(amount) AS s FROM order_lines GROUP BY ALL"
    assert violations(duck, query, "sum") == (1, [(None, None, "letter = A, s = 20.0000")])


def test_a_place_that_is_none(duck):
    query = "SELECT 'here' AS source_row, NULL AS source_file, NULL AS amount"
    assert violations(duck, query, "odd") == (1, [(None, None, "amount = NULL")])


def test_columns_of_one_name_and_of_hostile_names(duck):
    count, ((_, _, text),) = violations(duck, 'SELECT 1 AS "a""b", 2 AS "a""b"', "twice")
    assert count == 1
    assert text.startswith('a"b = 1, a"b')
    assert text.endswith(" = 2")


def test_a_long_row_is_cut(duck):
    _, ((_, _, text),) = violations(duck, "SELECT repeat('x', 5000) AS v", "long")
    assert text == "v = " + "x" * 296 + "…"


def test_a_rule_that_a_million_rows_break(duck):
    count, rows = violations(duck, "SELECT i FROM range(1_000_000) AS r(i)", "many")
    assert (count, len(rows)) == (1_000_000, 5)


@pytest.mark.parametrize(
    "query",
    [
        "FROM order_lines WHERE amount < 0",
        "WITH bad AS (SELECT * FROM order_lines WHERE amount < 0) SELECT * FROM bad",
        "SELECT * FROM order_lines WHERE amount < 0;",
        "SELECT * FROM order_lines WHERE amount < 0 ; \n",
        "SELECT * FROM order_lines WHERE amount < 0 -- refunds",
        "/* two */ SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 2",
    ],
)
def test_every_way_to_write_one_select(duck, query):
    assert violations(duck, query, "ways")[0] == 2


REFUSED = [
    "",
    "selec 1",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE order_lines",
    "DROP TABLE order_lines",
    "DELETE FROM order_lines",
    "DELETE FROM order_lines RETURNING *",
    "UPDATE order_lines SET amount = 0 RETURNING *",
    # One SELECT to DuckDB's parser, and yet it deletes.
    "WITH gone AS (DELETE FROM order_lines RETURNING *) SELECT * FROM gone",
    "CREATE TABLE x AS SELECT 1",
    "COPY order_lines TO 'out.csv'",
    "COPY (SELECT 1) TO 'out.csv'",
    "EXPORT DATABASE 'out'",
    "ATTACH 'x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "SET memory_limit = '1GB'",
    "CALL pragma_version()",
    "BEGIN",
    # Whole only inside the brackets that ours would put around it.
    "SELECT 1 AS value) AS v NATURAL JOIN (SELECT 1 AS value",
    "SELECT * FROM order_lines WHERE amount > $limit",
]


@pytest.mark.parametrize("ask", [violations, number])
@pytest.mark.parametrize("query", REFUSED)
def test_anything_but_one_select_is_refused_and_changes_nothing(
    duck, ask, query, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="the contract's rule 'my rule'"):
        ask(duck, query, "my rule")
    assert untouched(duck)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "read",
    [
        "'{}.csv'",
        "read_csv('{}.csv')",
        "read_text('{}.txt')",
        "read_blob('{}.txt')",
        "read_json('{}.txt')",
        "parquet_metadata('{}.txt')",
        "sniff_csv('{}.csv')",
        "glob('{}*')",
        "query('SELECT * FROM read_text(''{}.txt'')')",
    ],
)
def test_no_file_is_read(duck, tmp_path, read):
    for ending in ("txt", "csv"):
        (tmp_path / f"secret.{ending}").write_text("word\nxyzzy\n")
    with pytest.raises(UsageError) as caught:
        violations(duck, f"SELECT * FROM {read.format(tmp_path / 'secret')}", "reads")
    assert "xyzzy" not in str(caught.value)


def test_an_unknown_column_is_named(duck):
    with pytest.raises(UsageError, match=r"rule 'typo' does not run: .*\"amout\" not found"):
        violations(duck, "SELECT amout FROM order_lines", "typo")


@pytest.mark.parametrize(
    "query",
    ["SELECT email::INTEGER FROM order_lines", "SELECT strptime(email, '%Y') FROM order_lines"],
)
def test_a_value_that_does_not_convert_is_not_repeated(duck, query):
    with pytest.raises(UsageError, match=r"rule 'cast' does not run: .*Error") as caught:
        violations(duck, query, "cast")
    assert "ada" not in str(caught.value)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("ask", [violations, number])
def test_a_runaway_rule_is_stopped(duck, ask):
    query = "SELECT count(*) FROM range(10_000_000) a(x), range(10_000_000) b(y) WHERE x * y = 7"
    with pytest.raises(UsageError, match=r"rule 'slow' ran over 0\.3 seconds"):
        ask(duck, query, "slow", seconds=0.3)
    assert untouched(duck)


def test_an_interrupt_from_elsewhere_stays_one(duck, monkeypatch):
    def run(*_):
        raise Interrupted

    monkeypatch.setattr(duck, "run", run)
    with pytest.raises(Interrupted):
        violations(duck, "SELECT 1", "stopped")


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("SELECT sum(amount) FROM order_lines", "20.0000"),
        ("SELECT count(*) FROM order_lines;", "8"),
        ("SELECT 0.1::DOUBLE", "0.1"),
        ("SELECT 99999999999999999999999999999999999.001::DECIMAL(38, 3)",
         "99999999999999999999999999999999999.001"),
    ],
)  # fmt: skip
def test_a_number(duck, query, value):
    assert number(duck, query, "n") == Decimal(value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 WHERE false",
        "SELECT 1 UNION ALL SELECT 2",
        "SELECT 1, 2",
        "SELECT NULL",
        "SELECT sum(amount) FROM order_lines WHERE false",
        "SELECT 'many'",
        "SELECT 'nan'::DOUBLE",
        "SELECT 1 / 0",
        "SELECT DATE '2026-03-03'",
    ],
)
def test_what_is_not_one_number(duck, query):
    with pytest.raises(UsageError, match=r"rule 'n' is held against bounds.*one number"):
        number(duck, query, "n")


TABLE = Table(
    "order_lines",
    (
        Column("order_id", "text", ("order id",), "Order"),
        Column("amount", "money", ("amount",), "Amount"),
        Column("email", "text", ("email",), "Email", personal=True),
    ),
)


@pytest.mark.parametrize(
    ("query", "columns", "masked"),
    [
        ("SELECT * FROM order_lines", ["order_id", "amount", "email"], ["email"]),
        ("SELECT order_id, sum(amount) AS s FROM order_lines GROUP BY 1", ["order_id", "s"], []),
        # The contract does not know `e`: it may be the email by another name, and here it is.
        ("SELECT order_id, lower(EMAIL) AS e, Email FROM t", ["order_id", "e", "Email"],
         ["e", "Email"]),
        ("SELECT order_id, e FROM (SELECT * RENAME (email AS e) FROM t)", ["order_id", "e"], ["e"]),
        ("SELECT emails AS e FROM t", ["e"], []),
    ],
)  # fmt: skip
def test_which_columns_may_show_a_person(query, columns, masked):
    hides = hidden(query, [TABLE])
    assert [name for name in columns if hides(name, "1")] == masked


def test_a_personal_value_is_shown_as_the_caller_shows_it(duck):
    hides = hidden("SELECT email FROM order_lines", [TABLE])
    _, rows = violations(
        duck,
        "SELECT order_id, email AS e FROM order_lines WHERE amount = 1.25",
        "who",
        lambda name, value: "***" if hides(name, value) else value,
    )
    assert rows == [(None, None, "order_id = A1, e = ***")]
