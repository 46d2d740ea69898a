"""The text of a file as UTF-8, decoded strictly: in place where it is that, else in a copy."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile

from salesops.errors import InputError
from salesops.exports import zipped
from salesops.exports.bytes_seen import Tally, mixed_outside_quotes
from salesops.exports.expansion import allowed, too_much

CHUNK = 1 << 16
"""Bytes looked at in one go: few enough that none of them leaves the processor's cache."""
_UTF8 = ("utf-8", "utf-8-sig")
_SHOWN = "\ufffd".encode()
"""What stands for a NUL that is reported."""


@dataclass(frozen=True)
class Packed:
    """A text before its bytes are read."""

    path: Path
    packing: str
    """plain, gzip, zstd or zip."""
    encodings: tuple[str, ...]
    """Those that it may be in, tried in this order."""


@dataclass(frozen=True)
class Text:
    """A text that was decoded from end to end."""

    path: Path
    """Where it stands as UTF-8 with one kind of line end."""
    encoding: str
    tally: Tally
    mixed_ends: bool


def checked(file: Packed, copy: Path, *, tolerant: bool) -> Text:
    """Decode the whole text; what is not plain UTF-8 is written as such to `copy`.

    Raises:
        InputError: corrupt, in none of its encodings, unpacking past all measure, with a block of
            NULs or, unless `tolerant`, with any.
    """
    for encoding in file.encodings[:-1]:
        try:
            return _checked(file, encoding, copy, tolerant=tolerant)
        except InputError as error:
            if error.check != "encoding":
                raise
    return _checked(file, file.encodings[-1], copy, tolerant=tolerant)


def _checked(file: Packed, encoding: str, copy: Path, *, tolerant: bool) -> Text:
    tally, path = Tally(), file.path
    if file.packing == "plain" and encoding in _UTF8:
        for block in blocks(file, encoding):
            tally.add(block)
        again = tally.mixed or tally.nul_count > 0
    else:
        path = _copied(file, encoding, copy, tally)
        again = tally.mixed
    _refuse_nuls(file.path, tally, tolerant=tolerant)
    mixed = tally.mixed and mixed_outside_quotes(blocks(Packed(path, "plain", _UTF8), "utf-8"))
    if again:
        path = one_line_end(path, copy.with_suffix(".lines.csv"))
    return Text(path, encoding, tally, mixed)


def _copied(file: Packed, encoding: str, copy: Path, tally: Tally) -> Path:
    with copy.open("wb") as out:
        for block in blocks(file, encoding):
            tally.add(block)
            out.write(block.replace(b"\0", _SHOWN))
    return copy


def _refuse_nuls(path: Path, tally: Tally, *, tolerant: bool) -> None:
    why = "holds NUL bytes, as a crashed writer leaves: export again"
    if tally.nul_tail or tally.hole:
        raise InputError(f"{path} {why}", "whole")
    if tally.nul_count and not tolerant:
        raise InputError(f"{path} {why} (line {tally.nuls[0]})", "nul")


def one_line_end(path: Path, copy: Path) -> Path:
    """A copy of a UTF-8 file in which CRLF, CR and LF are all LF, and NULs are shown."""
    with (
        path.open(encoding="utf-8-sig") as text,
        copy.open("w", encoding="utf-8", newline="\n") as out,
    ):
        while data := text.read(CHUNK):
            out.write(data.replace("\0", _SHOWN.decode()))
    return copy


def blocks(file: Packed, encoding: str) -> Iterator[bytes]:
    """The text in blocks of UTF-8, without a byte order mark.

    Raises:
        InputError: as `checked` says.
    """
    decoder = codecs.getincrementaldecoder("utf-8" if encoding in _UTF8 else encoding)()
    most, read = allowed(_size(file)), 0
    with unpacked(file.path, file.packing) as stream:
        while data := read_block(stream, CHUNK, file.path):
            first, read = not read, read + len(data)
            if read > most:
                raise InputError(f"{file.path} {too_much('unpack it')}", "whole")
            block = _as_utf8(decoder, file, encoding, data)
            yield block.removeprefix(codecs.BOM_UTF8) if first else block
    yield _as_utf8(decoder, file, encoding, b"", final=True)


def _size(file: Packed) -> int:
    """The bytes that it takes, packed as it is."""
    return zipped.packed_size(file.path) if file.packing == "zip" else file.path.stat().st_size


def _as_utf8(
    decoder: codecs.IncrementalDecoder,
    file: Packed,
    encoding: str,
    data: bytes,
    *,
    final: bool = False,
) -> bytes:
    utf8 = encoding in _UTF8
    if utf8 and not final and data.isascii() and not decoder.getstate()[0]:
        return data  # most exports are ASCII: nothing to decode
    text = decoded(decoder, file, data, final=final)
    return data if utf8 else text.encode()


def decoded(
    decoder: codecs.IncrementalDecoder, file: Packed, data: bytes, *, final: bool = False
) -> str:
    """The next text, strictly.

    Raises:
        InputError: the bytes are not in the encoding.
    """
    try:
        return decoder.decode(data, final)
    except UnicodeError as error:
        byte = ""
        if isinstance(error, UnicodeDecodeError):
            byte = f" (byte 0x{error.object[error.start]:02X})"
        other = "latin-1" if "cp1252" in file.encodings else "cp1252"
        raise InputError(
            f"{file.path} is not {' or '.join(file.encodings)}{byte}: declare its encoding in "
            f'salesops.toml: [encodings] "{file.path.name}" = "{other}"',
            "encoding",
        ) from error


def is_encoding(name: str) -> bool:
    """Whether texts can be in it: base64 is a codec of Python, too, but none of text."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def unpacked(path: Path, packing: str) -> BinaryIO:
    """The file's bytes, gzip, zstd and zip taken off."""
    if packing == "zip":
        return zipped.opened(path)
    if packing == "gzip":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if packing == "zstd":
        import pyarrow as pa  # 0.3 s to import: only where a .zst is really read

        return cast("BinaryIO", pa.input_stream(str(path), compression="zstd"))
    return path.open("rb")


def read_block(stream: BinaryIO, size: int, path: Path) -> bytes:
    """The next bytes.

    Raises:
        InputError: a checksum does not hold, or the end is missing.
    """
    try:
        return bytes(stream.read(size))
    except (OSError, EOFError, zlib.error, BadZipFile) as error:  # pyarrow raises OSError
        raise InputError(
            f"{path} is corrupt or cut short ({error}): fetch it again", "whole"
        ) from error
