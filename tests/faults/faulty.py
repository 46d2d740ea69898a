"""What may fail when a report is written, counted: the n-th of it fails, or is where a kill hits.

`python faulty.py PLAN` writes one report again and again, each time in a folder and a process of
its own. The processes are forked from one that has asked already, so that each only writes: what
is answered is the same every time, and to ask costs twenty times as much.
"""

import errno
import io
import json
import os
import re
import shutil
import signal
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Self

from salesops import output, routine

RENDERER = output.renderer
NAMES = ("open", "write", "pwrite", "ftruncate", "fsync", "replace", "mkdir", "unlink", "chmod")
"""Functions of `os`; what Path.open makes is counted too, at its opening and at each write."""
NAV = re.compile(rb'<nav class="runs".*?</nav>', re.DOTALL)
LOCAL = ("report", "mini", "--config", "shop/salesops.toml", "--out", "out", "--state", "state")


class Fault:
    """Counts the calls that reach the folder we stand in, and strikes at one of them."""

    def __init__(self, at: int | None, error: str) -> None:
        self.at, self.error, self.calls, self.seen = at, error, [], set()
        self.here, self.looking = Path.cwd(), False

    def install(self) -> None:
        for name in NAMES:
            setattr(os, name, self._counted(name, getattr(os, name)))
        real = io.open

        def opened(path: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            self._at("open", path)
            file = real(path, mode, *args, **more)
            return _Writes(file, self) if "w" in mode and self._ours(path) else file

        io.open = opened

    def _counted(self, name: str, real: Any) -> Any:
        def call(first: Any, *args: Any, **more: Any) -> Any:
            half = (lambda: real(first, args[0][: len(args[0]) // 2])) if name == "write" else None
            self._at(name, first, half)
            return real(first, *args, **more)

        return call

    def _ours(self, what: Any) -> bool:
        if isinstance(what, int):
            return what > 2
        path = self.here / os.fsdecode(what)
        return any(path.is_relative_to(self.here / part) for part in ("out", "state"))

    def _at(self, name: str, what: Any, half: Any = None) -> None:
        if self.looking or not self._ours(what):
            return
        if self.at is None:
            self.looking = True
            self.seen |= contents(self.here / "out")
            self.looking = False
        self.calls.append(name)
        if len(self.calls) - 1 != self.at:
            return
        if half:  # a disk fills, and a kill hits, in the middle of a line
            half()
        if self.error == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self.error)
        raise OSError(number, os.strerror(number))


class _Writes:
    """A file whose writes count."""

    def __init__(self, file: Any, fault: Fault) -> None:
        self._file, self._fault = file, fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        def half() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        self._fault._at("write", self._file.fileno(), half)
        return self._file.write(data)


def contents(folder: Path) -> set[str]:
    """Names and digests of the reports, but for their links to others, which hang on these."""
    return {
        f"{path.relative_to(folder)} {sha256(NAV.sub(b'', path.read_bytes())).hexdigest()}"
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and path.name != "index.html"
    }


REAL = io.open
"""Which counts nothing."""
REAL_ASK = routine.ask


def remember() -> None:
    """An answer is kept by its as-of and by what was said before, and so is how it is rendered."""
    real, known = REAL_ASK, {}

    def ask(question: Any) -> Any:
        said = b""
        with suppress(FileNotFoundError), REAL("state/alerts.jsonl", "rb") as file:
            said = file.read()
        key = question.data.as_of, said
        if key not in known:
            known[key] = real(question)
        return known[key]

    def renderer(name: str, real: Any = RENDERER) -> Any:
        def render(answer: Any, view: Any) -> bytes:
            key = name, answer.context.run_id, repr((answer.report.notes, answer.report.findings))
            if key not in known:
                known[key] = real(name)(answer, view)
            return known[key]

        return render

    routine.ask, output.renderer = ask, renderer


def run(as_of: str, *args: str) -> int:
    from salesops.cli import main

    return main([*LOCAL, "--as-of", as_of, "--quiet", *args])


def attempt(start: Path, one: dict[str, Any], as_of: str) -> int:
    """A child: the faulted run, its calls and what was seen, and the run after it."""
    place = Path(one["place"])
    shutil.copytree(start, place)
    os.chdir(place)
    report = os.open("err", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(report, 1)
    os.dup2(report, 2)
    fault = Fault(one.get("at"), one["error"])
    fault.install()
    code = run(as_of, "--since-last")
    fault.looking = True
    sys.stderr.flush()
    if one.get("at") is None:
        said = {"calls": fault.calls, "seen": sorted(fault.seen | contents(place / "out"))}
        Path("calls.json").write_text(json.dumps(said))
    return code


def forked(start: Path, one: dict[str, Any], as_of: str) -> int:
    """How it ended: the code, or the signal below zero."""
    child = os.fork()
    if child == 0:
        code = 99
        with suppress(BaseException):
            code = attempt(start, one, as_of)
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def again(place: str, as_of: str) -> int:
    """The next run, in the same folder."""
    child = os.fork()
    if child == 0:
        os.chdir(place)
        os._exit(run(as_of, "--since-last"))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def struck(start: Path, place: str, number: int, after: float, as_of: str) -> tuple[int, float]:
    """A run that asks for itself, and to which a signal is sent: how it ended, and how soon."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        from salesops.__main__ import main

        routine.ask, output.renderer = REAL_ASK, RENDERER
        shutil.copytree(start, place)
        os.chdir(place)
        err = os.open("err", os.O_WRONLY | os.O_CREAT)
        os.dup2(err, 1)
        os.dup2(err, 2)
        sys.argv = ["salesops", *LOCAL, "--as-of", as_of, "--quiet", "--since-last"]
        code = 99
        with suppress(BaseException):
            os.write(writer, b"up")
            code = main()
        os._exit(code)
    os.read(reader, 2)
    time.sleep(after)
    sent = time.monotonic()
    os.kill(child, number)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(reader)
    os.close(writer)
    return code, time.monotonic() - sent


def main(plan: dict[str, Any]) -> None:
    """Ask all that will be asked, write undisturbed, then once for each fault."""
    start, as_of = Path(plan["start"]), plan["as_of"]
    remember()
    shutil.copytree(start, start.with_name("undisturbed"))
    os.chdir(start.with_name("undisturbed"))
    began = time.monotonic()
    assert run(as_of, "--since-last") == 0
    whole = time.monotonic() - began
    assert run(as_of, "--since-last") == 0
    counted = {"place": str(start.with_name("counted")), "error": "KILL"}
    assert forked(start, counted, as_of) == 0
    calls = json.loads((Path(counted["place"]) / "calls.json").read_text())["calls"]
    ended: dict[str, list[Any]] = {}
    for at, error in chosen(plan["faults"], calls):
        place = str(start.with_name(f"{at}-{error}"))
        first = forked(start, {"place": place, "at": at, "error": error}, as_of)
        shutil.copytree(place, f"{place}-after")
        ended[f"{at}-{error}"] = [calls[at], first, again(place, as_of)]
    dice = Random(plan["seed"])
    for name, count in plan["signals"].items():
        for n in range(count):
            after = dice.uniform(0, whole)
            place = str(start.with_name(f"{n}-{name}"))
            first, took = struck(start, place, signal.Signals[name], after, as_of)
            shutil.copytree(place, f"{place}-after")
            ended[f"{n}-{name}"] = [f"{after:.3f}s", first, again(place, as_of), took]
    sys.stdout.write(json.dumps(ended))


def chosen(faults: dict[str, Any], calls: list[str]) -> list[tuple[int, str]]:
    """Of each error so many calls, spread over all of them; None is every call."""
    found = []
    for error, count in faults.items():
        step = 1 if count is None else max(len(calls) / count, 1)
        at = [round(n * step) for n in range(len(calls)) if round(n * step) < len(calls)]
        found += [(n, error) for n in at]
    return found


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
