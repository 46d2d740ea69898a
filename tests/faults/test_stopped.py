"""SIGINT and SIGTERM while modules are imported, and in what lets no Python run."""

import os
import random
import signal
import subprocess
import sys
import time
from types import ModuleType

import pytest

from salesops.signals import Stop

START = """
import os, sys
import salesops.__main__ as command
class Up:
    def find_spec(self, name, *_):
        if name == "salesops.cli":
            os.write(1, b"up")
sys.meta_path.insert(0, Up())
sys.exit(command.main())
"""
"""Says when it has begun to import; the command's own modules come after that."""
DEAF = """
import sys, time
from salesops import cli
def deaf(*_):
    from salesops.scratch import Scratch
    cli.used = Scratch()
    print("up", flush=True)
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass
cli._run = deaf
sys.exit(cli.main([]))
"""
ENDS = ((signal.SIGINT, 130), (signal.SIGTERM, 143))


def stopped(script, number, *args, after=0.0):
    """Exit code, stderr and seconds of a process to which a signal is sent once it is up."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.read(2) == b"up"
    time.sleep(after)
    sent = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    return process.returncode, err, time.monotonic() - sent


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_while_it_imports(number, code):
    ended, err, took = stopped(START, number, "pulse")
    assert (ended, err) == (code, b"")
    assert took < 5


def test_what_swallows_the_interrupt_is_ended_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    ended, err, took = stopped(DEAF, signal.SIGTERM)
    assert (ended, err) == (143, b"")
    assert took < 5
    assert list(tmp_path.iterdir()) == []


def test_a_module_that_is_half_imported(monkeypatch):
    """The thread that waits for signals must not fail by it: nobody else would end the run."""
    interrupted = []
    monkeypatch.setitem(sys.modules, "salesops.queries.duck", ModuleType("duck"))
    monkeypatch.setattr("_thread.interrupt_main", interrupted.append)
    Stop().arrived(signal.SIGINT)
    assert interrupted == [signal.SIGTERM]


def test_who_ignores_a_signal_keeps_doing_so():
    """`nohup` and a shell's background jobs: Ctrl-C is not for them."""
    script = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN){START}"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "define", "aov", "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.read(2) == b"up"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_of_a_hundred(tmp_path):
    """The daily report of the sample with all its pictures, at any moment from its start on."""
    began = time.monotonic()
    args = ("report", "daily", "--quiet", "--fail-on", "never", "--out")
    subprocess.run([sys.executable, "-m", "salesops", *args, tmp_path / "0"], check=True)
    whole, ends = time.monotonic() - began, []
    for n in range(100):
        number, code = ENDS[n % 2]
        after = random.uniform(0, whole)
        out = tmp_path / str(n + 1)
        ended, err, took = stopped(START, number, *args, str(out), after=after)
        assert err == b"", (after, err.decode())
        # As the interpreter ends it leaves signals to the system: a shell sees the same code.
        assert ended in (code, 0, -number), (after, ended)
        ends += [took] if ended else []
        for page in out.glob("*.html"):
            assert page.read_text(encoding="utf-8").endswith("</html>\n")
    assert len(ends) > 50
    assert max(ends) < 1, sorted(ends)[-5:]
    assert not list(tmp_path.rglob(".salesops-part-*"))


BROWSER = """#!/bin/sh
echo $$ > "$PID_FILE"
exec sleep 60
"""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), ENDS)
def test_while_a_browser_prints(tmp_path, monkeypatch, number, code):
    """The browser ends too, and neither a page nor a folder is left of it."""
    browser, pid, out, temp = (tmp_path / name for name in ("browser", "pid", "out", "temp"))
    browser.write_text(BROWSER)
    browser.chmod(0o755)
    temp.mkdir()
    for name, value in {"SALESOPS_CHROMIUM": browser, "PID_FILE": pid, "TMPDIR": temp}.items():
        monkeypatch.setenv(name, str(value))
    args = ("report", "daily", "--section", "sales", "--format", "pdf", "--quiet", "--out", out)
    process = subprocess.Popen(
        [sys.executable, "-m", "salesops", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not (pid.exists() and pid.read_text().endswith("\n")):
        assert process.poll() is None
        time.sleep(0.02)
    sent = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (code, b"")
    assert time.monotonic() - sent < 1
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert not out.exists()
    assert list(temp.iterdir()) == []
