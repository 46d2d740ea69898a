"""From recognised files to canonical tables: staged, filled, settled, accounted for."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from salesops.doing import doing, each
from salesops.exports import account, beside, canonical, settle, stage, typed
from salesops.exports.catalogue import Catalogue
from salesops.exports.catalogue import filled as filled_by
from salesops.exports.inspect import File, unchanged, verified
from salesops.exports.judge import settled
from salesops.exports.opening import How, opened
from salesops.exports.question import Question
from salesops.exports.raw import Raw
from salesops.exports.recognise import Match
from salesops.exports.source import Input
from salesops.exports.typed import Clock
from salesops.queries.book import Book
from salesops.queries.duck import Duck, identifier, misasked
from salesops.result import Rows, Source

ALWAYS = ("orders", "order_lines", "refunds", "payments", "products")
"""Tables that settling reads; they stand empty where a question does not load them."""


def load(catalogue: Catalogue, needs: frozenset[str], may: frozenset[str]) -> Book:
    """Load the canonical tables that a question needs, and those that it may use.

    Raises:
        InputError: no file feeds a table that is needed, or a file is corrupt.
        UnsettledError: zone, currency or dates need a word from the user.
    """
    needed = needs | may
    chosen = catalogue.feeding(needs, may)
    duck = Duck([file.path.resolve() for file, _ in chosen], catalogue.options.memory)
    try:
        with reading(chosen):
            raws = staged(catalogue, duck, chosen)
            found = gather(catalogue, duck, raws, needed)
        return _book(catalogue, duck, raws, found, needed)
    except BaseException:
        duck.close()
        raise


@contextmanager
def reading(chosen: Iterable[tuple[File, Match]]) -> Iterator[None]:
    """In the block files are read, some of them several times: each must stay as it is.

    Raises:
        ChangedError: one did not.
    """
    try:
        yield
    finally:
        for file, _ in chosen:
            unchanged(file)


def _stage(catalogue: Catalogue, duck: Duck, table: str, file: File, found: Match) -> Raw:
    seen = verified(file, duck.folder)
    how = How(
        catalogue.name(file.path),
        catalogue.shop(file.path),
        catalogue.settings.time.date_order,
        stored=False,
    )
    raw = opened(duck, table, file, seen, found, how)
    settled(raw.readings)
    return raw


@dataclass(frozen=True)
class Gathered:
    """Tables as they stand before any question: filled, each order one, linked."""

    clock: Clock
    filled: frozenset[str]
    """The tables that some file feeds."""
    notes: list[str]


def staged(catalogue: Catalogue, duck: Duck, chosen: Iterable[tuple[File, Match]]) -> list[Raw]:
    """The files as text, each column judged."""
    told = each(chosen, lambda pair: f"reading {catalogue.name(pair[0].path)}")
    return [_stage(catalogue, duck, f"raw{n}", *pair) for n, pair in enumerate(told)]


def gather(
    catalogue: Catalogue,
    duck: Duck,
    raws: list[Raw],
    needed: frozenset[str],
    look: Callable[[frozenset[str]], None] = lambda _filled: None,
    beside_orders: Callable[[frozenset[str]], AbstractContextManager[None]] = lambda _filled: (
        nullcontext()
    ),
) -> Gathered:
    """Fill the tables from staged files, and settle what stands in several.

    `look` is called in between, with the tables that are filled; in the context of `beside_orders`
    the others find their orders.
    """
    doing("reading values")
    clock = typed.clock(duck, raws, catalogue.zone)
    typed.settle_zone(clock, catalogue.zone)
    _create(duck, needed)
    filled, notes = _fill(duck, raws, needed, catalogue.zone)
    look(filled)
    notes += typed.gap_notes(duck, raws, catalogue.zone)
    doing("settling what stands in several files")
    notes += _between_files(duck, raws, filled)
    notes += settle.link(duck, filled, any_currency=catalogue.options.fx is not None)
    with beside_orders(filled):
        beside.link(duck, filled)
    return Gathered(clock, filled, notes)


def _book(
    catalogue: Catalogue, duck: Duck, raws: list[Raw], found: Gathered, needed: frozenset[str]
) -> Book:
    options = catalogue.options
    told = Question(
        options,
        catalogue.settings,
        catalogue.zone,
        found.clock.latest_minutes,
        needed,
        found.filled,
        lambda tables: all(days_only(raw) for raw in raws if feeds(raw, tables)),
    ).put(duck)
    rows = account.rows(duck, raws)
    return Book(
        engine=duck,
        tables=needed,
        filled=found.filled,
        as_of=told.as_of,
        zone=zone_label(catalogue.zone, found.clock),
        currency=told.currency,
        reach=told.reach,
        reach_of_deals=told.reach_of_deals,
        filtered=bool(options.where),
        sources=tuple(Source(r.name, r.match.source.name, r.total) for r in raws),
        rows=rows,
        notes=(
            *found.notes,
            *told.notes,
            *said_of(rows),
            *account.notes(raws, found.clock, catalogue),
        ),
        fingerprint=account.fingerprint(raws),
        rejects=account.rejects(duck, raws),
        written=account.written(raws),
        own_sources=catalogue.own_sources,
        where=tuple(f"{one.column}={one.value}" for one in options.where),
        converted=options.fx is not None,
        moving=found.clock.latest_minutes if told.moving else None,
        later=told.later > 0,
    )


def said_of(rows: Rows) -> list[str]:
    """Sentences on what was set aside that a reader must know."""
    said = []
    if unlinked := rows.reasons.get(settle.UNLINKED):
        said.append(f"{unlinked:,} refunds name no order: under --where none of them is counted.")
    if settle.LATER in rows.reasons:
        said.append(
            "As-of is before the end of the data: what has a date is shown as it was then, but "
            "statuses are as they were exported."
        )
    return said


def feeds(raw: Raw, tables: Collection[str]) -> bool:
    """Whether a file fills some of the tables."""
    return not set(filled_by(raw.match)).isdisjoint(tables)


def days_only(raw: Raw) -> bool:
    """Whether none of its instants states a time of day."""
    every = (x.shapes for x in raw.readings.values() if x.column.type == "instant")
    return all(shape.day_only for shapes in every for shape in shapes)


def _create(duck: Duck, needed: frozenset[str]) -> None:
    for name in sorted({*needed, *ALWAYS}):
        duck.run(canonical.tables()[name].ddl)
    for name, columns in account.TABLES.items():
        duck.run(f"CREATE TABLE {name} ({columns})")


def _fill(
    duck: Duck, raws: list[Raw], needed: frozenset[str], zone: str | None
) -> tuple[frozenset[str], list[str]]:
    """Run the sources' statements: the tables filled, and what the sources have to say."""
    filled: set[str] = set()
    said: list[str] = []
    for source in dict.fromkeys(raw.match.source for raw in raws):
        mine = [raw for raw in raws if raw.match.source == source]
        for wanted in source.inputs:
            _input_view(duck, wanted, [r for r in mine if r.match.input == wanted], zone)
        present = {raw.match.input.name.removesuffix("_rows") for raw in mine}
        for statement in source.sql.statements:
            if source.name == canonical.SOURCE and statement.name not in present:
                continue
            try:
                if statement.name in needed:
                    _insert(duck, statement.name, statement.sql, source.name)
                    filled.add(statement.name)
                elif statement.name.startswith("_"):  # what the statements after it share
                    duck.run(f"CREATE OR REPLACE TEMP TABLE {statement.name} AS {statement.sql}")
                elif statement.name == "excluded":
                    duck.run(f"INSERT INTO excluded {statement.sql}")
                elif statement.name == "said":
                    said += [row[0] for row in duck.run(statement.sql).tuples]
            except Exception as error:
                where = f"{source.sql.path}, statement {statement.name}"
                raise misasked(error, where) or error from error
    return frozenset(filled), said


