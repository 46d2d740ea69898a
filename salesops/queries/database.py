"""What a command sees: the question's clock, its windows, and statements as dataclasses."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from salesops import period
from salesops.assets import folder
from salesops.doing import doing
from salesops.errors import UnsettledError, UsageError
from salesops.queries.book import Book, View
from salesops.queries.contract import typed
from salesops.queries.duck import literal, misasked, one_select
from salesops.queries.engine import Rows
from salesops.queries.reads import Reads, Words, reads
from salesops.queries.statement import SqlFile, question
from salesops.result import STALE, Finding, Level, Period
from salesops.settings import WEEKDAYS, Settings, age

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    """The shared views that stand, and what each is made of: its SQL and that of all below it."""
    kept: dict[str, Words | None] = field(default_factory=dict)
    """Of those that were computed, the words that chose their columns; None where all were kept."""
    answers: dict[Any, Any] = field(default_factory=dict)
    """What analyses have answered already, for other analyses that ask the same."""
    _expected: dict[str, Reads] = field(default_factory=dict)
    """What is asked later, by the name of its file: views are kept with the columns of it too."""

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
        of those names; what was kept of others is then not what it asks for, and is made anew.
        """
        file = question(self.sql / name)
        self._expected |= self._then(file)
        self._declare(self._reads(file, made))
        return Questions(self, file)

    def expect(self, names: Iterable[str], needs: frozenset[str] = frozenset()) -> None:
        """Load once what several questions read, so that none of them has to load again.

        Raises:
            InputError: no file feeds a table that is needed whatever is asked.
        """
        for name in names:
            file = question(self.sql / name)
            self._expected |= {name: self._reads(file), **self._then(file)}
        later = self._expected.values()
        tables = frozenset[str]().union(*(one.needs | one.may for one in later))
        # What is missing is said by the question that needs it: others may do without.
        self._require(needs, tables)

    def _then(self, file: SqlFile) -> dict[str, Reads]:
        """What the files build on that the same analysis asks after it."""
        return {name: self._reads(question(self.sql / name)) for name in file.then}

    def _declare(self, build: Reads) -> None:
        self._require(build.needs, build.may)
        made = made_of(build)
        for view, sql in build.views.items():  # each after those it is made of, and planned with
            if self._lacks(view, build, made[view]):
                self._open(view, sql, build, made[view])

    def _open(self, view: str, sql: str, build: Reads, made: str) -> None:
        kept = {view: self._words(view, build)} if view in self._once(build) else {}
        doing(f"computing {view.replace('_', ' ')}")
        self.book.engine.open({view: sql}, kept)
        if self._views.get(view) != made:
            self.asked.append(Asked(view, sql, {}))
        self._views[view] = made
        self.kept |= kept
        if view == "refund_events" and self.settings.sales.refunds_on == "refund":
            self._refuse_undated(sql)

    def _lacks(self, view: str, build: Reads, made: str) -> bool:
        """Whether a view must be made: it does not stand so, or a column of it was not kept."""
        if self._views.get(view) != made:
            return True
        stands, wanted = self.kept.get(view), self._once(build).get(view)
        if stands is None or (wanted is not None and wanted <= stands):
            return False
        names = self.book.engine.run(f"SELECT * FROM ({build.views[view]}) LIMIT 0").names
        return wanted is None or not (wanted - stands).isdisjoint(names)

    def _words(self, view: str, build: Reads) -> Words | None:
        """What to keep columns for: this question and the expected; all, where that fell short."""
        asked = map(self._once, (build, *self._expected.values()))
        wanted = [words[view] for words in asked if view in words]
        if view in self.kept or None in wanted:
            return None
        return Words().union(*(words for words in wanted if words is not None))

    def _once(self, build: Reads) -> Mapping[str, Words | None]:
        return build.once(little=self.book.engine.little)

    def _refuse_undated(self, refunds: str) -> None:
        """Refunds are to stand on their own days, and some state none."""
        query = f"SELECT count(*) FROM ({refunds}) WHERE NOT dated"
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
        build = self._reads(SqlFile(Path("sql"), "", (), tuple(sorted(named))))
        every = dict.fromkeys(build.kept), dict.fromkeys(build.kept_little)
        # Whatever it may ask for.
        self._declare(replace(build, kept=every[0], kept_little=every[1]))
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
            self._book = None
        self._book = self.load(needs, may)
        views = self._book.views
        self._views = {name: one.made for name, one in views.items()}
        self.kept = {name: one.words for name, one in views.items()}

    def _reads(self, file: SqlFile, made: Mapping[str, SqlFile] = MappingProxyType({})) -> Reads:
        """What a file builds on, the one row of settings that shared views read among it."""
        return with_settings(reads(self.sql, file, made), self.settings)

    def window(
        self, since: str | None = None, until: str | None = None, closed: str | None = None
    ) -> Period:
        """The window that the options name.

        Raises:
            UsageError: both kinds of option, or a date that cannot be meant.
        """
        if closed is None:
            return period.since_until(since, until, self.as_of, self.week_start)
        reach = self.book.reach or self.book.reach_of_deals
        return period.closed(closed, self.as_of, self.week_start, reach)

    def stale(self, window: Period) -> Finding | None:
        """A finding when the window reaches past the end of the data by more than max_age."""
        reach, age_ = self.book.reach, self.settings.freshness.max_age
        return _stale(window, reach, age(age_, "[freshness] max_age"))

    def stale_deals(self, window: Period) -> Finding | None:
        """The same of what the CRM has seen happen, by deals_max_age."""
        reach, age_ = self.book.reach_of_deals, self.settings.freshness.deals_max_age
        return _stale(window, reach, age(age_, "[freshness] deals_max_age"))

    @property
    def read_through(self) -> Book | None:
        """The book, and the views that were computed of it; None where nothing was asked."""
        if self._book is None:
            return None
        views = {name: View(self._views[name], words) for name, words in self.kept.items()}
        return replace(self._book, views=views)

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
        sql, bound = self._bound(name, params)
        return typed(self.db.book.engine.run(sql, bound), row, name)

    def columns(self, name: str, **params: object) -> "Mapping[str, NDArray[Any]]":
        """The columns of a statement as numpy arrays: for models of very many rows."""
        return self.db.book.engine.columns(*self._bound(name, params))

    def _bound(self, name: str, params: Mapping[str, object]) -> tuple[str, dict[str, object]]:
        """A statement and the values it binds, noted as asked."""
        statement = self.file.statement(name)
        bound = {key: params[key] for key in sorted(statement.parameters)}
        doing(f"asking {name.replace('_', ' ')}")
        self.db.asked.append(Asked(name, statement.sql, bound))
        return statement.sql, bound

    def one(self, name: str, row: type[Row], **params: object) -> Row:
        """The one row of a statement that always returns one."""
        (found,) = self.all(name, row, **params)
        return found


