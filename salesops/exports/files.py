"""Which files a question reads: folders walked, globs expanded, each looked at before opening."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from salesops.errors import InputError, SalesopsError, UsageError
from salesops.exports import zipped

ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".parquet",
    ".csv.gz",
    ".tsv.gz",
    ".csv.zst",
    ".tsv.zst",
    ".xlsx",
    ".xlsm",
    ".zip",
)
_READ = f"salesops reads {', '.join(ENDINGS)} files"
_NOT_EXPORTS = (".", "~$")
"""How names begin that nobody exported: hidden files, and Excel's mark on an open workbook."""


def find(paths: Iterable[Path], skip: Iterable[Path] = ()) -> list[Path]:
    """The export files under the paths, sorted by name; `skip` are never read.

    Raises:
        InputError: a path that is missing, not a regular file, or a folder with no export in it.
    """
    found: list[Path] = []
    for file in _each(paths, skip):
        if isinstance(file, SalesopsError):
            raise file
        found.append(file)
    return sorted(found)


def look(paths: Iterable[Path], skip: Iterable[Path] = ()) -> list[Path | SalesopsError]:
    """What `find` finds, and in place of each path that it would end at, why (its `path` set)."""
    found = list(_each(paths, skip))
    good = [file for file in found if isinstance(file, Path)]
    return [*sorted(good), *(why for why in found if isinstance(why, SalesopsError))]


def _each(paths: Iterable[Path], skip: Iterable[Path]) -> Iterator[Path | SalesopsError]:
    skipped = {_real(path) for path in skip}
    seen: set[Path] = set()
    for path in paths:
        for file in _expand(path, skipped):
            if isinstance(file, SalesopsError):
                yield file
            elif (real := _real(file)) not in seen:
                seen.add(real)
                yield file


def _real(path: Path) -> Path:
    """The path with its links followed; Path.resolve() would raise at links in a ring."""
    return Path(os.path.realpath(path))


def _expand(path: Path, skipped: set[Path]) -> Iterator[Path | SalesopsError]:
    # A literal path wins over a glob: `sales[1].csv` is a file that browsers write.
    if os.path.lexists(path):
        matches = [path]
    else:
        matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 - as typed
    if not matches:
        yield _refusal(path, "does not exist: name a folder or file of exports with --data")
    for match in matches:
        yield from _walk(match, skipped) if match.is_dir() else _named(match, skipped)


def _named(path: Path, skipped: set[Path]) -> Iterator[Path | SalesopsError]:
    """A file asked for by name: it cannot be what the answer is written to as well."""
    found = list(_looked(path))
    if _real(path) in skipped and not any(isinstance(one, SalesopsError) for one in found):
        raise UsageError(f"the answer would be written over the export {path}: name another file")
    yield from found or [_refusal(path, f"holds no exports: {_READ}")]


def _walk(folder: Path, skipped: set[Path]) -> Iterator[Path | SalesopsError]:
    closed: list[OSError] = []
    files = [
        Path(parent, name)
        for parent, folders, names in os.walk(folder, onerror=closed.append)
        if not _prune(folders, parent, skipped - {_real(folder)})
        for name in names
        if not name.startswith(_NOT_EXPORTS)
        and name.lower().endswith(ENDINGS)
        and _real(Path(parent, name)) not in skipped
    ]
    # A folder that cannot be listed may hold what is asked for: it is not passed over.
    for error in closed:
        yield _refusal(Path(error.filename), f"cannot be read: {error.strerror}")
    found = [one for file in sorted(files) for one in _looked(file)]
    if not found and not closed:
        yield _refusal(
            folder, f"holds no exports: {_READ}; name the folder they are in with --data"
        )
    yield from found


def _prune(folders: list[str], parent: str, skipped: set[Path]) -> bool:
    """Take hidden and skipped folders out of the walk, in place; True if the parent is skipped."""
    folders[:] = sorted(
        name
        for name in folders
        if not name.startswith(".") and _real(Path(parent, name)) not in skipped
    )
    return _real(Path(parent)) in skipped


def _looked(path: Path) -> Iterator[Path | SalesopsError]:
    """The file, or the exports in an archive: none in one of pictures."""
    try:
        found = regular(path)
    except InputError as error:
        yield error
        return
    yield from zipped.members(found) if path.suffix.lower() == zipped.ENDING else [found]


def regular(path: Path) -> Path:
    """The path again if it is a readable, regular, non-empty file."""
    try:
        mode = path.stat()
    except OSError as error:
        raise _refusal(path, f"cannot be opened: {error.strerror or error}") from error
    if not stat.S_ISREG(mode.st_mode):
        raise _refusal(path, "is not a regular file: copy the export to a file first")
    if not os.access(path, os.R_OK):
        raise _refusal(path, "cannot be read: permission denied")
    if mode.st_size == 0:
        raise _refusal(path, "is empty: export it again")
    return path


def _refusal(path: Path, why: str) -> InputError:
    error = InputError(f"{path} {why}")
    error.path = path
    return error
