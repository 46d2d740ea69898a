"""What the bytes of a text show as they pass: line ends, NULs, marks that nobody sees."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SHOWN = 5
"""Lines with a NUL that are named."""
BLOCK = 512
"""A run of so many NULs is a disk sector that was never written, not a field."""
_CONTROLS = [bytes([code]) for code in range(1, 32) if code not in b"\t\n\r"] + [b"\x7f"]
_LINE_END = re.compile(rb"[\r\n]")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
# As UTF-8: soft hyphen, Arabic mark, zero widths and turns of direction, joiners and isolates,
# byte order mark, tags; each by its first byte, which most texts do not hold.
_SPECIAL = {
    marks[:1]: re.compile(marks)
    for marks in (
        b"\xc2\xad",
        b"\xd8\x9c",
        b"\xe1\xa0\x8e",
        b"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])",
        b"\xef\xbb\xbf",
        b"\xf3\xa0[\x80\x81]",
    )
}
# Blanks beside the one of ASCII: those that do not break, and the wide ones.
_BLANKS = {
    marks[:1]: re.compile(marks)
    for marks in (
        b"\xc2\xa0",
        b"\xe1\x9a\x80",
        b"\xe2(?:\x80[\x80-\x8a\xaf]|\x81\x9f)",
        b"\xe3\x80\x80",
    )
}
_LONGEST = 4
"""Bytes of the longest character."""


@dataclass(frozen=True)
class Seen:
    """A file that was read once from end to end, and what its bytes showed."""

    path: Path
    """What DuckDB reads: the file itself, or a copy as UTF-8 with one kind of line end."""
    digest: str
    """SHA-256 of the file's own bytes."""
    encoding: str = ""
    """The one that it is in, of those declared; empty for Parquet."""
    size: int = 0
    """Bytes of its text as UTF-8."""
    lines: int = 0
    """Physical lines."""
    mixed_ends: bool = False
    """Lines, those within quotes aside, end in more than one way."""
    final_newline: bool = True
    nuls: tuple[int, ...] = ()
    """The first physical lines that hold a NUL; in the copy it is U+FFFD."""
    nul_count: int = 0
    ascii: bool = True
    controls: bool = False
    """Some C0 (not NUL, TAB, CR or LF), DEL or C1: ESC among them."""
    special: bool = False
    """Some character of no width or that turns the reading direction; no mark at the start."""
    blanks: bool = True
    """Some blank that is not the one of ASCII; True where nobody looked."""
    formulas: bool = False
    """Some text like ="00123"."""
    sheet: str = ""
    """The sheet of a workbook; each record of the copy is a row of it."""
    notes: tuple[str, ...] = ()
    """What a reader of the file must be told."""


class Tally:
    """Counts over a text that passes in blocks of UTF-8."""

    def __init__(self) -> None:
        self.size = 0
        self.nul_count = 0
        self.nuls: list[int] = []
        self.ascii = True
        self.controls = self.special = self.blanks = self.hole = False
        self.formulas = False
        self._feeds = self._returns = self._both = 0
        self._end = b""

    def add(self, data: bytes) -> None:
        """Look at the next block."""
        if not data:
            return
        if b"\0" in data:
            self._count_nuls(data)
        if not data.isascii():
            self.ascii = False
            self._look_for_marks(data)
        self.controls = self.controls or any(code in data for code in _CONTROLS)
        self.formulas = self.formulas or b'="' in data or self._end.endswith(b"=")
        self._feeds += data.count(b"\n")
        if b"\r" in data:  # most files have none, and looking costs less than counting
            self._returns += data.count(b"\r")
            self._both += data.count(b"\r\n")
        self._both += self._end.endswith(b"\r") and data.startswith(b"\n")
        self.size += len(data)
        self._end = data[-_LONGEST:]

    @property
    def ends(self) -> int:
        """Line ends so far; CRLF is one."""
        return self._feeds + self._returns - self._both

    @property
    def final_newline(self) -> bool:
        """Whether the last line ends."""
        return self._end.endswith((b"\n", b"\r"))

    @property
    def lines(self) -> int:
        """Physical lines so far."""
        return self.ends + (bool(self.size) and not self.final_newline)

    @property
    def nul_tail(self) -> bool:
        """Whether the text ends in NULs."""
        return self._end.endswith(b"\0")

    @property
    def mixed(self) -> bool:
        """Whether there are line ends of more than one kind, within quotes or not."""
        kinds = (self._feeds - self._both, self._returns - self._both, self._both)
        return sum(count > 0 for count in kinds) > 1

    def _count_nuls(self, data: bytes) -> None:
        self.nul_count += data.count(b"\0")
        self.hole = self.hole or b"\0" * BLOCK in data
        at = data.find(b"\0")
        while at >= 0 and len(self.nuls) < SHOWN:
            line = self.ends + _ends(self._end, data[:at]) + 1
            self.nuls += [line] if line not in self.nuls else []
            end = _LINE_END.search(data, at)
            at = data.find(b"\0", end.end()) if end else -1

    def _look_for_marks(self, data: bytes) -> None:
        for part in (self._end + data[:_LONGEST], data):  # a character may lie across two blocks
            self.controls = self.controls or (b"\xc2" in part and bool(_C1.search(part)))
            self.special = self.special or _holds(part, _SPECIAL)
            self.blanks = self.blanks or _holds(part, _BLANKS)


def _holds(data: bytes, marks: Mapping[bytes, re.Pattern[bytes]]) -> bool:
    return any(first in data and mark.search(data) for first, mark in marks.items())


def _ends(before: bytes, data: bytes) -> int:
    """The line ends of a block that follows another."""
    split = before.endswith(b"\r") and data.startswith(b"\n")
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") - split


def mixed_outside_quotes(blocks: Iterable[bytes]) -> bool:
    """Whether rows end in more than one way; a line break inside a quoted cell ends no row."""
    outside, inside = Tally(), 0
    for block in blocks:
        parts = block.split(b'"')
        outside.add(b'"'.join(parts[inside::2]))
        inside ^= len(parts) % 2 == 0
    return outside.mixed or bool(inside)  # quotes that do not pair tell nothing
