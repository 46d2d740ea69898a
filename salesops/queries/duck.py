"""DuckDB, locked down: the only module that imports it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from salesops.errors import InputError, OutputError, SalesopsError, UsageError
from salesops.queries.engine import MEMORY, Rows
from salesops.scratch import Scratch

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray
else:
    try:
        # The engine, which `duckdb` hands on beside classes for notebooks: they are half its start.
        import _duckdb as duckdb
    except ImportError:  # it goes by another name
        import duckdb

Interrupted = duckdb.InterruptException
VERSION: str = duckdb.__version__
SPILL = 2
"""It may spill so many times less than the disk has left; past that a sentence beats a full one."""
LITTLE = 16_000_000
"""Bytes of plain exports that one thread answers as soon as several, at a tenth less work: DuckDB
shares out rows by the hundred thousand, and more than that rarely stand in so few bytes."""
PLAIN = frozenset({".csv", ".tsv", ".txt"})
"""Names of files whose size tells how much they hold; a packed one holds more than it weighs."""


PARSED = 128
"""Statements that are kept parsed, for one question asks some of them again and again."""
_statements: dict[str, duckdb.Statement] = {}

Declared = tuple[str, str]
"""The name of a column, and DuckDB's word for its type."""
_ANSWER = "another_engines_answer"


def literal(value: str) -> str:
    """A string as SQL text, for the places where DuckDB binds no parameter (views, settings)."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as SQL text."""
    return '"' + name.replace('"', '""') + '"'


