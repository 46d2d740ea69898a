"""A check from end to end: files opened, rows looked at, tables and files held together."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from salesops.checks import (
    clock,
    kept,
    keys,
    lost_zeros,
    own_rules,
    rejected,
    rows,
    schema,
    spreadsheets,
    unsettled,
    whole,
)
from salesops.checks.contract import Contract
from salesops.checks.exam import Exam
from salesops.checks.opened import Opened
from salesops.checks.reading import Reader
from salesops.checks.verdict import Ruling, failed, passed, refused
from salesops.doing import doing, each
from salesops.errors import SalesopsError
from salesops.exports import account, files, typed
from salesops.exports import kept as kept_days
from salesops.exports.asking import zone_of
from salesops.exports.naming import names
from salesops.exports.source import Source
from salesops.queries.book import Facts
from salesops.queries.duck import Duck
from salesops.result import Rows
from salesops.result import Source as Read
from salesops.verdicts import Outcome


@dataclass(frozen=True)
class Request:
    """What the command line asks of a check."""

    contract: Contract | None = None
    max_age: str | None = None
    show: bool = False
    """Personal values are shown as they are."""


@dataclass
class Session:
    """The files of one check, opened as far as they could be."""

    exam: Exam
    request: Request
    duck: Duck
    opened: list[Opened] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    paths: dict[str, Path] = field(default_factory=dict)
    """Where each file lies, by its name in reports."""

    @property
    def tables(self) -> dict[str, list[Opened]]:
        """The opened files by table."""
        found: dict[str, list[Opened]] = {}
        for opened in self.opened:
            found.setdefault(opened.table.name, []).append(opened)
        return found


def examine(exam: Exam, request: Request, sources: tuple[Source, ...]) -> Session:
    """Check every file; the session's database stays open for its caller to close."""
    options, settings = exam.options, exam.settings
    found = files.look(options.data, options.skip)
    paths = [path for path in found if isinstance(path, Path)]
    # Dated copies were exports once; they are checked where nothing else is named.
    today = [path for path in paths if not kept_days.is_below_a_day(path, options.data)]
    paths = today or paths
    duck = Duck([path.resolve() for path in paths], options.memory)
    try:
        session = Session(exam, request, duck)
        unread = [error for error in found if isinstance(error, SalesopsError)]
        session.rulings += [refused(e.path.name if e.path else "", e) for e in unread]
        session.paths |= {error.path.name: error.path for error in unread if error.path}
        for name, columns in account.TABLES.items():
            duck.run(f"CREATE TABLE {name} ({columns})")
        reader = Reader(
            request.contract,
            sources,
            options.data,
            zone_of(options, settings),
            settings.time.date_order,
            settings.encodings,
            settings.sheets,
            settings.sources,
        )
        shown = names(paths, options.data)
        session.paths |= {name: path for path, name in shown.items()}
        for at, path in enumerate(each(paths, lambda path: f"checking {shown[path]}")):
            _open(session, reader, at, path, shown[path])
        doing("asking what each rule asks")
        _look(session, reader.zone)
    except BaseException:
        duck.close()
        raise
    return session


def _open(session: Session, reader: Reader, at: int, path: Path, name: str) -> None:
    try:
        opened, rulings = reader.open(session.duck, at, path, name)
    except SalesopsError as error:
        session.rulings.append(refused(name, error))
        return
    session.rulings += rulings
    unsettled.look(session.duck, opened)
    opened.view = typed.create(session.duck, opened.raw, opened.zone, once=True)
    rejected.look(session.duck, opened)
    spreadsheets.look(session.duck, opened)
    session.opened.append(opened)


