"""Sessions by day: each visit once, however many files say it."""

from pulse_store import put

import salesops

ALL = """
    day,shop_id,sessions,purchases
    2026-03-01,S,100,2
    2026-03-02,S,100,
    2026-03-03,S,,9
    2026-03-05,S,100,1
    2026-03-01,T,7,
    """
PAGES = """
    day,shop_id,landing_page,sessions
    2026-03-01,S,/,90
    2026-03-01,S,/b,60
    2026-03-02,S,/,150
    2026-03-03,S,/,30
    2026-03-04,S,/,20
    """
LINES = "order_id,sku,qty,amount\n1,A,1,1"
DEVICES = "day,shop_id,device,sessions\n2026-03-03,S,phone,999\n2026-03-06,S,phone,11"


def visits(folder, **files):
    """Each shop's days with their sessions and purchases."""
    put(folder, orders="order_id,created_at\n1,2026-03-06", lines=LINES)
    with salesops.open(put(folder, **files), as_of="2026-03-08") as db:
        query = "SELECT shop_id, day, sessions, purchases FROM visits ORDER BY shop_id, day"
        return [(shop, day.day, *numbers) for shop, day, *numbers in db.select(query).tuples]


def test_each_day_by_the_split_that_holds_most_days(tmp_path):
    """Pages hold four days, all visits three, devices two: the 5th and 6th only others know."""
    assert visits(tmp_path, everything=ALL, pages=PAGES, devices=DEVICES) == [
        ("S", 1, 150, None),
        ("S", 2, 150, None),
        ("S", 3, 30, None),
        ("S", 4, 20, None),
        ("S", 5, 100, 1),
        ("S", 6, 11, None),
        ("T", 1, 7, None),
    ]


def test_of_as_many_days_by_the_one_with_most_sessions(tmp_path):
    fewer = "\n".join(PAGES.strip().split("\n")[:-1])
    found = visits(tmp_path, everything=ALL, pages=fewer)
    assert [(day, count) for shop, day, count, _ in found if shop == "S"] == [
        (1, 150), (2, 150), (3, 30), (5, 100),
    ]  # fmt: skip


def test_two_files_of_one_split_are_summed(tmp_path):
    """One channel each: they say different visits."""
    head = "day,channel,sessions,purchases"
    found = visits(
        tmp_path, paid=f"{head}\n2026-03-01,paid,5,1", free=f"{head}\n2026-03-01,organic,100,2"
    )
    assert found == [("", 1, 105, 3)]
