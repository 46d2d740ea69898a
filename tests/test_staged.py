"""What is staged once is handed out for the same bytes, asked in the same way, and no other."""

import pytest
import staged

import salesops
from salesops.exports import loader

HEAD = "order_id,order_date,sku,quantity,amount"
ROWS = "\n".join(f"{n},2026-03-{n % 28 + 1:02},A,1,{n}" for n in range(1, 1000))


def lines(folder, rows=ROWS, **more):
    """The orders that are loaded of the lines, and where they come from."""
    folder.mkdir(exist_ok=True)
    (folder / "lines.csv").write_text(f"{HEAD}\n{rows}\n", encoding="utf-8")
    with salesops.open(folder, as_of="2026-04-10", **more) as db:
        return db.book.engine.run("FROM orders ORDER BY source_row").tuples, db.book.sources


@pytest.fixture
def read(monkeypatch):
    """How many files are staged and not copied."""
    found = []
    opened = staged._opened
    monkeypatch.setattr(staged, "_opened", lambda *given: found.append(given) or opened(*given))
    monkeypatch.setattr(staged, "_met", set())
    monkeypatch.setattr(staged, "_kept", {})
    with staged.once():
        yield found


def test_the_third_of_the_same_bytes_is_a_copy(read, tmp_path):
    answers = [lines(tmp_path / name) for name in "abcd"]
    assert len(read) == 2
    assert answers == [answers[0]] * 4
    assert len(answers[0][0]) == 999


def test_one_changed_value_is_read(read, tmp_path):
    before = [lines(tmp_path / name) for name in "abc"]
    after = lines(tmp_path / "d", ROWS.replace("999,2026", "998,2026"))
    assert len(read) == 3
    assert after != before[-1]


def test_a_copy_is_cast_as_it_is_asked_for(read, tmp_path):
    timed = ROWS.replace(",A,", " 08:30:00,A,")
    for _ in range(3):
        lines(tmp_path / "a", timed)
    copied = lines(tmp_path / "a", timed, zone="Europe/Rome")
    assert len(read) == 2
    staged._kept.clear()
    assert lines(tmp_path / "a", timed, zone="Europe/Rome") == copied


def test_outside_of_it_files_are_read(tmp_path):
    before = loader.opened
    with staged.once():
        assert loader.opened is not before
    assert loader.opened is before
