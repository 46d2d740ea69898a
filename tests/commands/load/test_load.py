"""A store answers as its exports do, whatever the order in which they were loaded."""

import pytest
from load_store import asked, load, month, put, states

from salesops.exports import store

JAN = month(1, (1, "A", 10), (2, "B", 5))
FEB = month(2, (3, "A", 7))


@pytest.fixture
def data(tmp_path):
    return put(tmp_path / "data", {"m1.csv": JAN, "m2.csv": FEB})


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "shop"


def same(capfd, kept, data, command="pulse", *more):
    said = ("--period", "all") if command == "pulse" else ()
    assert asked(capfd, kept, command, *said, *more) == asked(capfd, data, command, *said, *more)


def test_a_store_answers_as_its_exports(capfd, kept, data):
    code, answer = load(capfd, kept, data)
    assert code == 0
    assert states(answer) == {"m1.csv": "new", "m2.csv": "new"}
    same(capfd, kept, data)
    assert [path.name for path in kept.iterdir()] == [store.FILE]


def test_what_is_known_is_not_loaded_again(capfd, kept, data):
    load(capfd, kept, data)
    before = (kept / store.FILE).stat()
    code, answer = load(capfd, kept, data)
    assert (code, set(states(answer).values())) == (0, {"unchanged"})
    assert answer["tables"]["tables"][0]["before"] == answer["tables"]["tables"][0]["after"]
    assert (kept / store.FILE).stat().st_ino == before.st_ino


def test_of_another_month_only_its_file_is_read(capfd, kept, data):
    load(capfd, kept, data)
    put(data, {"m3.csv": month(3, (9, "C", 1))})
    _, answer = load(capfd, kept, data)
    assert states(answer) == {"m1.csv": "unchanged", "m2.csv": "unchanged", "m3.csv": "new"}
    same(capfd, kept, data)
