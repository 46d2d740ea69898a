"""A day is the store's day: offsets, zones, hours that come twice or never."""

import time

import pytest
from exports_loading import FLAT, SHOPIFY, head, lines, opened, put, rows, with_time

from salesops.errors import UnsettledError, UsageError


def shopify(*stamps: str) -> str:
    return lines(SHOPIFY, *(head(f"#{n}", str(n), created=s) for n, s in enumerate(stamps)))


def flat(*stamps: str) -> str:
    return lines(FLAT, *(f"f{n},{s},A,1,1,EUR" for n, s in enumerate(stamps)))


def clocks(book):
    return rows(
        book,
        "SELECT created_at, created_local, created_day FROM orders ORDER BY order_id",
    )


def test_offsets_beside_naive_stamps_ask_for_a_zone(tmp_path):
    put(
        tmp_path, {"a.csv": shopify("2026-03-01 10:00:00 +0100"), "b.csv": flat("2026-03-01 10:00")}
    )
    with (
        pytest.raises(UnsettledError, match=r"a\.csv states offsets.*b\.csv does not.*--tz"),
        opened(tmp_path),
    ):
        pass
    with opened(tmp_path, zone="Europe/Rome") as book:
        assert {row[0] for row in clocks(book)} == {"2026-03-01 09:00:00"}
        assert book.zone == "Europe/Rome"


def test_both_kinds_in_one_column_ask_too(tmp_path):
    put(tmp_path, {"b.csv": flat("2026-03-01 10:00", "2026-03-01T10:00:00Z")})
    with pytest.raises(UnsettledError, match="--tz"), opened(tmp_path):
        pass
    with opened(tmp_path, zone="America/New_York") as book:
        assert [row[1] for row in clocks(book)] == ["2026-03-01 10:00:00", "2026-03-01 05:00:00"]
        assert [row[0] for row in clocks(book)] == ["2026-03-01 15:00:00", "2026-03-01 10:00:00"]


def test_days_without_a_time_go_with_either(tmp_path):
    put(tmp_path, {"a.csv": shopify("2026-03-01 10:00:00 +0100"), "b.csv": flat("2026-03-01")})
    with opened(tmp_path) as book:
        assert {row[2] for row in clocks(book)} == {"2026-03-01"}


SPRING = [  # New York leaps from 02:00 to 03:00 on 8 March 2026
    ("2026-03-08 06:59:59 +0000", "2026-03-08 01:59:59"),
    ("2026-03-08 07:00:00 +0000", "2026-03-08 03:00:00"),
    ("2026-03-09 03:59:59 +0000", "2026-03-08 23:59:59"),
    ("2026-03-09 04:00:00 +0000", "2026-03-09 00:00:00"),
]
AUTUMN = [  # and falls from 02:00 to 01:00 on 1 November: the hour comes twice
    ("2026-11-01 05:30:00 +0000", "2026-11-01 01:30:00"),
    ("2026-11-01 06:30:00 +0000", "2026-11-01 01:30:00"),
    ("2026-11-02 04:59:59 +0000", "2026-11-01 23:59:59"),
    ("2026-11-02 05:00:00 +0000", "2026-11-02 00:00:00"),
]


