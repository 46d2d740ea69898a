"""salesops.toml as frozen dataclasses; an unknown key is an error with the nearest name."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from salesops.errors import InputError, UsageError

FILE = "salesops.toml"
T = TypeVar("T")
REFUNDS_ON = ("auto", "order", "refund")
_NAMED = ("encodings", "sources", "shops", "sheets")
"""Sections whose keys are files."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Time:
    """[time]: the store's clock."""

    zone: str | None = None
    """An IANA zone; without one, stamps are taken as written."""
    as_of: str | None = None
    """A stamp, `now` or `data`."""
    week_start: str = "monday"
    date_order: str | None = None
    """`mdy` or `dmy`, for exports whose slashed dates prove neither."""


@dataclass(frozen=True)
class Sales:
    """[sales]: what the exports do not say themselves."""

    currency: str | None = None
    """The currency of orders that state none."""
    prices: str | None = None
    """`gross` (with tax) or `net`, over what each order's figures show."""
    refunds_on: str = "auto"
    """`auto`: the refund's day, the order's where it is unknown; `order` always; `refund` only."""


@dataclass(frozen=True)
class Freshness:
    """[freshness]: when data is too old to be believed."""

    max_age: str = "26h"
    """A daily export and two hours of grace."""
    deals_max_age: str = "96h"
    """Of a CRM, where nothing happens on a long weekend."""


@dataclass(frozen=True)
class Spark:
    """[engine.spark]: where `--engine spark` asks."""

    remote: str | None = None
    """Spark Connect, as in `sc://host:15002`."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """Canonical tables that the warehouse has already, and what it calls them."""


@dataclass(frozen=True)
class Settings:
    """The whole of a salesops.toml; `sections` are the limits of single commands, not yet typed."""

    path: Path | None = None
    data: tuple[Path, ...] = ()
    stages_file: Path | None = None
    """The file of --stages where nobody names one: the stages of deals, and the chance in each."""
    time: Time = Time()
    sales: Sales = Sales()
    freshness: Freshness = Freshness()
    spark: Spark = Spark()
    encodings: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    shops: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    alerts: tuple[Mapping[str, Any], ...] = ()
    """[[alerts]], as they are written: reports know what may stand in one."""

    @property
    def folder(self) -> Path:
        """Where its relative paths start: the file's own folder."""
        return self.path.parent if self.path else Path()

    def limits(self, section: str, kind: type[T]) -> T:
        """A command's section as its Limits dataclass."""
        return _typed(kind, self.sections.get(section, {}), f"[{section}]", self.path)

    def alerts_as(self, kind: type[T]) -> list[T]:
        """Each of [[alerts]] as its dataclass; an error names it, by number if it has no name."""
        return [
            _typed(kind, raw, f"[[alerts]] {raw.get('name', number)}", self.path)
            for number, raw in enumerate(self.alerts, 1)
        ]


def read(path: Path, commands: Iterable[str]) -> Settings:
    """Read a file; `commands` are the names that may have a section of limits.

    Raises:
        InputError: the file cannot be read.
        UsageError: not TOML, an unknown key (with the nearest), or a value of the wrong type.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}") from error
    own = ("data", "stages_file", "time", "sales", "freshness", "engine", "alerts", *_NAMED)
    sections = {key.replace("-", "_") for key in commands}
    refuse_unknown(raw, [*own, *sections], "", path)
    return Settings(
        path=path,
        data=tuple(path.parent / item for item in _paths(raw.get("data", []), path)),
        stages_file=_file(raw.get("stages_file"), path),
        time=_one_of(_typed(Time, raw.get("time", {}), "[time]", path), path),
        sales=_one_of(_typed(Sales, raw.get("sales", {}), "[sales]", path), path),
        freshness=_typed(Freshness, raw.get("freshness", {}), "[freshness]", path),
        spark=_spark(raw.get("engine", {}), path),
        **{key: _names(raw.get(key, {}), key, path) for key in _NAMED},
        sections={key: raw[key] for key in sections if key in raw},
        alerts=_listed(raw.get("alerts", []), path),
    )


def _spark(raw: Any, path: Path) -> Spark:
    """[engine] holds a section for each engine that needs one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("spark", {}), dict):
        raise UsageError(f"{path}: [engine.spark] must be a section")
    refuse_unknown(raw, ["spark"], "[engine] ", path)
    said = dict(raw.get("spark", {}))
    tables = _names(said.pop("tables", {}), "engine.spark.tables", path)
    return replace(_typed(Spark, said, "[engine.spark]", path), tables=tables)


