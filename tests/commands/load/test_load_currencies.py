"""A store of several currencies answers as its exports do: in one of them, or in one by rates."""

import pytest
from load_store import asked, put

from salesops.exports import storing
from salesops.exports.asking import Options
from salesops.settings import Settings

ORDERS = """order_id,order_no,created_at,currency
1,#1,2026-01-05,EUR
2,#2,2026-01-20,USD
3,#3,2026-02-03,USD
4,#4,2026-02-04,EUR
"""
LINES = """order_id,line_id,sku,qty,unit_price
1,1,A,1,10.00
2,1,B,1,20.00
3,1,A,1,5.55
4,1,C,1,7.00
"""
REFUNDS = """refund_id,order_id,refunded_at,subtotal,currency
r1,2,2026-02-10,4.00,USD
r2,1,2026-02-11,1.00,EUR
"""
RATES = "day,currency,rate\n2026-01-01,USD,0.9\n2026-02-01,USD,0.8\n"
PAYMENTS = """txn_id,order_no,kind,status,amount,currency,paid_at
p1,1,refund,success,2.00,EUR,2026-02-12
p2,2,refund,success,3.00,USD,2026-02-12
"""
PULSE = ("pulse", "--period", "all")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Exports, and the store that they were loaded into."""
    return loaded(tmp_path_factory.mktemp("currencies"))


def loaded(folder, **more):
    """Exports of orders and refunds, with rates beside them, and a store of them."""
    files = {"orders.csv": ORDERS, "order_lines.csv": LINES, "refunds.csv": REFUNDS, **more}
    put(folder, {"rates.csv": RATES})
    data, kept = put(folder / "data", files), folder / "shop"
    storing.load(kept, Options(data=(data,), zone="UTC"), Settings())
    return data, kept


def same(capfd, both, command, *more):
    """The answer, which is that of the exports too."""
    data, kept = both
    answer = asked(capfd, kept, command, *more)
    assert answer == asked(capfd, data, command, *more)
    return answer


@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_in_one_of_them(capfd, both, currency):
    code, answer = same(capfd, both, *PULSE, "--currency", currency)
    assert (code, answer["context"]["currency"]) == (0, currency)


def test_in_none_it_is_refused_alike(capfd, both):
    code, said = same(capfd, both, *PULSE)
    assert code == 2
    assert "EUR, USD" in said


@pytest.mark.parametrize("into", ["EUR", "CHF"])
def test_all_in_one_by_rates(capfd, both, into, tmp_path):
    rates = RATES + "".join(line.replace("USD", "EUR") for line in RATES.splitlines(True)[1:])
    put(tmp_path, {"rates.csv": rates if into == "CHF" else RATES})
    args = ("--currency", into, "--fx", tmp_path / "rates.csv")
    code, answer = same(capfd, both, *PULSE, *args)
    assert (code, answer["context"]["currency"]) == (0, into)


def test_rates_want_to_know_into_what(capfd, both):
    code, said = same(capfd, both, *PULSE, "--fx", both[0].parent / "rates.csv")
    assert code == 2
    assert "--currency" in said


@pytest.mark.slow
def test_payments_in_the_currency_of_their_orders(capfd, tmp_path):
    both = loaded(tmp_path, **{"payments.csv": PAYMENTS})
    args = ("--currency", "EUR", "--fx", tmp_path / "rates.csv")
    code, answer = same(capfd, both, "returns", "--since", "2026-01-01", *args)
    assert (code, answer["context"]["currency"]) == (0, "EUR")


def test_payments_in_another_that_rates_would_join_are_refused(capfd, tmp_path):
    data, kept = loaded(tmp_path, **{"payments.csv": PAYMENTS.replace("3.00,USD", "3.00,EUR")})
    args = ("--currency", "EUR", "--fx", tmp_path / "rates.csv")
    code, said = asked(capfd, kept, *PULSE, *args)
    assert code == 2
    assert "payments" in said
    assert "--data" in said
    assert asked(capfd, data, *PULSE, *args)[0] == 0
