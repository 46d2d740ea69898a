"""The JSON envelope as scripts may rely on it: its keys, and the type of each value."""

import re
from typing import Any

from salesops.units import Unit

KEYS = [
    "command", "schema", "version", "run_id", "context", "metrics", "tables", "columns",
    "findings", "notes",
]  # fmt: skip
CONTEXT = {
    "as_of": "datetime",
    "timezone": "string",
    "currency": "string?",
    "period": "string?",
    "from": "datetime?",
    "to": "datetime?",
    "so_far": "boolean?",
    "data_through": "datetime?",
}
OPTIONAL = {"excluded_reasons", "config", "where"}
ROWS = {"in", "used", "excluded", "rejected"}
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?")


def faults(answer: dict[str, Any], name: str) -> list[str]:
    """What in an answer is not as the envelope says; empty where all is."""
    keys = [key for key in answer if key != "sections"]  # of reports alone
    found = [] if keys == KEYS else [f"keys {list(answer)}"]
    wanted = {"schema": f"salesops/{answer['command']}", "version": 1}
    found += [f"{k}: {answer[k]!r}" for k, v in wanted.items() if answer[k] != v]
    if not re.fullmatch(rf"{name}(-[a-z]+)?", answer["command"]):
        found.append(f"command {answer['command']!r}")
    found += _context(answer) + _tables(answer) + _findings(answer["findings"])
    found += [f"note {n!r}" for n in answer["notes"] if not _is(n, "string")]
    scalars = (str, int, float, type(None))
    return found + [
        f"metric {k}" for k, v in answer["metrics"].items() if not isinstance(v, scalars)
    ]


def _context(answer: dict[str, Any]) -> list[str]:
    context = answer["context"]
    if not context:
        return [] if answer["run_id"] is None else ["a run id without a context"]
    found = [] if re.fullmatch("[0-9a-f]{12}", answer["run_id"]) else ["run_id"]
    if set(context) - OPTIONAL != {*CONTEXT, "sources", "rows"}:
        found.append(f"context keys {list(context)}")
    found += [f"context {k}: {context[k]!r}" for k, t in CONTEXT.items() if not _is(context[k], t)]
    sources = [
        (set(s), _is(s["file"], "string"), _is(s["rows"], "integer")) for s in context["sources"]
    ]
    if any(source != ({"file", "source", "rows"}, True, True) for source in sources):
        found.append("context sources")
    rows = context["rows"]
    if set(rows) != ROWS or rows["in"] != rows["used"] + rows["excluded"] + rows["rejected"]:
        found.append(f"context rows {rows}")
    return found


def _tables(answer: dict[str, Any]) -> list[str]:
    tables, columns = answer["tables"], answer["columns"]
    if set(tables) != set(columns):
        return [f"tables {list(tables)} have columns {list(columns)}"]
    found = []
    for table, rows in tables.items():
        names = [column["name"] for column in columns[table]]
        types = [column["type"] + "?" for column in columns[table]]
        units = {column["unit"] for column in columns[table]}
        found += [f"{table}: unit {unit!r}" for unit in units - {unit.value for unit in Unit}]
        for row in rows:
            if list(row) != names:
                found.append(f"{table}: {list(row)}")
            found += [
                f"{table}.{k}: {v!r} is no {t}"
                for (k, v), t in zip(row.items(), types, strict=True)
                if not _is(v, t)
            ]
    return found


def _findings(findings: list[dict[str, Any]]) -> list[str]:
    keys = ["level", "code", "message", "facts"]
    return [
        f"finding {f}"
        for f in findings
        if list(f) != keys
        or f["level"] not in ("info", "warning", "error")
        or not re.fullmatch("[a-z]+(-[a-z]+)*", f["code"])
        or not isinstance(f["facts"], dict)
        or not f["message"].endswith(".")
    ]


def _is(value: Any, wanted: str) -> bool:
    if wanted.endswith("?"):
        return value is None or _is(value, wanted[:-1])
    match wanted:
        case "string":
            return isinstance(value, str)
        case "decimal":
            return isinstance(value, str) and bool(_DECIMAL.fullmatch(value))
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "decimal or integer":
            return _is(value, "decimal") or _is(value, "integer")
        case "decimal or number":
            return _is(value, "decimal") or _is(value, "number")
        case "date":
            return isinstance(value, str) and bool(_DATE.fullmatch(value))
        case "datetime":
            return isinstance(value, str) and bool(_DATETIME.fullmatch(value))
    return False
