"""Tickets and surveys: they find their orders, and are as they were at as-of."""

import pytest
from exports_loading import accounted, lines, opened, put

ORDERS = lines(
    "shop_id,order_id,order_no,created_at,email,total",
    "north,91,#1001,2026-03-01 09:00,ann@x.test,10",
    "north,92,#1002,2026-03-01 10:00,bob@x.test,10",
    "south,93,#2001,2026-03-01 11:00,ann@x.test,10",
    "south,94,#1002,2026-03-01 12:00,cy@x.test,10",
)
TICKETS = lines(
    "ticket_id,shop_id,created_at,first_human_reply_at,last_human_reply_at,last_customer_at,"
    "solved_at,status,email,order_no,order_id,subject,csat",
    "named,,2026-03-02 09:00,,,,,open,zoe@x.test,1001,,,",
    "by-id,,2026-03-02 09:00,,,,,open,,,93,,",
    "in-subject,,2026-03-02 09:00,,,,,open,ann@x.test,,,Where is order 1001 please?,",
    "of-another,,2026-03-02 09:00,,,,,open,zoe@x.test,,,Where is 1001?,",
    "two-shops,,2026-03-02 09:00,,,,,open,bob@x.test,#1002,,,",
    "its-shop,south,2026-03-02 09:00,,,,,open,,#1002,,,",
    "solved,,2026-03-02 09:00,2026-03-02 09:30,2026-03-04 08:00,2026-03-03 09:00,"
    "2026-03-04 09:00,solved,,,,,5",
    "later,,2026-03-05 09:00,,,,,open,,,,,",
)
SURVEYS = lines(
    "survey_id,shop_id,sent_at,answered_at,nps,order_no",
    "s1,,2026-03-02 09:00,2026-03-02 10:00,9,1001",
    "s2,,2026-03-02 09:00,2026-03-04 10:00,3,#2001",
    "s3,,2026-03-05 09:00,,,#2001",
)
TABLES = ("orders", "tickets", "surveys")


@pytest.fixture
def folder(tmp_path):
    files = {"orders.csv": ORDERS, "tickets.csv": TICKETS, "surveys.csv": SURVEYS}
    return put(tmp_path, files)


def test_a_ticket_finds_its_order_and_with_it_its_shop(folder):
    """By the number or id it names; by one in its subject, where the e-mail is the same."""
    with opened(folder, tables=TABLES) as book:
        rows = book.engine.run("SELECT ticket_id, shop_id, order_id FROM tickets").tuples
        found = {row[0]: row[1:] for row in rows}
        assert found == {
            "named": ("north", "91"),
            "by-id": ("south", "93"),
            "in-subject": ("north", "91"),
            "of-another": ("", None),
            "two-shops": ("", None),
            "its-shop": ("south", "94"),
            "solved": ("", None),
            "later": ("", None),
        }
        answers = book.engine.run("SELECT survey_id, shop_id, order_id FROM surveys").tuples
        assert sorted(answers) == [
            ("s1", "north", "91"), ("s2", "south", "93"), ("s3", "south", "93")
        ]  # fmt: skip
        accounted(book)


def test_what_came_later_is_not_there_and_what_became_later_is_unsaid(folder):
    with opened(folder, tables=TABLES, as_of="2026-03-04") as book:
        (row,) = book.engine.run(
            "SELECT status, csat, solved_local, last_human_reply_local IS NULL, "
            "first_human_reply_local IS NULL, last_customer_local IS NULL "
            "FROM tickets WHERE ticket_id = 'solved'"
        ).tuples
        assert row == ("open", None, None, True, False, False)
        assert book.engine.run("SELECT count(*) FROM tickets").tuples == [(7,)]
        found = book.engine.run("SELECT survey_id, nps FROM surveys ORDER BY 1").tuples
        assert [(name, score and int(score)) for name, score in found] == [("s1", 9), ("s2", None)]
        accounted(book)
