"""Spend, campaigns and their members: as of a moment, in one currency, under their own names."""

from decimal import Decimal

from exports_loading import FLAT, accounted, lines, opened, put

ORDERS = lines(FLAT, "1001,2026-03-01 09:00,A,1,10,EUR", "1002,2026-03-05 09:00,A,1,10,EUR")
TABLES = ("orders", "spend_daily", "campaigns", "campaign_members")
FILES = {
    "orders.csv": ORDERS,
    "spend.csv": lines(
        "day,channel,campaign,cost,clicks,impressions,currency",
        "2026-03-01,ads,Spring,10,5,50,EUR",
        "2026-03-02,ads,Spring,20,6,60,USD",
        "2026-03-03,ads,Spring,40,7,70,EUR",
    ),
    "campaigns.csv": lines(
        "campaign,kind,starts,ends,code,budget,currency",
        "Spring,ads,2026-03-01,2026-03-31,GO,100,USD",
        "Summer,ads,2026-03-03,,,50,EUR",
    ),
    "members.csv": lines(
        "campaign,customer,arm,sent_at",
        "Spring,ann@x.test,treatment,2026-03-02 09:00",
        "Spring,bob@x.test,control,",
        "Spring,cat@x.test,treatment,2026-03-04 09:00",
    ),
}


def asked(book, sql):
    return book.engine.run(sql).tuples


def test_what_is_later_is_not_there_and_another_currency_is_set_aside(tmp_path):
    with opened(put(tmp_path, FILES), tables=TABLES, as_of="2026-03-03", currency="EUR") as book:
        assert asked(book, "SELECT sum(cost) FROM spend_daily") == [(Decimal(10),)]
        assert asked(book, "SELECT campaign, budget FROM campaigns") == [("Spring", None)]
        assert asked(book, "SELECT customer FROM campaign_members ORDER BY 1") == [
            ("ann@x.test",),
            ("bob@x.test",),
        ]
        assert book.rows.reasons["in another currency than EUR"] == 1
        accounted(book)


def test_spend_and_budgets_are_converted_at_their_own_day(tmp_path):
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-03-01,USD,0.5\n2026-03-02,USD,0.25\n")
    folder = put(tmp_path, FILES)
    with opened(folder, tables=TABLES, currency="EUR", fx=rates) as book:
        assert asked(book, "SELECT sum(cost) FROM spend_daily") == [(Decimal(55),)]
        assert asked(book, "SELECT budget FROM campaigns ORDER BY campaign") == [
            (Decimal(50),),
            (Decimal(50),),
        ]


def test_a_newer_file_of_the_same_days_counts(tmp_path):
    more = {"spend2.csv": lines("day,channel,campaign,cost", "2026-03-01,ads,Spring,11")}
    with opened(put(tmp_path, FILES | more), tables=TABLES, currency="EUR") as book:
        assert asked(book, "SELECT sum(cost) FROM spend_daily") == [(Decimal(51),)]
        accounted(book)
