"""Markdown: the answer through the command's template in reports/, or the default one."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from salesops import assets
from salesops.render import safe
from salesops.render.prose import page
from salesops.render.view import View
from salesops.result import Answer
from salesops.units import Unit, text


def render(answer: Answer, view: View) -> bytes:  # noqa: ARG001
    """The report, one blank line between blocks and one newline at its end."""
    own = f"{answer.report.command.replace('-', '_')}.md.j2"
    template = _environment().select_template([own, "default.md.j2"])
    return _tidy(template.render(answer=answer, page=page(answer))).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(assets.folder("reports")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What a template prints is escaped as Markdown by `finalize`, not as HTML; autoescape
        # marks what macros return, so that they are not escaped again.
        autoescape=True,
        finalize=cell,
    )
    environment.filters["cell"] = cell
    environment.filters["written"] = written
    return environment


def cell(value: Any) -> Markup:
    """A value as literal text; what is Markdown already stays."""
    return value if isinstance(value, Markup) else Markup(safe.markdown(str(value)))  # noqa: S704


def written(value: Any, unit: str, currency: str | None = None) -> str:
    """The value as every prose format writes it, of the unit named: `"fraction"`."""
    return text(value, Unit(unit), currency)


def _tidy(markdown: str) -> str:
    lines = "\n".join(line.rstrip() for line in markdown.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
