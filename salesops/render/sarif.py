"""SARIF 2.1.0: the failing checks as results, for code scanning and the editors that read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from salesops.render.cases import Case, cases
from salesops.render.safe import json_bytes, visible
from salesops.render.view import View
from salesops.result import Answer
from salesops.verdicts import Row

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(answer: Answer, view: View) -> bytes:  # noqa: ARG001
    """One run: its rules are the checks that were held, its results the verdicts that failed."""
    found = cases(answer, "sarif")
    rules = {case.verdict.check: case.verdict.rule for case in found}
    run = {
        "tool": {"driver": _driver(answer, rules)},
        "columnKind": "unicodeCodePoints",
        "results": [_result(case, list(rules)) for case in found if case.verdict.failed],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_bytes(json.dumps(log, ensure_ascii=False, indent=1))


def _driver(answer: Answer, rules: dict[str, str]) -> dict[str, Any]:
    version = {"version": answer.context.version} if answer.context else {}
    described = [{"id": visible(c), "shortDescription": _message(r)} for c, r in rules.items()]
    return {"name": "salesops", **version, "rules": described}


def _result(case: Case, rules: Sequence[str]) -> dict[str, Any]:
    verdict = case.verdict
    return {
        "ruleId": visible(verdict.check),
        "ruleIndex": rules.index(verdict.check),
        "level": str(verdict.outcome),
        "message": _message(verdict.message),
        "locations": [_row(row, case.path(row.file)) for row in case.rows]
        or [_location(case.path(verdict.file))],
    }


def _row(row: Row, path: str) -> dict[str, Any]:
    said = {"message": _message(f"{row.column} {row.value}".strip())}
    return _location(path, row.line) | said


def _location(file: str, line: int | None = None) -> dict[str, Any]:
    region = {"region": {"startLine": line}} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, **region}}


def _uri(file: str) -> str:
    """The path as a reference: no character of it can mean a scheme, a host or a query."""
    path = file.replace("\\", "/")
    rooted = f"/{path.lstrip('/')}" if path.startswith("/") else path
    return quote(rooted, errors="surrogatepass")


def _message(text: str) -> dict[str, str]:
    """Literal text: braces, which hold places, are doubled, and `](` would make a link."""
    literal = visible(text).replace("{", "{{").replace("}", "}}")
    return {"text": literal.replace("](", "] (")}
