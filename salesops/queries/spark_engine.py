"""Spark, asked through Spark Connect.

Imported where `--engine spark` asks for it: pyspark and sqlglot take half a second to load.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesops.errors import InputError, UsageError
from salesops.queries.book import Book
from salesops.queries.duck import Duck, identifier
from salesops.queries.engine import Rows
from salesops.queries.spark_session import HERE, address, session, shown, told
from salesops.queries.spark_values import (
    bound,
    cast_of,
    fits,
    naive,
    rows,
    schema,
    spark_type,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from salesops.queries.duck import Declared

SENT = 64 << 20
"""Bytes of a table that travel in messages; more go by a file, to a server on this machine."""


class Spark:
    """A session of a Spark server, with what it is given as temporary views.

    The views stand in a DuckDB beside it too, whose word on the types of a result is what Spark's
    values are cast to: so both engines hand out the same.
    """

    name = "spark"
    little = False

    def __init__(self, remote: str, beside: Duck) -> None:
        """`beside` has the canonical tables, filled or not; it is closed with the session."""
        self._beside = beside
        self._remote = remote
        self._session = session(remote)
        self._checkpoints = True

    def give(self, name: str) -> None:
        """Hand a table of the database beside it to Spark."""
        columns = schema(self._beside.types(f"SELECT * FROM {identifier(name)}"))
        table = self._beside.arrow(f"SELECT * FROM {identifier(name)}")
        with told(self._remote):
            if table.nbytes <= SENT:
                frame = self._session.createDataFrame(table, columns)
            else:
                frame = self._session.read.schema(columns).parquet(str(self._file(name, table)))
            frame.createOrReplaceTempView(name)

    def _file(self, name: str, table: "pa.Table") -> Path:
        """The table as a file that a server on this machine reads.

        Raises:
            UsageError: the server is on another one.
        """
        if address(self._remote)[0] not in HERE:
            raise UsageError(
                f"{name} has {table.num_rows:,} rows, too many to send to {shown(self._remote)}: "
                "put the tables into its warehouse and name them under [engine.spark.tables]"
            )
        from pyarrow import parquet

        path = self._beside.folder / f"{name}.parquet"
        parquet.write_table(table, path)
        return path

    def take(self, name: str, where: str) -> None:
        """Let a table of the warehouse be the canonical one of that name.

        Raises:
            InputError: it is not there, or a column is missing or of another type.
        """
        declared = self._beside.types(f"SELECT * FROM {identifier(name)}")
        with told(self._remote):
            frame, found = self._named(name, where)
            for column, type_ in declared:
                has = found.get(column)
                if has is None or not fits(type_, has):
                    raise InputError(
                        f"{where}, which [engine.spark.tables] names for {name}, "
                        + (f"has {column} as {has}" if has else f"has no column {column}")
                        + f": it should be {spark_type(type_)} (docs/tables.md)"
                    )
            casts = [f"CAST(`{c}` AS {spark_type(type_)}) AS `{c}`" for c, type_ in declared]
            frame.selectExpr(*casts).createOrReplaceTempView(name)

    def _named(self, name: str, where: str) -> tuple[Any, dict[str, str]]:
        """A table of the warehouse, and the types of its columns."""
        from pyspark.errors import AnalysisException, ParseException

        try:
            frame = self._session.sql(f"SELECT * FROM {where}")  # a name, or parquet.`s3://..`
            return frame, {f.name.lower(): f.dataType.simpleString() for f in frame.schema}
        except (AnalysisException, ParseException) as error:
            raise InputError(
                f"Spark at {shown(self._remote)} has no table {where}, which [engine.spark.tables] "
                f"names for {name}"
            ) from error

    def open(self, views: Mapping[str, str], kept: Mapping[str, Collection[str] | None]) -> None:
        """Declare views; those `kept` are computed now, and stay where Spark computed them."""
        from salesops.queries.spark import to_spark

        self._beside.open(views, {})
        for name, select in views.items():
            with told(self._remote):
                frame = self._session.sql(to_spark(select, pretty=False))
                if name in kept:
                    frame = self._computed(frame)
                frame.createOrReplaceTempView(name)

    def _computed(self, frame: Any) -> Any:
        """The rows of a view, computed once, on Spark's own disks.

        Not cache(): a plan is a tree, in which views of views of views grow beyond all measure.
        """
        from pyspark.errors import PySparkException
        from pyspark.sql.pandas.types import from_arrow_schema

        if self._checkpoints:
            try:
                return frame.localCheckpoint()
            except PySparkException as error:
                if "checkpoint" not in str(error):
                    raise
                self._checkpoints = False  # Sail has none that can be relied upon
        table = rows(frame)  # which Sail declares to be of other types than it is
        return self._session.createDataFrame(
            table, from_arrow_schema(table.schema, prefer_timestamp_ntz=True)
        )

    def run(self, sql: str, params: Mapping[str, object] | None = None) -> Rows:
        """Run one statement; types and values are those that DuckDB would answer with."""
        return self._beside.rows_of(*self._asked(sql, params))

    def columns(
        self, sql: str, params: Mapping[str, object] | None = None
    ) -> "Mapping[str, NDArray[Any]]":
        """Run one statement; its columns as numpy arrays."""
        return self._beside.columns_of(*self._asked(sql, params))

    def _asked(
        self, sql: str, params: Mapping[str, object] | None
    ) -> "tuple[pa.Table, Sequence[Declared]]":
        """What Spark answers, and what its columns are declared to be."""
        from salesops.queries.spark import to_spark

        values = params or {}
        declared = self._beside.types(sql, params)
        casts = frozenset((name, type_) for name in values if (type_ := cast_of(values[name])))
        spark = to_spark(sql, pretty=False, casts=casts)
        with told(self._remote):
            args = {name: bound(value) for name, value in values.items()}
            answer = rows(self._session.sql(spark, args=args))
        return naive(answer), declared

    def interrupt(self) -> None:
        """Stop the running statement, from another thread."""
        with suppress(Exception):  # the session may be gone, or its server
            self._session.interruptAll()
        self._beside.interrupt()

    def close(self) -> None:
        """Give back what the server keeps for the session, and the database beside it."""
        with suppress(Exception):
            self._session.stop()
        self._beside.close()


def handed(book: Book, remote: str) -> Book:
    """A book whose tables Spark has been given, to be asked there; views are made there anew.

    Raises:
        UnreachableError: nobody answers there as Spark Connect does.
    """
    beside = book.engine
    assert isinstance(beside, Duck)  # noqa: S101 - DuckDB loads
    try:
        engine = Spark(remote, beside)
        for table in sorted(book.tables):
            engine.give(table)
    except BaseException:
        beside.close()
        raise
    return replace(book, engine=engine, views={})
