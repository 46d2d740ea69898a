"""A sheet of a workbook as CSV: what its cells hold, not how they look."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from salesops.errors import InputError, SalesopsError
from salesops.exports.excel_cells import Sheet, text, uncached
from salesops.exports.expansion import allowed, too_much

HEAD_ROWS = 200
"""Rows in which the header must lie; the widest of them says how wide the sheet is."""
MOST_ROWS = 1 << 20
"""Excel's own limit."""
MOST_CELLS = 50_000_000
"""Blank ones too: a few bytes can claim a cell in the last column of every row."""
_ENDINGS = (".xlsx", ".xlsm")
_OTHERS = {
    "xl/workbook.bin": "a binary workbook (.xlsb): save it as .xlsx or CSV",
    "content.xml": "an OpenDocument file: save it as .xlsx or CSV",
}


def is_workbook(path: Path) -> bool:
    """Whether a zip archive is an .xlsx workbook, whatever it is called.

    Raises:
        InputError: cut short, another program's, or unpacking past all measure.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken(path, error) from error
    for name, what in _OTHERS.items():
        if name in sizes:
            raise InputError(f"{path} is {what}", "table")
    if "xl/workbook.xml" not in sizes:
        if path.suffix.lower() in _ENDINGS:
            raise InputError(f"{path} is no workbook, whatever its name: export it again", "table")
        return False
    if sum(sizes.values()) > allowed(path.stat().st_size):
        raise InputError(f"{path} {too_much('save it as CSV')}", "whole")
    return True


def head(path: Path, sheet: str) -> str:
    """The first rows as CSV.

    Raises:
        InputError: the extra is missing, the workbook is damaged, or has no such sheet.
    """
    out = io.StringIO(newline="")
    with _opened(path, sheet) as (_, found):
        _write(list(islice(_rows(path, found), HEAD_ROWS)), iter(()), out)
    return out.getvalue()


def to_csv(path: Path, copy: Path, sheet: str) -> tuple[str, tuple[str, ...]]:
    """Write the sheet as CSV, a record for each of its rows: its name, and what must be told.

    Raises:
        InputError: as `head` says.
    """
    with _opened(path, sheet) as (names, found):
        rows = _rows(path, found)
        with copy.open("w", encoding="utf-8", newline="") as out:
            _write(list(islice(rows, HEAD_ROWS)), rows, out)
        return found.title, tuple(_told(names, found, sheet))


def _told(names: list[str], found: Sheet, asked: str) -> Iterator[str]:
    if len(names) > 1 and not asked:
        yield f"sheet {found.title!r} is read, one of {len(names)}: name another with [sheets]"
    if blank := uncached(found):
        yield (
            f"{blank} formulas of sheet {found.title!r} have no value kept, so they are blank: "
            "open the workbook and save it"
        )


@contextmanager
def _opened(path: Path, sheet: str) -> Iterator[tuple[list[str], Sheet]]:
    """The names of the sheets, and the one that is asked for."""
    try:
        import openpyxl
    except ImportError as error:
        raise InputError(
            f"{path} is a workbook: pip install 'salesops[excel]' to read it, or save it as CSV",
            "table",
        ) from error
    # Opened here, since openpyxl goes by the name, and a workbook may be called .csv.
    with path.open("rb") as raw, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that no cell needs
        try:
            book: Any = openpyxl.load_workbook(raw, read_only=True, data_only=True)
            try:
                yield [s.title for s in book.worksheets], _sheet(path, book.worksheets, sheet)
            finally:
                book.close()
        except SalesopsError:
            raise
        except Exception as error:  # openpyxl has no class for what damage makes it say
            raise _broken(path, error) from error


def _sheet(path: Path, sheets: list[Sheet], asked: str) -> Sheet:
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    for sheet in [s for s in sheets if s.title == asked] if asked else visible or sheets:
        sheet.reset_dimensions()  # some writers state them wrongly, and rows would be lost
        return sheet
    names = ", ".join(repr(sheet.title) for sheet in sheets)
    wanted = f"no sheet {asked!r}: there are {names}" if asked else "no sheet with cells"
    raise InputError(f"{path} has {wanted}", "table")


def _rows(path: Path, sheet: Sheet) -> Iterator[list[str]]:
    """The rows as text, blank cells at the end of each left out."""
    cells = 0
    # One more than there can be: openpyxl fills up to it where a row claims a number past all.
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1), 1):
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise InputError(
                f"{path} claims over {MOST_ROWS:,} rows or {MOST_CELLS:,} cells: save it as CSV",
                "whole",
            )
        texts = [text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _write(first: list[list[str]], rest: Iterator[list[str]], out: TextIO) -> None:
    """Write rows of one width, a blank one as a blank line, those at the end not at all."""
    writer = csv.writer(out, lineterminator="\n")
    width = max((len(row) for row in first), default=0)
    blank = 0
    for row in chain(first, rest):
        if row:
            out.write("\n" * blank)
            writer.writerow(row + [""] * (width - len(row)))
        blank = 0 if row else blank + 1


def _broken(path: Path, error: Exception) -> InputError:
    said = str(error).partition("\n")[0] or type(error).__name__
    return InputError(
        f"{path} is an Excel workbook or zip archive, corrupt or cut short ({said}): "
        "fetch it again, or save it as CSV",
        "whole",
    )
