"""Workbooks as Excel, LibreOffice and exporters write them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from corpus_case import FINDINGS, OK, REFUSED, UNSETTLED, Case
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from six_orders import HEADER, ROWS

NAME = "orders.xlsx"
FIRST = ("SELECT min(order_date)::DATE::VARCHAR FROM $T", "2024-03-01")


def typed() -> list[list[Any]]:
    """The orders as a workbook has them: dates and numbers are no text."""
    return [
        [r[0], date.fromisoformat(r[1]), r[2], r[3], int(r[4]), float(r[5]), r[6]] for r in ROWS
    ]


def put(column: str, value: Any, row: int = 2) -> list[list[Any]]:
    """The orders with one cell changed."""
    rows = typed()
    rows[row][HEADER.index(column)] = value
    return rows


def saved(
    rows: Iterable[Sequence[Any]] | None = None, change: Callable[[Any], None] = lambda _book: None
) -> bytes:
    """A workbook of the orders under their header, changed before it is saved."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in [HEADER, *(typed() if rows is None else rows)]:
        sheet.append(list(row))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cover(book: Any) -> None:
    """A sheet of words before the orders."""
    sheet = book.create_sheet("Cover", 0)
    sheet.append(["Sales report"])
    book.active = 0


def second(book: Any) -> None:
    """A sheet of other things after the orders."""
    book.create_sheet("Notes").append(["nothing to see"])


def title(book: Any) -> None:
    """A title and a blank row above the header."""
    book.active.insert_rows(1, 2)
    book.active["A1"] = "Sales report"


def merged(book: Any) -> None:
    """The number of an order over two rows."""
    book.active.merge_cells("A3:A4")


def mac(book: Any) -> None:
    """The calendar of the old Mac."""
    book.epoch = CALENDAR_MAC_1904


def hidden(book: Any) -> None:
    """A row that a filter hides: it is data all the same."""
    book.active.row_dimensions[3].hidden = True


def formatted(book: Any) -> None:
    """Colours far below and beside the data."""
    from openpyxl.styles import PatternFill

    for at in ("A500", "Z3"):
        book.active[at].fill = PatternFill("solid", fgColor="FFFF00")


def emptied(book: Any) -> None:
    """Nothing on the sheet."""
    book.active.delete_rows(1, 20)


def bomb(folder: Path) -> list[str]:
    """A workbook with a sheet of 300 MB that packs into 300 KB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved())) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for name in book.namelist():
            data = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b"<sheetData>" + b" " * 300_000_000)
            packed.writestr(name, data)
    (folder / NAME).write_bytes(out.getvalue())
    return [str(folder / NAME)]


def document() -> bytes:
    """A document of Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def book(
    id_: str, how: str, data: Any, exit_: int = OK, level: str = "ok", check: str = "", **more: Any
) -> Case:
    """A case of a workbook: the given corpus has none."""
    more = {"name": NAME, "new": True, **more}
    return Case(id_, how, data, exit_, level, check, **more)


