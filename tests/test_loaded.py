"""What tests share is never handed out for files or options that differ."""

from contextlib import ExitStack

import loaded
import pytest

import salesops

HEAD = "order_id,order_date,sku,quantity,amount"
ROW = "1,2026-03-02,A,1,10"


def written(folder, row=ROW, name="lines.csv"):
    folder.mkdir()
    (folder / name).write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    return folder


@pytest.fixture
def book():
    """The book of a folder, while loadings are shared."""
    with loaded.once(), ExitStack() as stack:
        yield (
            lambda folder, as_of="2026-03-10", **more: (
                stack.enter_context(salesops.open(folder, as_of=as_of, **more)).book
            )
        )


def test_the_same_files_in_another_folder_are_loaded_once(book, tmp_path):
    one, other = written(tmp_path / "one"), written(tmp_path / "other")
    assert book(one) is book(other)


def test_other_rows_names_files_and_options_are_loaded_anew(book, tmp_path):
    one, more = written(tmp_path / "one"), written(tmp_path / "more")
    (more / "unknown.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    others = [
        book(written(tmp_path / "other", ROW.replace("10", "11"))),
        book(written(tmp_path / "named", name="sold.csv")),
        book(more),
        book(one, as_of="2026-03-11"),
        book(one, zone="Europe/Rome"),
    ]
    assert all(other is not book(one) for other in others)


def test_as_of_now_is_loaded_anew(book, tmp_path):
    folder = written(tmp_path / "one")
    assert book(folder, as_of=None) is not book(folder, as_of=None)


def test_a_shared_book_outlives_the_question(book, tmp_path):
    folder = written(tmp_path / "one")
    with salesops.open(folder, as_of="2026-03-10") as db:
        first = db.book
    assert first.engine.run("SELECT count(*) FROM order_lines").tuples == [(1,)]
