"""A book from the shelf answers as one loaded anew, and stands there only while it is true."""

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from exports_loading import FLAT, lines, put, sums

from salesops.cli import main
from salesops.exports import loader, shelf
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.queries import duck
from salesops.queries.database import Database
from salesops.queries.duck import Duck
from salesops.settings import Settings
from salesops.units import Text

TABLES = (frozenset({"orders", "order_lines"}), frozenset({"refunds"}))
TEXT = lines(FLAT, "1,2026-03-01,A,1,10.00,EUR", "2,2026-03-02,B,2,5.00,EUR", "2,,B,x,5,EUR")
AHEAD = lines(FLAT, "1,2026-03-01,A,1,10.00,EUR", "9,2999-01-01,A,1,10.00,EUR")


class Loads:
    """Books of one folder, asked for through the shelf; how often they had to be loaded."""

    def __init__(self, root: Path) -> None:
        self.data, self.shelf, self.count = root / "data", root / "shelf", 0

    def place(self, settings: Settings | None = None, **said):
        options = Options(data=(self.data,), **{"as_of": "2030-01-01", **said})
        return shelf.Shelf(self.shelf, options, settings or Settings())

    def taken(self, place, tables):
        if (found := place.taken(tables)) is not None:
            return found
        self.count += 1
        return loader.load(Catalogue(place.options, place.settings), *tables)

    def book(self, settings: Settings | None = None, tables=TABLES, **said):
        place = self.place(settings, **said)
        book = self.taken(place, tables)
        place.put(book, tables)
        return book

    @contextmanager
    def database(self, sql):
        """As a command has it: what was computed is kept with what was loaded."""
        place, loaded = self.place(), []
        with Database(lambda *tables: loaded.append(tables) or self.taken(place, tables)) as db:
            db.sql = sql
            yield db
            place.put(db.read_through, loaded[-1])

    def answer(self, **said):
        book = self.book(**said)
        try:
            facts = replace(book, engine=None, as_of=None)
            return sums(book), facts
        finally:
            book.engine.close()


@pytest.fixture
def loads(tmp_path):
    put(tmp_path, {"data/a.csv": TEXT})
    return Loads(tmp_path)


def test_the_second_time_nothing_is_loaded(loads):
    first, second = loads.answer(), loads.answer()
    assert loads.count == 1
    assert first == second
    assert len(first[1].rejects) == 1


@dataclass
class Found:
    """One row of the questions below."""

    sku: Text


VIEWS = {
    "shared/below.sql": "-- All.\n-- reads: order_lines\n-- not kept.\nSELECT * FROM order_lines",
    "shared/above.sql": "-- All, kept.\n-- reads: below\nSELECT sku, qty FROM below",
    "first.sql": "-- The last.\n-- reads: above\nSELECT max(sku) AS sku FROM above",
    "second.sql": "-- A pair.\n-- reads: above\nSELECT sku FROM above WHERE qty = 2",
}


def test_a_view_that_lacks_a_column_is_made_of_those_that_no_book_holds(loads, tmp_path):
    sql = put(tmp_path / "sql", VIEWS)
    made = []
    for name in ("first", "second", "second"):
        with loads.database(sql) as db:
            assert db.read(name).one(name, Found).sku == "B"
            made.append([one.name for one in db.asked if one.name in ("below", "above")])
    assert made == [["below", "above"], ["below"], ["below"]]
    assert loads.count == 1


@pytest.mark.parametrize(
    ("little", "computed"), [(duck.LITTLE, {"above", "below"}), (0, {"above"})]
)
def test_a_view_is_computed_once_of_little_where_it_says_so(
    loads, tmp_path, monkeypatch, little, computed
):
    below = VIEWS["shared/below.sql"].replace("not kept.", "not kept where there is much.")
    sql = put(tmp_path / "sql", VIEWS | {"shared/below.sql": below})
    monkeypatch.setattr(duck, "LITTLE", little)
    for _ in range(2):
        with loads.database(sql) as db:
            assert db.read("first").one("first", Found).sku == "B"
            assert db.kept.keys() - {"question"} == computed
            tables = db.book.engine.run("SELECT table_name FROM duckdb_tables()").tuples
            assert ("below",) in tables or "below" not in computed
    assert loads.count == 1


def test_what_an_analysis_makes_stays_its_own(loads):
    loads.answer()
    for _ in range(2):
        book = loads.book()
        book.engine.open({"seen": "SELECT * FROM orders"}, {"seen": None})
        assert book.engine.run("SELECT count(*) FROM seen").tuples == [(2,)]
        book.engine.close()
    assert loads.count == 1


def test_a_question_reads_its_book_and_nothing_else(loads, tmp_path):
    loads.answer()
    book = loads.book()
    for sql in ("ATTACH 'other.duckdb'", f"FROM '{tmp_path}/data/a.csv'", "SET TimeZone='UTC'"):
        with pytest.raises(Exception, match=r"(?i)permission|locked"):
            book.engine.run(sql)
    book.engine.close()


def test_a_book_cannot_be_written_to(loads):
    loads.answer()
    book = loads.book()
    with pytest.raises(Exception, match="read-only"):
        book.engine.run("DELETE FROM orders")
    book.engine.close()


