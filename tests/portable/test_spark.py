"""Each fix of the translator: what it writes, that its input is real SQL, and what it refuses."""

import re

import duckdb
import pytest
from spark_cases import AGREE, CASES, PARAMETERS, TABLE

from salesops.queries.portable import lint
from salesops.queries.spark import to_spark
from salesops.queries.spark_functions import CHECKED
from salesops.queries.spark_tree import NotPortableError, exp, parse


@pytest.fixture(scope="module")
def database():
    connection = duckdb.connect()
    connection.execute(TABLE)
    return connection


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_writes(case):
    assert to_spark(case.duckdb, pretty=False) == " ".join(case.spark.split())


@pytest.mark.parametrize("sql", [*(case.duckdb for case in CASES), *AGREE])
def test_the_input_runs_on_duckdb(database, sql):
    names = set(re.findall(r"\$([a-z]+)", sql))
    parameters = {name: PARAMETERS[name] for name in names}
    assert database.sql(sql, params=parameters).columns


@pytest.mark.parametrize("sql", [*(case.duckdb for case in CASES), *AGREE])
def test_pretty_and_plain_are_the_same_words(sql):
    pretty, plain = to_spark(sql), to_spark(sql, pretty=False)
    assert "\n" in pretty
    assert "".join(pretty.split()) == "".join(plain.split())


def test_every_checked_function_has_evidence():
    statements = [*(case.duckdb for case in CASES), *AGREE]
    seen = {type(call).__name__ for sql in statements for call in parse(sql).find_all(exp.Func)}
    assert seen == CHECKED


def test_only_the_known_cases_leave_the_linted_subset():
    """The translator may say more than the lint lets pass, not the other way round."""
    rules = {problem.rule for case in CASES for problem in lint(case.duckdb)}
    assert rules <= {"order-by", "cast-rounds"}


REFUSED = {
    "list of several keys": "SELECT list(id ORDER BY qty, id) FROM t",
    "list without order": "SELECT list(id) FROM t",
    "list of distinct values": "SELECT list(DISTINCT id ORDER BY id) FROM t",
    "list over a window": "SELECT list(id ORDER BY id) OVER (PARTITION BY grp) FROM t",
    "list over a window, filtered": "SELECT list(id ORDER BY id) FILTER (WHERE ok) OVER () FROM t",
    "weeks between": "SELECT date_diff('week', day, moment) FROM t",
    "approximate percentile": "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY qty) FROM t",
    "mean of distinct values": "SELECT avg(DISTINCT qty) FROM t",
    "QUALIFY and LIMIT": "SELECT id, rank() OVER (ORDER BY id) AS r FROM t QUALIFY r < 3 LIMIT 1",
    "QUALIFY and ORDER BY": "SELECT rank() OVER (ORDER BY id) AS r FROM t QUALIFY r < 3 ORDER BY 1",
    "QUALIFY and *": "SELECT * FROM t QUALIFY rank() OVER (ORDER BY id) < 3",
    "QUALIFY and DISTINCT": "SELECT DISTINCT grp FROM t QUALIFY rank() OVER (ORDER BY id) < 3",
    "GROUP BY ALL over a window": "SELECT id, rank() OVER (ORDER BY id) FROM t GROUP BY ALL",
    "GROUP BY ALL of *": "SELECT * FROM t GROUP BY ALL",
    "GROUP BY ALL without a key": "SELECT 1 AS one, sum(qty) FROM t GROUP BY ALL",
    "range": "SELECT s.i FROM unnest(range(3)) AS s(i)",
    "a falling spine": "SELECT s.i FROM unnest(generate_series(3, 1, -1)) AS s(i)",
    "a spine with a subquery": "SELECT i FROM unnest(generate_series(1, (SELECT 3))) AS s(i)",
    "a local clock": "SELECT moment AT TIME ZONE 'Europe/Berlin' FROM t",
    "Sunday is 0": "SELECT dayofweek(day), weekday(day) FROM t",
    "extract": "SELECT extract(isodow FROM day) FROM t",
    "integer division": "SELECT amount // 2 FROM t",
    "try_cast": "SELECT try_cast(name AS INTEGER) FROM t",
    "unknown": "SELECT to_days(qty) FROM t",
    "two statements": "SELECT 1; SELECT 2",
    "no statement": "-- nothing",
    "no SQL": "SELECT FROM WHERE",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_refuses(sql):
    with pytest.raises(NotPortableError):
        to_spark(sql)


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_linted_too(sql):
    found = {problem.rule for problem in lint(sql, view=True)}
    assert found


def test_a_parameter_in_a_comment_or_a_text_stays():
    sql = "-- binds $since\nSELECT '$since' AS a, $since AS b"
    assert to_spark(sql, pretty=False) == "SELECT '$since' AS a, :since AS b"


def test_a_value_is_bound_as_its_type():
    sql = "SELECT day, amount FROM t WHERE day >= $since AND amount > $n ORDER BY day, id"
    casts = frozenset({("since", "TIMESTAMP"), ("n", "DECIMAL(38, 2)")})
    spark = to_spark(sql, pretty=False, casts=casts)
    assert "day >= CAST(:since AS TIMESTAMP_NTZ)" in spark
    assert "amount > CAST(:n AS DECIMAL(38, 2))" in spark
