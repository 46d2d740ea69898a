"""The typed answers: what an analysis returns and every renderer writes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from salesops.units import Unit, text

JSON_VERSION = 1
# 1: first published shape of the envelope


class Level(StrEnum):
    """How bad a finding is; --fail-on compares them in this order."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Heat(IntEnum):
    """How pressing a cell of a heat map is; prose gives each degree a colour and a mark."""

    NONE = 0
    COOL = 1
    MILD = 2
    WARM = 3
    HOT = 4
    OUT = 5
    """Past the end of the scale: what was to be kept from running out has."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, what its head says, and what its values mean."""

    name: str
    title: str
    unit: Unit
    field: str = ""
    """The field it comes from, where that cannot be its name: `from_` for `from`."""
    shown: bool = True
    """False: in the data formats only, because prose has no room for it."""

    def of(self, row: Any) -> Any:
        """The value of a row."""
        return getattr(row, self.field or self.name)


@cache
def columns(row: type) -> tuple[Column, ...]:
    """The columns that a row dataclass declares, in the order of its fields."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(
        Column(
            f.metadata.get("name", f.name.rstrip("_")),
            f.metadata.get("title", _title(f.name)),
            _unit(hints[f.name]),
            f.name,
            f.metadata.get("shown", True),
        )
        for f in fields(row)
    )


DATA_ONLY: Mapping[str, Any] = {"shown": False}
"""Metadata of a field that prose has no room for."""


def titled(title: str) -> dict[str, str]:
    """Metadata of a field whose column head is not simply its name: `field(metadata=..)`."""
    return {"title": title}


def _title(name: str) -> str:
    return name.rstrip("_").replace("_", " ").capitalize()


def _unit(hint: Any) -> Unit:
    if get_origin(hint) is Annotated:
        return next(m for m in hint.__metadata__ if isinstance(m, Unit))
    if get_origin(hint) in (Union, UnionType):
        return _unit(next(a for a in get_args(hint) if a is not type(None)))
    raise TypeError(f"{hint!r} has no unit: annotate it with a type of salesops.units")


@dataclass(frozen=True)
class Table:
    """Rows of one dataclass. A column called `reason` says why another cell is empty."""

    name: str
    title: str
    row: type
    rows: Sequence[Any]
    note: str = ""
    shown: bool = True
    """False: in the data formats only, because prose shows the same numbers another way."""
    spark: str = ""
    """A column that prose draws as one spark line in place of the rows."""
    ahead: int = 0
    """How many of its last rows are still to come: the line parts them from those before."""
    keys: int = 1
    """How many of its first columns tell the rows apart: a narrow terminal repeats them."""
    heat: Mapping[str, Sequence[Heat]] = field(default_factory=dict)
    """Columns that prose draws as a heat map, by name: the heat of each row's cell."""
    legend: Mapping[Heat, str] = field(default_factory=dict)
    """What each degree of heat means here."""
    compact: bool = False
    """True: on a terminal its title is the head of its last column, and no rule follows."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its row class."""
        return columns(self.row)


@dataclass(frozen=True)
class Change:
    """A metric against one window; `reason` (new, n/a, no history) says why a change is empty."""

    versus: str
    base: Any
    change: Any
    change_pct: float | None
    reason: str | None = None


@dataclass(frozen=True)
class Metric:
    """One number of the answer, with what it is compared with."""

    name: str
    title: str
    value: Any
    unit: Unit
    changes: tuple[Change, ...] = ()
    good: str = "up"
    """Which way is good: `up`, `down`, or empty where a move says nothing by itself."""
    shown: bool = True
    """False: in the data formats only, because prose shows the same number another way."""


@dataclass(frozen=True)
class Finding:
    """Something to act on: a stable code, a sentence with the numbers in it, and its facts."""

    level: Level
    code: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """The half-open window [start, end) on the store's clock that the answer is about."""

    start: datetime
    end: datetime
    name: str
    so_far: bool
    """The window ends in the middle of a day."""


@dataclass(frozen=True)
class Limit:
    """A threshold that a finding used: its key in salesops.toml, its value and why it is that."""

    key: str
    value: Any
    unit: Unit
    why: str


def because(why: str) -> dict[str, str]:
    """Metadata of a Limits field: the reason for its default."""
    return {"why": why}


def limits_of(section: str, limits: Any) -> tuple[Limit, ...]:
    """The fields of a Limits dataclass as the footer prints them."""
    hints = get_type_hints(type(limits), include_extras=True)
    return tuple(
        Limit(
            f"{section}.{f.name}", getattr(limits, f.name), _unit(hints[f.name]), f.metadata["why"]
        )
        for f in fields(limits)
    )


@dataclass(frozen=True)
class Chart:
    """A picture: a Vega-Lite spec whose data sets are tables of its section, by their names."""

    name: str
    """Of its file, and of the PNG: once in a report."""
    spec: Mapping[str, Any]
    path: Path | None = None
    """Its file, where that is the reader's own."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it draws: whatever some part of it names as its data."""
        return tuple(dict.fromkeys(_named_data(self.spec)))


