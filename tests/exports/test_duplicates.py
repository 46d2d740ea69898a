"""One order in several files: copies, newer versions, parts; and two orders of one name."""

import itertools

import pytest
from exports_loading import FLAT, SHOPIFY, accounted, head, lines, more, opened, put, rows, sums

SPLIT = "1 orders are split over files: their parts were joined"
BARE = "1 orders stand in a file of orders and in one of lines: the lines count"
VERSIONS = "{} orders stand in several files: the newest version of each counts"


def shopify(*text: str) -> str:
    return lines(SHOPIFY, *text)


ONE = shopify(head("#1", "91"), more("#1"), head("#2", "92", created="2026-03-02 10:00:00 +0100"))


def test_a_copy_of_a_file_adds_nothing(tmp_path):
    with opened(put(tmp_path, {"a.csv": ONE, "b.csv": ONE})) as book:
        assert sums(book) == ("2", "3", "25")
        assert (book.rows.total, book.rows.used, book.rows.excluded) == (6, 3, 3)
        assert book.rows.reasons == {"older version of an order in another file": 3}
        assert VERSIONS.format(2) in book.notes
        accounted(book)


def test_copies_of_one_name_in_two_folders_add_nothing(tmp_path):
    put(tmp_path, {"mon/orders.csv": ONE, "tue/orders.csv": ONE})
    for data in ([tmp_path], [tmp_path / "mon", tmp_path / "tue"]):
        with opened(*data) as book:
            assert sums(book) == ("2", "3", "25")
            assert [s.file for s in book.sources] == ["mon/orders.csv", "tue/orders.csv"]
            accounted(book)


def test_identical_lines_within_a_file_are_real(tmp_path):
    twice = shopify(head("#1", "91", sku="A"), more("#1", "A", "10.00"))
    with opened(put(tmp_path, {"a.csv": twice})) as book:
        assert sums(book) == ("1", "2", "20")
    with opened(put(tmp_path, {"b.csv": twice})) as book:
        assert sums(book) == ("1", "2", "20")


def flat(*text: str, updated: bool = False) -> str:
    return lines(FLAT + (",updated_at" if updated else ""), *text)


NEWER = {
    "by its updated stamp": {
        "z.csv": flat(
            "1,2026-03-01,A,1,10,EUR,2026-03-05", "9,2026-03-20,A,1,1,EUR,", updated=True
        ),
        "a.csv": flat("1,2026-03-01,A,2,10,EUR,2026-03-06", updated=True),
    },
    "by the later stamp of its file": {
        "z.csv": flat("1,2026-03-01,A,1,10,EUR"),
        "a.csv": flat("1,2026-03-01,A,2,10,EUR", "9,2026-03-20,A,1,1,EUR"),
    },
    "by the later name": {
        "a.csv": flat("1,2026-03-01,A,1,10,EUR"),
        "z.csv": flat("1,2026-03-01,A,2,10,EUR"),
    },
}


@pytest.mark.parametrize("files", NEWER.values(), ids=NEWER)
def test_of_two_versions_the_newer_wins(tmp_path, files):
    with opened(put(tmp_path, files)) as book:
        assert rows(book, "SELECT qty FROM order_lines WHERE order_id = '1'") == [("2",)]
        assert VERSIONS.format(1) in book.notes
        accounted(book)


def test_an_overlapping_export_brings_new_orders_and_new_values(tmp_path):
    monday = shopify(head("#1", "91", status="pending"), more("#1"), head("#2", "92"))
    tuesday = shopify(
        head("#2", "92", price="12.00"),
        head("#3", "93", created="2026-03-09 10:00:00 +0100"),
        head("#1", "91", status="refunded", refunded="15.00"),
        more("#1"),
    )
    with opened(put(tmp_path, {"b_monday.csv": monday, "a_tuesday.csv": tuesday})) as book:
        assert sums(book) == ("3", "4", "37")
        assert rows(book, "SELECT financial_status FROM orders WHERE order_id = '91'") == [
            ("refunded",)
        ]
        accounted(book)


def test_three_files_hold_a_part_an_old_and_a_new_version(tmp_path):
    files = {
        "1.csv": flat("1,2026-03-01,A,1,10,EUR"),
        "2.csv": flat("1,2026-03-01,A,2,10,EUR", "2,2026-03-02,A,1,10,EUR"),
        "3.csv": flat("1,2026-03-01,B,1,5,EUR", "3,2026-03-03,A,1,10,EUR"),
    }
    with opened(put(tmp_path, files)) as book:
        found = rows(book, "SELECT sku, qty FROM order_lines WHERE order_id = '1' ORDER BY sku")
        assert found == [("A", "2"), ("B", "1")]
        assert {VERSIONS.format(1), SPLIT} <= set(book.notes)
        accounted(book)


@pytest.mark.parametrize("names", list(itertools.permutations(["a.csv", "b.csv", "c.csv"])))
def test_three_versions_leave_the_newest_whatever_their_names(tmp_path, names):
    days = ["2026-03-02", "2026-03-03", "2026-03-04"]
    for name, day in zip(names, days, strict=True):
        put(tmp_path, {name: flat(f"1,2026-03-01,A,{day[-1]},10,EUR", f"{day},{day},B,1,1,EUR")})
    with opened(tmp_path) as book:
        assert rows(book, "SELECT qty FROM order_lines WHERE order_id = '1'") == [("4",)]
        accounted(book)


@pytest.mark.parametrize(
    "line",
    [
        "#1,71,refund,2026-03-02 10:00:00 +0100,5,EUR,success,x",
        "#1,,refund,2026-03-02 10:00:00 +0100,5,EUR,success,x",
    ],
    ids=["with an id", "without"],
)
def test_a_copy_of_other_tables_adds_nothing(tmp_path, line):
    pay = lines("Order,Transaction ID,Kind,Processed at,Amount,Currency,Status,Gateway", line)
    put(tmp_path, {"o.csv": shopify(head("#1", "91")), "p1.csv": pay, "p2.csv": pay})
    with opened(tmp_path) as book:
        assert rows(book, "SELECT count(*), sum(amount) FROM payments") == [("1", "5")]
        assert "1 rows of payments stand in a newer file too: the newer ones count" in book.notes
        accounted(book)


WHOLE = lines("order_id,date,order_amount,currency", "1,2026-03-01,20,EUR", "2,2026-03-02,5,EUR")


def test_an_order_as_a_whole_and_line_by_line_counts_once(tmp_path):
    by_line = flat("1,2026-03-01,A,2,10,EUR", "3,2026-03-03,B,1,4,EUR")
    with opened(put(tmp_path, {"lines.csv": by_line, "orders.csv": WHOLE})) as book:
        assert sums(book) == ("3", "3", "29")
        assert (
            "1 orders stand in a file of orders and in one of lines: the lines count" in book.notes
        )
        accounted(book)