def _look(session: Session, zone: str | None) -> None:
    duck, show = session.duck, session.request.show
    as_of = clock.as_of(session.exam, duck, session.opened, zone)
    last = clock.last(session.exam, as_of, zone)
    for opened in session.opened:
        session.exam.asked.append(rows.look(duck, opened, last))
        options = session.exam.options
        settled = bool(options.currency or options.fx)
        whole.sales(duck, opened, session.exam.asked, settled=settled)
    for group in session.tables.values():
        session.rulings += whole.counts(group)
        session.rulings += whole.freshness(group, as_of, session.request.max_age)
        session.rulings += whole.days(duck, group, as_of)
        session.rulings += schema.between(group)
        keys.unique(duck, group)
    lost_zeros.look(duck, session.opened)
    session.rulings += whole.undated(session.opened, session.request.max_age)
    session.rulings += _copies(session.opened)
    session.rulings += keys.references(duck, session.tables)
    session.rulings += _own_rules(session)
    for opened in session.opened:
        session.rulings += opened.rulings(show=show)
    if session.exam.state and not any(r.exit for r in session.rulings):
        # What a file that was refused would have held is in no history.
        found, session.notes = kept.look(session.exam.state, session.tables, as_of)
        session.rulings += found
    session.rulings = [same for r in session.rulings if (same := as_asked(session, r))]
    if session.exam.list_rejects:
        session.exam.rejects = account.rejects(duck, [o.raw for o in session.opened])
    session.exam.facts = _facts(session, as_of, zone)


def _copies(files: Sequence[Opened]) -> Iterator[Ruling]:
    """Files of the same bytes: whoever adds both up counts every row twice."""
    first: dict[str, str] = {}
    for opened in files:
        same = first.setdefault(opened.seen.digest, opened.name)
        if same == opened.name:
            yield passed("copy", opened.name, "no other file of the same bytes")
        else:
            message = f"{opened.name}: holds the same bytes as {same}: leave one of them out."
            yield failed("copy", opened.name, message, f"same as {same}", wanted="none")


def as_asked(session: Session, ruling: Ruling) -> Ruling | None:
    """The ruling at the level that its table's contract gives the check; None where it is off."""
    verdict = ruling.verdict
    table = next((o.table for o in session.opened if verdict.file in (o.name, o.table.name)), None)
    rules = table.rules if table else ()
    rule = next((r for r in rules if r.check == verdict.check and verdict.check != "sql"), None)
    if rule is None or not (verdict.failed or rule.arguments.get("off")):
        return ruling
    if rule.arguments.get("off"):
        return None
    if rule.check in ("row-count", "unique"):  # there may be several, each with its own level
        return ruling
    return replace(ruling, verdict=replace(verdict, outcome=Outcome(rule.level)))


def _own_rules(session: Session) -> Iterator[Ruling]:
    """The SELECTs of the contract, each over all its tables."""
    if session.request.contract is None:
        return
    tables = session.request.contract.tables
    for name, group in session.tables.items():
        own_rules.declare(session.duck, name, {o.name: o.as_called(session.duck) for o in group})
    files = {o.name: o for o in session.opened}
    for table in tables:
        if table.name in session.tables:
            yield from own_rules.look(
                session.duck,
                table,
                tables,
                lambda file, wanted: files[file].lines(wanted) if file in files else {},
                show=session.request.show,
            )


def _facts(session: Session, as_of: datetime, zone: str | None) -> Facts:
    total = sum(o.raw.total for o in session.opened)
    used = sum(o.used for o in session.opened)
    aside: Counter[str] = sum((o.aside for o in session.opened), Counter())
    out = aside.total()
    latest = [o.latest for o in session.opened if o.latest]
    return Facts(
        as_of=as_of,
        zone=zone or "as written",
        currency=session.exam.options.currency,
        through=max(latest, default=None),
        sources=tuple(Read(o.name, o.table.name, o.raw.total) for o in session.opened),
        rows=Rows(total, used, out, total - used - out, aside),
        fingerprint=_fingerprint(session.opened),
    )


def _fingerprint(opened: Sequence[Opened]) -> str:
    parts = sorted(f"{o.name}:{o.seen.digest}" for o in opened)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
