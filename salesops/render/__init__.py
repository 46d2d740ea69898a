"""An answer, written: one module a format, each imported only when its format is asked for."""

from collections.abc import Callable
from importlib import import_module

from salesops.assets import folder
from salesops.errors import UsageError
from salesops.render.view import View
from salesops.result import Answer

FORMATS = ("terminal", "markdown", "html", "json", "csv", "parquet")
CHECK_FORMATS = ("junit", "sarif", "github")
"""Of verdicts: of `check` alone."""
REPORT_FORMATS = ("pdf",)
"""Of pages: of `report` alone."""
LETTER_FORMATS = ("eml",)
"""Of letters, a file each: of `draft` alone."""

ENGLISH, LANGUAGES = "en", "languages"
"""What our words are in, and the folder of reports/ with those of other languages."""


def languages() -> tuple[str, ...]:
    """English, and those that there is a file of words for."""
    return (ENGLISH, *sorted(path.stem for path in (folder("reports") / LANGUAGES).glob("*.toml")))


def renderer(name: str) -> Callable[[Answer, View], bytes]:
    """The `render` of that format's module."""
    if name not in (known := FORMATS + CHECK_FORMATS + REPORT_FORMATS):
        raise UsageError(f"no format {name!r}; there are {', '.join(known)}")
    render: Callable[[Answer, View], bytes] = import_module(f"{__name__}.{name}").render
    return render
