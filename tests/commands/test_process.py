"""The process from outside: signals, pipes, streams, encodings, and what it leaves behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SALESOPS = [sys.executable, "-m", "salesops"]
LONG = (
    "SELECT count(*) FROM orders AS a, orders AS b, orders AS c WHERE a.total * b.total > c.total"
)
"""1.7 million million triples of the bundled sample's orders."""
TINY = ("--data", str(Path(__file__).parents[2] / "docs" / "examples" / "flat"))
"""Four orders: where it does not matter what is asked, this is asked in half the time."""
SAID = b"No exports named (--data FOLDER): this is the bundled sample.\n"


@pytest.fixture
def place(tmp_path) -> Path:
    """An empty working folder, home and temporary folder, and the environment that names them."""
    for name in ("cwd", "home", "temp"):
        (tmp_path / name).mkdir()
    return tmp_path


def environment(place: Path, **more: str) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("SALESOPS_", "XDG_", "PYTHON"))
    }
    own = {"HOME": str(place / "home"), "TMPDIR": str(place / "temp"), "SALESOPS_NO_CACHE": "1"}
    return kept | own | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def run(place: Path, *args: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*SALESOPS, *args],
        cwd=place / "cwd", env=environment(place, **more), capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip


def left(place: Path) -> list[str]:
    """Every file and folder that lies in the three folders now."""
    return sorted(
        str(path.relative_to(place)) for name in ("cwd", "home", "temp")
        for path in (place / name).rglob("*")
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no POSIX signals here")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_long_query(place, number, code):
    """Within seconds, with its own code, without a traceback or anything left behind."""
    process = subprocess.Popen(
        [*SALESOPS, "sql", LONG],
        cwd=place / "cwd", env=environment(place), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        wait_until_it_queries(process, place)
        sent = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=15)
    finally:
        process.kill()
    assert time.monotonic() - sent < 10
    assert process.returncode == code
    assert out == b""
    assert b"Traceback" not in err
    assert left(place) == []


def wait_until_it_queries(process: subprocess.Popen, place: Path) -> None:
    """It has a folder of its own as soon as it loads; a second later the query runs."""
    end = time.monotonic() + 30
    while not any((place / "temp").iterdir()):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.02)
    time.sleep(1.2)


def test_a_reader_that_has_enough(place):
    """`salesops pulse | head -1`: no error, no traceback."""
    script = f"{sys.executable} -m salesops pulse {' '.join(TINY)}; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; ({script}) | head -1"],
        cwd=place / "cwd", env=environment(place), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == b"Sales pulse\n"
    assert b"Traceback" not in done.stderr
    assert done.stderr.split()[-1] == b"0"


@pytest.mark.parametrize(("command", "code"), [("pulse", 0), ("pulze", 2)])
def test_without_a_stderr_it_ends_as_with_one(place, command, code):
    """`salesops report daily 2>&-`: there is nobody to talk to, and that is no error."""
    script = f"{sys.executable} -m salesops {command} {' '.join(TINY)} 2>&-; echo $?"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=place / "cwd", env=environment(place), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split()[-1] == f"{code}".encode()


def test_a_reader_that_is_gone(place):
    """The pipe is closed before a byte is written."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*SALESOPS, "pulse", "--quiet", *TINY],
        cwd=place / "cwd", env=environment(place), stdout=writer, stderr=subprocess.PIPE,
        timeout=60, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("format_", "begins", "data", "said"),
    [("terminal", "Sales pulse", (), SAID), ("json", "{", TINY, b"")],
)
def test_stdout_is_the_answer_and_nothing_else(place, format_, begins, data, said):
    """In a format with a width and colours, and in one without."""
    done = run(place, "pulse", "--format", format_, *data)
    assert done.returncode == 0
    assert done.stdout.decode().startswith(begins)
    assert b"\x1b" not in done.stdout  # no colour where there is no terminal
    assert done.stderr == said
    assert left(place) == []  # and nothing is written anywhere


@pytest.mark.slow
def test_quiet(place):
    """Of the bundled sample, which is spoken of otherwise."""
    asked = ("sql", "SELECT count(*) AS n FROM orders")
    done = run(place, *asked, "--quiet", "--out", "said.json", "--format", "json")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert left(place) == ["cwd/said.json"]


def test_an_error_is_on_stderr_also_when_quiet(place):
    done = run(place, "pulse", "--quiet", "--data", "nowhere", "--format", "json")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b'"exit": 3' in done.stderr


@pytest.mark.slow
def test_a_terminal_that_knows_ascii_only(place):
    """LANG=C: arrows and lines become what it can show, and it prints without an error."""
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = run(place, "pulse", **plain)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert b"-15.0 %" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal here")
@pytest.mark.parametrize(
    ("args", "more", "colored"),
    [((), {}, True), (("--no-color",), {}, False), ((), {"NO_COLOR": "1"}, False)],
)
def test_colours_on_a_terminal(place, args, more, colored):
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*SALESOPS, "define", "aov", *args] if not colored else [*SALESOPS, "pulse", *TINY, *args],
        cwd=place / "cwd", env=environment(place, TERM="xterm-256color", **more),
        stdin=child, stdout=child, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(child)
    said = b""
    while True:
        try:
            data = os.read(parent, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        said += data
    os.close(parent)
    assert process.wait(60) == 0
    assert said
    assert (b"\x1b[" in said) == colored


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no permissions here")
def test_out_that_cannot_be_written(place):
    """Exit 4 and a sentence; what stood there stays."""
    old = place / "cwd" / "file" / "said.json"
    old.parent.write_text("I am no folder")
    done = run(place, "pulse", "--format", "json", "--out", str(old), "--quiet", *TINY)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"cannot be written" in done.stderr
    assert old.parent.read_text() == "I am no folder"


@pytest.mark.slow
def test_out_appears_whole_or_not_at_all(place):
    """An answer that fails on its way leaves the old file as it was."""
    old = place / "cwd" / "said.json"
    old.write_text("old")
    args = ["--format", "json", "--out", "said.json", "--quiet", *TINY]
    assert run(place, "pulse", "--since", "someday", *args).returncode == 2
    assert run(place, "pulse", "--table", "no_such", "--format", "csv", *args[2:]).returncode == 2
    assert old.read_text() == "old"
    assert left(place) == ["cwd/said.json"]
    assert run(place, "pulse", *args).returncode == 0
    assert old.read_text().startswith("{")
    assert left(place) == ["cwd/said.json"]
