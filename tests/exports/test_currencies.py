"""Currencies are never added together unless somebody says how."""

import pytest
from exports_loading import FLAT, accounted, lines, opened, put, rows, sums

from salesops.errors import InputError, UnsettledError, UsageError
from salesops.settings import Sales, Settings


def flat(*text: str) -> str:
    return lines(FLAT, *text)


TWO = flat("1,2026-03-01,A,1,10,EUR", "2,2026-03-02,A,2,20,usd", "3,2026-03-05,A,1,5,USD")
RATES = lines("day,currency,rate", "2026-03-01,USD,0.9", "2026-03-04,USD,0.8", "2026-03-01,EUR,1")


def said(tmp_path, text, **options):
    put(tmp_path, {"data/a.csv": text})
    with opened(tmp_path / "data", **options) as book:
        accounted(book)
        return book.currency, sums(book), dict(book.rows.reasons)


def refusal(tmp_path, text, kind=UnsettledError, **options):
    put(tmp_path, {"data/a.csv": text})
    with pytest.raises(kind) as error, opened(tmp_path / "data", **options):
        pass
    return str(error.value)


def rates(tmp_path, text=RATES):
    put(tmp_path, {"rates.csv": text})
    return tmp_path / "rates.csv"


def test_one_currency_is_the_answers(tmp_path):
    assert said(tmp_path, flat("1,2026-03-01,A,1,10,eur")) == ("EUR", ("1", "1", "10"), {})


def test_two_are_refused_with_both_remedies(tmp_path):
    message = refusal(tmp_path, TWO)
    assert "EUR, USD" in message
    assert "--currency EUR" in message
    assert "--fx" in message


def test_one_of_them_can_be_chosen(tmp_path):
    assert said(tmp_path, TWO, currency="USD") == (
        "USD",
        ("2", "2", "45"),
        {"in another currency than USD": 1},
    )


def test_one_that_is_not_there_is_refused(tmp_path):
    assert "no order is in GBP: the exports hold EUR, USD" in refusal(tmp_path, TWO, currency="GBP")


def test_each_order_is_converted_at_its_own_day(tmp_path):
    options = {"currency": "EUR", "fx": rates(tmp_path)}
    assert said(tmp_path, TWO, **options) == ("EUR", ("3", "3", "50"), {})  # 10 + 40 x .9 + 5 x .8
    with opened(tmp_path / "data", **options) as book:
        assert rows(book, "SELECT unit_price FROM order_lines ORDER BY source_row") == [
            ("10",),
            ("18",),
            ("4",),
        ]


def test_conversion_into_a_third(tmp_path):
    third = lines("day,currency,rate", "2026-01-01,EUR,2", "2026-01-01,USD,1.5")
    assert said(tmp_path, TWO, currency="CHF", fx=rates(tmp_path, third))[:2] == (
        "CHF",
        ("3", "3", "87.5"),
    )


def test_returns_are_converted_too(tmp_path):
    text = flat("2,2026-03-02,A,2,20,USD", "2,2026-03-05,A,-1,20,USD", "3,2026-03-05,A,1,1,EUR")
    put(tmp_path, {"data/a.csv": text})
    with opened(tmp_path / "data", currency="EUR", fx=rates(tmp_path)) as book:
        assert rows(book, "SELECT subtotal FROM refunds") == [("18",)]


def test_a_day_before_all_rates_is_refused(tmp_path):
    late = lines("day,currency,rate", "2026-03-04,USD,0.8")
    message = refusal(tmp_path, TWO, currency="EUR", fx=rates(tmp_path, late))
    assert "no rate for USD on or before 2026-03-02" in message


def test_fx_wants_to_know_into_what(tmp_path):
    assert "--currency" in refusal(tmp_path, TWO, (UsageError, UnsettledError), fx=rates(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "day,currency\n2026-01-01,USD\n",
        "day,currency,rate\n1/2/2026,USD,1\n",
        "day,currency,rate\n2026-01-01,USD,x\n",
        "\xff",
    ],
    ids=["no rate", "odd day", "odd rate", "no header"],
)
def test_a_file_of_rates_that_is_none(tmp_path, text):
    if text == "\xff":
        text = b"\xff\xfe\x00"
    message = refusal(tmp_path, TWO, InputError, currency="EUR", fx=rates(tmp_path, text))
    assert "--fx" in message
    assert "rates.csv" in message


def test_a_missing_file_of_rates(tmp_path):
    message = refusal(tmp_path, TWO, InputError, currency="EUR", fx=tmp_path / "gone.csv")
    assert "gone.csv" in message


def test_an_order_in_two_currencies_is_refused(tmp_path):
    text = flat("1,2026-03-01,A,1,10,EUR", "1,2026-03-01,B,1,10,USD")
    assert "EUR, USD" in refusal(tmp_path, text)
    assert said(
        tmp_path,
        flat("1,2026-03-01,A,1,10,EUR", "1,2026-03-01,B,1,10,USD", "2,2026-03-01,A,1,3,EUR"),
        currency="EUR",
    ) == (
        "EUR",
        ("1", "1", "3"),
        {"in another currency than EUR": 2},
    )


SOME = flat("1,2026-03-01,A,1,10,EUR", "2,2026-03-02,A,1,5,")


def test_orders_that_state_none_are_not_taken_for_euros(tmp_path):
    assert "1 orders that state none" in refusal(tmp_path, SOME)
    assert said(tmp_path, SOME, currency="EUR") == (
        "EUR",
        ("1", "1", "10"),
        {"in no stated currency": 1},
    )
    message = refusal(tmp_path, SOME, currency="USD", fx=rates(tmp_path))
    assert "state no currency" in message


def test_the_settings_say_what_the_orders_do_not(tmp_path):
    mine = Settings(sales=Sales(currency="eur"))
    assert said(tmp_path, SOME, settings=mine) == ("EUR", ("2", "2", "15"), {})


def test_unstated_everywhere_is_unstated(tmp_path):
    text = flat("1,2026-03-01,A,1,10,")
    assert said(tmp_path, text) == (None, ("1", "1", "10"), {})
    assert said(tmp_path, text, currency="EUR") == ("EUR", ("1", "1", "10"), {})


def test_a_test_order_in_another_currency_is_no_matter(tmp_path):
    text = lines(FLAT + ",status", "1,2026-03-01,A,1,10,EUR,paid", "2,2026-03-01,A,1,10,USD,test")
    assert said(tmp_path, text) == ("EUR", ("1", "1", "10"), {"test order": 1})