class Duck:
    """An in-memory database that reads the named files and its own temporary folder only."""

    name = "duckdb"

    def __init__(
        self,
        files: Iterable[Path] = (),
        memory: str = MEMORY,
        book: Path | None = None,
        *,
        writable: bool = False,
    ) -> None:
        """`book` is a file that `keep` made: its tables are there to be read.

        `writable`: or to be written, and what is made stands in it.
        """
        self._scratch = Scratch()
        self.folder = self._scratch.path
        readable = list(files)
        self.little = _little(readable) and (book is None or book.stat().st_size < LITTLE)
        try:
            self._con = _connect(self.folder, memory, {"threads": 1} if self.little else {})
            _open.add(self)
            if book is not None:
                how, path = " (READ_ONLY)", "memory.main,book.main"
                if writable:
                    how, path = "", "book.main,memory.main"
                    readable += _logs(book)
                self._con.execute(f"ATTACH {literal(str(book))} AS book{how}")
                self._con.execute(f"SET search_path='{path}'")
            self._lock([*readable, self.folder])
        except BaseException:
            self._scratch.close()
            raise

    def _lock(self, readable: list[Path]) -> None:
        # The order matters: paths first, since both switches below are one way.
        self._con.execute("SET enable_progress_bar=false")  # else it prints to stdout after 2 s
        self._con.execute("SET TimeZone='UTC'")  # never the machine's
        # A name that is no UTF-8 cannot be said to DuckDB, which reads a copy of such a file.
        named = [text for path in readable[:-1] if _utf8(text := str(path))]
        paths = ", ".join(literal(text) for text in named)
        self._con.execute(f"SET allowed_paths=[{paths}]")
        self._con.execute(f"SET allowed_directories=[{literal(str(readable[-1]))}]")
        self._con.execute("SET enable_external_access=false")
        self._con.execute("SET lock_configuration=true")

    @classmethod
    def writing(cls, files: Iterable[Path], beside: Path, memory: str = MEMORY) -> "Duck":
        """One that reads exports, and may have that file `beside`."""
        return cls([*files, beside, *_logs(beside)], memory)

    @classmethod
    def reopened(cls, book: Path, memory: str = MEMORY) -> "Duck | None":
        """One that reads the tables of a book; None where it is no book that DuckDB reads."""
        try:
            return cls((), memory, book)
        except duckdb.Error:
            return None

    def keep(self, tables: Iterable[str]) -> Path:
        """Write tables to a new file in its folder, for `reopened`.

        Raises:
            OSError: there is no room.
        """
        path = self.folder / "book.duckdb"
        try:
            self._con.execute(f"ATTACH {literal(str(path))} AS kept")
            for table in tables:
                name = identifier(table)
                self._con.execute(f"CREATE TABLE kept.{name} AS SELECT * FROM {name}")
            self._con.execute("DETACH kept")
        except duckdb.IOException as error:
            raise OSError(_first_line(error)) from error
        return path

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """In the block a file of tables is there as `kept`, to be written too.

        Raises:
            OSError: there is no room.
        """
        try:
            self._con.execute(f"ATTACH {literal(str(path))} AS kept")
            yield
            self._con.execute("DETACH kept")
        except duckdb.IOException as error:
            raise OSError(_first_line(error)) from error

    def open(self, views: Mapping[str, str], kept: Mapping[str, Collection[str] | None]) -> None:
        """Declare views. Those `kept` are computed once, for a question reads them many times.

        The others are computed at each reading, for only the rows and columns it asks for.
        """
        for name, select in views.items():
            kind, body = "VIEW", select
            if name in kept:
                kind, body = "TABLE", _narrow(select, kept[name])
            made = f"CREATE OR REPLACE {kind} {identifier(name)} AS {body}"
            self._con.execute(self._parsed(made))

    def run(self, sql: str, params: Mapping[str, object] | None = None) -> Rows:
        """Run one statement; SUM overflow and the like surface as duckdb's own error."""
        cursor = self._con.execute(self._parsed(sql), dict(params) if params else None)
        described = cursor.description or []
        names = tuple(column[0] for column in described)
        types = tuple(str(column[1]) for column in described)
        return Rows(names, types, cursor.fetchall())

    def columns(
        self, sql: str, params: Mapping[str, object] | None = None
    ) -> "Mapping[str, NDArray[Any]]":
        """Run one statement; its columns as numpy arrays."""
        return self._con.execute(self._parsed(sql), dict(params) if params else None).fetchnumpy()

    def value(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        """The one value of a one-row, one-column result."""
        return self.run(sql, params).tuples[0][0]

    def types(self, sql: str, params: Mapping[str, object] | None = None) -> list[Declared]:
        """The columns that a statement would answer with; it is planned, and nothing is read."""
        planned = self.run(f"SELECT * FROM (\n{sql}\n) LIMIT 0", params)
        return list(zip(planned.names, planned.types, strict=True))

    def arrow(self, sql: str) -> "pa.Table":
        """The rows of a statement as an Arrow table."""
        _learn_arrow()
        return self._con.sql(sql).to_arrow_table()

    def rows_of(self, table: "pa.Table", declared: Sequence[Declared]) -> Rows:
        """What another engine answered, by columns "0", "1" .., as this one would hand it out."""
        with self._lent(table):
            return self.run(_cast(declared))

    def columns_of(
        self, table: "pa.Table", declared: Sequence[Declared]
    ) -> "Mapping[str, NDArray[Any]]":
        """The same as numpy arrays."""
        with self._lent(table):
            return self.columns(_cast(declared))

    def _parsed(self, sql: str) -> duckdb.Statement:
        """The one statement of a text: to parse it is a sixth of a question about little data."""
        found = _statements.get(sql)
        if found is None:
            # By this connection: by none, DuckDB would open a database of its own to parse in.
            (found,) = self._con.extract_statements(sql)
            while len(_statements) >= PARSED:
                del _statements[next(iter(_statements))]
            _statements[sql] = found
        return found

    @contextmanager
    def _lent(self, table: "pa.Table") -> Iterator[None]:
        _learn_arrow()
        self._con.register(_ANSWER, table)
        try:
            yield
        finally:
            self._con.unregister(_ANSWER)

    def interrupt(self) -> None:
        """Stop the running statement from another thread; it raises Interrupted."""
        with suppress(duckdb.ConnectionException):  # closed meanwhile: nothing runs
            self._con.interrupt()

    def close(self) -> None:
        """Close the database and remove its temporary folder."""
        self._con.close()
        self._scratch.close()


_open: WeakSet[Duck] = WeakSet()


def interrupt_all() -> None:
    """Stop what every database runs; each raises Interrupted."""
    for duck in list(_open):
        duck.interrupt()


def _learn_arrow() -> None:
    """What the engine knows of Arrow is written in Python: no query may run while that is read."""
    import duckdb  # noqa: F401


def _cast(declared: Sequence[Declared]) -> str:
    columns = (
        f'CAST("{number}" AS {type_}) AS {identifier(name)}'
        for number, (name, type_) in enumerate(declared)
    )
    return f"SELECT {', '.join(columns)} FROM {_ANSWER}"


def _narrow(select: str, words: Collection[str] | None) -> str:
    """Of a SELECT, the columns among the words."""
    if words is None:
        return select
    return f"SELECT COLUMNS('^({'|'.join(sorted(words))})$') FROM (\n{select}\n)"


def _logs(file: Path) -> list[Path]:
    """Where DuckDB writes first what it will write into the file."""
    return [file.with_name(file.name + end) for end in (".wal", ".wal.checkpoint", ".wal.recovery")]


def _little(files: Iterable[Path]) -> bool:
    """Whether there is too little to read for a second thread to be worth its start."""
    size = 0
    for path in files:
        if path.suffix.lower() not in PLAIN or not path.is_file():
            return False
        size += path.stat().st_size
    return size < LITTLE


def _utf8(text: str) -> bool:
    return text.encode(errors="replace").decode() == text


def _connect(folder: Path, memory: str, further: Mapping[str, int]) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "temp_directory": str(folder / "spill"),
        "max_temp_directory_size": f"{disk_usage(folder).free // SPILL // 1000}KB",
        "memory_limit": memory,
        "custom_user_agent": "salesops",
        **further,
    }
    try:
        return duckdb.connect(config=config)
    except duckdb.Error as error:
        raise UsageError(f"--memory-limit {memory!r} should be as in 512MB or 4GB") from error


