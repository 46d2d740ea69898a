"""The catalogue of metrics: one Markdown file each, printed by `define` and linked by footers."""

from functools import cache

from salesops.assets import folder
from salesops.errors import UsageError, meant
from salesops.period import COMPARISONS
from salesops.result import Definition


@cache
def catalogue() -> tuple[Definition, ...]:
    """Every definition, by name."""
    return tuple(_definition(name) for name in _names())


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder("definitions").glob("*.md")))


def known(name: str) -> str:
    """The catalogue's name for what was typed.

    Raises:
        UsageError: no metric of that name; the nearest is named.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    there = _names()
    if wanted in there:
        return wanted
    if name.strip().lower() in COMPARISONS:
        return "comparisons"
    raise UsageError(f"no definition of {name!r}: {meant(wanted, there)}")


def text(name: str) -> str:
    """The whole definition, as Markdown."""
    return (folder("definitions") / f"{known(name)}.md").read_text(encoding="utf-8")


def define(wanted: tuple[str, ...]) -> tuple[Definition, ...]:
    """The definitions of those names, in that order."""
    return tuple(_definition(name) for name in wanted)


def _definition(name: str) -> Definition:
    """A file opens with `# Title` and, after a blank line, one paragraph: the definition."""
    parts = text(name).split("\n\n")
    return Definition(name, parts[0].removeprefix("#").strip(), " ".join(parts[1].split()))
