"""A typed function becomes a subcommand: its options, its inputs, its answer, its exit code."""

import hashlib
import json
import sys
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from pathlib import Path
from types import ModuleType
from typing import Any, Self, get_type_hints

from typer._click.core import ParameterSource
from typer._click.globals import get_current_context

from salesops import __version__, commands, definitions
from salesops.assets import folder
from salesops.errors import Exit, UsageError
from salesops.options import Data, Output, formats, level, parameters, taken
from salesops.queries.database import Database
from salesops.result import Answer, Context, Level, Report
from salesops.settings import FILE, Settings, read
from salesops.signals import Stop

Talk = Callable[[str], None]


def command(module: ModuleType, stop: Stop) -> Callable[..., int]:
    """A function for Typer: the module's own options, then the shared ones; it returns the exit."""
    function = getattr(module, module.__name__.rpartition(".")[2])
    hints = get_type_hints(function, include_extras=True)
    own = [
        p.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[p.name])
        for p in signature(function).parameters.values()
        if p.name not in _INJECTED
    ]
    needs = _INJECTED & set(signature(function).parameters)
    groups = [Output, Data] if needs & {"db", "catalogue", "settings"} else [Output]

    def run(**given: Any) -> int:
        shared = [taken(group, given) for group in groups]
        data = shared[1] if len(shared) > 1 else Data()
        return _run(module, function, given, shared[0], data, stop)

    run.__name__ = function.__name__
    run.__doc__ = module.__doc__
    run.__signature__ = Signature(own + [p for group in groups for p in parameters(group)])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in run.__signature__.parameters.values()}  # type: ignore[attr-defined]
    return run


_INJECTED = {"db", "catalogue", "settings", "limits"}
"""Parameters of an analysis that are no options: they are made here."""


def _run(
    module: ModuleType,
    function: Callable[..., Report],
    given: dict[str, Any],
    output: Output,
    data: Data,
    stop: Stop,
) -> int:
    _refuse_two_windows(given)
    wanted = formats(output, getattr(module, "FORMATS", ("terminal",)))
    fail_on = level(output, getattr(module, "FAIL_ON", "never"))
    talk: Talk = (lambda _: None) if output.quiet else _talk
    inputs = _Inputs(data, output, stop, talk)
    with inputs:
        needs = signature(function).parameters
        made = {name: getattr(inputs, name) for name in _INJECTED - {"limits"} if name in needs}
        if "limits" in needs:
            kind = type(needs["limits"].default)
            made["limits"] = inputs.settings.limits(function.__name__, kind)
        report = function(**made, **given)
        answer = Answer(
            report, inputs.context(report, given), definitions.define(report.definitions)
        )
        _write_rejects(inputs, data)
        if data.explain:
            _explain(inputs.db)
            return Exit.OK
        from salesops.output import emit

        for path in emit(answer, output, wanted, _file_name(report)):
            talk(f"wrote {path}")
    return Exit.FINDINGS if _failed(report, fail_on) else Exit.OK


def _refuse_two_windows(given: dict[str, Any]) -> None:
    """--period is a window of its own: a --since or --until beside it would be passed over."""
    if given.get("period") is None:
        return
    context = get_current_context()
    for name in ("since", "until"):
        if context.get_parameter_source(name) not in (None, ParameterSource.DEFAULT):
            raise UsageError(f"--period is a whole window: leave --{name} out, or --period")


def _talk(sentence: str) -> None:
    from salesops.render.safe import visible

    sys.stderr.write(visible(sentence) + "\n")


def _failed(report: Report, fail_on: str) -> bool:
    order = list(Level)
    return fail_on != "never" and any(
        order.index(finding.level) >= order.index(Level(fail_on)) for finding in report.findings
    )


def _file_name(report: Report) -> str:
    """The report and the last day it is about: `daily-2026-09-17`."""
    from datetime import timedelta

    name = report.command.removeprefix("report-")
    if report.period is None:
        return name
    last = report.period.end - timedelta(microseconds=1)
    return f"{name}-{last:%Y-%m-%d}"


