"""A run among what machines have: closed and full streams, no home, no terminal, no UTF-8."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from shelf import files

FLAT = Path(__file__).parents[2] / "docs" / "examples" / "flat"
DEFINE = "define aov --format csv"
"""Reads no export and costs a tenth of a question; its answer fits into any buffer."""


def sh(script, cwd, **more):
    """What a shell makes of it with hardly an environment; `salesops` is ours."""
    script = f'salesops() {{ {sys.executable} -m salesops "$@"; }}\n{script}'
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        ["bash", "-c", script], cwd=cwd, capture_output=True, timeout=120, check=False,
        env={"PATH": os.defpath, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"} | more,
    )  # fmt: skip


def clean(done):
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"a bug in" not in done.stderr, done.stderr.decode()
    assert b"Exception ignored" not in done.stderr, done.stderr.decode()


@pytest.mark.parametrize(
    ("streams", "code", "said"),
    [
        (">/dev/full", 4, b"salesops: stdout cannot be written: No space left on device\n"),
        (">&-", 4, b"salesops: stdout is closed: name a file with --out\n"),
        ("<&- >&- 2>&-", 4, b""),
    ],
)
def test_an_answer_that_nobody_can_get(tmp_path, streams, code, said):
    done = sh(f"salesops {DEFINE} {streams}", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", said)


def test_help_that_does_not_fit(tmp_path):
    done = sh("salesops define --help >/dev/full", tmp_path)
    assert done.returncode == 4
    clean(done)


def test_nobody_listens(tmp_path):
    """Talk that goes nowhere ends no run: the answer is written, and the codes are as ever."""
    for stderr in ("2>/dev/full", "2>&-", "2> >(exec true)"):
        out = tmp_path / "said.csv"
        done = sh(f"salesops {DEFINE} --out said.csv {stderr}", tmp_path)
        assert (done.returncode, done.stdout) == (0, b"")
        assert out.stat().st_size > 50
        out.unlink()
    assert sh("salesops pulze 2>/dev/full", tmp_path).returncode == 2


def test_a_bare_start_shows_what_there_is(tmp_path):
    """Lines of help, which were one line of escapes."""
    done = sh("salesops", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) > 20
    assert b"\\n" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["terminal", "csv", "json", "markdown", "html"])
def test_a_reader_that_has_enough(tmp_path, format_):
    """Of a long answer and of a short one, whether the reader reads a line or nothing."""
    long = '"SELECT o.order_id, c.* FROM orders AS o, customers AS c LIMIT 2000"'
    for asked in (f"sql {long}", "define aov"):
        for reader in ("head -1 >/dev/null", "true"):
            script = (
                f"salesops {asked} --quiet --format {format_} | {reader}; echo ${{PIPESTATUS[0]}}"
            )
            done = sh(script, tmp_path)
            assert (done.stdout.split()[-1], done.stderr) == (b"0", b"")


@pytest.mark.slow
def test_a_full_stdout_in_every_format(tmp_path):
    for format_ in ("terminal", "csv", "json", "markdown", "html"):
        done = sh(f"salesops pulse --data {FLAT} --format {format_} >/dev/full", tmp_path)
        assert done.returncode == 4
        clean(done)


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [
        {},
        {"HOME": "/nonexistent"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_what_cron_has(tmp_path, env):
    """No home, no terminal, no stdin, no UTF-8, a working folder that nothing can be written in."""
    report = f"salesops report daily --data {FLAT} --as-of '2026-03-14 06:15' --fail-on never"
    plain, bare = tmp_path / "plain", tmp_path / "bare"
    done = sh(f"{report} --out {plain} --state {tmp_path / 'a'}", tmp_path, HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    done = sh(f"{report} --out {bare} --state {tmp_path / 'b'} --quiet <&-", "/proc", **env)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert files(plain) == files(bare)
    assert len(files(plain)) > 2


OTHER = "setpriv --reuid=65534 --regid=65534 --clear-groups"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv to be another user with")
@pytest.mark.parametrize("closed", ["out", "above"])
def test_a_folder_that_may_not_be_written(closed, tmp_path):
    """As another user than root, whom no folder refuses: nor may that one see what is closed."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    out = tmp_path / "above" / "out"
    out.mkdir(parents=True)
    (out / "aov.csv").write_text("old")
    for part in (out.parent, tmp_path, *tmp_path.parents):
        if part.is_relative_to(Path(tempfile.gettempdir())) and part != Path(tempfile.gettempdir()):
            part.chmod(0o755)
    if closed == "above":
        out.parent.chmod(0o700)
    done = sh(f"{OTHER} {sys.executable} -m salesops {DEFINE} --out {out / 'aov.csv'}", "/")
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"aov.csv cannot be written: Permission denied" in done.stderr
    assert (out / "aov.csv").read_text() == "old"
    assert [path.name for path in out.iterdir()] == ["aov.csv"]
