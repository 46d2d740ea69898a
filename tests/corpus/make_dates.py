"""Dates and stamps in every writing that exports have."""

from corpus_case import FINDINGS, OK, UNSETTLED, Case
from six_orders import fill, plain, put

FIRST = "SELECT min(order_date)::DATE::VARCHAR FROM $T"
LAST = "SELECT max(order_date)::DATE::VARCHAR FROM $T"
BAD_CELLS = {
    # name: (the cell in place of 2024-03-03, how it comes about, of a kind that is new)
    "excel_serial": ("45354", "Excel's number of the day", True),
    "unix_seconds": ("1709424000", "seconds since 1970", True),
    "unix_millis": ("1709424000000", "milliseconds since 1970, as JavaScript writes", True),
    "zero_day": ("00/00/0000", "a form's empty date", True),
    "zero_iso": ("0000-00-00", "MySQL's empty date", True),
    "leap_day_of_no_leap_year": ("2023-02-29", "a 29 February that never was", False),
    "thirty_first": ("2024-04-31", "a 31 April", False),
    "month_13": ("2024-13-03", "day and month changed places in ISO", True),
    "week_date": ("2024-W09-7", "a day of an ISO week", True),
    "ordinal_date": ("2024-063", "a day of the year", True),
    "quarter": ("2024-Q1", "a quarter", True),
    "month_only": ("2024-03", "a month", True),
    "year_only": ("2024", "a year", True),
    "clock_only": ("10:30", "a time of day", True),
    "five_digit_year": ("20244-03-03", "a digit too many", True),
    "era": ("R6.3.3", "a year of the Japanese emperor", True),
    "words": ("yesterday", "a word", True),
    "italian_month": ("3 marzo 2024", "a month in Italian", True),
    "hashes": ("##########", "a column of Excel that was too narrow", True),
    "tbd": ("tbd", "to be done", True),
    "evening": ("2024-03-03 18:30:00", "a time of day in one date of a column of dates", False),
}
STAMPS = [
    "2024-03-01 10:00:00",
    "2024-03-02 10:00:00",
    "2024-03-03 10:00:00",
    "2024-03-04 10:00:00",
    "2024-03-05 10:00:00",
    "2024-03-06 10:00:00",
]
BAD_STAMPS = {
    "leap_second": ("2024-03-03 23:59:60", "a leap second on a day that had none"),
    "hour_25": ("2024-03-03 25:10:00", "an hour of 25"),
    "minute_60": ("2024-03-03 10:60:00", "a minute of 60"),
    "offset_25": ("2024-03-03T10:00:00+25:00", "an offset of 25 hours"),
    "serial_with_time": ("45354.4166667", "Excel's number of the day and hour"),
}


def days(*cells: str) -> bytes:
    """The orders with other dates."""
    return plain(fill("order_date", cells))


def stamp(cell: str) -> bytes:
    """The orders with stamps, the third of them this."""
    return plain(fill("order_date", [*STAMPS[:2], cell, *STAMPS[3:]]))


def written(
    name: str, how: str, cells: list[str], *, level: str = "ok|warning", new: bool = True
) -> Case:
    """Dates that can be meant in one way only: read right, or refused aloud."""
    return Case(
        name,
        how,
        days(*cells),
        OK,
        level,
        accept=(FINDINGS, UNSETTLED),
        probes=((FIRST, "2024-03-01"), (LAST, "2024-03-06")),
        new=new,
    )


def sentinel(name: str, cell: str, how: str, *, check: str, exit_: int) -> Case:
    """A date that stands for none: it must not pass unsaid."""
    accept = (FINDINGS,) if exit_ == OK else ()
    return Case(
        name,
        how,
        plain(put("order_date", cell)),
        exit_,
        "warning|error",
        check,
        accept=accept,
        new=True,
    )


