"""Small files of eight orders, and what a bad disk or line does to them.

A seed is always the same damage of the same bytes, as long as zlib, pyarrow and openpyxl write the
files as they do.
"""

import base64
import csv
import gzip
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

Damage = Callable[[bytes, Random], bytes]

HEADER = ("order_id", "order_date", "customer", "product", "quantity", "amount", "currency")
ROWS = (
    ("A-100", "2024-03-01", "Ada", "Mug", "2", "19.90", "EUR"),
    ("A-101", "2024-03-02", "Björk, O.", 'Lamp 3"', "1", "5.00", "EUR"),
    ("A-102", "2024-03-03", "Cem", "Sofa\nof two lines", "1", "120.00", "EUR"),
    ("A-103", "2024-03-04", "Dana", "Rug", "3", "42.50", "EUR"),
    ("A-103", "2024-03-04", "Dana", "Tray", "1", "-7.25", "EUR"),
    ("A-104", "2024-03-05", "", "Tray; blue", "12", "7.25", "EUR"),
    ("A-105", "2024-03-06", "Fay", "Desk", "2", "64.35", "EUR"),
    ("A-106", "2024-03-07", "Zoë", "Café table", "1", "1048.25", "EUR"),
)
TOTALS = (8, Decimal(23), Decimal("1300.00"))
"""Rows, quantities (2+1+1+3+1+12+2+1), amounts (19.90+5+120+42.50-7.25+7.25+64.35+1048.25)."""


def text(sep: str = ",", end: str = "\n") -> str:
    """The orders as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sep, lineterminator=end).writerows((HEADER, *ROWS))
    return out.getvalue()


def _members() -> bytes:
    whole = text().encode()
    return FIRST_MEMBER + gzip.compress(whole[whole.index(b"A-103") :], mtime=0)


FIRST_MEMBER = gzip.compress(text().encode().split(b"A-103")[0], mtime=0)


# `zstd --check` on the text above: pyarrow writes frames without a checksum, and checks those
# that have one.
_ZSTD = (
    "D77#B1Za&10CJBq9dO$L{1pNK06e?@|GnGPUp9v#H{JhRu8H}7S6INMNsn-1Ig0)JL9^>_AlG4sey-E)mBb*9<oT"
    "B^7=7HQPmt&P!Po49=8*&8gfjg8xU(5T@Z*ga-|IWtqd$y-?-oQyGe}`K2veYkDJJ|0LT~VbKz_d<2u7fuof2Lkt"
    "l&$QuE|GuzAsJsf+3jw{KdEW{yD#k!6=4<7yOH24-OD}D9Ey}_b&RTXaCq8U9`XJyWabytokf?rf&Os54!#PZ{%3"
    ";W77~I(4q-GTTJe~U3SQL(PpZk(+t=|&I5Mb;_LRk32i&Xs2u3fti%"
)


def _zstd() -> bytes:
    import pyarrow as pa

    return bytes(pa.compress(text().encode(), codec="zstd", asbytes=True))


def _parquet(*, checksums: bool, codec: str, typed: bool) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    cells = dict(zip(HEADER, (list(column) for column in zip(*ROWS, strict=True)), strict=True))
    columns: dict[str, object] = {**cells}
    if typed:
        columns["order_date"] = [date.fromisoformat(day) for day in cells["order_date"]]
        columns["quantity"] = [int(n) for n in cells["quantity"]]
        columns["amount"] = pa.array([Decimal(n) for n in cells["amount"]], pa.decimal128(12, 2))
    out = io.BytesIO()
    pq.write_table(
        pa.table(columns), out, compression=codec, write_page_checksum=checksums, row_group_size=5
    )
    return out.getvalue()


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for row in ROWS:
        day, number, money = date.fromisoformat(row[1]), int(row[4]), float(row[5])
        sheet.append((row[0], day, *row[2:4], number, money, row[6]))
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """A workbook that does not say when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = re.sub(rb"[0-9-]{10}T[0-9:]{8}Z", b"2024-03-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


CSVS: Mapping[str, tuple[str, str, str]] = {
    "plain.csv": ("utf-8", ",", "\n"),
    "crlf.csv": ("utf-8-sig", ",", "\r\n"),
    "semicolon.csv": ("cp1252", ";", "\n"),
    "wide.csv": ("utf-16", "\t", "\r\n"),
}
"""By name the encoding, the delimiter and the line end."""
PACKED: Mapping[str, Callable[[], bytes]] = {
    "packed.csv.gz": lambda: gzip.compress(text().encode(), mtime=0),
    "members.csv.gz": _members,
    "checked.csv.zst": lambda: base64.b85decode(_ZSTD),
    "unchecked.csv.zst": _zstd,
    "checked.parquet": lambda: _parquet(checksums=True, codec="snappy", typed=True),
    "plain.parquet": lambda: _parquet(checksums=True, codec="none", typed=True),
    "unchecked.parquet": lambda: _parquet(checksums=False, codec="zstd", typed=True),
    "book.xlsx": _workbook,
}
NAMES = (*CSVS, *PACKED)
CHECKED = frozenset(NAMES) - {*CSVS, "unchecked.csv.zst", "unchecked.parquet"}
"""Those whose rows stand under a checksum."""


@cache
def whole(name: str) -> bytes:
    """The file as it was written."""
    if name in PACKED:
        return PACKED[name]()
    encoding, sep, end = CSVS[name]
    return text(sep, end).encode(encoding)


def _bit(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def _byte(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(1) + data[at + 1 :]


def _cut(data: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _inserted(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.randbytes(dice.randint(1, 8)) + data[at:]


def _block(data: bytes, dice: Random) -> tuple[int, int]:
    start = dice.randrange(len(data))
    return start, min(len(data), start + dice.choice((1, 4, 16, 64, 256)))


def _lost(data: bytes, dice: Random) -> bytes:
    start, end = _block(data, dice)
    return data[:start] + data[end:]


def _again(data: bytes, dice: Random) -> bytes:
    start, end = _block(data, dice)
    return data[:end] + data[start:end] + data[end:]


def _zeroed(data: bytes, dice: Random) -> bytes:
    start, end = _block(data, dice)
    return data[:start] + bytes(end - start) + data[end:]


def _elsewhere(data: bytes, dice: Random) -> bytes:
    """A block over another place, as a disk puts a sector where it does not belong."""
    start, end = _block(data, dice)
    at = dice.randrange(len(data) - (end - start) + 1)
    return data[:at] + data[start:end] + data[at + end - start :]


# A bit that turns is what happens most, and what is hardest to see.
DAMAGES: tuple[Damage, ...] = (
    *(_bit, _bit, _bit, _byte, _byte),
    *(_cut, _inserted, _lost, _again, _zeroed, _elsewhere),
)


def seeds(name: str, count: int) -> range:
    """Those of a file among so many."""
    return range(NAMES.index(name), count, len(NAMES))


def damaged(seed: int) -> tuple[str, bytes]:
    """The name and the bytes of the file of a seed: each of the files in turn, damaged once."""
    name = NAMES[seed % len(NAMES)]
    dice = Random(seed)
    return name, dice.choice(DAMAGES)(whole(name), dice)
