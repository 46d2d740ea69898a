"""What is stamped at or after as-of has not happened; `--where` sees some orders only."""
# ruff: noqa: DTZ001 - wall clocks are meant

from datetime import UTC, datetime, timedelta

import pytest
from exports_loading import (
    FLAT,
    SHOPIFY,
    accounted,
    head,
    lines,
    opened,
    put,
    rows,
    sums,
    with_time,
)

from salesops.errors import UsageError
from salesops.exports.asking import filters

PAY = "Order,Transaction ID,Kind,Processed at,Amount,Currency,Status,Gateway"
FILES = {
    "orders.csv": lines(
        SHOPIFY,
        head("#1", "91", paid="2026-03-04 10:00:00 +0100", cancelled="2026-03-06 10:00:00 +0100"),
        head("#2", "92", created="2026-03-05 10:00:00 +0100"),
    ),
    "pay.csv": lines(
        PAY,
        "#1,71,sale,2026-03-01 10:00:01 +0100,10,EUR,success,x",
        "#1,72,refund,2026-03-06 10:00:00 +0100,10,EUR,success,x",
        "#2,73,sale,2026-03-05 10:00:01 +0100,10,EUR,success,x",
    ),
}


@pytest.mark.parametrize(
    ("as_of", "orders", "payments"),
    [
        ("2026-03-01 10:00:00", [], []),
        ("2026-03-01 10:00:01", ["91"], []),
        ("2026-03-05 10:00:00", ["91"], ["71"]),
        ("2026-03-05 10:00:01", ["91", "92"], ["71"]),
        ("2026-03-06", ["91", "92"], ["71", "73"]),
        ("2026-03-07", ["91", "92"], ["71", "72", "73"]),
    ],
)
def test_what_is_later_is_not_there(tmp_path, as_of, orders, payments):
    with opened(put(tmp_path, FILES), as_of=as_of) as book:
        assert [r[0] for r in rows(book, "SELECT order_id FROM orders ORDER BY 1")] == orders
        assert [r[0] for r in rows(book, "SELECT txn_id FROM payments ORDER BY 1")] == payments
        accounted(book)


def test_a_later_cancel_or_payment_is_undone_in_all_its_columns(tmp_path):
    columns = ", ".join(f"{w}_{s}" for w in ("paid", "cancelled") for s in ("at", "local", "day"))
    with opened(put(tmp_path, FILES), as_of="2026-03-03") as book:
        assert rows(book, f"SELECT {columns} FROM orders") == [("",) * 6]
    with opened(tmp_path, as_of="2026-03-05") as book:
        (found,) = rows(book, f"SELECT {columns} FROM orders")
        assert found == ("2026-03-04 09:00:00", "2026-03-04 10:00:00", "2026-03-04", "", "", "")


def test_later_returns_of_a_flat_file(tmp_path):
    text = lines(FLAT, "1,2026-03-01,A,2,10,EUR", "1,2026-03-05,A,-1,10,EUR")
    with opened(put(tmp_path, {"a.csv": text}), as_of="2026-03-05") as book:
        assert rows(book, "SELECT count(*) FROM refunds") == [("0",)]
        assert book.rows.reasons == {"stamped at or after as-of": 1}
        accounted(book)


def test_data_is_just_past_the_latest_stamp(tmp_path):
    with opened(put(tmp_path, FILES), as_of="data") as book:
        assert book.as_of == datetime(2026, 3, 6, 10, 0, 0, 1)
        assert rows(book, "SELECT count(*) FROM payments") == [("3",)]


def test_data_of_days_is_the_next_midnight(tmp_path):
    with opened(
        put(tmp_path, {"a.csv": lines(FLAT, "1,2026-03-01,A,1,1,EUR")}), as_of="data"
    ) as book:
        assert book.as_of == datetime(2026, 3, 2)
        assert sums(book)[0] == "1"


def test_data_of_nothing_is_now(tmp_path):
    with opened(put(tmp_path, {"a.csv": FLAT + "\n"}), as_of="data") as book:
        assert abs(book.as_of - datetime.now(UTC).replace(tzinfo=None)) < timedelta(minutes=1)


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Tokyo", 9), (None, 5.5)])
def test_now_is_the_stores(tmp_path, zone, hours):
    text = lines(SHOPIFY, head("#1", "91", created="2026-03-01 10:00:00 +0530"))
    with opened(put(tmp_path, {"a.csv": text}), as_of=None, zone=zone) as book:
        now = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=hours)
        assert abs(book.as_of - now) < timedelta(minutes=1)


def test_the_settings_may_say_it(tmp_path):
    put(tmp_path, FILES)
    with opened(tmp_path, as_of=None, settings=with_time(as_of="2026-03-03")) as book:
        assert book.as_of == datetime(2026, 3, 3)


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "03/04/2026", ""])
def test_a_stamp_that_is_none(tmp_path, text):
    put(tmp_path, FILES)
    with pytest.raises(UsageError, match=rf"as-of|{text}"), opened(tmp_path, as_of=text or " "):
        pass


WHERE = lines(
    FLAT + ",channel,country",
    "1,2026-03-01,A,1,10,EUR,web,DE",
    "2,2026-03-01,A,1,20,EUR,pos,DE",
    "3,2026-03-01,A,1,40,EUR,web,AT",
    "4,2026-03-01,A,1,80,EUR,,DE",
    "2,2026-03-02,A,-1,20,EUR,pos,DE",
)


@pytest.mark.parametrize(
    ("wanted", "total", "excluded"),
    [
        (["channel=web"], "50", 3),
        (["channel=web", "country=DE"], "10", 4),
        (["channel=x=y"], "", 5),
        (["channel=Web"], "", 5),
    ],
)
def test_filters_keep_what_they_name(tmp_path, wanted, total, excluded):
    put(tmp_path, {"a.csv": WHERE})
    with opened(tmp_path, where=filters(wanted)) as book:
        assert sums(book)[2] == total
        assert book.rows.excluded == excluded
        assert rows(book, "SELECT count(*) FROM refunds") == [("0",)]
        accounted(book)


def test_a_filter_is_never_sql(tmp_path):
    put(tmp_path, {"a.csv": WHERE})
    with opened(tmp_path, where=filters(["channel=' OR 1=1 --"])) as book:
        assert sums(book)[0] == "0"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("chanel=web", "did you mean channel"),
        ("channel", "COLUMN=VALUE"),
        ("zzz=1", "there are .*channel"),
        ("1=1;--=x", "no column"),
    ],
)
def test_a_filter_that_cannot_be_meant(text, why):
    with pytest.raises(UsageError, match=why):
        filters([text])
