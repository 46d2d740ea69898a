"""What a file is that is no table, told by its first bytes."""

import codecs
import re
from itertools import chain
from pathlib import Path

from salesops.errors import InputError

_PACKED = "compressed in a way that is not read: unpack it, or compress it with gzip or zstd"
_BINARY = {
    b"PK\x03\x04": "a zip archive: name it .zip, or unpack it",
    b"\x1f\x8b": "compressed twice: unpack it once",
    b"\x28\xb5\x2f\xfd": "compressed twice: unpack it once",
    b"PAR1": "a Parquet file that was compressed again: unpack it",
    b"\xfd7zXZ\x00": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!\x1a": _PACKED,
    b"%PDF-": "a PDF: export the table as CSV",
    b"SQLite format 3\x00": "a SQLite database: export the table as CSV",
    b"ARROW1": "an Arrow file: export it as Parquet",
}
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
_TAR = slice(257, 262)
_TEXTS = {
    "an HTML or XML page, as an expired login gives: export it again": re.compile(rb"<"),
    "JSON: export it as CSV or Parquet": re.compile(rb"\{|\[\s*[{\]]"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse(head: bytes, path: Path) -> None:
    """Pass what may be text.

    Raises:
        InputError: it is a page, JSON, an archive, or of another program.
    """
    if what := _what(head):
        raise InputError(f"{path} is {what}", "table")


def _what(head: bytes) -> str | None:
    if head.startswith(_OLE):
        return _old_workbook(head)
    if _BZIP2.match(head) or head[_TAR] == b"ustar":
        return _PACKED
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    texts = (what for what, form in _TEXTS.items() if form.match(start))
    binary = (what for magic, what in _BINARY.items() if head.startswith(magic))
    return next(chain(binary, texts), None)


def _old_workbook(head: bytes) -> str:
    if _ENCRYPTED in head:
        return "a workbook with a password: save it without one, or save the sheet as CSV"
    return "a file of old Excel (.xls): save it as .xlsx or CSV"


def utf16_without_mark(head: bytes) -> str | None:
    """The encoding of a text that shows NULs in every other place, as UTF-16 does."""
    start = head[:4096]
    half = len(start) // 2
    even, odd = (start[at::2].count(0) for at in (0, 1))
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None
