"""The bytes of a file before anything is believed: kind, encoding, checksum, text."""

import codecs
import glob
import gzip
import hashlib
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from salesops.errors import ChangedError, InputError, UsageError

HEAD = 1 << 18
"""Bytes in which the header must lie, past any preamble."""
CHUNK = 1 << 20
EXPANSION = 200
"""A compressed file may grow by this; real CSV seldom passes 30, a bomb passes 1,000."""
_REFUSED = {
    b"PK\x03\x04": "a zip archive or Excel workbook: unpack it, or save the sheet as CSV",
    b"<": "an HTML or XML page, as an expired login gives: export it again",
    b"{": "JSON: export it as CSV or Parquet",
    b"[{": "JSON: export it as CSV or Parquet",
}
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class File:
    """An export as found: where it is, how its bytes are packed and how its text is encoded."""

    path: Path
    packing: str
    """plain, gzip, zstd or parquet."""
    encoding: str
    head: str
    """The first text of a CSV; empty for Parquet."""


def inspect(path: Path, declared: str | None = None) -> File:
    """Look at the first bytes.

    Raises:
        InputError: not a table (HTML, JSON, a workbook), corrupt, or not in its encoding.
        UsageError: the encoding declared for it does not exist.
    """
    _known(declared, path)
    with path.open("rb") as raw:
        magic = raw.read(4)
    if magic == b"PAR1":
        return File(path, "parquet", "", "")
    packing = {b"\x1f\x8b": "gzip", b"\x28\xb5": "zstd"}.get(magic[:2], "plain")
    with _unpacked(path, packing) as stream:
        head = _read(stream, HEAD, path)
    encoding = next((name for bom, name in _BOMS.items() if head.startswith(bom)), None)
    _refuse_other_kinds(head, path)
    file = File(path, packing, encoding or declared or "utf-8", "")
    return File(path, packing, file.encoding, _text(file, head))


def _known(declared: str | None, path: Path) -> None:
    try:
        "".encode(declared or "utf-8")  # refuses codecs that are not of text, such as base64
    except LookupError as error:
        raise UsageError(
            f'[encodings] "{path.name}" = "{declared}" is no text encoding: write it as in "cp1252"'
        ) from error


def _refuse_other_kinds(head: bytes, path: Path) -> None:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, what in _REFUSED.items():
        if start.startswith(magic):
            raise InputError(f"{path} is {what}")


def _text(file: File, head: bytes) -> str:
    decoder = codecs.getincrementaldecoder(file.encoding)()
    return _decoded(decoder.decode, file, head, final=len(head) < HEAD)


def _unpacked(path: Path, packing: str) -> BinaryIO:
    if packing == "gzip":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if packing == "zstd":
        import pyarrow as pa  # 0.3 s to import: only where a .zst is really read

        return cast("BinaryIO", pa.input_stream(str(path), compression="zstd"))
    return path.open("rb")


def _read(stream: BinaryIO, size: int, path: Path) -> bytes:
    try:
        return bytes(stream.read(size))
    except (OSError, EOFError, zlib.error) as error:  # pyarrow raises OSError
        raise InputError(f"{path} is corrupt or cut short ({error}): fetch it again") from error


def verified(file: File, folder: Path) -> tuple[Path, str]:
    """The path that DuckDB can read and the SHA-256 of the file's own bytes.

    Every byte is read once: a compressed file against its checksum, text strictly in its encoding.
    What is not plain UTF-8 is written as such into `folder`.

    Raises:
        InputError: corrupt, not in its encoding, holding NULs, or expanding past all measure.
        ChangedError: the file changed meanwhile.
    """
    before = _state(file.path)
    digest = _sha256(file.path)
    if file.packing == "parquet":
        target = literally(file.path, folder)
    else:
        target = _checked_text(file, folder / f"{digest}.csv", before[0])
    if _state(file.path) != before:
        raise ChangedError(f"{file.path} changed while it was read: try again when it is complete")
    return target, digest


def literally(path: Path, folder: Path) -> Path:
    """A path that DuckDB takes for this file: it takes `sales[1].csv` for a glob of others."""
    if not glob.has_magic(str(path.resolve())):
        return path
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return Path(shutil.copyfile(path, folder / f"{name}{path.suffix}"))


def _state(path: Path) -> tuple[int, int, int]:
    now = path.stat()
    return now.st_size, now.st_mtime_ns, now.st_ino


def _sha256(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def _checked_text(file: File, copy: Path, size: int) -> Path:
    if file.packing == "plain" and file.encoding in ("utf-8", "utf-8-sig"):
        if _end_alike(_texts(file, size)):
            return literally(file.path, copy.parent)
        return one_line_end(file.path, copy)
    with copy.open("w", encoding="utf-8", newline="") as out:
        alike = _end_alike(text for text in _texts(file, size) if out.write(text) or True)
    return copy if alike else one_line_end(copy, copy.with_suffix(".lines.csv"))


def _end_alike(texts: Iterable[str]) -> bool:
    """Whether all lines end in one way. Where they do not, DuckDB runs lines together."""
    feeds = returns = both = 0
    before = ""
    for text in texts:
        feeds += text.count("\n")
        returns += text.count("\r")
        both += text.count("\r\n") + (before.endswith("\r") and text.startswith("\n"))
        before = text
    return not feeds or not returns or feeds == returns == both


def one_line_end(path: Path, copy: Path) -> Path:
    """A copy of a UTF-8 file in which CRLF, CR and LF are all LF."""
    with (
        path.open(encoding="utf-8-sig") as text,
        copy.open("w", encoding="utf-8", newline="\n") as out,
    ):
        shutil.copyfileobj(text, out)
    return copy


def _texts(file: File, size: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(file.encoding)()
    read = 0
    with _unpacked(file.path, file.packing) as stream:
        while chunk := _read(stream, CHUNK, file.path):
            read += len(chunk)
            if read > CHUNK + size * EXPANSION:
                raise InputError(f"{file.path} unpacks to over {EXPANSION} times its size: refused")
            yield _decoded(decoder.decode, file, chunk)
    yield _decoded(decoder.decode, file, b"", final=True)


def _decoded(
    decode: Callable[[bytes, bool], str], file: File, data: bytes, *, final: bool = False
) -> str:
    try:
        text = decode(data, final)
    except UnicodeDecodeError as error:
        other = "latin-1" if file.encoding == "cp1252" else "cp1252"
        raise InputError(
            f"{file.path} is not {file.encoding} (byte 0x{error.object[error.start]:02X}): declare "
            f'its encoding in salesops.toml: [encodings] "{file.path.name}" = "{other}"'
        ) from error
    if "\0" in text:
        raise InputError(f"{file.path} holds NUL bytes, as a crashed writer leaves: export again")
    return text
