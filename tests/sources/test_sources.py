"""Every folder here is a test: raw files, and for a table the columns that must come of them.

`<source>/<case>/expect_<table>.csv` names by its header the columns that are compared, an empty
cell is NULL, and its rows stand in the order of the raw files. `zone.txt` is a `--tz`,
`salesops.toml` the settings, `notes.txt`
holds sentences that must be said, and `lent.txt` how many rows are used but stand in no table: they
lend values to the rows of other files.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from thinned import first_of_each

from salesops.assets import folder
from salesops.exports import crm
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, filled
from salesops.exports.loader import load
from salesops.queries.book import Book
from salesops.settings import Settings, read

HERE = Path(__file__).parent
CASES = sorted({path.parent for path in HERE.glob("*/*/expect_*.csv")})
BESIDE = ("expect_", "zone.", "notes.", "lent.", "salesops.")
"""How the names of a case's files begin that are no raw files."""
EVER = "2030-01-01"
"""An as-of past all the rows."""


@pytest.fixture(
    scope="module",
    params=first_of_each(CASES, lambda case: case.parent.name),
    ids=lambda case: str(case.relative_to(HERE)),
)
def loaded(request, one_engine):
    case = request.param
    raw = sorted(path for path in case.iterdir() if not path.name.startswith(BESIDE))
    zone = case / "zone.txt"
    options = Options(
        data=tuple(raw), as_of=EVER, zone=zone.read_text().strip() if zone.exists() else None
    )
    said = case / "salesops.toml"
    catalogue = Catalogue(options, read(said, ()) if said.exists() else Settings())
    fed = {table for r in catalogue.files for table in filled(r.found)}
    with pytest.MonkeyPatch.context() as patch:
        # Nothing is added here: a file may hold deals in two currencies.
        patch.setattr(crm, "currency_of", lambda *_: None)
        book = load(catalogue, frozenset(fed), frozenset())
    yield case, catalogue, book
    book.engine.close()


def test_every_source_has_a_case():
    tested = {case.parent.name for case in CASES}
    assert {path.stem for path in (folder("sql") / "sources").glob("*.sql")} <= tested


def test_its_files_are_recognised(loaded):
    case, catalogue, _ = loaded
    assert case.parent.name in {recognised.found.source.name for recognised in catalogue.files}


def test_its_tables_are_as_expected(loaded):
    case, _, book = loaded
    for path in sorted(case.glob("expect_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            names, *expected = csv.reader(stream)
        table = path.stem.removeprefix("expect_")
        found = book.engine.run(
            f"SELECT {', '.join(names)} FROM {table} ORDER BY source_file, source_row, rowid"
        ).tuples
        assert [[written(value) for value in row] for row in found] == expected, path.name


def test_its_notes_are_said(loaded):
    case, _, book = loaded
    assert set(beside(case, "notes.txt").splitlines()) <= set(book.notes)


def test_every_row_is_accounted_for(loaded):
    case, _, book = loaded
    count = book.rows
    assert count.total == count.used + count.excluded + count.rejected
    assert count.used == len(standing(book)) + int(beside(case, "lent.txt") or 0)


def test_no_row_is_both_used_and_set_aside(loaded):
    _, _, book = loaded
    aside = {(r[0], r[1]) for r in rows(book, "SELECT source_file, source_row FROM excluded")}
    aside |= {(r[0], r[1]) for r in rows(book, "SELECT source_file, source_row FROM rejects")}
    assert not aside & standing(book)


def beside(case: Path, name: str) -> str:
    """The text of a file beside the raw ones; empty where there is none."""
    path = case / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def standing(book: Book) -> set[tuple[str, int]]:
    """File and row of everything that the canonical tables hold."""
    selects = (f"SELECT source_file, source_row FROM {table}" for table in sorted(book.filled))
    return {(r[0], r[1]) for r in rows(book, " UNION ".join(selects))}


def rows(book: Book, sql: str):
    return book.engine.run(sql).tuples


def written(value: object) -> str:
    """A value as an expectation writes it: NULL empty, numbers without trailing zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    exact = isinstance(value, Decimal) and "." in text
    return text.rstrip("0").rstrip(".") if exact else text
