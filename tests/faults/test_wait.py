"""Of two runs that write into one folder the second waits, is told for whom, and for how long."""

import os
import signal
import subprocess
import sys
import time

import pytest
from shelf import report, shop

from salesops import held, state
from salesops.errors import LockedError

HOLD = """
import sys, time
from pathlib import Path
from salesops.held import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
MORNING = "2026-03-04 06:15"


def holding(folder, seconds=60):
    """Another process that holds it for so long."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder, str(seconds)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    process.stdout.close()
    return process


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("wait") / "shop")


def test_a_run_says_whom_it_waited_for_and_a_killed_one_holds_nothing(store):
    process = holding(store / "out")
    try:
        began = time.monotonic()
        code, said, err = report(store, MORNING, "--wait", "0")
        assert (code, said) == (75, "")
        assert f"another run (PID {process.pid}) writes into {store / 'out'}: " in err
        assert "--wait" in err
        assert list((store / "out").iterdir()) == [store / "out" / ".lock"]
        assert time.monotonic() - began < 30
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with held.held(store / "out", wait=0):
        pass
    assert list((store / "out").iterdir()) == []


def test_a_run_waits_as_long_as_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(held, "_SOON", 0)
    process = holding(tmp_path, 0.6)
    with held.waiting(held.Patience(0.1)), pytest.raises(LockedError, match=f"PID {process.pid}"):
        held.held(tmp_path).__enter__()
    told = []
    patience = held.Patience(30, lambda *said: told.append(said))
    with held.waiting(patience), held.held(tmp_path, wait=0):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
    other = f"another run (PID {process.pid}) writes into {tmp_path}"
    assert told == [(f"{other}: waiting 30 s for it at most", "waiting")]
    assert process.wait() == 0


def test_what_is_said_counts_for_the_state_folder_too(tmp_path):
    with state.locked(tmp_path), held.waiting(held.Patience(0.05)):
        began = time.monotonic()
        with pytest.raises(LockedError):
            state.locked(tmp_path).__enter__()
        assert time.monotonic() - began < 5


def test_what_was_said_is_forgotten_when_the_run_has_ended(tmp_path):
    with held.waiting(held.Patience(0)):
        pass
    with held.held(tmp_path):
        began = time.monotonic()
        with pytest.raises(LockedError):
            held.held(tmp_path, wait=0.2).__enter__()
        assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "soon"])
def test_no_such_time(store, seconds):
    code, _, err = report(store, MORNING, "--wait", seconds)
    assert code == 2
    assert "--wait" in err


def test_a_lock_that_was_taken_away_is_none(tmp_path):
    """Whoever waits has the file open that the holder takes away: that one is worth nothing."""
    first = held.taken(tmp_path, 0, strict=True)
    waiting = held.opened(tmp_path / ".lock", os.O_RDWR)
    held.given_back(first, tmp_path)
    assert held._free(waiting, strict=True)
    assert not held._stands(waiting, tmp_path / ".lock")
    with held.held(tmp_path, wait=0):  # the name is free, whoever holds the old file
        assert not held._stands(waiting, tmp_path / ".lock")
    os.close(waiting)


def test_a_lock_that_another_user_left(tmp_path, monkeypatch):
    """It may be taken, though not be written into."""
    (tmp_path / ".lock").write_text("1\n")
    (tmp_path / ".lock").chmod(0o444)
    tmp_path.chmod(0o777)
    refused = {os.O_RDWR | os.O_CREAT}

    def opened(path, flags, real=held.opened):
        if flags in refused:
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(held, "opened", opened)
    with held.held(tmp_path, wait=0), pytest.raises(LockedError):
        held.held(tmp_path, wait=0).__enter__()
    assert list(tmp_path.iterdir()) == []
