"""Deals as kept on earlier days: none of a day to come, and none in another currency."""

from decimal import Decimal

from exports_loading import accounted, lines, opened, put

DEALS = lines("deal_id,stage,is_closed,is_won,amount,currency", "a,New,false,false,3,EUR")
KEPT = lines(
    "day,deal_id,stage,is_closed,is_won,amount,currency,created_at",
    "2026-03-01,a,New,false,false,1,EUR,2026-02-01 10:00",
    "2026-03-01,b,New,false,false,9,USD,2026-02-01 10:00",
    "2026-03-04,a,New,false,false,2,EUR,2026-02-01 10:00",
    "2026-03-05,a,New,false,false,3,EUR,2026-02-01 10:00",
)
TABLES = ("deals", "deal_snapshots")
ASKED = "SELECT day::VARCHAR, deal_id, amount, created_day::VARCHAR FROM deal_snapshots ORDER BY 1"


def test_a_row_of_each_kind(tmp_path):
    put(tmp_path, {"deals.csv": DEALS, "kept.csv": KEPT})
    with opened(tmp_path, tables=TABLES, as_of="2026-03-05", currency="EUR") as book:
        assert book.engine.run(ASKED).tuples == [
            ("2026-03-01", "a", Decimal(1), "2026-02-01"),
            ("2026-03-04", "a", Decimal(2), "2026-02-01"),
        ]
        assert book.rows.reasons == {
            "in another currency than EUR": 1,
            "stamped at or after as-of": 1,
        }
        accounted(book)


def test_what_is_open_in_a_copy_is_worth_what_it_is_by_the_latest_rate(tmp_path):
    """Else a deal that nobody touched would seem to grow with its currency."""
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-01-01,USD,0.5\n2026-03-05,USD,0.1\n")
    now = DEALS + "b,New,false,false,9,USD\n"
    put(tmp_path, {"deals.csv": now, "kept.csv": KEPT})
    with opened(tmp_path, tables=TABLES, currency="EUR", fx=rates) as book:
        found = "SELECT amount, currency FROM {0} WHERE deal_id = 'b'"
        assert book.engine.run(found.format("deals")).tuples == [(Decimal("0.9"), "EUR")]
        assert book.engine.run(found.format("deal_snapshots")).tuples == [(Decimal("0.9"), "EUR")]
