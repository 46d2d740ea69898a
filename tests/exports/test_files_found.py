"""Which files a path means: literal names, globs, links, and what is no file at all."""

import os
from pathlib import Path

import pytest
from exports_loading import FLAT, lines, opened, put, sums

from salesops.errors import InputError

TEXT = lines(FLAT, *[f"{n},2026-03-01,A,1,10.00,EUR" for n in range(1, 51)])
WHOLE = ("50", "50", "500")


def fifo(path: Path) -> Path:
    os.mkfifo(path / "a.csv")
    return path / "a.csv"


def loop(path: Path) -> Path:
    (path / "a.csv").symlink_to(path / "b.csv")
    (path / "b.csv").symlink_to(path / "a.csv")
    return path / "a.csv"


def broken(path: Path) -> Path:
    (path / "a.csv").symlink_to(path / "gone.csv")
    return path / "a.csv"


ODD = {
    "FIFO": (fifo, "not a regular file"),
    "device": (lambda _: Path("/dev/zero"), "not a regular file"),
    "loop of links": (loop, "cannot be opened"),
    "broken link": (broken, "cannot be opened"),
    "missing": (lambda path: path / "gone.csv", "does not exist"),
    "glob of nothing": (lambda path: path / "*.csv", "does not exist"),
    "empty folder": (lambda path: path, "holds no exports"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("make", "why"), ODD.values(), ids=ODD)
def test_what_is_no_file_is_refused_without_hanging(tmp_path, make, why):
    path = make(tmp_path)
    with pytest.raises(InputError, match=why), opened(path):
        pass


@pytest.mark.timeout(20)
def test_a_fifo_in_a_folder_is_refused_too(tmp_path):
    fifo(tmp_path)
    with pytest.raises(InputError, match="not a regular file"), opened(tmp_path):
        pass


def test_a_link_to_a_file_is_that_file_once(tmp_path):
    put(tmp_path, {"sales.csv": TEXT})
    (tmp_path / "zz.csv").symlink_to(tmp_path / "sales.csv")
    with opened(tmp_path) as book:
        assert sums(book) == WHOLE
        assert book.rows.total == 50


@pytest.mark.parametrize("name", ["sales[1].csv", "a*b.csv", "what?.csv", "a b'c\".csv", "-x.csv"])
def test_a_literal_name_wins_over_a_glob(tmp_path, name):
    put(tmp_path, {name: TEXT, "sales1.csv": TEXT * 2, "axb.csv": TEXT * 2})
    with opened(tmp_path / name) as book:
        assert [source.file for source in book.sources] == [name]
        assert sums(book) == WHOLE


def test_globs_and_hidden_files(tmp_path):
    put(
        tmp_path, {"a1.csv": TEXT, "sub/a2.csv": "not,this\n", ".hidden.csv": "x", ".h/a3.csv": "x"}
    )
    with opened(tmp_path / "a*.csv") as book:
        assert sums(book) == WHOLE
    with opened(tmp_path) as book:
        assert len(book.sources) == 1
