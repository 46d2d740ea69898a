"""What a run says of itself on stderr: sentences for people, or a line of JSON each for a log.

Nobody may be listening: a stderr that is closed, full or a pipe without a reader ends no run.
"""

import os
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from salesops import progress

TEXT, JSON = "text", "json"
FORMATS = (TEXT, JSON)
VARIABLE = "SALESOPS_LOG_FORMAT"


@dataclass(frozen=True)
class Talk:
    """Takes sentences; the code is the same from release to release, the words need not be."""

    form: str = TEXT
    quiet: bool = False

    def __call__(self, sentence: str, code: str = "note", file: Path | None = None) -> None:
        """Say something that is no error; --quiet keeps it back."""
        if not self.quiet:
            self.say(sentence, "info", code, file)

    def say(
        self, text: str, level: str, code: str, file: Path | None = None, **facts: object
    ) -> None:
        """Say it whatever --quiet says; facts are for a log alone."""
        if self.form == JSON:
            put(_line(text, level, code, file, facts))
            return
        from salesops.render.safe import visible

        put(visible(text))


def asked(args: Sequence[str]) -> str:
    """The form that the command line asks for: told before it is parsed, since that may fail."""
    said = os.environ.get(VARIABLE, TEXT)
    for before, arg in pairwise(["", *args]):
        name, found, value = arg.partition("=")
        if before == "--log-format":
            said = arg
        elif name == "--log-format" and found:
            said = value
    return said if said in FORMATS else TEXT


def _line(text: str, level: str, code: str, file: Path | None, facts: dict[str, object]) -> str:
    import json

    now = datetime.now(UTC)
    line = {"time": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z"}
    line |= {"level": level, "code": code, "message": text}
    return json.dumps(line | ({"file": str(file)} if file else {}) | facts)


def put(line: str) -> None:
    """A line on stderr, as it is."""
    if sys.stderr is None:  # closed by whoever started the command: the exit code says it all
        return
    try:
        with progress.lifted():
            sys.stderr.write(line + "\n")
            sys.stderr.flush()
    except OSError:
        deafen(sys.stderr)


def deafen(stream: Any) -> None:
    """Let all that is yet written to a stream go nowhere, also when the interpreter ends."""
    with suppress(OSError, ValueError):  # a stream of a notebook has no number
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


@contextmanager
def collected(talk: Talk) -> Iterator[None]:
    """What Python itself says on stderr, as lines of the log where there is one."""
    if talk.form != JSON:
        yield
        return

    def warn(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        talk.say(f"{category.__name__}: {message}", "warning", "python")

    def unraised(what: Any) -> None:
        kind = what.exc_type.__name__
        talk.say(f"{kind}: {what.exc_value}", "warning", "python")

    before = warnings.showwarning, sys.unraisablehook, threading.excepthook
    warnings.showwarning, sys.unraisablehook, threading.excepthook = warn, unraised, unraised
    try:
        yield
    finally:
        warnings.showwarning, sys.unraisablehook, threading.excepthook = before
