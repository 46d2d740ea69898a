"""Which exports lie there for a store, and which of them it does not know yet."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salesops.errors import InputError
from salesops.exports import files, shelf, zipped
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.inspect import File
from salesops.exports.recognise import Match
from salesops.exports.store_facts import Export
from salesops.settings import Settings

NEW, CHANGED, UNCHANGED, GONE = "new", "changed", "unchanged", "gone"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Lying:
    """An export that lies there, and what tells it from any other."""

    file: File
    match: Match
    path: str
    root: str
    stamp: str
    sha256: str


@dataclass(frozen=True)
class Found:
    """The exports by the names that the store knows them by."""

    catalogue: Catalogue
    lying: Mapping[str, Lying]


def find(options: Options, settings: Settings, known: Iterable[Export]) -> Found:
    """Look below the data paths, and where what is known lay.

    Raises:
        InputError: a path that is missing, or holds no export.
    """
    before = {one.path: one for one in known}
    asked = [Path(os.path.abspath(path)) for path in options.data]  # noqa: PTH100 - links stay
    old = dict.fromkeys(Path(one.root) for one in before.values())
    roots = tuple(dict.fromkeys([*(root for root in old if _holds(root)), *asked]))
    catalogue = Catalogue(replace(options, data=roots), settings)
    catalogue.call(_called(catalogue, before))
    lying = {}
    for file, match in catalogue.matched:
        root = next((root for root in roots if file.path.is_relative_to(root)), file.path)
        was = before.get(str(file.path))
        # What else lies beside a file that was loaded once was not asked for.
        if was or any(file.path.is_relative_to(one) for one in asked):
            stamp = shelf.stamp(_whole(file.path)) or ""
            same = was is not None and stamp and was.stamp == stamp
            sha256 = was.sha256 if was and same else _digest(file.path)
            lying[catalogue.name(file.path)] = Lying(
                file, match, str(file.path), str(root), stamp, sha256
            )
    return Found(catalogue, lying)


def _called(catalogue: Catalogue, before: Mapping[str, Export]) -> dict[Path, str]:
    """What is known keeps its name; another file that would go by it goes by more of its path."""
    paths = [file.path for file, _ in catalogue.matched]
    names = {path: before[str(path)].name for path in paths if str(path) in before}
    taken = set(names.values())
    for path in paths:
        if path in names:
            continue
        name, parts = catalogue.name(path), len(Path(catalogue.name(path)).parts)
        while name in taken and parts < len(path.parts):
            parts += 1
            name = "/".join(path.parts[-parts:])
        names[path] = name
        taken.add(name)
    return names


def states(known: Mapping[str, Export], lying: Mapping[str, Lying]) -> dict[str, str]:
    """Each export, and whether it is new, changed, unchanged or gone.

    Raises:
        InputError: another file now goes by the name of one that is gone.
    """
    found = {}
    for name, one in sorted(lying.items()):
        was = known.get(name)
        if was is None:
            found[name] = NEW
        elif was.sha256 == one.sha256 and was.source == one.match.source.name:
            found[name] = UNCHANGED
        elif was.path != one.path:
            raise InputError(
                f"{was.path} was loaded and is gone, and {one.path} would go by its name: rename "
                "one of them, since they are two exports"
            )
        else:
            found[name] = CHANGED
    return found | dict.fromkeys(sorted(known.keys() - lying.keys()), GONE)


def _holds(root: Path) -> bool:
    """Whether there still is an export below a data path."""
    return os.path.lexists(root) and any(isinstance(one, Path) for one in files.look([root]))


def _whole(path: Path) -> Path:
    return zipped.archive_of(path) or path


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with _whole(path).open("rb") as raw:
        while block := raw.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
