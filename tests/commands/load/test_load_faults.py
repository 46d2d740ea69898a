"""Whatever happens to a loading, a store is as it was before, or as it is after."""

import os
import signal
import subprocess
import sys
import time

import pytest
from load_store import asked, load, month, put, run, states
from test_load_steps import kept, options

from salesops.exports import store, storing
from salesops.exports.store_loading import Done
from salesops.queries.duck import Duck
from salesops.settings import Settings

JAN = month(1, (1, "A", 10), (2, "B", 5))


@pytest.fixture
def data(tmp_path):
    return put(tmp_path / "data", {"m1.csv": JAN})


@pytest.fixture
def place(tmp_path, data):
    storing.load(tmp_path / "shop", options(data), Settings())
    return tmp_path / "shop"


def test_another_zone_is_refused_with_the_remedy(capfd, place):
    code, said = run(capfd, "pulse", "--data", place, "--tz", "Europe/Rome")
    assert code == 2
    assert "Europe/Rome" in said
    assert "store" in said


def test_a_store_stands_alone(capfd, place, data):
    code, said = run(capfd, "pulse", "--data", place, "--data", data)
    assert code == 2
    assert "twice" not in said
    assert "salesops load --store" in said


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"no store", None])
def test_a_damaged_store_is_named_with_the_remedy(capfd, place, data, damage):
    file = place / store.FILE
    file.write_bytes(file.read_bytes()[:9000] if damage is None else damage)
    for code, said in (asked(capfd, place), load(capfd, place, data)):
        assert code == 3
        assert "damaged" in said
    assert load(capfd, place, data, "--anew")[0] == 0
    assert asked(capfd, place)[0] == 0


@pytest.mark.slow
def test_a_file_that_is_gone_stays_in_the_store(capfd, place, data):
    put(data, {"m2.csv": month(2, (5, "A", 1))})
    (data / "m1.csv").unlink()
    code, answer = load(capfd, place, data)
    assert code == 0
    assert states(answer) == {"m1.csv": "gone", "m2.csv": "new"}
    assert [one["code"] for one in answer["findings"]] == ["gone"]
    assert len(kept(place)[0]["orders"]) == 3


def test_a_file_that_is_gone_and_needed_is_asked_for(capfd, place, data):
    before = kept(place)
    (data / "m1.csv").unlink()
    put(data, {"m2.csv": month(2, (2, "A", 1))})
    code, said = load(capfd, place, data)
    assert code == 3
    assert "m1.csv" in said
    assert "--anew" in said
    assert kept(place) == before


@pytest.mark.slow
def test_another_file_of_a_name_that_is_gone_is_refused(capfd, place, data, tmp_path):
    (data / "m1.csv").unlink()
    other = put(tmp_path / "other", {"m1.csv": month(2, (7, "A", 1))})
    code, said = load(capfd, place, other)
    assert code == 3
    assert "rename" in said


@pytest.mark.slow
def test_a_name_stays_whatever_is_named_later(place, data, tmp_path):
    put(tmp_path / "other", {"m1.csv": month(4, (70, "A", 1))})
    put(data, {"m1.csv": month(1, (1, "A", 11))})
    done = storing.load(place, options(tmp_path), Settings())
    assert done.states == {"m1.csv": "changed", "other/m1.csv": "new"}
    assert len(kept(place)[0]["orders"]) == 2


@pytest.mark.slow
def test_fewer_rows_than_before_are_said(capfd, place, data):
    put(data, {"m1.csv": month(1, (2, "B", 5))})
    _, answer = load(capfd, place, data)
    assert [one["code"] for one in answer["findings"]] == ["fewer"]
    assert len(kept(place)[0]["orders"]) == 1


@pytest.mark.slow
def test_names_are_only_names(capfd, place, data):
    put(data, {"m'; DROP TABLE orders --\n.csv": month(2, (9, "';--", 3))})
    assert load(capfd, place, data)[0] == 0
    assert len(kept(place)[0]["orders"]) == 3


@pytest.mark.slow
def test_a_full_disk_leaves_the_store_as_it_was(capfd, place, data, monkeypatch):
    before = kept(place)
    put(data, {"m2.csv": month(2, (5, "A", 1))})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, said = load(capfd, place, data)
    assert code == 4
    assert "No space left" in said
    monkeypatch.undo()
    assert kept(place) == before
    assert [path.name for path in place.iterdir()] == [store.FILE]


def test_who_reads_goes_on_reading_what_was(place, data):
    duck = store.opened(place, "1GB")
    put(data, {"m2.csv": month(2, (5, "A", 1))})
    assert isinstance(storing.load(place, options(data), Settings()), Done)
    assert duck.value("SELECT count(*) FROM orders") == 2
    duck.close()
    assert len(kept(place)[0]["orders"]) == 3


@pytest.mark.slow
def test_a_corrupt_export_changes_nothing(capfd, place, data):
    before = kept(place)
    (data / "m2.parquet").write_bytes(b"PAR1 is not enough")
    assert load(capfd, place, data)[0] == 3
    assert kept(place) == before


def _started(place, data):
    argv = ["load", "--store", place, "--data", data, "--tz", "UTC", "--quiet"]
    code = "import sys; from salesops.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, argv)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_two_loadings_at_once_wait_for_each_other(place, data):
    put(data, {"m2.csv": month(2, (5, "A", 1))})
    both = [_started(place, data) for _ in range(2)]
    assert [one.wait(120) for one in both] == [0, 0]
    assert len(kept(place)[0]["orders"]) == 3


@pytest.mark.slow
@pytest.mark.parametrize("after", [n / 10 for n in range(4, 26)])
def test_a_killed_loading_leaves_the_old_or_the_new(place, data, after):
    old = kept(place)[0]
    put(data, {"m2.csv": month(2, *((n, "A", 1) for n in range(100, 3000)))})
    loading = _started(place, data)
    time.sleep(after)
    loading.send_signal(signal.SIGKILL)
    loading.wait()
    found = kept(place)[0]
    assert found == old or len(found["orders"]) == 2902
    storing.load(place, options(data), Settings())
    assert len(kept(place)[0]["orders"]) == 2902
    assert [path.name for path in place.iterdir()] == [store.FILE]


def test_a_store_cannot_be_written_to_by_a_question(place):
    duck = store.opened(place, "1GB")
    assert isinstance(duck, Duck)
    with pytest.raises(Exception, match="read-only"):
        duck.run("DELETE FROM orders")
    duck.close()