class _Inputs:
    """What an analysis may ask for by naming a parameter; each is made when it is asked for."""

    def __init__(self, data: Data, output: Output, stop: Stop, talk: Talk) -> None:
        self._data = data
        self._output = output
        self._stop = stop
        self._talk = talk
        self._db: Database | None = None
        self._catalogue: Any = None
        self._settings: Settings | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    @property
    def settings(self) -> Settings:
        """The settings file that counts, with the options of the command line over it."""
        if self._settings is None:
            from dataclasses import replace

            found = _config(self._data)
            self._settings = read(found, commands.names()) if found else Settings()
            if not self._data.data and not self._settings.data and self._data.config is None:
                # The bundled sample has its own clock; nobody else's fits it.
                self._settings = read(folder("sample_data") / FILE, commands.names())
            if on := self._data.refunds_on:
                if on not in ("auto", "order", "refund"):
                    raise UsageError(f"--refunds-on {on}: there are auto, order, refund")
                sales = replace(self._settings.sales, refunds_on=on)
                self._settings = replace(self._settings, sales=sales)
        return self._settings

    @property
    def catalogue(self) -> Any:
        """The exports, found and recognised."""
        if self._catalogue is None:
            from salesops.exports.catalogue import Catalogue, Options, filters

            paths = self._paths()
            data = self._data
            self._catalogue = Catalogue(
                Options(
                    data=paths,
                    as_of=data.as_of,
                    zone=data.tz,
                    currency=data.currency.upper() if data.currency else None,
                    fx=data.fx,
                    where=filters(data.where or []),
                    skip=tuple(p for p in (self._output.out, data.fx) if p),
                    memory=data.memory_limit,
                ),
                self.settings,
            )
        return self._catalogue

    def _paths(self) -> tuple[Path, ...]:
        paths = tuple(self._data.data or ()) or self.settings.data
        if not paths:
            self._talk("No exports named (--data FOLDER): this is the bundled sample.")
        return paths or (folder("sample_data"),)

    @property
    def db(self) -> Database:
        """The exports, ready to be asked."""
        if self._db is None:
            from salesops.exports import loader

            def load(needs: frozenset[str], may: frozenset[str]) -> Any:
                book = loader.load(self.catalogue, needs, may)
                self._stop.interrupt = book.engine.interrupt
                return book

            self._db = Database(load, self.settings)
        return self._db

    def context(self, report: Report, given: dict[str, Any]) -> Context | None:
        """Where the answer comes from; None if no export was asked."""
        if self._db is None or not self._db.loaded:
            return None
        book = self._db.book
        return Context(
            version=__version__,
            run_id=self._run_id(report, given),
            as_of=book.as_of,
            timezone=book.zone,
            currency=book.currency,
            sources=book.sources,
            data_through=book.reach[1] if book.reach else None,
            rows=book.rows,
            config=self._named_config(),
            where=tuple(self._data.where or ()),
        )

    def _named_config(self) -> str | None:
        """The settings file and the user's own sources that were read; the sample's go unsaid."""
        own = self.settings.path
        names = [own.name] if own and own.parent != folder("sample_data") else []
        ours = folder("sql")
        read = {r.found.source.sql.path for r in self.catalogue.files}
        names += [f"sources/{path.name}" for path in sorted(read) if ours not in path.parents]
        return ", ".join(names) or None

    def _run_id(self, report: Report, given: dict[str, Any]) -> str:
        """The same question of the same bytes has the same id, on any machine."""
        assert self._db is not None  # noqa: S101 - context() looked
        book = self._db.book
        question = [
            __version__, report.command, sorted((k, repr(v)) for k, v in given.items()),
            book.fingerprint, book.as_of.isoformat(), book.zone, book.currency,
            sorted(self._data.where or []), _digest(self._data.fx), _digest(self.settings.path),
            self.settings.sales.refunds_on,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:12]


def _digest(path: Path | None) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else None


def _config(data: Data) -> Path | None:
    """--config, else ./salesops.toml, else the one that lies in the one folder of exports."""
    if data.config is not None:
        return data.config
    if Path(FILE).exists():
        return Path(FILE)
    own = [path / FILE for path in data.data or () if (path / FILE).exists()]
    return own[0] if len(own) == 1 else None


def _write_rejects(inputs: _Inputs, data: Data) -> None:
    if data.rejects is None:
        return
    import csv
    import io

    from salesops.atomic import replace
    from salesops.render.safe import spreadsheet

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "line", "column", "value", "reason"])
    for r in inputs.db.book.rejects:
        writer.writerow(
            [spreadsheet(r.file), r.line, r.column, spreadsheet(r.value or ""), r.reason]
        )
    replace(data.rejects, text.getvalue().encode("utf-8", "backslashreplace"))


def _explain(db: Database) -> None:
    from salesops.output import to_stdout

    parts = []
    for asked in db.asked:
        values = "".join(f"-- ${name} = {value}\n" for name, value in asked.params.items())
        parts.append(f"-- {asked.name}\n{values}{asked.sql};\n")
    to_stdout("\n".join(parts).encode())
