"""The state folder: one writer at a time, lines whole or not at all, nothing outside of it."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from salesops import state
from salesops.errors import Exit, LockedError, OutputError, UsageError

ONE, TWO = {"n": 1}, {"n": 2, "text": "é\n\"'"}


def values(path):
    return [line.value for line in state.lines(path)]


def kept(folder, *found):
    with state.locked(folder):
        state.append(folder / "x.jsonl", found)
    return folder / "x.jsonl"


def test_lines_come_back_by_number(tmp_path):
    path = kept(tmp_path / "a" / "b", ONE, TWO)
    kept(tmp_path / "a" / "b", ONE)
    assert [(line.number, line.value) for line in state.lines(path)] == [
        (1, ONE), (2, TWO), (3, ONE),
    ]  # fmt: skip


def test_no_file_has_no_lines_and_makes_none(tmp_path):
    assert state.lines(tmp_path / "none" / "x.jsonl") == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_but_the_file(tmp_path):
    kept(tmp_path / "state", ONE)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["state", "x.jsonl"]


def test_a_half_written_line_is_not_read_and_goes_with_the_next(tmp_path):
    """Cut after every byte, as a killed process may leave it."""
    path = kept(tmp_path, ONE)
    whole = path.read_bytes()
    second = b'{"n": 2, "text": "\\u00e9"}'
    for cut in range(1, len(second)):
        path.write_bytes(whole + second[:cut])
        assert values(path) == [ONE]
        kept(tmp_path, TWO)
        assert values(path) == [ONE, TWO]


def test_a_last_line_without_its_end_counts(tmp_path):
    """As an editor saves it."""
    path = kept(tmp_path, ONE, TWO)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert values(path) == [ONE, TWO]
    kept(tmp_path, ONE)
    assert values(path) == [ONE, TWO, ONE]


def test_a_line_that_is_no_json_has_no_value_and_stays(tmp_path):
    path = kept(tmp_path, ONE)
    path.write_bytes(b"{\n\xff\n" + path.read_bytes())
    kept(tmp_path, TWO)
    assert [(line.number, line.value) for line in state.lines(path)] == [
        (1, None), (2, None), (3, ONE), (4, TWO),
    ]  # fmt: skip


@pytest.mark.parametrize("calls", [0, 1, 2])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, calls):
    """The disk takes seven bytes a call, and none after so many calls."""
    path = kept(tmp_path, ONE)
    left = [calls]

    def write(handle, data, real=os.write):
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left[0] -= 1
        return real(handle, data[:7])

    with state.locked(tmp_path), monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(OutputError, match="No space left on device") as caught:
            state.append(path, [TWO])
    assert caught.value.exit == Exit.OUTPUT
    assert path.read_bytes() == b'{"n": 1}\n'


def test_a_disk_that_takes_a_few_bytes_at_a_time(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]))
    assert values(kept(tmp_path, ONE, TWO)) == [ONE, TWO]


def test_a_sync_that_fails_keeps_nothing(tmp_path, monkeypatch):
    path = kept(tmp_path, ONE)

    def fsync(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with state.locked(tmp_path), monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(OutputError, match="Input/output error"):
            state.append(path, [TWO])
    assert values(path) == [ONE]


HOLD = """
import sys, time
from pathlib import Path
from salesops import state
with state.locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds tmp_path."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_folder_that_another_process_holds_is_refused_for_now(tmp_path, holder):
    began = time.monotonic()
    with (
        pytest.raises(LockedError, match=rf"\(PID {holder.pid}\) writes into") as caught,
        state.locked(tmp_path, wait=0.2),
    ):
        pass
    assert caught.value.exit == Exit.RETRY == 75
    assert 0.2 <= time.monotonic() - began < 5


def test_a_killed_process_holds_nothing(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / ".lock").read_text() == f"{holder.pid}\n"
    with state.locked(tmp_path, wait=0):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_names_nobody(tmp_path):
    with state.locked(tmp_path):
        (tmp_path / ".lock").write_text("\x1b[31mroot")
        with pytest.raises(LockedError, match="another run writes into"):
            state.locked(tmp_path, wait=0).__enter__()


def test_a_block_that_fails_gives_the_folder_back(tmp_path):
    with pytest.raises(ZeroDivisionError), state.locked(tmp_path):
        _ = 1 / 0
    with state.locked(tmp_path, wait=0):
        pass


ADD = """
import sys
from pathlib import Path
from salesops import state
folder = Path(sys.argv[1])
for n in range(25):
    with state.locked(folder):
        state.append(folder / "x.jsonl", [{"by": sys.argv[2], "n": n, "text": "x" * 9000}])
"""


def test_two_processes_lose_no_line(tmp_path):
    adding = [
        subprocess.Popen([sys.executable, "-c", ADD, tmp_path, name], stdout=subprocess.DEVNULL)
        for name in "ab"
    ]
    assert [process.wait(60) for process in adding] == [0, 0]
    found = [(value["by"], value["n"]) for value in values(tmp_path / "x.jsonl")]
    assert sorted(found) == [(by, n) for by in "ab" for n in range(25)]


@pytest.mark.parametrize("name", ["x.jsonl", ".lock"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path, name):
    outside = tmp_path / "outside"
    outside.write_text("mine\n")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / name).symlink_to(outside)
    with pytest.raises(OutputError, match="it is a link"):
        kept(tmp_path / "state", ONE)
    assert outside.read_text() == "mine\n"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["x.jsonl", ".lock"])
def test_a_fifo_is_refused_without_hanging(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(OutputError, match="not a regular file"):
        kept(tmp_path, ONE)


@pytest.mark.timeout(20)
def test_a_fifo_or_folder_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "x.jsonl")
    (tmp_path / "y.jsonl").mkdir()
    for name in ("x.jsonl", "y.jsonl"):
        with pytest.raises(OutputError, match="not a regular file"):
            state.lines(tmp_path / name)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be used: Not a directory"):
        kept(tmp_path / "file" / "state", ONE)


def test_a_system_without_locks_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UsageError, match="leave it out"):
        kept(tmp_path, ONE)
    assert list(tmp_path.iterdir()) == []
