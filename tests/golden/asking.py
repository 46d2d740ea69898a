"""Every command asked once about the bundled sample; its answer shared by the tests of all."""

import io
import os
import pickle
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from salesops import __version__, commands
from salesops.assets import folder
from salesops.render import FORMATS
from salesops.result import Answer

_SELECT = (
    "SELECT channel, count(*) AS orders, sum(total) AS total FROM orders "
    "GROUP BY ALL ORDER BY channel"
)
ARGUMENTS = {
    "sql": [_SELECT],
    "init": ["exports"],
    "map": ["exports/orders_export.csv"],
    "snapshot": ["--state", "state"],
    "load": ["--store", "shop"],
    "notify": [
        *("written/daily.html", "--to", "ann@example.com", "--to", "sales-room"),
        *("--targets", "written/targets.toml", "--dry-run"),
    ],
}
"""What a command cannot be asked without; every other is asked with no argument at all.

`exports` is a copy of the sample's files in the working folder, without its settings, and `written`
holds a report of two lines and whom it may be sent to.
"""
WRITTEN = {
    "daily.html": "<h1>Daily report</h1>\n<p><strong>Net sales were 100.00.</strong></p>\n",
    "daily.md": "# Daily report\n\n**Net sales were 100.00.**\n",
    "targets.toml": (
        'smtp = "smtps://sales:a-secret@mail.example.com"\n'
        'from = "Sales <sales@example.com>"\n'
        'sales-room = "https://hooks.slack.com/services/T00000000/B00000000/another-secret"\n'
    ),
}
SHARED = "ASKED_ONCE"
"""Names the folder that the workers of one run share."""
COMMANDS = commands.names()
FILES = {name: path for section in commands.found().values() for name, path in section.items()}


@dataclass(frozen=True)
class Asked:
    """How a command ended, what it said, its answer in every format, the views it had made."""

    code: int
    out: str
    err: str
    answer: Answer | None
    formats: dict[str, bytes]
    views: tuple[str, ...]


def function(command: str) -> Callable[..., Any]:
    """The typed function behind a command."""
    module = commands.load(FILES[command])
    return getattr(module, FILES[command].stem)


def form(command: str) -> tuple[str, ...]:
    """What the command writes when nobody says."""
    found: tuple[str, ...] = getattr(commands.load(FILES[command]), "FORMATS", ("terminal",))
    return found


def reads_exports(command: str) -> bool:
    """Whether exports are loaded and asked, whatever they are."""
    return command == "sources" or "db" in signature(function(command)).parameters


@cache
def asked(command: str) -> Asked:
    """The command about the sample, at the sample's own as-of, in every format."""
    return _once(f"asked-{command}", lambda: _about_the_sample(command))


def _about_the_sample(command: str) -> Asked:
    with working() as here:
        copy_sample(here / "exports", settings=False)
        write_report(here / "written")
        return ask([command, *ARGUMENTS.get(command, [])])


REPORTS = tuple(sorted(path.stem for path in folder("reports").glob("*.toml")))


@cache
def reported(name: str) -> Asked:
    """A report about the sample; the daily one is what the command makes unasked."""
    if name == "daily":
        return asked("report")
    return _once(f"report-{name}", lambda: _reported(name))


def _reported(name: str) -> Asked:
    with working() as here:
        copy_sample(here / "exports", settings=False)
        return ask(["report", name])


@cache
def asked_about_nothing(command: str) -> Asked:
    """The command about exports that hold their header and no row."""
    return _once(f"nothing-{command}", lambda: _about_nothing(command))


def _once(name: str, make: Callable[[], Asked]) -> Asked:
    """Made by the first worker of this run that wants it: pickled where all workers look."""
    if SHARED not in os.environ:
        return _made(make)
    kept = Path(os.environ[SHARED]) / f"{name}.pickle"
    if kept.exists():
        found: Asked = pickle.loads(kept.read_bytes())
        return found
    made = _made(make)
    with suppress(pickle.PicklingError):  # rows of a class that was made for this answer
        pickled = pickle.dumps(made)
        new = kept.with_suffix(f".{os.getpid()}")
        new.write_bytes(pickled)
        new.replace(kept)
    return made


