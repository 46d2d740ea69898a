"""Markdown: the answer through the command's template in reports/, or the default one."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from salesops import assets
from salesops.errors import UsageError
from salesops.render import safe
from salesops.render.prose import page
from salesops.render.tongue import spoken
from salesops.render.view import View
from salesops.result import Answer
from salesops.units import Unit, text


def render(answer: Answer, view: View) -> bytes:
    """The report, one blank line between blocks and one newline at its end.

    Raises:
        UsageError: the reader's own template fails, with where and why.
    """
    own = answer.report.template
    environment = _environment(own.parent if own else None)
    template = own.name if own else f"{answer.report.command.replace('-', '_')}.md.j2"
    shown = spoken(page(answer, view.drawings if view.pictures else {}), view.language)
    try:
        found = environment.select_template([template, "default.md.j2"])
        said = found.render(answer=answer, page=shown, folder=view.pictures, folds=view.folds)
    except Exception as error:
        if own is None:
            raise
        # A reader's template may divide by zero as well as forget an end.
        why = error.message if isinstance(error, TemplateError) else f"{error}"
        raise UsageError(f"{own} {_where(error)}: {why}") from error
    return _tidy(said).encode()


def _where(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else "fails"


@cache
def _environment(own: Path | None) -> Environment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([*([own] if own else []), assets.folder("reports")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What a template prints is escaped as Markdown by `finalize`, not as HTML; autoescape
        # marks what macros return, so that they are not escaped again.
        autoescape=True,
        finalize=cell,
    )
    environment.filters["cell"] = cell
    environment.filters["link"] = link
    environment.filters["written"] = written
    return environment


def cell(value: Any) -> Markup:
    """A value as literal text; what is Markdown already stays."""
    return value if isinstance(value, Markup) else Markup(safe.markdown(str(value)))  # noqa: S704


def link(name: str) -> Markup:
    """A file's name as the target of a link: whatever it holds, it cannot end the link."""
    return Markup(quote(name, safe=""))  # noqa: S704


def written(value: Any, unit: str, currency: str | None = None) -> str:
    """The value as every prose format writes it, of the unit named: `"fraction"`."""
    return text(value, Unit(unit), currency)


def _tidy(markdown: str) -> str:
    lines = "\n".join(line.rstrip() for line in markdown.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
