"""What was parsed for one database is asked of another as if it had been parsed there."""

import duckdb
import pytest
from parsed import MOST, Parsed

from salesops.queries.duck import Duck


@pytest.fixture
def two():
    """Two databases, each with a table of its own under the same name."""
    ducks = [Duck(), Duck()]
    ducks[0].run("CREATE TABLE things AS SELECT 1 AS n")
    ducks[1].run("CREATE TABLE things AS SELECT 'two' AS n, 2 AS m")
    yield ducks
    for duck in ducks:
        duck.close()


def test_a_text_is_parsed_once_and_each_database_answers_for_itself(two, parsed_once):
    asked = "SELECT * FROM things WHERE n IS NOT NULL OR $also"
    said = [duck.run(asked, {"also": False}) for duck in (*two, *two)]
    assert [rows.tuples for rows in said] == [[(1,)], [("two", 2)]] * 2
    assert [rows.names for rows in said] == [("n",), ("n", "m")] * 2
    assert parsed_once[asked].query == asked


def test_what_is_bound_is_bound_anew(two):
    asked = "SELECT $value AS found"
    values = (1, "one", None, 2**40)
    assert [two[0].value(asked, {"value": value}) for value in values] == list(values)


@pytest.mark.parametrize("text", ["SELEC 1", "SELECT nope\nFROM (SELECT 1)", "SELECT 'a'::INT"])
def test_an_error_is_duckdbs_own_each_time(two, text):
    with pytest.raises(duckdb.Error) as own, duckdb.connect() as plain:
        plain.execute(text)
    for duck in (*two, *two):
        with pytest.raises(type(own.value)) as found:
            duck.run(text)
        assert str(found.value) == str(own.value)


def test_several_statements_are_left_to_duckdb(two):
    assert two[0].run("SELECT 1; SELECT n + 1 FROM things").tuples == [(2,)]


def test_of_many_texts_those_asked_last_are_kept():
    kept = Parsed()
    for n in (0, *range(1, MOST), 0, MOST):
        kept.of(str(n), lambda text: [text])
    assert len(kept) == MOST
    assert {"0", str(MOST)} < set(kept)
    assert "1" not in kept