def _made(make: Callable[[], Asked]) -> Asked:
    """The files of the sample are staged once for all that is asked of it."""
    import staged  # not where a test starts another process that only runs a command line

    with staged.once():
        return make()


def _about_nothing(command: str) -> Asked:
    with working() as here:
        exports = copy_sample(here / "exports", settings=command != "init")
        for path in exports.glob("*.csv"):
            with path.open(encoding="utf-8") as lines:
                header = lines.readline()
            path.unlink()
            path.write_text(header, encoding="utf-8")
        data = ["--data", "exports"] if command != "init" else []
        return ask([command, *ARGUMENTS.get(command, []), *data])


def ask(args: list[str]) -> Asked:
    """Run a command line once; every format of its answer is written to a folder and read back."""
    target = Path(tempfile.mkdtemp(prefix="asked-"))
    try:
        out = ["--format", ",".join(FORMATS), "--out", str(target)]
        with _noted_views() as views:
            code, said, err, answer = run([*args, *out])
        # A folder holds the pictures of a report.
        files = [path for path in target.iterdir() if path.is_file()]
        kept = {path.suffix[1:]: path.read_bytes() for path in files if path.stem != "index"}
    finally:
        shutil.rmtree(target)
    return Asked(code, said, err, answer, kept, tuple(views))


@contextmanager
def _noted_views() -> Iterator[list[str]]:
    """The names of the shared views that are made meanwhile, each time that one is."""
    from salesops.queries.duck import Duck

    made: list[str] = []
    opened = Duck.open

    def noted(self: Duck, views: Any, kept: Any) -> None:
        made.extend(views)
        opened(self, views, kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Duck, "open", noted)
        yield made


def run(args: list[str]) -> tuple[int, str, str, Answer | None]:
    """Exit code, stdout, stderr and the typed answer of a command line, in this process."""
    from salesops import output
    from salesops.cli import main

    answers: list[Answer] = []
    emit = output.emit

    def noted(answer: Answer, *rest: Any) -> list[Path]:
        answers.append(answer)
        return emit(answer, *rest)

    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setattr(output, "emit", noted)
        with redirect_stderr(io.StringIO()) as err:
            code = main(args)
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue(), answers[-1] if answers else None


@contextmanager
def working() -> Iterator[Path]:
    """A new working folder, left and removed afterwards."""
    before = Path.cwd()
    here = Path(tempfile.mkdtemp(prefix="asking-"))
    os.chdir(here)
    try:
        yield here
    finally:
        os.chdir(before)
        shutil.rmtree(here)


def copy_sample(target: Path, *, settings: bool = True) -> Path:
    """A folder with the sample's exports, each a link: replace a file, do not write into it."""
    target.mkdir(parents=True)
    for path in folder("sample_data").glob("*.csv"):
        (target / path.name).symlink_to(path.resolve())
    if settings:
        for path in folder("sample_data").glob("*.toml"):
            shutil.copy(path, target)
    return target


def write_report(target: Path) -> None:
    """A folder with the files of WRITTEN, which its owner alone may read."""
    target.mkdir()
    for name, text in WRITTEN.items():
        (target / name).write_text(text, encoding="utf-8")
        (target / name).chmod(0o600)


_LONG = re.compile(rb"(?<![\w.])-?\d+\.\d{11,}(?:e[+-]\d+)?(?![\w.])")


def steady(data: bytes, answer: Answer) -> bytes:
    """Without what a release or a machine changes.

    That is the version, the run id that holds it, and the last digits of long fractions: they hang
    on how a processor adds.
    """
    data = _LONG.sub(lambda found: f"{float(found[0]):.10g}".encode(), data)
    if answer.context is None:
        return data
    data = data.replace(answer.context.run_id.encode(), b"run-id")
    return re.sub(rb"salesops " + re.escape(__version__.encode()), b"salesops VERSION", data)