CASES = [
    *(
        Case(
            f"date_{name}",
            how,
            plain(put("order_date", cell)),
            FINDINGS,
            "error",
            "type",
            accept=(UNSETTLED,),
            line=4,
            new=new,
        )
        for name, (cell, how, new) in BAD_CELLS.items()
    ),
    *(
        Case(
            f"stamp_{name}",
            how,
            stamp(cell),
            FINDINGS,
            "error",
            "type|zone",
            accept=(UNSETTLED,),
            contract="stamped",
            new=True,
        )
        for name, (cell, how) in BAD_STAMPS.items()
    ),
    Case(
        "all_serials",
        "a whole column of Excel's day numbers",
        days("45352", "45353", "45354", "45355", "45356", "45357"),
        FINDINGS,
        "error",
        "type",
        new=True,
    ),
    Case(
        "all_unix",
        "a whole column of seconds since 1970, where stamps are declared",
        days(*(str(1709287200 + 86400 * n) for n in range(6))),
        FINDINGS,
        "error",
        "type",
        contract="stamped",
        new=True,
    ),
    written("slashes_iso", "2024/03/01", [f"2024/03/0{n}" for n in range(1, 7)]),
    written("unpadded_iso", "2024-3-1", [f"2024-3-{n}" for n in range(1, 7)]),
    written("english_months", "1 Mar 2024", [f"{n} Mar 2024" for n in range(1, 7)]),
    written("oracle_months", "01-MAR-2024", [f"0{n}-MAR-2024" for n in range(1, 7)]),
    written("american_words", "March 1, 2024", [f"March {n}, 2024" for n in range(1, 7)]),
    written("midnights", "2024-03-01 00:00:00", [f"2024-03-0{n} 00:00:00" for n in range(1, 7)]),
    written(
        "midnights_utc", "2024-03-01T00:00:00Z", [f"2024-03-0{n}T00:00:00Z" for n in range(1, 7)]
    ),
    Case(
        "american_proven",
        "03/25/2024 proves month before day",
        days("03/01/2024", "03/02/2024", "03/03/2024", "03/25/2024", "03/05/2024", "03/06/2024"),
        OK,
        "warning",
        "date-order",
        probes=((FIRST, "2024-03-01"), (LAST, "2024-03-25")),
    ),
    Case(
        "european_proven",
        "25/03/2024 proves day before month",
        days("01/03/2024", "02/03/2024", "03/03/2024", "25/03/2024", "05/03/2024", "06/03/2024"),
        OK,
        "warning",
        "date-order",
        probes=((FIRST, "2024-03-01"), (LAST, "2024-03-25")),
    ),
    Case(
        "dots_declared",
        "01.03.2024 where the contract says dd.MM.yyyy",
        days(*(f"0{n}.03.2024" for n in range(1, 7))),
        contract="dated",
        probes=((FIRST, "2024-03-01"), (LAST, "2024-03-06")),
        new=True,
    ),
    Case(
        "iso_where_dots_declared",
        "one ISO date where the contract says dd.MM.yyyy",
        days(*(f"0{n}.03.2024" for n in range(1, 6)), "2024-03-06"),
        FINDINGS,
        "error",
        "type",
        contract="dated",
        line=7,
        new=True,
    ),
    Case(
        "slashes_unproven",
        "01/03/2024 to 06/03/2024: days of March, or thirds of the months",
        days(*(f"0{n}/03/2024" for n in range(1, 7))),
        UNSETTLED,
        "error",
        "date-order",
    ),
    Case(
        "two_digit_years",
        "24-03-01: a year or a day first",
        days(*(f"24-03-0{n}" for n in range(1, 7))),
        UNSETTLED,
        "error",
        "date-order|type",
        accept=(FINDINGS,),
    ),
    Case(
        "two_writings",
        "ISO dates and day/month dates in one column, each of which can be meant in one way only",
        days("2024-03-01", "2024-03-02", "25/03/2024", "26/03/2024", "2024-03-05", "2024-03-06"),
        OK,
        "warning",
        "date-order",
        accept=(FINDINGS, UNSETTLED),
        probes=((FIRST, "2024-03-01"), (LAST, "2024-03-26")),
        new=True,
    ),
    Case(
        "one_file_proves",
        "two files of one table: only one of them proves the order of day and month",
        {
            "a.csv": days(
                "01/03/2024", "02/03/2024", "13/03/2024", "25/03/2024", "05/03/2024", "06/03/2024"
            ),
            "b.csv": days(*(f"0{n}/04/2024" for n in range(1, 7))).replace(b"A-", b"B-"),
        },
        UNSETTLED,
        "error|warning",
        "date-order",
        rows=12,
        sum="518.00",
        accept=(OK,),
        new=True,
    ),
    sentinel(
        "forever", "9999-12-31", "the end of time stands for none", check="future", exit_=FINDINGS
    ),
    sentinel(
        "thai_year", "2567-03-03", "a year of the Buddhist calendar", check="future", exit_=FINDINGS
    ),
    sentinel(
        "year_2204",
        "2204-03-03",
        "two digits of the year changed places",
        check="future",
        exit_=FINDINGS,
    ),
    sentinel("year_1900", "1900-01-01", "1900 stands for none", check="stand-in-date", exit_=OK),
    sentinel("year_1", "0001-01-01", ".NET's empty date", check="stand-in-date", exit_=OK),
    sentinel(
        "year_1970",
        "1970-01-01",
        "a zero that was taken for seconds",
        check="stand-in-date",
        exit_=OK,
    ),
    sentinel(
        "year_24",
        "0024-03-03",
        "a year of two digits that was filled up",
        check="stand-in-date",
        exit_=OK,
    ),
    Case(
        "two_days_ahead",
        "the last order is two days after as-of",
        plain(),
        FINDINGS,
        "error",
        "future",
        options=("--as-of", "2024-03-04T00:00:00"),
        line=7,
        new=True,
    ),
    Case(
        "within_a_day",
        "the last order is a day after as-of: clocks and zones differ by that",
        plain(),
        options=("--as-of", "2024-03-05T00:00:00"),
        new=True,
    ),
    Case(
        "blank_date",
        "no date",
        plain(put("order_date", "")),
        FINDINGS,
        "error",
        "not-null|type",
        line=4,
    ),
    Case(
        "offsets_of_two_zones",
        "Z and +02:00 in one column: both are instants",
        plain(
            fill(
                "order_date",
                [
                    f"{s.replace(' ', 'T')}{'Z' if n % 2 else '+02:00'}"
                    for n, s in enumerate(STAMPS)
                ],
            )
        ),
        contract="stamped",
        probes=(("SELECT count(DISTINCT order_date)::VARCHAR FROM $T", "6"),),
        new=True,
    ),
    Case(
        "nanoseconds",
        "nine decimals of a second",
        plain(fill("order_date", [f"{s}.123456789" for s in STAMPS])),
        OK,
        "ok|warning",
        contract="stamped",
        accept=(FINDINGS,),
        new=True,
    ),
    Case(
        "afternoon",
        "01:30 PM: an hour of 12",
        plain(fill("order_date", [f"2024-03-0{n} 01:30:00 PM" for n in range(1, 7)])),
        OK,
        "ok|warning",
        contract="stamped",
        accept=(FINDINGS,),
        probes=(
            ("SELECT count(*)::VARCHAR FROM $T WHERE order_date::VARCHAR LIKE '%13:30:00%'", "6"),
        ),
        new=True,
    ),
    Case(
        "zone_by_name",
        "CET after the stamp: a name is no offset",
        plain(fill("order_date", [f"{s} CET" for s in STAMPS])),
        FINDINGS,
        "error",
        "type|zone",
        contract="stamped",
        accept=(OK, UNSETTLED),
        new=True,
    ),
    Case(
        "zone_on_some",
        "an offset on one stamp of six, and no zone declared for the others",
        stamp("2024-03-03T10:00:00+01:00"),
        UNSETTLED,
        "error",
        "zone",
        contract="no_zone",
    ),
    Case(
        "zone_on_some_declared",
        "an offset on one stamp of six: by metrics.md the others are of the declared zone",
        stamp("2024-03-03T10:00:00+01:00"),
        OK,
        "ok|warning",
        contract="stamped",
        accept=(FINDINGS, UNSETTLED),
        probes=(("SELECT count(*) FROM $T WHERE order_date::VARCHAR LIKE '% 09:00:00%'", "1"),),
        new=True,
    ),
    Case(
        "gap_in_rome",
        "02:30 on the night that clocks skip it in Rome",
        stamp("2024-03-31 02:30:00"),
        FINDINGS,
        "error",
        "dst-gap",
        contract="rome",
        line=4,
        new=True,
    ),
    Case(
        "gap_at_midnight",
        "the day that had no midnight in Sao Paulo",
        stamp("2018-11-04 00:00:00"),
        FINDINGS,
        "error",
        "dst-gap",
        contract="sao_paulo",
        line=4,
        new=True,
    ),
    Case(
        "gap_of_half_an_hour",
        "02:15 where clocks skip half an hour on Lord Howe",
        stamp("2024-10-06 02:15:00"),
        FINDINGS,
        "error",
        "dst-gap",
        contract="lord_howe",
        line=4,
        new=True,
    ),
    Case(
        "fold_in_new_york",
        "01:30 on the night that has it twice: one of two instants, the day is right",
        stamp("2023-11-05 01:30:00"),
        OK,
        "ok|warning",
        contract="new_york",
        new=True,
    ),
    Case(
        "gap_elsewhere",
        "the hour that Rome skips is an hour like any other in UTC",
        stamp("2024-03-31 02:30:00"),
        OK,
        "ok|warning",
        contract="stamped",
        new=True,
    ),
]