@pytest.mark.parametrize("hours", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_a_zone_knows_its_summer_time(tmp_path, hours):
    put(tmp_path, {"a.csv": shopify(*(stamp for stamp, _ in hours))})
    with opened(tmp_path, zone="America/New_York") as book:
        assert [row[1] for row in clocks(book)] == [local for _, local in hours]
        assert [row[0] for row in clocks(book)] == [stamp[:19] for stamp, _ in hours]


def test_an_hour_that_comes_twice_keeps_both_orders(tmp_path):
    put(tmp_path, {"a.csv": shopify("2026-11-01 01:30:00 -0400", "2026-11-01 01:30:00 -0500")})
    for zone in (None, "America/New_York"):
        with opened(tmp_path, zone=zone) as book:
            assert [row[1:] for row in clocks(book)] == [("2026-11-01 01:30:00", "2026-11-01")] * 2
            assert [row[0] for row in clocks(book)] == [
                "2026-11-01 05:30:00",
                "2026-11-01 06:30:00",
            ]


def test_as_written_keeps_each_stamps_own_clock(tmp_path):
    put(tmp_path, {"a.csv": shopify("2026-01-01 23:30:00 -0500", "2026-07-01 23:30:00 -0400")})
    with opened(tmp_path) as book:
        assert [row[2] for row in clocks(book)] == ["2026-01-01", "2026-07-01"]
        assert book.zone == "as written (UTC-04:00)"


def test_nothing_but_utc_is_said_unless_a_zone_is_named(tmp_path):
    put(tmp_path, {"a.csv": shopify("2026-03-01 23:30:00 +0000")})
    with opened(tmp_path) as book:
        assert any("every stamp is in UTC" in note for note in book.notes)
    with opened(tmp_path, zone="Europe/Rome") as book:
        assert not any("every stamp is in UTC" in note for note in book.notes)
        assert clocks(book)[0][2] == "2026-03-02"


def test_naive_stamps_are_the_stores_clock(tmp_path):
    put(tmp_path, {"b.csv": flat("2026-03-01 23:30")})
    with opened(tmp_path) as book:
        assert clocks(book) == [("2026-03-01 23:30:00", "2026-03-01 23:30:00", "2026-03-01")]
        assert book.zone.startswith("as written (no zone stated")
    with opened(tmp_path, zone="Asia/Tokyo") as book:
        assert clocks(book) == [("2026-03-01 14:30:00", "2026-03-01 23:30:00", "2026-03-01")]


def test_the_option_wins_over_the_settings(tmp_path):
    put(tmp_path, {"a.csv": shopify("2026-03-01 12:00:00 +0000")})
    with opened(tmp_path, settings=with_time(zone="Asia/Tokyo")) as book:
        assert clocks(book)[0][1] == "2026-03-01 21:00:00"
    with opened(tmp_path, settings=with_time(zone="Asia/Tokyo"), zone="Europe/Rome") as book:
        assert clocks(book)[0][1] == "2026-03-01 13:00:00"


@pytest.mark.parametrize(
    "zone", ["Europe/Romee", "CEST", "+01:00", "../etc/passwd", "/etc/localtime"]
)
def test_a_zone_that_is_none(tmp_path, zone):
    put(tmp_path, {"a.csv": shopify("2026-03-01 12:00:00 +0000")})
    with pytest.raises(UsageError, match="is no time zone"), opened(tmp_path, zone=zone):
        pass


@pytest.mark.parametrize("machine", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_machines_zone_is_never_used(tmp_path, monkeypatch, machine):
    put(tmp_path, {"a.csv": shopify("2026-03-01 23:30:00 +0000")})
    put(tmp_path, {"c/b.csv": flat("2026-03-01 23:30")})
    with opened(tmp_path / "a.csv", zone="Europe/Rome") as book:
        stated = clocks(book)
    with opened(tmp_path / "c") as book:
        naive = clocks(book)
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    try:
        with opened(tmp_path / "a.csv", zone="Europe/Rome") as book:
            assert clocks(book) == stated
        with opened(tmp_path / "c") as book:
            assert clocks(book) == naive
    finally:
        monkeypatch.undo()
        time.tzset()


def test_stamps_in_the_hour_that_clocks_skip_are_kept_and_said(tmp_path):
    stamps = ["2026-03-08 01:59", "2026-03-08 02:00", "2026-03-08 02:59", "2026-03-08 03:00"]
    put(tmp_path, {"a.csv": flat(*stamps)})
    with opened(tmp_path, zone="America/New_York") as book:
        assert [row[1][:16] for row in clocks(book)] == stamps
        assert (
            "a.csv: 2 values of 'ordered_at' fall into the hour that clocks of America/New_York "
            "skip in spring: kept as they stand"
        ) in book.notes


def test_days_and_stamps_with_an_offset_fall_into_no_gap(tmp_path):
    # Santiago leaps at midnight: 2026-09-06 00:00 is on no clock there, yet it is a day.
    put(tmp_path, {"a.csv": flat("2026-09-06", "2026-09-06T00:30:00Z", "2026-09-06 01:00")})
    with opened(tmp_path, zone="America/Santiago") as book:
        assert not [note for note in book.notes if "skip" in note]
    put(tmp_path, {"a.csv": flat("2026-09-06", "2026-09-06 00:30")})
    with opened(tmp_path, zone="America/Santiago") as book:
        assert [note for note in book.notes if "1 values of 'ordered_at'" in note]