def with_settings(build: Reads, settings: Settings) -> Reads:
    """The same with the one row of settings that shared views read."""
    sales = settings.sales
    row = (
        f"SELECT {literal(sales.refunds_on)} AS refunds_on, "
        f"{literal(sales.prices or 'as stated')} AS prices"
    )
    return replace(
        build, views={"question": row, **build.views}, kept={"question": None, **build.kept}
    )


def made_of(build: Reads) -> dict[str, str]:
    """What each view is made of, all below it counted: the same hash is the same view."""
    found: dict[str, str] = {}
    for view, sql in build.views.items():  # each after those it is made of
        below = sorted(build.on.get(view, Words()) & found.keys())
        text = "\n".join((sql, *(found[name] for name in below)))
        found[view] = sha256(text.encode()).hexdigest()
    return found


def _stale(
    window: Period, reach: tuple[datetime, datetime] | None, allowed: timedelta
) -> Finding | None:
    if reach is None or window.end - reach[1] <= allowed:
        return None
    end = reach[1]
    late = (window.end - end).total_seconds() / 3600
    return Finding(
        Level.ERROR,
        STALE,
        f"The data ends {end:%Y-%m-%d %H:%M}, {_ago(late)} before the period asked for does: "
        "what is missing is not zero. Export again.",
        {"data_through": end, "hours": round(late, 1)},
    )


def _ago(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:,.0f} days"  # noqa: PLR2004