WHOLE = saved()
CASES = [
    book("dates_and_numbers", "dates and numbers as such", WHOLE, probes=(FIRST,)),
    book("all_text", "every cell is text, as exporters write", saved(ROWS), probes=(FIRST,)),
    book(
        "text_keys",
        "order numbers as text with zeros in front: kept",
        saved([[f"00{n}", *r[1:]] for n, r in enumerate(typed())]),
        probes=(("SELECT min(order_id)::VARCHAR FROM $T", "000"),),
    ),
    book(
        "number_keys",
        "order numbers as numbers: 100, not 100.0",
        saved([[100 + n, *r[1:]] for n, r in enumerate(typed())]),
        probes=(("SELECT min(order_id)::VARCHAR FROM $T", "100"),),
    ),
    book("mac_calendar", "the calendar that begins in 1904", saved(change=mac), probes=(FIRST,)),
    book(
        "float_noise", "119.9 + 0.1 as a float", saved(put("amount", 119.9 + 0.1)), OK, "ok|warning"
    ),
    book(
        "two_sheets", "a second sheet: the first one counts", saved(change=second), OK, "ok|warning"
    ),
    book(
        "cover_first",
        "the orders are on the second sheet: no orders on the first",
        saved(change=cover),
        REFUSED,
        "error",
        accept=(FINDINGS,),
    ),
    book(
        "named_sheet",
        "the second sheet, named by the contract",
        saved(change=cover),
        contract="sheet",
        probes=(FIRST,),
    ),
    book("title_above", "a title above the header", saved(change=title), OK, "warning", "preamble"),
    book(
        "hidden_row", "a row that a filter hides is counted", saved(change=hidden), OK, "ok|warning"
    ),
    book(
        "coloured_blanks",
        "coloured cells far from the data",
        saved(change=formatted),
        OK,
        "ok|warning",
    ),
    book(
        "merged_key",
        "an order number merged over two rows: the second has none",
        saved(change=merged),
        FINDINGS,
        "error",
        "not-null",
        line=4,
    ),
    book(
        "formula_without_value",
        "a formula that no program has computed yet",
        saved(put("amount", "=60+60")),
        FINDINGS,
        "error",
        "not-null",
        line=4,
    ),
    book(
        "error_cell",
        "a lookup that found nothing",
        saved(put("amount", "#N/A")),
        FINDINGS,
        "error",
        "type",
        line=4,
    ),
    book(
        "date_in_amount",
        "an amount that was formatted as a date",
        saved(put("amount", date(1900, 4, 29))),
        FINDINGS,
        "error",
        "type",
        line=4,
    ),
    book(
        "time_in_date",
        "an evening in a column of dates",
        saved(put("order_date", datetime.fromisoformat("2024-03-03 18:30"))),
        FINDINGS,
        "error",
        "type",
        line=4,
    ),
    book(
        "serials_unformatted",
        "dates whose format was lost: 45352",
        saved([[r[0], 45352 + n, *r[2:]] for n, r in enumerate(typed())]),
        FINDINGS,
        "error",
        "type",
    ),
    book(
        "text_dates",
        "dates as text that can be read in two ways",
        saved([[r[0], f"0{n + 1}/03/2024", *r[2:]] for n, r in enumerate(typed())]),
        UNSETTLED,
        "error",
        "date-order",
    ),
    book(
        "total_below",
        "a total below the data",
        saved([*typed(), ["Total", None, None, None, 10, 259.0, None]]),
        FINDINGS,
        "error",
        "total-row",
        holds=True,
        line=8,
    ),
    book(
        "true_amount",
        "a truth value in the amount",
        saved(put("amount", value=True)),
        FINDINGS,
        "error",
        "type",
        line=4,
    ),
    book(
        "formula_text",
        "a name that is a formula as text",
        saved(put("customer", "'=1+1")),
        OK,
        "ok|warning",
    ),
    book(
        "no_cells",
        "an empty sheet",
        saved(change=emptied),
        REFUSED,
        "error",
        accept=(FINDINGS,),
        rows=0,
        sum=None,
    ),
    book(
        "header_alone",
        "a header and no row",
        saved([]),
        FINDINGS,
        "error",
        "row-count",
        rows=0,
        sum=None,
    ),
    book(
        "same_header_twice",
        "two columns called amount",
        saved([[*r, 1.0] for r in typed()], lambda b: b.active.cell(1, 8, "amount")),
        REFUSED,
        "error",
        "header",
    ),
    book("cut", "cut in the middle", WHOLE[: len(WHOLE) // 2], REFUSED, "error"),
    book(
        "encrypted",
        "protected by a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        REFUSED,
        "error",
    ),
    book("bomb", "a sheet that unpacks to 300 MB", bomb, REFUSED, "error"),
    book("word", "a document of Word under the name", document(), REFUSED, "error"),
    book(
        "csv_inside",
        "CSV that is called .xlsx",
        "\n".join(map(",".join, [HEADER, *ROWS])).encode() + b"\n",
        OK,
        "ok|warning",
        accept=(REFUSED,),
    ),
    book(
        "page_inside",
        "an HTML table that is called .xlsx",
        b"<html><table></table></html>",
        REFUSED,
        "error",
    ),
    book(
        "named_csv",
        "a workbook that is called .csv",
        WHOLE,
        OK,
        "ok|warning",
        name="orders.csv",
        accept=(REFUSED,),
    ),
]
