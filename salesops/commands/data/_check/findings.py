"""The verdicts that failed, as findings: one for each, or for all files that fail alike."""

from collections.abc import Iterable, Iterator, Sequence

from salesops.result import Finding, Level
from salesops.verdicts import Verdict

ALIKE = 4
"""Files of one fault from which on it is said once."""
_NAMED = 3


def findings(verdicts: Iterable[Verdict]) -> Iterator[Finding]:
    """In the order of the verdicts; a fault that many files share stands where the first is."""
    alike: dict[object, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.failed:
            alike.setdefault((verdict.outcome, verdict.check, fault(verdict)), []).append(verdict)
    for group in alike.values():
        if len(group) < ALIKE:
            yield from (Finding(*_said(v), v.message, _facts(v)) for v in group)
        else:
            yield _shared(group)


def fault(verdict: Verdict) -> str:
    """What is wrong, whichever file it is in."""
    return verdict.message.removeprefix(f"{verdict.file}: ")


def _said(verdict: Verdict) -> tuple[Level, str]:
    return Level(verdict.outcome), verdict.check


def _shared(group: Sequence[Verdict]) -> Finding:
    files = [verdict.file for verdict in group]
    named = f"{', '.join(files[:_NAMED])} and {len(files) - _NAMED:,} more"
    message = f"Each of {len(files):,} files: {fault(group[0])} They are {named}."
    facts = _facts(group[0]) | {"files": files}
    facts.pop("file", None)
    return Finding(*_said(group[0]), message, facts)


def _facts(verdict: Verdict) -> dict[str, object]:
    names = ("file", "column", "measured", "wanted", "rows", "of", "share")
    return {name: value for name in names if (value := getattr(verdict, name)) not in ("", None)}