def _paths(value: Any, path: Path) -> list[str]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise UsageError(f'{path}: data wants a folder or a list of them, as in data = ["exports"]')
    return found


def _file(value: Any, path: Path) -> Path | None:
    if not isinstance(value, str | None):
        raise UsageError(f'{path}: stages_file wants a file, as in stages_file = "stages.toml"')
    return path.parent / value if value else None


def _listed(value: Any, path: Path) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UsageError(f"{path}: alerts are a list: begin each with [[alerts]], in two brackets")
    return tuple(value)


def _names(value: Any, key: str, path: Path) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise UsageError(f'{path}: [{key}] wants lines such as "file.csv" = "name"')
    return value


def _typed(kind: type[T], raw: Any, where: str, path: Path | None) -> T:
    if not isinstance(raw, dict):
        raise UsageError(f"{path}: {where} must be a section")
    refuse_unknown(raw, [f.name for f in fields(kind)], f"{where} ", path)  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    values = dict(raw)
    for key, value in raw.items():
        wanted = get_args(hints[key]) or (hints[key],)
        if Decimal in wanted and isinstance(value, float):
            values[key] = Decimal(str(value))
        numeric = isinstance(value, int) and float in wanted
        fits = isinstance(value, wanted) or numeric or isinstance(values[key], wanted)
        if not fits or isinstance(value, bool) != (bool in wanted):
            names = " or ".join(t.__name__ for t in wanted if t is not type(None))
            raise UsageError(f"{path}: {where} {key} = {value!r} should be a {names}")
    _refuse_missing(raw, [f.name for f in fields(kind) if _needed(f)], where, path)  # type: ignore[arg-type]
    return kind(**values)


def _needed(key: Field[Any]) -> bool:
    return key.default is MISSING and key.default_factory is MISSING


def _refuse_missing(
    raw: Mapping[str, Any], needed: list[str], where: str, path: Path | None
) -> None:
    if missing := [key for key in needed if key not in raw]:
        raise UsageError(f"{path}: {where} lacks {', '.join(missing)}")


_CHOICES = {
    "week_start": WEEKDAYS,
    "date_order": ("mdy", "dmy"),
    "prices": ("gross", "net"),
    "refunds_on": REFUNDS_ON,
}


def _one_of(section: T, path: Path) -> T:
    for key, choices in _CHOICES.items():
        value = getattr(section, key, None)
        if value is not None and value not in choices:
            raise UsageError(f"{path}: {key} = {value!r} should be one of {', '.join(choices)}")
    return section


def refuse_unknown(raw: Mapping[str, Any], known: list[str], where: str, path: Path | None) -> None:
    """Refuse a key that a file may not have, with the nearest that it may.

    Raises:
        UsageError: `where` says in which part of the file at `path` it stands.
    """
    for key in raw:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise UsageError(f"{path}: unknown key {where}{key!r}: {hint}")


def age(text: str, what: str) -> timedelta:
    """The time that `26h` or `2d` means.

    Raises:
        UsageError: it is written another way; `what` names the option.
    """
    found = re.fullmatch(r"(\d{1,6}) *([hd])", text.strip())
    if found is None:
        raise UsageError(f'{what} = {text!r} should be as in "26h" or "2d"')
    return timedelta(hours=int(found[1]) * (24 if found[2] == "d" else 1))
