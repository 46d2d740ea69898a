"""The statements that are the translator's evidence, asked of a server on each run."""

import re

import pytest
from equal import differences
from spark_cases import AGREE, CASES, PARAMETERS, TABLE

from salesops.queries.duck import Duck
from salesops.queries.spark_engine import Spark


@pytest.fixture(scope="module")
def engines(sail):
    """DuckDB and Spark with the same table of edge rows."""
    beside = Duck()
    beside.run(TABLE)
    spark = Spark(sail, beside)
    spark.give("t")
    yield beside, spark
    spark.close()


@pytest.mark.parametrize("sql", [*(case.duckdb for case in CASES), *AGREE])
def test_the_same_rows(sql, engines):
    duck, spark = engines
    params = {name: PARAMETERS[name] for name in set(re.findall(r"\$([a-z]+)", sql))}
    one, other = duck.run(sql, params), spark.run(sql, params)
    assert (other.names, other.types) == (one.names, one.types)
    assert differences(_cells(one, sql), _cells(other, sql)) == []


def _cells(found, sql):
    """The rows as lists; in some order where none is asked for."""
    rows = [list(row) for row in found.tuples]
    return rows if "ORDER BY" in sql else sorted(rows, key=repr)


def test_columns_are_the_same_arrays(engines):
    duck, spark = engines
    sql = "SELECT id, qty, day, moment, amount::DOUBLE AS amount, name FROM t ORDER BY id"
    one, other = duck.columns(sql), spark.columns(sql)
    assert [column.dtype for column in one.values()] == [c.dtype for c in other.values()]
    assert all(map(_alike, one.values(), other.values()))


def _alike(one, other):
    return one.tolist() == other.tolist()
