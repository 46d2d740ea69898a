"""Quotes and contracts: as of a moment, in one currency, converted."""

from decimal import Decimal

from exports_loading import accounted, lines, opened, put

TABLES = ("quotes", "contracts")
FILES = {
    "quotes.csv": lines(
        "quote_id,status,sent_at,accepted_at,declined_at,amount,currency",
        "Q1,Accepted,2026-03-01 10:00,2026-03-04 10:00,,10,EUR",
        "Q2,Declined,2026-03-01 11:00,,2026-03-02 11:00,20,EUR",
        "Q3,Sent,2026-03-05 10:00,,,40,EUR",
        "Q4,Accepted,2026-03-01 12:00,2026-03-02 12:00,,80,USD",
    ),
    "contracts.csv": lines(
        "contract_id,status,signed_at,start_date,end_date,cancelled_at,value,currency",
        "K1,Active,2026-03-01 10:00,2026-03-01,2027-02-28,2026-03-04 10:00,10,EUR",
        "K2,Active,2026-03-05 10:00,2026-04-01,2027-03-31,,20,EUR",
        "K3,Active,2026-03-01 11:00,2026-03-01,2027-02-28,,40,USD",
    ),
}


def asked(book, sql):
    return book.engine.run(sql).tuples


def test_what_is_later_is_not_there_and_what_became_later_is_unsaid(tmp_path):
    with opened(put(tmp_path, FILES), tables=TABLES, as_of="2026-03-03", currency="EUR") as book:
        assert asked(book, "SELECT quote_id, state, accepted_day FROM quotes ORDER BY 1") == [
            ("Q1", "sent", None),
            ("Q2", "declined", None),
        ]
        assert asked(book, "SELECT contract_id, state, cancelled_day FROM contracts") == [
            ("K1", "active", None)
        ]
        assert book.rows.reasons["in another currency than EUR"] == 2
        accounted(book)


def test_both_are_converted_into_one_currency(tmp_path):
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-03-01,USD,0.5\n2026-03-05,USD,0.1\n")
    folder = put(tmp_path, FILES)
    with opened(folder, tables=TABLES, as_of="2026-03-10", currency="EUR", fx=rates) as book:
        # Q4 by the day it was accepted, a contract by the latest rate.
        assert asked(book, "SELECT amount FROM quotes WHERE quote_id = 'Q4'") == [(Decimal(40),)]
        assert asked(book, "SELECT value FROM contracts WHERE contract_id = 'K3'") == [
            (Decimal(4),)
        ]
