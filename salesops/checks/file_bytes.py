"""The verdicts on a file's bytes, once every one of them was read."""

from collections.abc import Iterator

from salesops.checks.contract import Table
from salesops.checks.verdict import Ruling, failed, passed
from salesops.exports.bytes_seen import Seen
from salesops.exports.inspect import File
from salesops.exports.recognise import Header
from salesops.result import Level
from salesops.verdicts import Row


def look(file: File, seen: Seen, header: Header, table: Table, name: str) -> Iterator[Ruling]:
    """What the bytes showed, check by check."""
    yield passed("readable", name, f"{file.state[0]:,} bytes")
    yield passed("unchanged", name, "same size and time after as before")
    yield passed("table", name, file.packing if file.packing != "plain" else "text")
    yield passed("whole", name, _checksum(file))
    if not header.delimiter:
        return
    yield _encoding(seen, table, name)
    yield _dialect(header, table, name)
    yield _line_ends(seen, name)
    yield _final(seen, name)
    yield _nul(seen, name)


def _checksum(file: File) -> str:
    return {
        "gzip": "CRC-32 of every member holds",
        "zstd": "decompressed to its end",
        "zip": "its CRC-32 in the archive holds",
        "parquet": "page checksums hold where there are any",
        "workbook": "every part of the workbook opens",
    }.get(file.packing, "no checksum in it; a cut inside a field cannot be seen")


def _encoding(seen: Seen, table: Table, name: str) -> Ruling:
    usual = table.encodings[0]
    if seen.encoding.removesuffix("-sig").startswith(("utf-8", "utf-16")) or seen.encoding == usual:
        return passed("encoding", name, seen.encoding, usual)
    message = (
        f"{name}: read as {seen.encoding}, not as {usual}: export it as UTF-8, or declare "
        f"{seen.encoding} first in the contract."
    )
    return failed("encoding", name, message, seen.encoding, wanted=usual)


_MARKS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def _dialect(header: Header, table: Table, name: str) -> Ruling:
    found = _MARKS.get(header.delimiter, repr(header.delimiter))
    if not table.delimiter or table.delimiter == header.delimiter:
        return passed("dialect", name, f"{found}, quotes doubled")
    wanted = _MARKS.get(table.delimiter, repr(table.delimiter))
    message = f"{name}: its fields are parted by {found}, not by {wanted}: export it as declared."
    return failed("dialect", name, message, found, wanted=wanted)


def _line_ends(seen: Seen, name: str) -> Ruling:
    if not seen.mixed_ends:
        return passed("line-ends", name, "all alike")
    message = f"{name}: line ends of several kinds (LF, CRLF, CR), as in joined files: all read."
    return failed("line-ends", name, message, "mixed", wanted="one kind")


def _final(seen: Seen, name: str) -> Ruling:
    if seen.final_newline:
        return passed("final-newline", name, "ends with a line end")
    message = (
        f"{name}: no line end after the last row, so it may have been cut short, even inside its "
        "last field: compare the last row with the system's."
    )
    return failed("final-newline", name, message, "no line end", wanted="a line end")


def _nul(seen: Seen, name: str) -> Ruling:
    if not seen.nul_count:
        return passed("nul", name, "none", "none")
    message = f"{name}: {seen.nul_count:,} NUL bytes, first on line {seen.nuls[0]}: export again."
    rows = tuple(Row("nul", name, line, "", "") for line in seen.nuls)
    return failed(
        "nul", name, message, f"{seen.nul_count:,}", wanted="none", level=Level.ERROR, rows=rows
    )
