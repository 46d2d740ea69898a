"""What must not change the answer: how a file is packed, ordered and written, and where it is."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from checked_lines import FEW, MANY, broken, check_lines, lines, totals, verdicts
from corpus_ask import Checked
from hypothesis import given
from hypothesis import strategies as st
from order_files import HEADER, Line, csv_of, files_of_lines
from packed_lines import parquet, workbook, zstd

from salesops.queries import duck

pytestmark = pytest.mark.slow

File = list[Line]
ZONES = ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")
OTHER_NAMES = (
    "Bestellung Nr.",
    "#",
    "le jour, ou date",
    'so "called"',
    "商品",
    "1",
    "€",
    "p",
    "$x",
)
KEY = "order_id, line"
PER_FILE = ("currency", "refund")
"""What is held against each file by itself."""


def checked(*files: bytes, **how) -> Checked:
    with TemporaryDirectory() as folder:
        return check_lines(Path(folder), *files, **how)


def plain(file: File) -> bytes:
    return csv_of(file).encode()


def same(one: Checked, other: Checked) -> None:
    """The same totals and verdicts, and the same rows of the same lines that break a rule."""
    assert totals(one) == totals(other)
    assert verdicts(one) == verdicts(other)
    assert lines(one) == lines(other)


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """The process in another time zone, as its C library and those of others see it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


@contextmanager
def threads(count: int) -> Iterator[None]:
    """Every database with so many threads."""
    connect = duck._connect

    def connected(*args):
        connection = connect(*args)
        connection.execute(f"SET threads={count}")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck, "_connect", connected)
        yield


def the_order_of_rows(file, one, data):
    turned = data.draw(st.permutations(file))
    other = checked(plain(turned))
    assert totals(one) == totals(other)
    assert verdicts(one) == verdicts(other)


def the_order_of_columns(file, one, data):
    places = data.draw(st.permutations(range(len(HEADER))))
    turned = [tuple(line[at] for at in places) for line in file]
    header = [HEADER[at] for at in places]
    other = checked(csv_of(turned, header).encode())
    assert totals(one) == totals(other)
    assert verdicts(one) == verdicts(other)
    assert sorted(lines(one), key=str) == sorted(lines(other), key=str)


def files_that_are_split(file, one, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(file)), min_size=1, max_size=2)))
    parts = [file[start:end] for start, end in pairwise([0, *cuts, len(file)])]
    other = checked(*map(plain, parts))
    assert totals(one) == totals(other)
    assert beyond_files(one) == beyond_files(other)


def beyond_files(found: Checked) -> dict[tuple[str, str], int]:
    """The rows that break a rule which is held against all files of the table."""
    return {rule: n for rule, n in broken(found).items() if rule[0] not in PER_FILE}


def other_names_of_columns(file, one, data):
    header = tuple(data.draw(st.permutations(OTHER_NAMES)))
    called = {**dict(zip(header, HEADER, strict=True)), "": "", ", ".join(header[:2]): KEY}
    other = checked(csv_of(file, header).encode(), header=header)
    assert totals(one) == {(called[name], what): n for (name, what), n in totals(other).items()}
    assert broken(one) == {(rule, called[name]): n for (rule, name), n in broken(other).items()}


def another_text_of_the_same_cells(file, one, data):
    sep = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    text = csv_of(file, sep=sep, end=end)
    same(one, checked(text.encode(encoding)))


def packing(file, one, data):
    whole = plain(file)
    cut = data.draw(st.integers(0, len(whole)))
    pack = data.draw(st.sampled_from([gzip.compress, zstd]))
    same(one, checked(pack(whole[:cut]) + pack(whole[cut:])))


def the_zone_of_the_machine(file, one, data):
    with machine_in(data.draw(st.sampled_from(ZONES))):
        same(one, checked(plain(file)))


def the_number_of_threads(file, one, data):
    """So little is asked with one thread."""
    with threads(2):
        two = checked(plain(file))
    same(one, two)


PROPERTIES = [
    the_order_of_rows,
    the_order_of_columns,
    files_that_are_split,
    other_names_of_columns,
    another_text_of_the_same_cells,
    packing,
    the_zone_of_the_machine,
    the_number_of_threads,
]


@FEW
@given(file=files_of_lines(), data=st.data())
def test_the_answer_is_the_same_whatever(file, data):
    """All properties of one file, which is checked as it is only once."""
    one = checked(plain(file))
    for holds in PROPERTIES:
        holds(file, one, data)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda p: p.__name__)
@MANY
@given(file=files_of_lines(most=40), data=st.data())
def test_the_answer_is_the_same_whatever_at_length(holds, file, data):
    holds(file, checked(plain(file)), data)


def typed_files(file, data):
    """Numbers and dates as such: how they are written is no question, all else is the same."""
    one = checked(plain(file))
    kind = data.draw(st.sampled_from(["parquet", "xlsx"]))
    pack = parquet if kind == "parquet" else workbook
    other = checked(pack(file), name=f"lines.{kind}")
    assert totals(one) == totals(other)
    assert broken(one) == broken(other)


@FEW
@given(file=files_of_lines(readable=True), data=st.data())
def test_parquet_and_workbooks_hold_what_csv_holds(file, data):
    typed_files(file, data)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@MANY
@given(file=files_of_lines(readable=True, most=40), data=st.data())
def test_parquet_and_workbooks_hold_what_csv_holds_at_length(file, data):
    typed_files(file, data)


def test_many_rows_are_counted_alike_by_one_thread_and_two():
    """Past a row group of 122,880, so that two threads have something to share."""
    dice = Random(4)
    money = [f"{dice.randrange(-5000, 9000) / 100:.2f}" for _ in range(150_000)]
    days = [f"2024-06-{n:02}" for n in range(1, 29)]
    file = [
        (f"A-{n}", "1", days[n % 28], "Ada", "RU-7", "1", amount, "1.00", ("EUR", "USD")[n % 2])
        for n, amount in enumerate(money)
    ]
    with threads(1):
        one = checked(plain(file))
    with threads(2):
        two = checked(plain(file))
    same(one, two)
    assert totals(one)["amount", "sum"] == sum(map(Decimal, money))
    assert broken(one)["currency", "currency"] == 75_000
