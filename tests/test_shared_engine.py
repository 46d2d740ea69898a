"""Questions that share an engine know nothing of each other, and are as locked as others."""

import duckdb
import pytest
import shared_engine

from salesops.queries.duck import Duck


@pytest.fixture
def ducks():
    """Two questions of one engine."""
    with shared_engine.shared():
        both = Duck(), Duck()
        yield both
        for duck in both:
            duck.close()


def test_two_questions_have_tables_of_the_same_names(ducks):
    for number, duck in enumerate(ducks):
        duck.run(f"CREATE TABLE orders AS SELECT {number} AS number")
        duck.run("CREATE TEMP TABLE dropped AS SELECT number FROM orders")
        duck.open({"facts": "SELECT number FROM dropped"}, {})
    assert [duck.value("SELECT number FROM facts") for duck in ducks] == [0, 1]


def test_what_is_closed_leaves_nothing_to_the_next(ducks):
    one, other = ducks
    one.run("CREATE TABLE orders AS SELECT 1 AS number")
    one.close()
    for duck in (other, Duck()):
        with pytest.raises(duckdb.CatalogException):
            duck.run("FROM orders")


def test_it_is_locked(ducks):
    for statement in ("SET threads=2", "FROM read_text('/etc/hostname')"):
        with pytest.raises(duckdb.Error, match=r"locked|disabled"):
            ducks[0].run(statement)


def test_its_clock_is_that_of_the_product(ducks):
    assert ducks[0].value("SELECT current_setting('TimeZone')") == "UTC"


def test_what_may_use_other_memory_has_an_engine_of_its_own(ducks):
    own = Duck(memory="2GB")
    assert not isinstance(own._con, shared_engine.Lent)
    own.close()
