"""A letter out of a template: each line of it is one claim, and falls where its fact is unknown."""

import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesops.assets import folder
from salesops.errors import InputError, UsageError

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

FOLDER = "drafts"
"""Of reports/, and of the reader's own templates; below it a folder a language."""
SUBJECT = "Subject:"
_OF_VALUES = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError)
"""What a reader's template may do with a fact that is not what it takes it for."""
_UNKNOWN = "\0"
"""What an unknown fact prints: no fact holds it, and a line that does is left out."""


def template(kind: str, language: str, own: Path | None) -> "Template":
    """The reader's own template of this kind and language, else ours.

    Raises:
        InputError: it cannot be read. UsageError: it is no template.
    """
    from jinja2 import Template, TemplateSyntaxError

    path = own / language / f"{kind}.txt.j2" if own else None
    if path is None or not path.is_file():
        path = folder("reports") / FOLDER / language / f"{kind}.txt.j2"
    try:
        text = path.read_text(encoding="utf-8-sig")  # as Windows writes it, too
        made = _environment()
        return Template.from_code(made, made.compile(text, filename=str(path)), made.globals)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except TemplateSyntaxError as error:
        raise UsageError(f"{path} line {error.lineno}: {error.message}") from error


def written(made: "Template", facts: dict[str, Any]) -> tuple[str, str] | None:
    """Subject and body; None where the subject itself names what is not known.

    Raises:
        UsageError: the template has no subject, or cannot be filled in; its file and line.
    """
    from jinja2 import TemplateError

    try:
        lines = made.render(**facts).splitlines()
    except (TemplateError, *_OF_VALUES) as error:
        where = _where(made, error)
        raise UsageError(f"{where}: it cannot be filled in: {error}") from error
    if not lines or not lines[0].startswith(SUBJECT):
        raise UsageError(f"{made.filename} line 1: a letter begins with a line '{SUBJECT} ..'")
    kept = [line.rstrip() for line in lines[1:] if _UNKNOWN not in line]
    if _UNKNOWN in lines[0]:
        return None
    return lines[0].removeprefix(SUBJECT).strip(), _closed_up(kept)


def _where(made: "Template", error: Exception) -> str:
    """The file of a template, and the line of it that an error comes from."""
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.lineno for step in steps if step.filename == made.filename]
    return f"{made.filename} line {lines[-1]}" if lines else str(made.filename)


def _closed_up(lines: list[str]) -> str:
    """Without the second of two empty lines: what stood between them fell away."""
    kept = [n for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(lines[n] for n in kept).strip()


@cache
def _environment() -> "SandboxedEnvironment":
    """Plain text: nothing is escaped. A reader's template may be anybody's, so it is sandboxed."""
    from jinja2 import Undefined
    from jinja2.sandbox import SandboxedEnvironment

    class Unknown(Undefined):
        """A fact that is not known marks the line that names it; asked about, it is false.

        So `{{ fact and "words" }}` leaves its line out.
        """

        def __str__(self) -> str:
            return _UNKNOWN

    return SandboxedEnvironment(undefined=Unknown, keep_trailing_newline=True)