def test_another_byte_is_another_book_whatever_the_times_say(loads):
    loads.answer()
    file = loads.data / "a.csv"
    before = file.stat()
    file.write_text(TEXT.replace("10.00", "20.00"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert loads.answer()[0] == ("2", "2", "30")
    assert loads.count == 2


@pytest.mark.parametrize(
    "said",
    [
        {"zone": "Europe/Rome"},
        {"as_of": "2026-03-02"},
        {"currency": "EUR"},
        {"tables": (frozenset({"orders"}), frozenset())},
        {"settings": replace(Settings(), shops={"a.csv": "north"})},
    ],
)
def test_another_question_is_another_book(loads, said):
    loads.book().engine.close()
    loads.book(**said).engine.close()
    assert loads.count == 2


def test_a_further_file_is_another_book(loads):
    loads.answer()
    put(loads.data, {"b.csv": lines(FLAT, "3,2026-03-03,A,1,1.00,EUR")})
    assert loads.answer()[0] == ("3", "3", "21")


def test_a_source_of_the_users_own_is_another_book(loads, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    loads.answer()
    put(tmp_path, {"sources/mine.sql": "-- nothing yet"})
    with pytest.raises(Exception, match=r"mine\.sql"):
        loads.answer()


def test_now_moves_on_in_a_book(loads):
    first = loads.book(as_of="now")
    first.engine.close()
    time.sleep(0.01)
    second = loads.book(as_of="now")
    second.engine.close()
    assert loads.count == 1
    assert timedelta(0) < second.as_of - first.as_of < timedelta(minutes=1)


def test_what_is_later_than_now_is_not_taken_from_the_shelf(loads):
    put(loads.data, {"a.csv": AHEAD})
    assert loads.answer(as_of="now") == loads.answer(as_of="now")
    assert loads.count == 2


@pytest.mark.parametrize("damage", [b"", b"no book", None])
def test_a_damaged_book_is_made_anew(loads, damage):
    whole = loads.answer()
    (book,) = loads.shelf.glob("*.duckdb")
    book.write_bytes(book.read_bytes()[:5000] if damage is None else damage)
    assert loads.answer() == whole == loads.answer()
    assert loads.count == 2


def test_a_shelf_that_cannot_be_used_is_passed_over(loads):
    loads.shelf.write_text("a file where the folder should be")
    assert loads.answer() == loads.answer()
    assert loads.count == 2


def test_a_full_shelf_gives_up_what_was_asked_for_longest_ago(loads, monkeypatch):
    loads.answer()
    (old,) = loads.shelf.glob("*.duckdb")
    os.utime(old, (1, 1))
    monkeypatch.setattr(shelf, "FULL", int(old.stat().st_size * 1.5))
    loads.answer(zone="Europe/Rome")
    assert not old.exists()
    assert len(list(loads.shelf.iterdir())) == 1


def test_more_than_the_shelf_holds_is_not_put_there(loads, monkeypatch):
    monkeypatch.setattr(shelf, "FULL", 10)
    loads.answer()
    assert not loads.shelf.exists()


def test_a_large_file_is_known_by_its_inode_and_times(loads, monkeypatch):
    monkeypatch.setattr(shelf, "HASHED", 0)
    loads.answer()
    assert not loads.shelf.exists()  # it was written this very moment
    monkeypatch.setattr(shelf, "STILL", 0.0)
    loads.answer(), loads.answer()
    assert loads.count == 2
    (loads.data / "a.csv").touch()
    loads.answer()
    assert loads.count == 3


def test_what_a_killed_run_left_is_taken_away(loads):
    left = loads.shelf / ".salesops-book-abcd1234"
    left.mkdir(parents=True)
    (left / "book.duckdb").write_bytes(b"half")
    loads.answer()
    assert not left.exists()


@pytest.fixture
def asked(loads, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("SALESOPS_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def ask(*further):
        code = main(["pulse", "--data", str(loads.data), "--as-of", "data", *further])
        return code, capsys.readouterr().out

    return ask


def test_a_command_asks_the_shelf(asked, tmp_path):
    assert asked() == asked() == asked("--no-cache")
    assert len(list((tmp_path / "cache" / "salesops").glob("*.duckdb"))) == 1


def test_views_stand_on_the_shelf_with_their_book(asked, tmp_path, monkeypatch):
    asked()
    (book,) = (tmp_path / "cache" / "salesops").glob("*.duckdb")
    written = book.stat().st_ino
    opened = []
    plain = Duck.open
    monkeypatch.setattr(Duck, "open", lambda *args: opened.append(args[1:]) or plain(*args))
    asked()
    assert not any(kept for _, kept in opened)
    assert book.stat().st_ino == written


def test_explain_shows_how_all_of_it_is_made(asked):
    asked()
    assert asked("--explain") == asked("--explain", "--no-cache")


def test_a_question_that_fails_keeps_nothing(asked, tmp_path):
    assert asked("--since", "no day")[0] == 2
    assert not list(tmp_path.glob("cache/salesops/*"))


def test_books_stand_in_the_state_folder_where_one_is_named(asked, tmp_path):
    asked("--state", str(tmp_path / "state"))
    assert len(list((tmp_path / "state" / "books").glob("*.duckdb"))) == 1
    assert not (tmp_path / "cache").exists()


def test_nothing_is_kept_without_a_cache(asked, tmp_path):
    asked("--no-cache")
    assert not (tmp_path / "cache").exists()
