"""GitHub annotations: a workflow command for each failing check, shown at its first row's line.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections import Counter
from collections.abc import Sequence

from salesops.render.cases import Case, cases, place
from salesops.render.safe import visible
from salesops.render.view import View
from salesops.result import Answer
from salesops.units import counted
from salesops.verdicts import Outcome

CAP = 10
"""Annotations of each level that GitHub shows of one step; the log has them all."""


def render(answer: Answer, view: View) -> bytes:  # noqa: ARG001
    """The errors, the warnings, and a line that counts them."""
    found = cases(answer, "github")
    failing = sorted(
        (case for case in found if case.verdict.failed),
        key=lambda case: case.verdict.outcome != Outcome.ERROR,
    )
    lines = [*map(_command, failing), _summary(found)]
    return "".join(f"{line}\n" for line in lines).encode()


def _command(case: Case) -> str:
    verdict = case.verdict
    # The rows are in the order of the file: the first is where the reader starts.
    first = case.rows[0] if case.rows else None
    file, line = (first.file, first.line) if first else (verdict.file, None)
    facts = {"file": case.path(file), "line": str(line or ""), "title": case.name}
    properties = ",".join(f"{key}={_property(text)}" for key, text in facts.items() if text)
    return f"::{verdict.outcome} {properties}::{_data(case)}"


def _data(case: Case) -> str:
    """The message, and below it the rows; `%0A` is the only line end that stays in a command."""
    rows = (" ".join(filter(None, (place(row), row.column, row.value))) for row in case.rows)
    return "%0A".join(_escaped(text) for text in (case.verdict.message, *rows))


def _escaped(text: str) -> str:
    """On one line, with no character that the runner would decode."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _summary(found: Sequence[Case]) -> str:
    """Counts only, never a word from a file: this line is no command and none can begin in it."""
    counts = Counter(case.verdict.outcome for case in found)
    said = ", ".join(counted(counts[level], level) for level in (Outcome.ERROR, Outcome.WARNING))
    shown = any(counts[level] > CAP for level in (Outcome.ERROR, Outcome.WARNING))
    cap = f"; GitHub shows the first {CAP} of each level, this log has them all" if shown else ""
    return f"salesops check: {said} in {counted(len(found), 'check')}{cap}."
