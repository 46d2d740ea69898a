"""JSON: the whole answer in one versioned envelope, for scripts.

Money is a decimal string, a count a number, a fraction a number, a date ISO 8601; never a NaN.
"""

import json
from dataclasses import asdict
from functools import partial
from typing import Any

from salesops.render.data import value
from salesops.render.safe import json_bytes
from salesops.render.view import View
from salesops.result import JSON_VERSION, Answer, Context, Finding, Period, Report, Section, Table
from salesops.units import Unit

_TYPES = {
    Unit.TEXT: "string",
    Unit.MONEY: "decimal",
    Unit.DECIMAL: "decimal",
    Unit.COUNT: "integer",
    Unit.LINE: "integer",
    Unit.DATE: "date",
    Unit.INSTANT: "datetime",
    Unit.FLAG: "boolean",
    Unit.MEASURE: "decimal or integer",
    Unit.FIGURE: "decimal or number",
}
"""Of the values of a column, all others being numbers; a decimal is a string that holds one."""


def render(answer: Answer, view: View) -> bytes:  # noqa: ARG001
    """The envelope; facts are of any type, so those JSON has not are written by `default`."""
    text = json.dumps(
        _envelope(answer),
        ensure_ascii=False,
        allow_nan=False,
        indent=1,
        default=partial(value, unit=Unit.TEXT, currency=answer.currency),
    )
    return json_bytes(text)


def _envelope(answer: Answer) -> dict[str, Any]:
    report, currency = answer.report, answer.currency
    return {
        "command": report.command,
        "schema": f"salesops/{report.command}",
        "version": JSON_VERSION,
        "run_id": answer.context.run_id if answer.context else None,
        "context": _context(report.period, answer.context) if answer.context else {},
        "metrics": {m.name: value(m.value, m.unit, currency) for m in report.metrics},
        "tables": {t.name: _rows(t, currency) for t in report.tables},
        "columns": {t.name: _columns(t) for t in report.tables},
        "findings": [_finding(f) for f in report.findings],
        "notes": list(report.notes),
        **({"sections": [_section(s, report) for s in report.sections]} if report.sections else {}),
    }


def _section(section: Section, whole: Report) -> dict[str, Any]:
    """A part of a report; its numbers stand in the envelope's own metrics and tables."""
    own = section.report
    return {
        "name": section.name,
        "title": section.title or own.title,
        "command": own.command,
        "headline": own.headline,
        "from": own.period.start if own.period else None,
        "to": own.period.end if own.period else None,
        "metrics": [whole.name_of(section, metric) for metric in own.metrics],
        "tables": [whole.name_of(section, table) for table in own.tables],
        "charts": [chart.name for chart in section.charts],
    }


def _context(period: Period | None, context: Context) -> dict[str, Any]:
    rows = context.rows
    said = {"excluded_reasons": dict(rows.reasons), "config": context.config}
    return {
        "as_of": context.as_of,
        "timezone": context.timezone,
        "currency": context.currency,
        "period": period.name if period else None,
        "from": period.start if period else None,
        "to": period.end if period else None,
        "so_far": period.so_far if period else None,
        "sources": [asdict(source) for source in context.sources],
        "data_through": context.data_through,
        "rows": {
            "in": rows.total,
            "used": rows.used,
            "excluded": rows.excluded,
            "rejected": rows.rejected,
        },
        **{name: fact for name, fact in (said | {"where": context.where}).items() if fact},
    }


def _rows(table: Table, currency: str | None) -> list[dict[str, Any]]:
    return [
        {c.name: value(c.of(row), c.unit, currency) for c in table.columns} for row in table.rows
    ]


def _columns(table: Table) -> list[dict[str, str]]:
    return [
        {"name": c.name, "type": _TYPES.get(c.unit, "number"), "unit": c.unit}
        for c in table.columns
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level,
        "code": finding.code,
        "message": finding.message,
        "facts": dict(finding.facts),
    }
