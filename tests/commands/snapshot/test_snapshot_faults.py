"""Whatever goes wrong meanwhile, what was kept stays whole, and the next run succeeds."""

import errno
import json
import os
import random
import subprocess
import sys
import time
from hashlib import sha256

import pytest
from snapshot_store import ORDERS, STOCK, files, looks, of, stored

from salesops.commands.data._snapshot import days, objects
from salesops.errors import ChangedError
from salesops.held import held


def test_a_file_that_is_no_table_keeps_nobody_else_out(run, shop, store):
    (shop / "login.csv").write_text("<!DOCTYPE html><html><body>Log in</body></html>")
    code, answer = run("10")
    assert code == 3
    assert [finding["code"] for finding in answer["findings"]] == ["input"]
    assert sorted(files(answer)) == ["orders.csv", "stock.csv"]
    assert not (of(store, "10") / "login.csv").exists()


def test_what_was_kept_that_day_stays_where_it_cannot_be_kept_again(run, shop, store):
    run("10")
    (shop / "orders.csv").write_text("<!DOCTYPE html><html><body>Log in</body></html>")
    code, answer = run("10")
    assert code == 3
    assert (of(store, "10") / "orders.csv").read_text() == ORDERS
    assert files(answer)["orders.csv"]["kept"] == "stored before"


def test_a_file_that_changes_meanwhile_is_for_another_try(run, shop, monkeypatch):
    state = objects._state

    def grows(path):
        if path.name == "stock.csv":
            with path.open("a") as out:
                out.write("\n")
        return state(path)

    monkeypatch.setattr(objects, "_state", grows)
    code, answer = run("10")
    assert code == 75
    assert [finding["code"] for finding in answer["findings"]] == [ChangedError.code]
    assert sorted(files(answer)) == ["orders.csv"]


def test_links_are_followed_within_the_folder_alone(run, shop, store):
    secret = shop.parent / "secret.csv"
    secret.write_text(ORDERS)
    (shop / "out.csv").symlink_to(secret)
    (shop / ".raw").mkdir()
    (shop / ".raw" / "real.csv").write_text(ORDERS)
    (shop / "in.csv").symlink_to(".raw/real.csv")
    code, answer = run("10")
    assert code == 3
    assert "out.csv is a link" in answer["findings"][0]["message"]
    assert sorted(files(answer)) == ["in.csv", "orders.csv", "stock.csv"]
    assert run("11", data="exports/out.csv")[0] == 0
    assert (of(store, "11") / "out.csv").read_text() == ORDERS


def test_one_run_at_a_time_writes(run, store):
    with held(store):
        code, err = run("10", "--wait", "0")
    assert code == 75
    assert "another run" in err


@pytest.mark.parametrize("at", ["before", "between", "after"])
def test_a_run_that_was_killed_leaves_no_half_day(run, shop, store, at):
    """Killed before the day was put aside, between that and the new one, or after it."""
    run("10")
    kept = looks(of(store, "10"))
    (store / ".objects" / "ab").mkdir(exist_ok=True)
    (store / ".objects" / "ab" / ".part-x").write_text("half")
    (store / ".new").mkdir()
    if at == "between":
        of(store, "10").rename(store / ".old")
    if at == "after":
        (store / ".old").mkdir()
    code, _ = run("11")
    assert code == 0
    assert looks(of(store, "10")).keys() == kept.keys()
    assert sorted(path.name for path in store.iterdir()) == [
        ".objects",
        "snapshot_day=2026-03-10",
        "snapshot_day=2026-03-11",
    ]
    assert len(stored(store)) == 2


@pytest.mark.parametrize("after", range(6))
def test_a_full_disk_leaves_what_was_kept(run, shop, store, monkeypatch, after):
    """Whichever write of the run it is that fails."""
    run("10")
    (shop / "stock.csv").write_text(STOCK.format(99))
    left = [after]
    sync = os.fsync

    def full(handle):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        code, _ = run("10")
    if code:
        assert code == 4
        day = (of(store, "10") / "stock.csv").read_text()
        assert day in (STOCK.format(5), STOCK.format(99))
        assert not list(store.glob(".objects/*/.part-*"))
    assert run("10")[0] == 0
    assert (of(store, "10") / "stock.csv").read_text() == STOCK.format(99)


def test_without_hard_links_there_are_others(run, store, monkeypatch):
    def refused(*_, **__):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    assert run("10")[0] == 0
    copy = of(store, "10") / "orders.csv"
    assert copy.is_symlink()
    assert copy.read_text() == ORDERS
    store.parent.rename(store.parent.parent / "moved")
    moved = store.parent.parent / "moved" / "snapshots" / "snapshot_day=2026-03-10" / "orders.csv"
    assert moved.read_text() == ORDERS


@pytest.mark.parametrize("text", ["", "{", '{"day": "2026-03-10"}', "[]", "null", None])
def test_a_damaged_manifest_costs_no_bytes(run, store, text):
    run("10")
    manifest = of(store, "10") / days.MANIFEST
    manifest.unlink()
    if text is not None:
        manifest.write_text(text)
    before = stored(store)
    code, answer = run("15", "--keep", "1d")
    assert code == 0
    assert [finding["code"] for finding in answer["findings"]] == ["damaged"]
    assert of(store, "10").is_dir()
    assert before <= stored(store)


@pytest.mark.parametrize("place", ["../../out.csv", "/tmp/out.csv", ""])
def test_a_manifest_names_no_place_outside(run, store, place):
    run("10")
    manifest = of(store, "10") / days.MANIFEST
    said = json.loads(manifest.read_text())
    said["files"][0]["path"] = place
    manifest.unlink()
    manifest.write_text(json.dumps(said))
    assert days.read(of(store, "10")) is None


@pytest.mark.slow  # a process each
def test_killed_at_any_moment_no_day_is_half(run, shop, store):
    """Whatever a kill interrupts, each day that stands has its manifest and all of its bytes."""
    argv = [sys.executable, "-m", "salesops", "snapshot", "--data", "exports", "--state", "state"]
    dice = random.Random(9)
    for name in range(40):
        (shop / f"more{name}.csv").write_text(ORDERS.replace("A-1", f"B-{name}"))
    run("10")
    for turn in range(20):
        (shop / "stock.csv").write_text(STOCK.format(turn))
        day = f"2026-03-{10 + turn % 3}"
        child = subprocess.Popen([*argv, "--as-of", day, "--keep", "1d"], stdout=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.3, 2.5))
        child.kill()
        child.wait()
        for folder in store.glob("snapshot_day=*"):
            whole(folder)
    code, answer = run("12")
    assert code == 0
    assert answer["findings"] == []
    assert (of(store, "12") / "stock.csv").read_text() == STOCK.format(19)


def whole(folder):
    day = days.read(folder)
    for copy in day.copies:
        assert sha256((folder / copy.path).read_bytes()).hexdigest() == copy.sha256