def _input_view(duck: Duck, wanted: Input, raws: list[Raw], zone: str | None) -> None:
    parts = [f"SELECT * FROM {typed.create(duck, raw, zone)}" for raw in raws]
    if not parts:
        empty = ", ".join(f"NULL::{stage.SQL_TYPES[c.type]} AS {c.name}" for c in wanted.columns)
        made = "'' AS shop_id, '' AS source_file, 0::BIGINT AS source_row"
        parts = [f"SELECT {empty}, {made} WHERE false"]
    view = " UNION ALL BY NAME ".join(parts)
    duck.run(f"CREATE OR REPLACE TEMP VIEW {identifier(wanted.name)} AS {view}")


def _insert(duck: Duck, table: str, select: str, source: str) -> None:
    """Add a source's rows; an instant travels as one value and lands as three columns."""
    kinds = dict(row[:2] for row in duck.run(f"DESCRIBE {select}").tuples)
    instants = [name for name, kind in kinds.items() if kind.startswith("STRUCT")]
    exploded = "".join(
        f', {name}."at" AS {name}, {name}."local" AS {_stem(name)}_local, '
        f'CAST({name}."local" AS DATE) AS {_stem(name)}_day'
        for name in instants
    )
    said = settle.unsaid(table, kinds)
    made = "".join(f", {sql} AS {name}" for name, sql in said.items())
    dropped = [*instants, *(said.keys() & kinds.keys())]
    kept = f"* EXCLUDE ({', '.join(dropped)})" if dropped else "*"
    duck.run(
        f"INSERT INTO {identifier(table)} BY NAME "
        f"SELECT {kept}{exploded}{made}, $source AS source FROM ({select})",
        {"source": source},
    )


def _stem(name: str) -> str:
    return name.removesuffix("_at")


def _between_files(duck: Duck, raws: list[Raw], filled: frozenset[str]) -> list[str]:
    """Settle what stands in several files; nothing to do where one file feeds a table."""
    several = {name: sum(feeds(raw, {name}) for raw in raws) > 1 for name in ALWAYS}
    of_orders = sum(feeds(raw, {"orders", "order_lines"}) for raw in raws)
    said = settle.one_order_each(duck, several) if of_orders > 1 else []
    for name in sorted(filled - {"orders", "order_lines"}):
        if sum(feeds(raw, {name}) for raw in raws) > 1 and _many_files(duck, name):
            said += settle.one_row_each(duck, canonical.tables()[name])
    return said


def _many_files(duck: Duck, table: str) -> bool:
    return bool(duck.value(f"SELECT min(source_file) <> max(source_file) FROM {table}"))


def zone_label(zone: str | None, clock: Clock) -> str:
    """The store's clock in words."""
    if zone:
        return zone
    if not clock.offset:
        return "as written (no zone stated; now is by UTC)"
    hours, minutes = divmod(abs(clock.latest_minutes), 60)
    sign = "-" if clock.latest_minutes < 0 else "+"
    return f"as written (UTC{sign}{hours:02}:{minutes:02})"
