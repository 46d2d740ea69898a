"""How reports name a file: below its data path, more of it where two agree."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def names(paths: Iterable[Path], roots: Sequence[Path]) -> dict[Path, str]:
    """Each file's name, the shortest that tells it from the others."""
    alike: dict[str, list[Path]] = {}
    for path in paths:
        alike.setdefault(below(path, roots), []).append(path)
    found = (pair for name, twins in alike.items() for pair in _apart(name, twins))
    return {path: _text(name) for path, name in found}


def _text(name: str) -> str:
    """The name, each byte of it that is no UTF-8 by its number: DuckDB and reports hold text."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def below(path: Path, roots: Iterable[Path]) -> str:
    """The path below the data path that it lies in; of a file named itself, its name."""
    for root in roots:
        if path != root and path.is_relative_to(root):
            # An archive that is named itself is part of the names of what it holds.
            return path.relative_to(root.parent if root.is_file() else root).as_posix()
    return path.name


def _apart(name: str, paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each path with the shortest end of it that tells it from the others of its name."""
    parts = [path.resolve().parts for path in paths]
    length = len(Path(name).parts)
    while len({end[-length:] for end in parts}) < len(paths):
        length += 1
    for path, end in zip(paths, parts, strict=True):
        yield path, name if len(paths) == 1 else "/".join(end[-length:])
