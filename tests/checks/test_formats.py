"""How a column is written: what its values prove, what a contract declares, what stays bad."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesops.checks.contract import Format
from salesops.errors import InputError, UnsettledError
from salesops.exports.judge import judge, settled
from salesops.exports.recognise import Header, Match
from salesops.exports.shapes import UNDECLARED
from salesops.exports.source import Input, InputColumn, Source
from salesops.queries.duck import Duck
from salesops.queries.statement import SqlFile


@pytest.fixture(scope="module")
def duck():
    """Its table t has one column v."""
    engine = Duck()
    yield engine
    engine.close()


def reading(duck, values, kind, written=UNDECLARED, **said):
    """How a column of these texts is read."""
    column = InputColumn("v", kind, ("reject",), ("v",), "v", written)
    wanted = Input("rows", optional=False, columns=(column,))
    source = Source("own", SqlFile(Path("own"), "", ()), (wanted,))
    duck.run("CREATE OR REPLACE TABLE t (v VARCHAR)")
    rows = ", ".join(f"($v{n})" for n in range(len(values)))
    duck.run(f"INSERT INTO t VALUES {rows}", {f"v{n}": v for n, v in enumerate(values)})
    match = Match(source, wanted, Header(("v",), ",", 1, 1), {"v": 0})
    return judge(duck, "t", match, Path("a.csv"), **said)["v"]


def read(duck, values, kind="money", written=UNDECLARED, **said):
    """The value of each text; None where it is bad."""
    found = reading(duck, values, kind, written, **said)
    got = [row[0] for row in duck.run(f"SELECT {found.sql('v')} FROM t ORDER BY rowid").tuples]
    assert found.bad == sum(v is None and t is not None for v, t in zip(got, values, strict=True))
    return [v.date() if kind == "date" and v else v for v in got]


def amounts(*texts):
    return [None if text is None else Decimal(text) for text in texts]


PROVEN = {
    "both marks, comma last": (["1.234,56", "1.234"], ["1234.56", "1234"]),
    "both marks, point last": (["1,234.56", "1,234"], ["1234.56", "1234"]),
    "two points": (["1.234.567", "1.234"], ["1234567", "1234"]),
    "two decimals behind a comma": (["12,50", "1.234"], ["12.50", "1234"]),
    "a comma behind a zero": (["0,125", "1.234"], ["0.125", "1234"]),
    "a point behind a zero": (["0.125", "1.234"], ["0.125", "1.234"]),
    "blanks and a comma": (["1 234,56", "1\u202f234\u202f567,5"], ["1234.56", "1234567.5"]),
    "the Swiss": (["1'234.50", "1\u2019234"], ["1234.50", "1234"]),
    "the Indian": (["1,23,456.78", "1,234"], ["123456.78", "1234"]),
    "whole numbers prove nothing and need none": (["5", "1234"], ["5", "1234"]),
    "a lone comma is ambiguous": (["1,234", "5"], [None, "5"]),
    "a lone point is ambiguous in money": (["1.234", "15.000", "850"], [None, None, "850"]),
    "signs of one currency": (["$1,234.50", "$5", "5"], ["1234.50", "5", "5"]),
    "brackets": (["(12.50)", "20.00"], ["-12.50", "20"]),
    "the minus of typesetters": (["\u221212.50", "20.00"], ["-12.50", "20"]),
    "the euro behind": (["12,50 €", "1.234,00 €"], ["12.50", "1234"]),
}


@pytest.mark.parametrize(("texts", "values"), PROVEN.values(), ids=PROVEN)
def test_a_number_is_read_by_what_its_column_proves(duck, texts, values):
    assert read(duck, texts) == amounts(*values)


MINORITY = {
    "a point among commas": (["12,50", "13,50", "14.50"], ["12.50", "13.50", None]),
    "a comma among points": (["12.50", "13.50", "1.234,50"], ["12.50", "13.50", None]),
    "as many of each: the point": (["12,50", "14.50", "1,234"], [None, "14.50", "1234"]),
    "a dollar among euros": (["5 €", "6 €", "$7"], ["5", "6", None]),
    "as many dollars as euros: neither": (["5 €", "$7", "8"], [None, None, "8"]),
    "percent is no money": (["25 %", "5"], [None, "5"]),
    "exponents": (["1e3", "5.5"], [None, "5.5"]),
    "infinite": (["NaN", "inf", "2.50"], [None, None, "2.50"]),
    "too long": (["99999999999999999999", "1.5"], [None, "1.5"]),
}


@pytest.mark.parametrize(("texts", "values"), MINORITY.values(), ids=MINORITY)
def test_one_column_one_format(duck, texts, values):
    assert read(duck, texts) == amounts(*values)


def test_a_quantity_of_three_decimals_is_one(duck):
    assert read(duck, ["1.250", "3"], "number") == amounts("1.250", "3")
    assert read(duck, ["1.250", "3,5"], "number") == amounts("1250", "3.5")


def test_proof_beyond_the_first_rows_counts(duck):
    texts = ["5"] * 300 + ["1.234", "12,50"]
    assert read(duck, texts)[-2:] == amounts("1234", "12.50")


def test_what_was_proven_is_said(duck):
    said = [s.said for s in reading(duck, ["1.234,50", "7"], "money").shapes]
    assert said == ["", "are read with , as the decimal mark, which the values prove"]


POINT = Format(decimal=".")
DECLARED = {
    # format, texts, values
    "no thousands mark": (POINT, ["1,234.50", "1,234", "5.00"], [None, None, "5"]),
    "no brackets": (POINT, ["(12.50)", "20.00"], [None, "20"]),
    "no other minus": (POINT, ["\u221212.50", "20.00"], [None, "20"]),
    "no blanks": (POINT, ["1\u00a0234.50", "20.00"], [None, "20"]),
    "no symbols": (POINT, ["$5", "5"], [None, "5"]),
    "one point is decimal": (POINT, ["1.234", "-2.000"], ["1.234", "-2"]),
    "five decimals are rounded": (POINT, ["0.12345"], ["0.1235"]),
    "a comma": (Format(decimal=","), ["1,234", "12.50"], ["1.234", None]),
    "points between thousands": (
        Format(decimal=",", thousands="."),
        ["1.234", "1.234,5", "1234,5", "1.23"],
        ["1234", "1234.5", "1234.5", None],
    ),
    "a thousands point alone": (Format(thousands="."), ["1.234", "2,5"], ["1234", "2.5"]),
    "Indian": (Format(thousands=","), ["1,23,456.78", "123,456"], ["123456.78", "123456"]),
    "any blank": (
        Format(decimal=",", thousands=" "),
        ["1 234,5", "1\u00a0234,5", "1\u202f234", "1.234"],
        ["1234.5", "1234.5", "1234", None],
    ),
    "either apostrophe": (
        Format(thousands="'"),
        ["1'234.5", "1\u2019234.5"],
        ["1234.5", "1234.5"],
    ),
    "brackets": (Format(negative="parens"), ["(12.50)", "12.50-"], ["-12.50", None]),
    "a minus behind": (Format(negative="trailing"), ["(12.50)", "12.50-"], [None, "-12.50"]),
    "symbols": (
        Format(decimal=".", symbols=("$", "USD")),
        ["$5", "-$5", "$-5", "5 USD", "€5", "5"],
        ["5", "-5", "-5", "5", None, "5"],
    ),
}


@pytest.mark.parametrize(("written", "texts", "values"), DECLARED.values(), ids=DECLARED)
def test_a_declared_format_is_exact(duck, written, texts, values):
    assert read(duck, texts, "money", written) == amounts(*values)


DAYS = {
    "ISO without zeros": ("", ["2024-1-5", "2024-01-06"], [date(2024, 1, 5), date(2024, 1, 6)]),
    "no such day": ("", ["2024-02-30", "2024-02-29"], [None, date(2024, 2, 29)]),
    "a time of day": ("", ["2024-01-02 23:59:59", "2024-01-02"], [None, date(2024, 1, 2)]),
    "the day first": ("%d/%m/%Y", ["03/04/2024", "3/4/2024"], [date(2024, 4, 3)] * 2),
    "four digits for %Y": ("%d/%m/%Y", ["03/04/24", "03/04/2024"], [None, date(2024, 4, 3)]),
    "two digits for %y": ("%m/%d/%y", ["03/04/24", "03/04/2024"], [date(2024, 3, 4), None]),
    "run together": ("%Y%m%d", ["20240331", "2024-03-31"], [date(2024, 3, 31), None]),
    "names of months": ("%d-%b-%Y", ["05-Mar-2024", "05-03-2024"], [date(2024, 3, 5), None]),
    "only what is declared": ("%d.%m.%Y", ["2024-03-31", "31.02.2024"], [None, None]),
}


@pytest.mark.parametrize(("written", "texts", "values"), DAYS.values(), ids=DAYS)
def test_days(duck, written, texts, values):
    assert read(duck, texts, "date", Format(date=written)) == values


def test_a_day_run_together_is_one_for_sources_and_not_under_a_contract(duck):
    assert read(duck, ["20240331"], "date") == [date(2024, 3, 31)]
    assert read(duck, ["20240331"], "date", compact=False) == [None]


def test_a_declared_stamp_with_an_offset_is_a_moment(duck):
    found = reading(duck, ["05/03/2024 10:00 +0200"], "instant", Format(date="%d/%m/%Y %H:%M %z"))
    assert str(duck.value(f"SELECT {found.sql('v')} FROM t")) == "2024-03-05 08:00:00"
    assert duck.value(f"SELECT {found.minutes('v')} FROM t") == 0


@pytest.mark.parametrize(
    ("texts", "why", "examples"),
    [
        (
            ["03/04/2024", "05/06/2024"],
            "no value shows which",
            [(1, "03/04/2024"), (2, "05/06/2024")],
        ),
        (["01/02/03", "04/05/06"], "no value shows which", [(1, "01/02/03"), (2, "04/05/06")]),
        (
            ["01/01/2024", *["02/02/2024"] * 999, "12/25/2024"],
            "only 1 of 1,001 values shows which",
            [(1, "01/01/2024"), (2, "02/02/2024")],
        ),
    ],
    ids=["ambiguous", "two-digit years", "one slip in a thousand"],
)
def test_dates_without_proof_are_unsettled_with_two_rows(duck, texts, why, examples):
    found = reading(duck, texts, "date")
    assert (found.shapes, found.bad, list(found.examples)) == ((), 0, examples)
    assert found.problem.check == "date-order"
    assert why in str(found.problem)
    with pytest.raises(UnsettledError, match="date_order"):
        settled({"v": found})


def test_one_proof_in_two_settles_and_is_said(duck):
    assert read(duck, ["03/04/2024", "25/06/2024"], "date") == [date(2024, 4, 3), date(2024, 6, 25)]
    (shape,) = reading(duck, ["03/04/2024", "25/06/2024"], "date").shapes
    assert shape.said == "are read as D/M/Y, which other values prove"


def test_a_slip_among_thousands_of_proofs_is_bad_and_the_rest_is_read(duck):
    got = read(duck, ["25/12/2024"] * 1000 + ["12/25/2024", "03/04/2024"], "date")
    assert got[999:] == [date(2024, 12, 25), None, date(2024, 4, 3)]


def test_days_in_both_orders_are_bad_values_of_which_none_is_believed(duck):
    texts = ["03/25/2024", "25/03/2024", "01/02/2024", "2024-05-06"]
    found = reading(duck, texts, "date")
    assert (found.bad, found.problem.check) == (3, "type")
    assert list(found.examples) == [(1, "03/25/2024"), (2, "25/03/2024")]
    assert read(duck, texts, "date", date_order="dmy") == [
        None,
        date(2024, 3, 25),
        date(2024, 2, 1),
        date(2024, 5, 6),
    ]


def test_stamps_with_and_without_offset_are_told(duck):
    mixed = ["2024-03-31T00:30:00+02:00", "2024-03-31 10:00:00"]
    assert reading(duck, mixed, "instant").mixed_zones
    assert not reading(duck, mixed[:1], "instant").mixed_zones
    assert not reading(duck, ["2024-03-31", mixed[0]], "instant").mixed_zones


def test_a_source_that_refuses_a_file_for_one_bad_value_still_judges_the_rest(duck):
    column = InputColumn("v", "money", ("refuse",), ("v",), "v")
    wanted = Input("rows", optional=False, columns=(column,))
    source = Source("own", SqlFile(Path("own"), "", ()), (wanted,))
    duck.run("CREATE OR REPLACE TABLE t AS SELECT unnest(['1', 'x']) AS v")
    found = judge(
        duck, "t", Match(source, wanted, Header(("v",), ",", 1, 1), {"v": 0}), Path("a.csv")
    )
    assert (found["v"].bad, found["v"].problem.check) == (1, "type")
    with pytest.raises(InputError, match=r"a\.csv.*1 values do not parse"):
        settled(found)