def one_select(sql: str, what: str = "salesops sql") -> str:
    """The text again if it is exactly one SELECT; `what` runs it.

    Raises:
        UsageError: it does not parse, holds several statements, or one that is no SELECT.
    """
    try:
        found = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(
            f"{what} was given no SQL that DuckDB reads: {_first_line(error)}"
        ) from error
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise UsageError(f"{what} runs exactly one SELECT; nothing else, and nothing after it")
    return sql


_ABOUT_DATA = (
    duckdb.IOException,
    duckdb.InvalidInputException,  # a Parquet file without its end, a CSV past all sense
    duckdb.ConversionException,
    duckdb.OutOfRangeException,
)
_NO_FAULT = (Interrupted, duckdb.OutOfMemoryException)
"""Whatever the SQL says."""
_OUR_FILE = re.compile(r"Could not (write|create|open|truncate) file .*salesops-run-.*spill")


def refused(error: BaseException, what: str) -> SalesopsError | None:
    """DuckDB's word on data or memory as a sentence of ours; None for what is a bug of ours."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return UsageError(
            f"{what} needs more room: raise --memory-limit, or free some on the machine and below "
            f"$TMPDIR ({_first_line(error)})"
        )
    if isinstance(error, duckdb.IOException) and _OUR_FILE.search(str(error)):
        return OutputError(
            f"{what} has no room for temporary files: free some, or name another folder in "
            f"$TMPDIR ({_first_line(error)})"
        )
    # DuckDB has no class for what a damaged Parquet file makes its libraries say.
    if isinstance(error, _ABOUT_DATA) or type(error) is duckdb.Error:
        return InputError(f"{what}: {_first_line(error)}")
    return None


def misasked(error: BaseException, what: str) -> UsageError | None:
    """DuckDB's word on SQL that a user may have written; None if it is about something else."""
    if isinstance(error, duckdb.Error) and not isinstance(error, (*_NO_FAULT, *_ABOUT_DATA)):
        return UsageError(f"{what} does not run: {_first_line(error)}")
    return None


def _first_line(error: BaseException) -> str:
    return str(error).split("\n", 1)[0]
