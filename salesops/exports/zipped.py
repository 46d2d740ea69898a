"""The exports inside of a zip archive, read as if they lay in the folder: `orders.zip/orders.csv`.

Nothing is unpacked to where the archive lies. What its directory says of sizes holds: zipfile gives
no byte more than that, and the checksum fails.
"""

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from salesops.errors import ChangedError, InputError
from salesops.exports.expansion import allowed, too_much

ENDING = ".zip"
TEXTS = (".csv", ".tsv", ".txt")
"""What is read out of an archive."""
LARGEST = 8 << 30
"""Bytes that an archive may unpack to, whatever its size."""
MOST = 1_000
"""Exports in one archive; its directory is read anew for each."""
_PACKED = (".zip", ".gz", ".zst", ".xlsx", ".xlsm", ".parquet")
_NOT_EXPORTS = (".", "~$", "__macosx")
_ABOUT = re.compile(r"(?i)(read[ _-]?me|licen[cs]e|notice|copying|liesmich|lisez[ _-]?moi|leggimi)")
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_ENCRYPTED = 1
Entry = zipfile.ZipInfo


def archive_of(path: Path) -> Path | None:
    """The archive that a path leads into; None for a path of the file system."""
    if ENDING not in str(path).lower() or path.exists():
        return None
    return next((p for p in path.parents if p.suffix.lower() == ENDING and p.is_file()), None)


def members(archive: Path) -> Iterator[Path | InputError]:
    """The exports in it as paths below it, and in place of each that cannot be read, why.

    A workbook is an archive too, and is itself what is read.
    """
    try:
        with _archive(archive) as opened_:
            entries = opened_.infolist()
    except InputError as error:
        yield error
        return
    if any(entry.filename == "xl/workbook.xml" for entry in entries):
        yield archive
        return
    entries = [entry for entry in entries if _is_export(entry)]
    if why := _too_much(archive, entries):
        yield _refusal(archive, why, "whole")
        return
    counts = Counter(_place(entry) for entry in entries)
    for place, entry in sorted({_place(e): e for e in entries}.items()):
        why = _fault(entry) or ("stands twice in its archive: pack it anew" * (counts[place] > 1))
        yield _refusal(Path(f"{archive}/{place}"), why) if why else archive / place


def packed_size(path: Path) -> int:
    """The bytes that a member takes in its archive.

    Raises:
        ChangedError: it is no longer there.
        InputError: its archive is corrupt.
    """
    with _archive(_within(path)) as archive:
        return _entry(archive, path).compress_size


def opened(path: Path) -> BinaryIO:
    """The bytes of a member, unpacked as they are read; at their end the checksum is held.

    Raises:
        ChangedError: it is no longer there.
        InputError: its archive is corrupt.
    """
    with _archive(_within(path)) as archive:  # the stream keeps the file open behind it
        return cast("BinaryIO", archive.open(_entry(archive, path)))


def _within(path: Path) -> Path:
    archive = archive_of(path)
    if archive is None:
        raise ChangedError(f"{path} is gone: try again when it is complete", "unchanged")
    return archive


def _entry(archive: zipfile.ZipFile, path: Path) -> Entry:
    wanted = path.relative_to(str(archive.filename))
    found = next((e for e in archive.infolist() if _place(e) == PurePosixPath(wanted)), None)
    if found is None:
        raise ChangedError(f"{path} is gone: try again when it is complete", "unchanged")
    return found


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        why = f"is a zip archive, corrupt or cut short ({said}): fetch it again"
        raise _refusal(path, why, "whole") from error


def _place(entry: Entry) -> PurePosixPath:
    """Some programs of Windows part folders by a backslash."""
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_export(entry: Entry) -> bool:
    """Whether a member is an export or holds some: not what programs and people put beside them."""
    parts = _place(entry).parts
    if any(part.lower().startswith(_NOT_EXPORTS) for part in parts if part != ".."):
        return False
    last = entry.filename.lower()
    about = last.endswith(".txt") and _ABOUT.match(parts[-1])
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return last.endswith((*TEXTS, *_PACKED)) and not about and not link


def _fault(entry: Entry) -> str:
    place = _place(entry)
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        return "names a place outside of its archive: unpack the archive if you trust it"
    if place.name.lower().endswith(_PACKED):
        return "is packed once more inside an archive: unpack the archive into the folder"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted: unpack the archive with its password"
    if entry.compress_type not in _READ:
        return "is compressed in a way that is not read: unpack the archive"
    return "" if entry.file_size else "is empty: export it again"


def _too_much(archive: Path, entries: list[Entry]) -> str:
    """Why an archive is not read at all."""
    size = sum(e.file_size for e in entries)
    if len(entries) > MOST:
        return f"holds over {MOST:,} exports: unpack it"
    # Of its own size: what its members take may be the same bytes again and again.
    if size > allowed(archive.stat().st_size):
        return too_much("unpack it")
    return f"unpacks to over {LARGEST >> 30} GB: unpack it" if size > LARGEST else ""


def _refusal(path: Path, why: str, check: str = "table") -> InputError:
    error = InputError(f"{path} {why}", check)
    error.path = path
    return error
