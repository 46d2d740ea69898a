"""The rules of a reassignment: a TOML file.

A file may look so; every key may be left out::

    level = 0.20                  # imbalance to come under; --level
    balance = "potential"         # what is balanced; --balance
    share = "quota"               # fair shares by quota; else all alike
    max_accounts = 60             # that a rep may hold
    max_load = 90000              # of what is balanced
    keep_parents = true           # an account stays with its parent's rep
    stay_in_territory = true      # only reps of the account's territory
    locked = ["Aspen Motors"]     # who has them keeps them
    not_receiving = ["Ann"]       # who keeps accounts and gets none

    [[reps]]                      # what holds for one rep
    name = "Bob"
    max_accounts = 20
    share = 0.5                   # of a usual one
    territories = ["North", "Online"]

    [[experience]]                # who may have such accounts
    segment = "Fleet"
    min_employees = 250
    min_months = 24

    [[together]]                  # with one rep
    name = "The Aspens"
    accounts = ["Aspen Motors", "Aspen Cabs"]
"""

import tomllib
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from salesops.errors import InputError, UsageError, meant

T = TypeVar("T")
Names = tuple[str, ...]


@dataclass(frozen=True)
class RepRule:
    """What holds for one rep."""

    name: str
    max_accounts: int | None = None
    max_load: Decimal | None = None
    share: Decimal | None = None
    receives: bool | None = None
    territories: Names | None = None


@dataclass(frozen=True)
class Experience:
    """Months as a rep that accounts of a segment or size ask for."""

    min_months: int
    segment: str | None = None
    min_employees: int | None = None


@dataclass(frozen=True)
class Together:
    """Accounts that have one rep."""

    name: str
    accounts: Names


@dataclass(frozen=True)
class Rules:
    """All that is asked of an assignment."""

    level: Decimal | None = None
    balance: str | None = None
    share: str = "equal"
    max_accounts: int | None = None
    max_load: Decimal | None = None
    keep_parents: bool = False
    stay_in_territory: bool = False
    locked: Names = ()
    not_receiving: Names = ()
    reps: tuple[RepRule, ...] = ()
    experience: tuple[Experience, ...] = ()
    together: tuple[Together, ...] = ()


_TABLES: dict[str, type[Any]] = {
    "reps": RepRule, "experience": Experience, "together": Together,
}  # fmt: skip


_WRITE: dict[Any, str] = {
    Names: 'names in brackets, as ["Aspen Motors", "Ann"]',
    Decimal: "a number from 0, without quotes",
    int: "a whole number from 0, without quotes",
    bool: "true or false",
    str: "it in quotes",
}
"""What each kind of value wants."""


def read(path: Path) -> Rules:
    """The rules of a file.

    Raises:
        InputError: it cannot be read or is no TOML.
        UsageError: an unknown key, or a value that cannot be meant.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"--rules {path}: {error}") from error
    for key, kind in _TABLES.items():
        tables = found.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            raise UsageError(f"--rules {path}: {key} are tables: begin each with [[{key}]]")
        found[key] = tuple(_made(kind, one, f"[[{key}]] ", path) for one in tables)
    rules = _made(Rules, found, "", path)
    if rules.share not in ("equal", "quota"):
        raise UsageError(f"--rules {path}: share = {rules.share!r} should be quota or equal")
    if rules.level is not None and rules.level > 1:
        raise UsageError(f"--rules {path}: level = {rules.level}: write 20 percent as 0.2")
    return rules


def _made(kind: type[T], raw: dict[str, Any], where: str, path: Path) -> T:
    hints = get_type_hints(kind)
    if unknown := next((key for key in raw if key not in hints), None):
        known = (f.name for f in fields(kind))  # type: ignore[arg-type]
        raise UsageError(f"--rules {path}: {where}has no key {unknown!r}: {meant(unknown, known)}")
    values = {key: _value(value, hints[key], f"{where}{key}", path) for key, value in raw.items()}
    try:
        return kind(**values)
    except TypeError as error:
        needed = str(error).rpartition(": ")[2]
        raise UsageError(f"--rules {path}: {where}needs {needed}") from error


def _value(value: Any, hint: Any, where: str, path: Path) -> Any:
    """A value as its field wants it; numbers are at least zero, and none is a truth.

    Raises:
        UsageError: it is of another kind; the sentence says what to write.
    """
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    if isinstance(value, tuple):
        return value
    if hint in (Names, Names | None):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
    elif Decimal in kinds and isinstance(value, int | Decimal) and not isinstance(value, bool):
        if Decimal(value).is_finite() and value >= 0:
            return Decimal(value)
    elif type(value) in kinds and (not isinstance(value, int) or value >= 0):
        return value
    said = str(value) if isinstance(value, Decimal) else repr(value)
    remedy = next(words for kind, words in _WRITE.items() if kind == hint or kind in kinds)
    raise UsageError(f"--rules {path}: {where} = {said} cannot be meant: write {remedy}")