def _named_data(spec: Any) -> Iterator[str]:
    if isinstance(spec, Mapping):
        data = spec.get("data")
        if isinstance(data, Mapping) and isinstance(data.get("name"), str):
            yield data["name"]
        spec = list(spec.values())
    if isinstance(spec, list):
        for part in spec:
            yield from _named_data(part)


@dataclass(frozen=True)
class Section:
    """A part of a report: what one analysis answers, under a heading of its own."""

    name: str
    title: str
    report: "Report"
    charts: tuple[Chart, ...] = ()
    first: tuple[str, ...] = ()
    """Tables that prose shows before the metrics."""


@dataclass(frozen=True)
class Letter:
    """A letter to be read by who sends it, and then sent."""

    to: str
    """As a mail program shows it: `Ann Lee <ann@example.com>`."""
    email: str
    subject: str
    body: str
    """Plain text; its lines stay lines."""


STALE = "stale-data"
"""The code of the finding that the data ends before the window does."""


@dataclass(frozen=True)
class Report:
    """What an analysis answers; it knows nothing of how it will be shown."""

    command: str
    title: str
    headline: str
    period: Period | None = None
    metrics: tuple[Metric, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    currency: str | None = None
    """Of its amounts, where words made of it later write some."""
    letters: tuple[Letter, ...] = ()
    """What prose shows after its tables, one below the other; for scripts a table says the same."""
    exit: int = 0
    """An exit code that goes before that of the findings: a file was refused, or left unsettled."""
    about: str = ""
    """What the page answers and for whom, where it has many readers."""
    sections: tuple[Section, ...] = ()
    """The parts that prose shows; `metrics` and `tables` then hold those of all for scripts."""
    files: tuple[Path, ...] = ()
    """What the reader wrote that made it: named in the head, and part of the run's id."""
    template: Path | None = None
    """The Jinja template that prose is made with, where the command has another than its own."""
    brief: "Report | None" = None
    """What a terminal shows in its place, where the whole is longer than a screen."""

    def table(self, name: str) -> Table:
        """The table of that name; KeyError with the names there are."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"no table {name!r}; there are {', '.join(t.name for t in self.tables)}")

    def value(self, metric: str) -> Any:
        """What the metric of that name is; KeyError where there is none."""
        return {found.name: found.value for found in self.metrics}[metric]

    def name_of(self, section: Section, item: Metric | Table) -> str:
        """What a metric or table of a section is called among those of the whole report."""
        named = self.metrics if isinstance(item, Metric) else self.tables
        own = f"{section.name}.{item.name}"
        return own if any(found.name == own for found in named) else item.name

    def limit(self, key: str) -> Any:
        """What a threshold is set to, by its key in salesops.toml; KeyError where there is none."""
        return {found.key: found.value for found in self.limits}[key]

    def money(self, amount: Any) -> str:
        """An amount of it as prose writes it."""
        return text(amount, Unit.MONEY, self.currency)

    def finding(self, code: str) -> Finding | None:
        """The first finding of that code."""
        return next((found for found in self.findings if found.code == code), None)

    @property
    def stale(self) -> Finding | None:
        """That the data ends before the window does: nothing is then concluded."""
        return self.finding(STALE)


@dataclass(frozen=True)
class Definition:
    """One definition of the catalogue: its name, its title and its first sentence."""

    name: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Rows:
    """What became of the rows of the files read: in = used + excluded + rejected."""

    total: int
    used: int
    excluded: int
    rejected: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why rows were excluded, and how many for each reason."""


@dataclass(frozen=True)
class Source:
    """One file that was read, the source that recognised it and the rows it held."""

    file: str
    source: str
    rows: int


@dataclass(frozen=True)
class Context:
    """Where the answer comes from: every header and the JSON envelope print it."""

    version: str
    run_id: str
    as_of: datetime
    timezone: str
    currency: str | None
    sources: tuple[Source, ...]
    data_through: datetime | None
    rows: Rows
    config: str | None = None
    where: tuple[str, ...] = ()

    @property
    def brief(self) -> "Context":
        """With how many rows were excluded, without why."""
        return replace(self, rows=replace(self.rows, reasons={}))


@dataclass(frozen=True)
class Answer:
    """A report, where it comes from, and the definitions it links: what a renderer is given."""

    report: Report
    context: Context | None
    """None for an answer that no export is behind, as of `define`."""
    definitions: tuple[Definition, ...] = ()

    @property
    def currency(self) -> str | None:
        """The currency of every amount; None where unstated."""
        return self.context.currency if self.context else None

    @property
    def brief(self) -> "Answer":
        """As a terminal shows it."""
        if self.report.brief is None:
            return self
        context = self.context.brief if self.context else None
        return replace(self, report=self.report.brief, context=context)

    def shown(self) -> Iterator[Table]:
        """The tables that prose shows."""
        return (table for table in self.report.tables if table.shown)
