"""Which files a question reads: folders walked, globs expanded, each looked at before opening."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from salesops.errors import InputError, UsageError

ENDINGS = (".csv", ".tsv", ".txt", ".parquet", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst")


def find(paths: Iterable[Path], skip: Iterable[Path] = ()) -> list[Path]:
    """The export files under the paths, sorted by name; `skip` are never read.

    Raises:
        InputError: a path that is missing, not a regular file, or a folder with no export in it.
    """
    skipped = {path.resolve() for path in skip}
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _expand(path, skipped):
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def _expand(path: Path, skipped: set[Path]) -> Iterator[Path]:
    # A literal path wins over a glob: `sales[1].csv` is a file that browsers write.
    if os.path.lexists(path):
        yield from _walk(path, skipped) if path.is_dir() else [_named(path, skipped)]
        return
    matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 - as typed
    if not matches:
        raise InputError(f"{path} does not exist: name a folder or file of exports with --data")
    for match in matches:
        yield from _walk(match, skipped) if match.is_dir() else [_named(match, skipped)]


def _named(path: Path, skipped: set[Path]) -> Path:
    """A file asked for by name: it cannot be what the answer is written to as well."""
    file = regular(path)
    if file.resolve() in skipped:
        raise UsageError(f"the answer would be written over the export {path}: name another file")
    return file


def _walk(folder: Path, skipped: set[Path]) -> Iterator[Path]:
    files = [
        Path(parent, name)
        for parent, folders, names in os.walk(folder, onerror=_unreadable)
        if not _prune(folders, parent, skipped - {folder.resolve()})
        for name in names
        if not name.startswith(".")
        and name.lower().endswith(ENDINGS)
        and Path(parent, name).resolve() not in skipped
    ]
    if not files:
        raise InputError(
            f"{folder} holds no exports: salesops reads {', '.join(ENDINGS)} files; "
            "name the folder they are in with --data"
        )
    yield from (regular(file) for file in sorted(files))


def _unreadable(error: OSError) -> None:
    """A folder that cannot be listed may hold what is asked for: it is not passed over."""
    raise InputError(f"{error.filename} cannot be read: {error.strerror}") from error


def _prune(folders: list[str], parent: str, skipped: set[Path]) -> bool:
    """Take hidden and skipped folders out of the walk, in place; True if the parent is skipped."""
    folders[:] = sorted(
        name
        for name in folders
        if not name.startswith(".") and Path(parent, name).resolve() not in skipped
    )
    return Path(parent).resolve() in skipped


def regular(path: Path) -> Path:
    """The path again if it is a readable, regular, non-empty file."""
    try:
        mode = path.stat()
    except OSError as error:
        raise InputError(f"{path} cannot be opened: {error.strerror or error}") from error
    if not stat.S_ISREG(mode.st_mode):
        raise InputError(f"{path} is not a regular file: copy the export to a file first")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path} cannot be read: permission denied")
    if mode.st_size == 0:
        raise InputError(f"{path} is empty: export it again")
    return path
