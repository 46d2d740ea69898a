"""A recognised file as a table of text: every byte read, every row there or accounted for."""

from dataclasses import dataclass

from salesops.exports import apart, footers, hive, sections, spreadsheet, stage
from salesops.exports.bytes_seen import Seen
from salesops.exports.inspect import File, unchanged
from salesops.exports.judge import judge
from salesops.exports.raw import Ragged, Raw
from salesops.exports.recognise import Match
from salesops.exports.utf8 import one_line_end
from salesops.queries.duck import Duck, refused


@dataclass(frozen=True)
class How:
    """How a file is taken: by which name, of which shop, with what said of its dates."""

    name: str
    shop: str = ""
    date_order: str | None = None
    compact: bool = True
    """Whether 20260314 is a day without being declared one."""
    stored: bool = True
    """Whether Parquet is copied, too, so that its rows may be changed."""


def opened(duck: Duck, table: str, file: File, seen: Seen, found: Match, how: How) -> Raw:
    """Store the file in the table and judge its columns; what cannot be read is their `problem`.

    Raises:
        InputError: DuckDB cannot read it.
        ChangedError: it changed meanwhile.
    """
    try:
        return _opened(duck, table, file, seen, found, how)
    except Exception as error:
        raise refused(error, str(file.path)) or error from error


def _opened(duck: Duck, table: str, file: File, seen: Seen, found: Match, how: How) -> Raw:
    path, header = seen.path, found.header
    ragged: tuple[Ragged, ...] = ()
    if header.lines > 1:  # with a byte order mark before them DuckDB miscounts what it skips
        path = one_line_end(path, duck.folder / f"{seen.digest}.header.csv")
    path, below = sections.first_table(path, found, duck.folder / f"{table}.first.csv")
    is_table = True
    if file.packing == "parquet":
        is_table = stage.read_parquet(duck, table, path.resolve(), found, stored=how.stored)
    else:
        path, ragged = stage.read_csv(duck, table, path.resolve(), found, seen=seen)
    unchanged(file)  # DuckDB read it once more
    rows = duck.value(f"SELECT count(*) FROM {table}")
    totals = sum(row.why == apart.TOTAL for row in ragged)
    ragged = tuple(row for row in ragged if row.why != apart.TOTAL)
    ragged, footer = footers.parted(path, found, ragged)
    flat = bool(header.delimiter) and seen.lines == header.lines + rows + len(ragged)
    not_data = apart.note(duck, table, found, flat=flat)
    if not_data:
        if not is_table:
            stage.store(duck, table)
        apart.blank(duck, table, found)
    readings = judge(duck, table, found, file.path, how.date_order, compact=how.compact)
    hurt = spreadsheet.damages(duck, table, found, readings)
    return Raw(
        table=table,
        path=path,
        name=how.name,
        match=found,
        digest=seen.digest,
        shop=how.shop,
        rows=rows,
        ragged=ragged,
        readings=spreadsheet.without(readings, hurt),
        notes=(
            *seen.notes,
            *sections.note(below),
            *hive.notes(file.keys, header.names[: header.width]),
        ),
        sheet=bool(seen.sheet),
        apart=not_data,
        totals=totals,
        footers=len(footer),
        below=below,
        damages=tuple(hurt),
        flat=flat,
    )
