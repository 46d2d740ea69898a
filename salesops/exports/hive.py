"""Partition folders (`month=01/`) above a file: their keys are columns of all its rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

from salesops.exports.source import normal
from salesops.queries.duck import literal

NULL = "__HIVE_DEFAULT_PARTITION__"
Keys = tuple[tuple[str, str | None], ...]
"""Names and values, outermost folder first."""


def keys(path: Path, root: Path) -> dict[str, str | None]:
    """The keys of the folders between a data path and a file below it, as text: 01 stays 01."""
    if path == root or not path.is_relative_to(root):
        return {}
    pairs = (part.partition("=") for part in path.relative_to(root).parts[:-1])
    return {
        unquote(name): None if value == NULL else unquote(value)
        for name, equals, value in pairs
        if name and equals
    }


def below(path: Path, roots: Iterable[Path]) -> dict[str, str | None]:
    """The keys of a file below the first of the data paths that it lies under."""
    return next((keys(path, root) for root in roots if path.is_relative_to(root)), {})


def added(found: Keys, names: Sequence[str]) -> Keys:
    """The keys that a file has no column for: where it has one, the file's own counts."""
    own = {normal(name) for name in names}
    return tuple((name, value) for name, value in found if normal(name) not in own)


def hidden(found: Keys, names: Sequence[str]) -> tuple[str, ...]:
    """The keys that a column of the file hides."""
    kept = added(found, names)
    return tuple(name for name, value in found if (name, value) not in kept)


def notes(found: Keys, names: Sequence[str]) -> list[str]:
    """A sentence on each key that a column of the file hides."""
    return [
        f"its own column {name!r} is read, not the folder of that name"
        for name in hidden(found, names)
    ]


def constant(value: str | None) -> str:
    """A key's value as SQL, blank as in any other column of text."""
    return "NULL::VARCHAR" if value is None else f"nullif(trim({literal(value)}), '')"
