"""Each way of writing a number or flag, against Python's own Decimal."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from salesops.exports.shapes import Shape
from salesops.exports.writing import TEXT_SHAPES
from salesops.queries.duck import Duck

COMMON = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def duck():
    engine = Duck()
    yield engine
    engine.close()


def first(kind: str, text: str, order: str = ".") -> Shape | None:
    fitting = (s for s in TEXT_SHAPES[kind] if re.fullmatch(s.pattern, text))
    return next((s for s in fitting if s.order in ("", order)), None)


def value(duck: Duck, kind: str, text: str, order: str = "."):
    """What a value is, read by the first shape that fits it."""
    shape = first(kind, text, order)
    return (
        None
        if shape is None
        else duck.value(f"SELECT {shape.value('v')} FROM (SELECT $v AS v)", {"v": text})
    )


AMOUNTS = st.decimals(-(10**13), 10**13, places=4, allow_nan=False)


@COMMON
@given(AMOUNTS)
@example(Decimal("-0.0001"))
@example(Decimal("9999999999999.9999"))
def test_money_is_exact(duck, amount):
    assert value(duck, "money", f"{amount:f}") == amount
    assert value(duck, "money", f"{amount:+f}") == amount
    assert value(duck, "money", f"{amount:f}000") == amount


@COMMON
@given(st.decimals(1000, 10**12, places=2, allow_nan=False), st.booleans())
def test_thousands_are_taken_out(duck, amount, minus):
    amount = -amount if minus else amount
    assert value(duck, "money", f"{amount:,.2f}") == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,23,456.50", "123456.50"),
        ("12,34,56,789.1", "123456789.1"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("+3", "3"),
    ],
)
def test_money_as_people_write_it(duck, text, amount):
    assert value(duck, "money", text) == Decimal(amount)


@COMMON
@given(st.decimals(0, 10**9, places=7, allow_nan=False))
def test_long_fractions_are_rounded_half_away_from_zero(duck, amount):
    exact = amount.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    assert value(duck, "money", f"{amount:f}") == exact


BLANKS = [" ", "\u00a0", "\u202f", "'", "\u2019"]


@COMMON
@given(st.decimals(1000, 10**12, places=2, allow_nan=False), st.sampled_from([".", *BLANKS]))
def test_a_decimal_comma_with_any_mark_between_thousands(duck, amount, mark):
    text = f"{amount:,.2f}".replace(",", "x").replace(".", ",").replace("x", mark)
    assert value(duck, "money", text, ",") == amount
    assert value(duck, "money", f"-{text}", ",") == -amount


@COMMON
@given(st.decimals(1000, 10**12, places=2, allow_nan=False), st.sampled_from(BLANKS))
def test_a_decimal_point_with_blanks_between_thousands(duck, amount, mark):
    assert value(duck, "money", f"{amount:,.2f}".replace(",", mark), ".") == amount


LOCALISED = [
    # text, decimal mark of the column, amount
    ("1.234", ",", "1234"),
    ("1.234.567", ",", "1234567"),
    ("12,5", ",", "12.5"),
    (",5", ",", "0.5"),
    ("0,123456", ",", "0.1235"),
    ("1 234", "", "1234"),
    ("(12.50)", ".", "-12.50"),
    ("(1,234.50)", ".", "-1234.50"),
    ("($1,234.50)", ".", "-1234.50"),
    ("$(1,234.50)", ".", "-1234.50"),
    ("1,234.50-", ".", "-1234.50"),
    ("12,50-", ",", "-12.50"),
    ("\u221212.50", ".", "-12.50"),
    ("$1,234.50", ".", "1234.50"),
    ("-$5", "", "-5"),
    ("$-5.25", ".", "-5.25"),
    ("€ 12,50", ",", "12.50"),
    ("12,50\u00a0€", ",", "12.50"),
    ("12,50 EUR", ",", "12.50"),
    ("CHF 1'234.50", ".", "1234.50"),
    ("R$ 1.234,56", ",", "1234.56"),
    ("₹1,23,456.78", ".", "123456.78"),
    ("$12.50 CAD", ".", "12.50"),
    ("(12)", "", "-12"),
]


@pytest.mark.parametrize(("text", "order", "amount"), LOCALISED)
def test_money_as_it_is_localised(duck, text, order, amount):
    assert value(duck, "money", text, order) == Decimal(amount)


NO_MONEY = [
    "",
    " 5",
    "5 ",
    "1e5",
    "1E5",
    "0x1F",
    "1_000",
    "NaN",
    "nan",
    "inf",
    "-Infinity",
    "N/A",
    "-",
    "$",
    "()",
    "(-5)",
    "-(5)",
    "-5-",
    "-$-5",
    "ABC 5",
    "5 %",
    ".",
    "1.2.3",
    "1,2",
    "12,34",
    "1,234,5",
    "1234,567",
    "12,34,5",
    "1,234,56,789",
    "0,123",
    "1.234,50",
    "1 2345",
    "12 34",
    "1 234,567 890",
    "'5",
    "5\n",
    "١٢",
    "1" * 15,
    "--5",
    "+-5",
]


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_money(duck, text):
    assert value(duck, "money", text) is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("0.25", 0.25),
        ("25%", 0.25),
        ("25 %", 0.25),
        ("-2.5%", -0.025),
        ("1", 1.0),
        ("25 pct", None),
    ],
)
def test_rates(duck, text, rate):
    assert value(duck, "rate", text) == (pytest.approx(rate) if rate is not None else None)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("true", True),
        ("YES", True),
        ("1", True),
        ("False", False),
        ("no", False),
        ("0", False),
        ("t", None),
        ("maybe", None),
        ("2", None),
    ],
)
def test_flags(duck, text, flag):
    assert value(duck, "flag", text) is flag
