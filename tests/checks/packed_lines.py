"""Order lines in files that are no text: packed, or each cell with a type of its own."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from order_files import HEADER, Line

MONEY = ("amount", "unit_price")
WHOLE = ("line", "quantity")


def zstd(data: bytes) -> bytes:
    """One frame."""
    import pyarrow as pa

    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def cell(name: str, text: str) -> str | int | date | Decimal | None:
    """A cell as its column's type; a blank is none."""
    if not text.strip():
        return None
    if name == "order_date":
        return date.fromisoformat(text)
    return Decimal(text) if name in MONEY else int(text) if name in WHOLE else text


def parquet(lines: Sequence[Line]) -> bytes:
    """Columns of their types, two rows a group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = dict.fromkeys(HEADER, pa.string()) | {"order_date": pa.date32()}
    kinds |= dict.fromkeys(MONEY, pa.decimal128(18, 2)) | dict.fromkeys(WHOLE, pa.int32())
    columns = {
        name: pa.array([cell(name, line[at]) for line in lines], kinds[name])
        for at, name in enumerate(HEADER)
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def workbook(lines: Sequence[Line]) -> bytes:
    """A sheet; text that begins as a formula is text."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for number, line in enumerate(lines, 2):
        for at, name in enumerate(HEADER):
            value = cell(name, line[at])
            made = sheet.cell(number, at + 1, value)
            if isinstance(value, str):
                made.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
