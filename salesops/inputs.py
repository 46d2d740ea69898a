"""What an analysis is given: the settings that count, the exports, the database, the context."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from salesops import __version__, commands
from salesops.assets import folder
from salesops.doing import doing
from salesops.errors import UsageError
from salesops.options import DUCKDB, ENGINES, SPARK, Data, Output
from salesops.queries.book import Book, Facts, Reject
from salesops.queries.database import Asked, Database
from salesops.result import Context, Report
from salesops.settings import FILE, REFUNDS_ON, Settings, read
from salesops.signals import Stop
from salesops.talk import Talk

if TYPE_CHECKING:
    from salesops.checks.exam import Exam
    from salesops.exports.asking import Options
    from salesops.exports.catalogue import Catalogue
    from salesops.exports.shelf import Shelf, Tables


class Inputs:
    """What an analysis may ask for by naming a parameter; each is made when it is asked for."""

    def __init__(self, data: Data, output: Output, stop: Stop, talk: Talk) -> None:
        self._data = data
        self._output = output
        self._stop = stop
        self._talk = talk
        self._tables: Tables = frozenset(), frozenset()
        """What was loaded last."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if "db" in vars(self):
            book = self.db.read_through
            here = self._remote is None  # what Spark computed stands there, not in a book
            if book and here and self._shelf and not failed:
                doing("keeping what was loaded")
                self._shelf.put(book, self._tables)
            self.db.close()

    @cached_property
    def settings(self) -> Settings:
        """The settings file that counts, with the options of the command line over it."""
        found = _settings(self._data)
        if not (on := self._data.refunds_on):
            return found
        if on not in REFUNDS_ON:
            raise UsageError(f"--refunds-on {on}: there are {', '.join(REFUNDS_ON)}")
        return replace(found, sales=replace(found.sales, refunds_on=on))

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The exports, found and recognised."""
        from salesops.exports.catalogue import Catalogue

        doing("looking at the exports")
        return Catalogue(self._options, self.settings)

    @cached_property
    def exam(self) -> "Exam":
        """The exports to be checked, none of them looked at yet."""
        from salesops.checks.exam import Exam

        data = self._data
        # What runs found is kept with their answer: --explain has none.
        state = None if data.explain else data.state
        return Exam(self._options, self.settings, state, data.rejects is not None)

    @property
    def state(self) -> Path | None:
        """The folder of what is kept between runs, if one is named."""
        return self._data.state

    @cached_property
    def _options(self) -> "Options":
        paths = self._paths()
        self._refuse_overwriting(paths)
        return self._asked_of(paths)

    def _asked_of(self, paths: tuple[Path, ...]) -> "Options":
        from salesops.exports.asking import Options, filters

        data = self._data
        return Options(
            data=paths,
            as_of=data.as_of,
            zone=data.tz,
            currency=data.currency.upper() if data.currency else None,
            fx=data.fx,
            where=filters(data.where or []),
            skip=tuple(p for p in (self._output.out, data.fx, data.rejects, data.state) if p),
            memory=data.memory_limit,
        )

    def _refuse_overwriting(self, paths: Iterable[Path]) -> None:
        """What is written is passed over when folders are read: it must not be one of the exports.

        Raises:
            UsageError: it is; an answer that was written there before may be written again.
        """
        for out in filter(None, (self._output.out, self._data.rejects)):
            inside = any(out.resolve().is_relative_to(path.resolve()) for path in paths)
            if inside and _is_export(out, self.settings):
                raise UsageError(f"it would be written over the export {out}: name another file")

    def _paths(self) -> tuple[Path, ...]:
        paths = self._data.named or self.settings.data
        if not paths:
            self._talk("No exports named (--data FOLDER): this is the bundled sample.", "sample")
        return paths or (folder("sample_data"),)

    @cached_property
    def db(self) -> Database:
        """The exports, ready to be asked."""

        def load(needs: frozenset[str], may: frozenset[str]) -> Book:
            book = self._on_spark(needs, may) if self._remote else self._load(needs, may)
            self._stop.interrupt = book.engine.interrupt
            return book

        return Database(load, self.settings)

    def _on_spark(self, needs: frozenset[str], may: frozenset[str]) -> Book:
        """The tables that the warehouse has, else what is read here, handed over."""
        from salesops.queries import spark_session

        assert self._remote is not None  # noqa: S101 - who asks has looked
        spark_session.refuse_silence(self._remote)  # before a minute of loading
        if self.settings.spark.tables and not self._data.named:
            from salesops.exports import warehouse

            options = self._asked_of(())
            return warehouse.load(options, self.settings, self._remote, (needs, may))
        from salesops.queries.spark_engine import handed

        return handed(self._load(needs, may), self._remote)

    def _load(self, needs: frozenset[str], may: frozenset[str]) -> Book:
        from salesops.exports import store

        if (kept := store.place(self._options.data)) is not None:
            from salesops.exports import store_book

            return store_book.book(kept, self._options, self.settings, needs, may)
        self._tables = needs, may
        if self._shelf and (book := self._shelf.taken(self._tables)):
            return book
        from salesops.exports import loader

        return loader.load(self.catalogue, needs, may)

    @cached_property
    def _shelf(self) -> "Shelf | None":
        """Where what was loaded is kept; --explain shows how all of it is made."""
        from salesops.exports import shelf

        data = self._data
        place = data.state / "books" if data.state else shelf.home()
        if data.no_cache or data.explain or place is None:
            return None
        return shelf.Shelf(place, self._options, self.settings)

    @cached_property
    def _remote(self) -> str | None:
        """Where Spark is asked; None where DuckDB is, which is here.

        Raises:
            UsageError: an unknown engine, or nobody says where Spark is.
        """
        data = self._data
        if data.engine not in ENGINES:
            raise UsageError(f"--engine {data.engine}: there are {', '.join(ENGINES)}")
        if data.engine == DUCKDB:
            return None
        remote = data.spark_remote or self.settings.spark.remote
        if remote is None:
            raise UsageError(
                "--engine spark needs to know where: --spark-remote sc://host:15002, "
                "$SPARK_REMOTE, or remote under [engine.spark] in salesops.toml"
            )
        return remote

    def read_here(self) -> None:
        """Say of a command that looks at files that DuckDB does so, whoever was asked for."""
        if self._data.engine == SPARK:
            self._talk(
                "Files are read on this machine, by DuckDB: --engine spark has no part in it."
            )

    @property
    def asked(self) -> list[Asked]:
        """The statements that were run, for --explain."""
        return self.exam.asked if "exam" in vars(self) else self.db.asked

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """The values that kept their rows out."""
        return self.exam.rejects if "exam" in vars(self) else self.db.book.rejects

    @property
    def _facts(self) -> Facts | None:
        """Where the answer comes from; None if no export was asked."""
        if "exam" in vars(self):
            return self.exam.facts
        return self.db.book.facts if "db" in vars(self) and self.db.loaded else None

    def context(self, report: Report, given: dict[str, Any]) -> Context | None:
        """What the head of the answer says; None if no export was asked."""
        facts = self._facts
        if facts is None:
            return None
        return Context(
            version=__version__,
            run_id=self._run_id(facts, report, given),
            as_of=facts.as_of,
            timezone=facts.zone,
            currency=facts.currency,
            sources=facts.sources,
            data_through=facts.through,
            rows=facts.rows,
            config=self._named_config(facts, report),
            where=tuple(self._data.where or ()),
        )

    def _named_config(self, facts: Facts, report: Report) -> str | None:
        """The settings and what else of the user's own was read; the sample's go unsaid."""
        own = self.settings.path
        names = [own.name] if own and own.parent != folder("sample_data") else []
        names += [f"sources/{path.name}" for path in facts.own_sources]
        names += [f"{path.parent.name}/{path.name}" for path in report.files]
        return ", ".join(names) or None

    def _run_id(self, facts: Facts, report: Report, given: dict[str, Any]) -> str:
        """The same question of the same bytes has the same id, on any machine."""
        question = [
            __version__, report.command, sorted((k, _said(v)) for k, v in given.items()),
            facts.fingerprint, facts.as_of.isoformat(), facts.zone, facts.currency,
            sorted(self._data.where or []), _digest(self._data.fx), _digest(self.settings.path),
            _digest(self.settings.stages_file), self.settings.sales.refunds_on,
            *(_digest(path) for path in report.files),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:12]


def _is_export(path: Path, settings: Settings) -> bool:
    from salesops.exports.catalogue import is_export

    return is_export(path, settings)


def _said(value: object) -> str:
    """An option as the question holds it: of a file what is in it, not where it lies."""
    return str(_digest(value)) if isinstance(value, Path) else repr(value)


def _digest(path: Path | None) -> str | None:
    if path is None or not path.is_file():  # a check has no use for --fx and looks at none
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _settings(data: Data) -> Settings:
    """Of --config, else ./salesops.toml, else the one that lies in the one folder of exports."""
    path = _config(data)
    found = read(path, commands.names()) if path else Settings()
    if data.named or found.data or data.config or found.spark.tables:
        return found
    # The bundled sample has its own clock; nobody else's fits it.
    return replace(read(folder("sample_data") / FILE, commands.names()), spark=found.spark)


def _config(data: Data) -> Path | None:
    if data.config is not None:
        return data.config
    if Path(FILE).exists():
        return Path(FILE)
    # Path.exists() raises where a name is longer than any file has.
    own = [path / FILE for path in data.named if os.path.exists(path / FILE)]  # noqa: PTH110
    return own[0] if len(own) == 1 else None
