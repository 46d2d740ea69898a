"""The bytes of a file before anything is believed: kind, encoding, checksum, text."""

import codecs
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from salesops.errors import ChangedError, InputError, UsageError
from salesops.exports import excel, kinds, parquet_file, parquet_footer, zipped
from salesops.exports.bytes_seen import BLOCK, Seen
from salesops.exports.hive import Keys
from salesops.exports.literal_path import literally
from salesops.exports.utf8 import Packed, checked, decoded, is_encoding, read_block, unpacked

HEAD = 1 << 18
"""Bytes in which the header must lie, past any preamble."""
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",  # begins as UTF-16 does, so it is asked first
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
State = tuple[int, int, int]
"""Size, time of change and inode: what a file that nobody touches keeps."""


@dataclass(frozen=True)
class File:
    """An export as found: where it is, how its bytes are packed and how its text is encoded."""

    path: Path
    packing: str
    """plain, gzip, zstd, zip, parquet or workbook."""
    encodings: tuple[str, ...]
    """Those that its text may be in, the one of its head first; none for Parquet and workbooks."""
    head: str
    """The first text of a CSV or sheet; empty for Parquet."""
    state: State
    sheet: str = ""
    """The sheet of a workbook that is asked for; the first where none is."""
    keys: Keys = ()
    """Those of the partition folders that it lies in."""


def inspect(
    path: Path,
    declared: str | Sequence[str] | None = None,
    sheet: str = "",
    *,
    tolerant: bool = False,
) -> File:
    """Look at the first bytes; `declared` are the encodings that it may be in, in this order.

    Raises:
        InputError: not a table (HTML, JSON, an archive), corrupt, in none of its encodings or,
            unless `tolerant`, with NULs.
        UsageError: the encoding declared for it does not exist.
    """
    asked = _known(declared, path)
    state = _state(path)
    archived = zipped.archive_of(path) is not None
    magic = b"" if archived else _magic(path)
    if magic == b"PAR1":
        return File(path, "parquet", (), "", state)
    if magic == b"PK\x03\x04" and excel.is_workbook(path):
        return File(path, "workbook", (), excel.head(path, sheet), state, sheet)
    packing = {b"\x1f\x8b": "gzip", b"\x28\xb5": "zstd"}.get(magic[:2], "plain")
    packing = "zip" if archived else packing
    with unpacked(path, packing) as stream:
        head = read_block(stream, HEAD, path)
    _refuse(path, head, asked, tolerant=tolerant)
    marked = next((name for bom, name in _BOMS.items() if head.startswith(bom)), None)
    text, encodings = _text(Packed(path, packing, (marked,) if marked else asked), head)
    if not tolerant and "\0" in text:
        raise InputError(f"{path} holds NUL bytes, as a crashed writer leaves: export again", "nul")
    return File(path, packing, encodings, text.replace("\0", "\ufffd"), state)


def _magic(path: Path) -> bytes:
    with path.open("rb") as raw:
        return raw.read(4)


def _known(declared: str | Sequence[str] | None, path: Path) -> tuple[str, ...]:
    asked = (declared,) if isinstance(declared, str) else tuple(declared or ("utf-8",))
    for name in asked:
        if not is_encoding(name):
            raise UsageError(
                f'[encodings] "{path.name}" = "{name}" is no text encoding: write it as in "cp1252"'
            )
    return asked


def _refuse(path: Path, head: bytes, asked: tuple[str, ...], *, tolerant: bool) -> None:
    if not head:
        raise InputError(f"{path} is empty once unpacked: export it again")
    kinds.refuse(head, path)
    marked = head.startswith(tuple(_BOMS))
    if not marked and not asked[0].lower().startswith("utf-16"):
        wide = kinds.utf16_without_mark(head)
        if wide:
            raise InputError(
                f"{path} is UTF-16 without the mark that says so: declare it in salesops.toml: "
                f'[encodings] "{path.name}" = "{wide}"',
                "encoding",
            )
        if tolerant and b"\0" * BLOCK in head:
            raise InputError(f"{path} holds a block of NUL bytes: export again", "whole")


def _text(file: Packed, head: bytes) -> tuple[str, tuple[str, ...]]:
    """The head, and the encodings from the first that it is in."""
    for n, name in enumerate(file.encodings):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            return decoded(decoder, file, head, final=len(head) < HEAD), file.encodings[n:]
        except InputError:
            if n == len(file.encodings) - 1:
                raise
    raise AssertionError  # there is one encoding at least


def verified(file: File, folder: Path, *, tolerant: bool = False) -> Seen:
    """Read every byte once: a compressed file against its checksum, text strictly.

    What is not plain UTF-8 is written as such into `folder`. `tolerant` is for who tells of NULs
    inside of rows instead of stopping at them, and has Parquet pages verified at any size.

    Raises:
        InputError: corrupt, not in its encoding, holding NULs, or expanding past all measure.
        ChangedError: the file changed meanwhile.
    """
    digest = _sha256(file.path)
    if file.packing == "parquet":
        seen = _parquet(file, digest, folder, thorough=tolerant)
    elif file.packing == "workbook":
        seen = _workbook(file, digest, folder)
    else:
        packed = Packed(file.path, file.packing, file.encodings)
        seen = _seen(packed, digest, folder, tolerant=tolerant)
    unchanged(file)
    return seen


def unchanged(file: File) -> None:
    """Pass a file that is as it was when it was inspected.

    Raises:
        ChangedError: it is not.
    """
    try:
        now: State | None = _state(file.path)
    except OSError:
        now = None
    if now != file.state:
        raise ChangedError(
            f"{file.path} changed while it was read: try again when it is complete", "unchanged"
        )


def _state(path: Path) -> State:
    now = (zipped.archive_of(path) or path).stat()
    return now.st_size, now.st_mtime_ns, now.st_ino


def _sha256(path: Path) -> str:
    """Of the file's own bytes; of a member of an archive those that it has outside of one."""
    digest = hashlib.sha256()
    with unpacked(path, "zip" if zipped.archive_of(path) else "plain") as raw:
        while block := read_block(raw, HEAD, path):
            digest.update(block)
    return digest.hexdigest()


def _parquet(file: File, digest: str, folder: Path, *, thorough: bool) -> Seen:
    if thorough or file.state[0] <= parquet_file.SMALL:
        parquet_file.verify(file.path)
    if thorough:
        parquet_footer.refuse_contradictions(file.path)
        parquet_file.refuse_twins(file.path)
    # Its bytes are packed and say nothing of its text: anything may be in it.
    return Seen(literally(file.path, folder), digest, ascii=False, controls=True, special=True)


def _workbook(file: File, digest: str, folder: Path) -> Seen:
    copy = folder / f"{digest}.csv"
    sheet, notes = excel.to_csv(file.path, copy, file.sheet)
    seen = _seen(Packed(copy, "plain", ("utf-8",)), digest, folder, tolerant=True)
    return replace(seen, sheet=sheet, notes=notes)


def _seen(file: Packed, digest: str, folder: Path, *, tolerant: bool) -> Seen:
    text = checked(file, folder / f"{digest}.csv", tolerant=tolerant)
    tally = text.tally
    return Seen(
        path=literally(text.path, folder),
        digest=digest,
        encoding=text.encoding,
        size=tally.size,
        lines=tally.lines,
        mixed_ends=text.mixed_ends,
        final_newline=tally.final_newline,
        nuls=tuple(tally.nuls),
        nul_count=tally.nul_count,
        ascii=tally.ascii,
        controls=tally.controls,
        special=tally.special,
        blanks=tally.blanks,
        formulas=tally.formulas,
    )
