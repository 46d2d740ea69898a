"""What a command sees: the question's clock, its windows, and statements as dataclasses."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeVar

from salesops import period
from salesops.assets import folder
from salesops.errors import UnsettledError, UsageError
from salesops.queries.book import Book
from salesops.queries.contract import typed
from salesops.queries.duck import literal, misasked, one_select
from salesops.queries.engine import Rows
from salesops.queries.statement import SqlFile, question, read
from salesops.result import STALE, Finding, Level, Period
from salesops.settings import WEEKDAYS, Settings, age

Row = TypeVar("Row")
Load = Callable[[frozenset[str], frozenset[str]], Book]
"""Loads canonical tables: those a question cannot do without, and those it can."""


ORDERS = frozenset({"orders", "order_lines"})
"""What is loaded where nobody says what for."""


@dataclass(frozen=True)
class Asked:
    """A statement as it was run: for --explain."""

    name: str
    sql: str
    params: dict[str, object]


@dataclass
class Database:
    """The exports of one question, asked through SQL files. Use as a context manager."""

    load: Load
    settings: Settings = field(default_factory=Settings)
    sql: Path = field(default_factory=lambda: folder("sql"))
    asked: list[Asked] = field(default_factory=list)
    _book: Book | None = None
    _views: dict[str, str] = field(default_factory=dict)
    """The shared views that stand, and the SQL of each."""

    @property
    def book(self) -> Book:
        """What is loaded. An analysis reads its SQL file first; without one, orders are loaded."""
        if self._book is None:
            self._require(ORDERS, frozenset())
        assert self._book is not None  # noqa: S101 - _require set it
        return self._book

    @property
    def loaded(self) -> bool:
        """Whether anything has been asked yet."""
        return self._book is not None

    @property
    def as_of(self) -> datetime:
        """The question's now, on the store's clock."""
        return self.book.as_of

    @property
    def week_start(self) -> int:
        """The ISO number of the weekday that weeks start with."""
        return WEEKDAYS.index(self.settings.time.week_start) + 1

    def read(self, name: str, **made: SqlFile) -> "Questions":
        """Load what sql/NAME.sql (or the folder sql/NAME) reads, and let it be asked.

        `made` are shared views that the question makes of its own options, in place of the files
        of those names; no other shared view that is kept may read them.
        """
        file = question(self.sql / name)
        self._declare(file, made)
        return Questions(self, file)

    def expect(self, names: Iterable[str]) -> None:
        """Load once what several questions read, so that none of them has to load again."""
        files = (self._reads(question(self.sql / name)) for name in names)
        tables = frozenset[str]().union(*(needs | may for needs, may, _ in files))
        self._require(ORDERS, tables - ORDERS)

    def _declare(self, file: SqlFile, made: Mapping[str, SqlFile] = MappingProxyType({})) -> None:
        needs, may, views = self._reads(file, made)
        self._require(needs, may)
        fresh = {view: sql for view, sql in views.items() if self._views.get(view) != sql}
        self.book.engine.open(fresh, self._not_kept(fresh))
        self._views |= fresh
        self.asked += [Asked(view, sql, {}) for view, sql in fresh.items()]
        if "refund_events" in fresh and self.settings.sales.refunds_on == "refund":
            self._refuse_undated_refunds()

    def _refuse_undated_refunds(self) -> None:
        """Refunds are to stand on their own days, and some state none."""
        query = "SELECT count(*) FROM refund_events WHERE NOT dated"
        if count := self.book.engine.run(query).tuples[0][0]:
            raise UnsettledError(
                f"{count} refund{'s' if count > 1 else ''} state no day of their own, which "
                "--refunds-on refund asks for: export the transactions to date them, or book them "
                "on their orders' days with --refunds-on order (or auto)"
            )

    def select(self, query: str) -> Rows:
        """The rows of a SELECT that a user wrote, over the tables and shared views that it names.

        Raises:
            UsageError: it is not exactly one SELECT, names no table of ours, or does not run.
        """
        words = set(re.findall(r"\w+", one_select(query).lower()))
        shared = {path.stem for path in (self.sql / "shared").glob("*.sql")}
        tables = {path.stem for path in (self.sql / "canonical").glob("*.sql")}
        named = words & (shared | tables)
        if not named:
            raise UsageError(
                f"the SELECT names no table; there are {', '.join(sorted(tables | shared))}"
            )
        # A table that no export feeds would answer zero rows, which is not what is known of it.
        self._declare(SqlFile(Path("sql"), "", (), tuple(sorted(named))))
        self.asked.append(Asked("sql", query, {}))
        try:
            # DuckDB takes `WITH gone AS (DELETE ..) SELECT ..` for a SELECT, but not in brackets.
            self.book.engine.run(f"SELECT * FROM (\n{query.rstrip().rstrip(';')}\n) LIMIT 0")
            return self.book.engine.run(query)
        except Exception as error:
            raise misasked(error, "the SELECT") or error from error

    def _require(self, needs: frozenset[str], may: frozenset[str]) -> None:
        if (old := self._book) is not None:
            lacking = needs - old.filled
            if not lacking and may <= old.tables:
                return
            if lacking and lacking <= old.tables:
                self.load(needs, may)  # was looked for, and is not there: the loader says so
            needs |= old.filled
            may |= old.tables
            old.engine.close()
            # Where loading fails, the next question loads again: it must not ask what is closed.
            self._book, self._views = None, {}
        self._book = self.load(needs, may)
        self._views = {}

    def _reads(
        self, file: SqlFile, made: Mapping[str, SqlFile] = MappingProxyType({})
    ) -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
        """Canonical tables needed and useful, and shared views in the order they build on."""
        needs: set[str] = set()
        may: set[str] = set()
        views: dict[str, str] = {}
        needed: dict[str, bool] = {}

        def visit(names: Iterable[str], *, need: bool) -> None:
            for name in names:
                shared = self.sql / "shared" / f"{name}.sql"
                if name == "question":
                    continue
                if not shared.exists():
                    (needs if need else may).add(name)
                elif name not in needed or (need and not needed[name]):  # also by a second way
                    needed[name] = need
                    found = made.get(name) or read(shared)
                    visit(found.reads, need=need)
                    visit(found.may_read, need=False)
                    views.setdefault(name, found.statements[0].sql)

        visit(file.reads, need=True)
        visit(file.may_read, need=False)
        return frozenset(needs), frozenset(may - needs), {"question": self._question(), **views}

    def _not_kept(self, views: Iterable[str]) -> frozenset[str]:
        """Those whose file says so; `question` has none, and what a question makes is kept."""
        files = {view: self.sql / "shared" / f"{view}.sql" for view in views}
        return frozenset(v for v, file in files.items() if file.exists() and not read(file).kept)

    def _question(self) -> str:
        """The one row of settings that shared views read."""
        sales = self.settings.sales
        return (
            f"SELECT {literal(sales.refunds_on)} AS refunds_on, "
            f"{literal(sales.prices or 'as stated')} AS prices"
        )

    def window(
        self, since: str | None = None, until: str | None = None, closed: str | None = None
    ) -> Period:
        """The window that the options name.

        Raises:
            UsageError: both kinds of option, or a date that cannot be meant.
        """
        if closed is None:
            return period.since_until(since, until, self.as_of, self.week_start)
        return period.closed(closed, self.as_of, self.week_start, self.book.reach)

    def stale(self, window: Period) -> Finding | None:
        """A finding when the window reaches past the end of the data by more than max_age."""
        if self.book.reach is None:
            return None
        end = self.book.reach[1]
        allowed = age(self.settings.freshness.max_age, "[freshness] max_age")
        if window.end - end <= allowed:
            return None
        late = (window.end - end).total_seconds() / 3600
        return Finding(
            Level.ERROR,
            STALE,
            f"The data ends {end:%Y-%m-%d %H:%M}, {_ago(late)} before the period asked for does: "
            "what is missing is not zero. Export again.",
            {"data_through": end, "hours": round(late, 1)},
        )

    def close(self) -> None:
        """Give back memory and temporary files."""
        if self._book is not None:
            self._book.engine.close()
            self._book = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Questions:
    """The statements of one SQL file, ready to be asked."""

    db: Database
    file: SqlFile

    def has(self, table: str) -> bool:
        """Whether some export feeds the canonical table."""
        return table in self.db.book.filled

    def all(self, name: str, row: type[Row], **params: object) -> list[Row]:
        """The rows of a statement. A parameter the statement does not bind is not passed."""
        statement = self.file.statement(name)
        bound = {key: params[key] for key in sorted(statement.parameters)}
        self.db.asked.append(Asked(name, statement.sql, bound))
        return typed(self.db.book.engine.run(statement.sql, bound), row, name)

    def one(self, name: str, row: type[Row], **params: object) -> Row:
        """The one row of a statement that always returns one."""
        (found,) = self.all(name, row, **params)
        return found


def _ago(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:,.0f} days"  # noqa: PLR2004
