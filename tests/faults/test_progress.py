"""What somebody sees who waits at a terminal, and what stays there: nothing."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from salesops import progress
from salesops.cli import main
from salesops.doing import doing, each
from salesops.exports import stage
from salesops.talk import Talk

FLAT = str(Path(__file__).parents[2] / "docs" / "examples" / "flat")
COLUMNS = 60


class Terminal:
    """Both ends of one, with a file for who writes; what was read of it so far."""

    def __init__(self) -> None:
        self.reader, self.writer = pty.openpty()
        self.file = os.fdopen(self.writer, "w")
        self.seen = ""
        fcntl.ioctl(self.writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))

    def until(self, text: str, seconds: float = 5) -> None:
        """Read until the text is there."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert select.select([self.reader], [], [], max(end - time.monotonic(), 0))[0], (
                self.seen
            )
            self.seen += os.read(self.reader, 1 << 16).decode()

    def row(self) -> str:
        """What stands in the last row when all that was written is shown."""
        while select.select([self.reader], [], [], 0)[0]:
            self.seen += os.read(self.reader, 1 << 16).decode()
        row = [" "] * COLUMNS
        for part in self.seen.split("\n")[-1].split("\r"):
            row[: len(part)] = part
        return "".join(row).rstrip()


@pytest.fixture
def terminal(monkeypatch):
    made = Terminal()
    monkeypatch.setattr(progress, "SOON", 0.0)
    monkeypatch.setattr(progress, "_AGAIN", 0.001)
    yield made
    made.file.close()
    os.close(made.reader)


@pytest.fixture
def watched(terminal, monkeypatch):
    """Looks at stderr from now on: pytest has its own until the test runs."""

    def watch():
        monkeypatch.setattr(sys, "stderr", terminal.file)

    return watch


def test_each_step_is_shown_and_none_stays(terminal, watched):
    watched()
    with progress.shown(wanted=True):
        for _ in each(["a.csv", "b.csv"], lambda name: f"reading {name}"):
            pass
        terminal.until("reading b.csv, 2 of 2")
        doing("asking")
        terminal.until("s  asking")
    assert terminal.row() == ""


def test_a_line_is_never_wider_than_the_terminal(terminal, watched):
    watched()
    with progress.shown(wanted=True):
        doing("reading " + "漢" * COLUMNS)
        terminal.until("漢")
    drawn = terminal.seen.split("\r")[1]
    assert drawn.count("漢") == (COLUMNS - 1 - len("  0 s  reading ")) // 2


def test_a_file_name_drives_no_terminal(terminal, watched):
    watched()
    with progress.shown(wanted=True):
        doing("reading a\x1b[2J.csv")
        terminal.until(r"reading a\x1b[2J.csv")
    assert "\x1b" not in terminal.seen


def test_what_is_said_meanwhile_stands_in_a_row_of_its_own(terminal, watched):
    watched()
    with progress.shown(wanted=True):
        doing("asking")
        terminal.until("asking")
        Talk()("wrote a.txt")
        terminal.until("\n")
    rows = terminal.seen.split("\n")
    assert rows[0].rsplit("\r", 2)[1:] == ["wrote a.txt", ""]


@pytest.mark.parametrize("told", [{"wanted": False}, {"wanted": True}])
def test_nothing_is_shown_where_nobody_looks_or_nobody_wants_it(monkeypatch, capsys, told):
    monkeypatch.setattr(progress, "SOON", 0.0)
    before = threading.active_count()
    with progress.shown(**told):
        doing("asking")
        assert threading.active_count() == before
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("further", [["--quiet"], ["--log-format", "json"]])
def test_a_run_that_is_to_be_quiet_or_keeps_a_log_shows_none(terminal, watched, capsys, further):
    watched()
    assert main(["pulse", "--data", FLAT, *further]) == 0
    assert (terminal.row(), "\r" in terminal.seen.replace("\r\n", "")) == ("", False)


def test_a_slow_file_is_named_while_it_is_read(terminal, watched, monkeypatch, capsys):
    watched()
    plain = stage.read_csv

    def slow(*args, **kwargs):
        terminal.until("reading orders.csv, 1 of 1")
        return plain(*args, **kwargs)

    monkeypatch.setattr(stage, "read_csv", slow)
    assert main(["pulse", "--data", FLAT, "--as-of", "data"]) == 0
    said, shown = capsys.readouterr().out, terminal.row()
    monkeypatch.setattr(stage, "read_csv", plain)
    monkeypatch.setattr(progress, "SOON", 60.0)
    assert main(["pulse", "--data", FLAT, "--as-of", "data"]) == 0
    assert (said, shown) == (capsys.readouterr().out, "")


WAITING = """
import sys, time
from salesops import progress
from salesops.exports import stage
from salesops.cli import main

def slow(*_, **__):
    while True:
        time.sleep(PAUSE)

progress.SOON, stage.read_csv = 0.0, slow
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("pause", ["0.01", "60"])
def test_a_run_that_shows_what_it_does_is_stopped_as_any_other(tmp_path, pause):
    made = Terminal()
    child = subprocess.Popen(
        [sys.executable, "-c", WAITING.replace("PAUSE", pause), "pulse", "--data", FLAT],
        stdout=subprocess.PIPE,
        stderr=made.writer,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    try:
        made.until("reading orders.csv")
        child.send_signal(signal.SIGINT)
        assert (child.wait(10), child.stdout.read()) == (130, b"")
        assert (made.row(), list(tmp_path.glob("*"))) == ("", [])
    finally:
        child.kill()
        child.stdout.close()
        made.file.close()
        os.close(made.reader)
