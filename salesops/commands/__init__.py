"""One module an analysis, in folders that are the sections of --help: found, never registered."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesops.queries.database import Database
    from salesops.result import Report

SECTIONS = ("sales", "customers", "stock", "traffic", "team", "reports", "data")
"""The order of the folders in --help: the day's questions first."""
FOLDER = Path(__file__).parent
INJECTED = frozenset({"db", "exam", "settings", "state", "limits"})
"""Parameters of an analysis that are no options: whoever asks it makes them."""


def found() -> dict[str, dict[str, Path]]:
    """The command files by section: every module whose name does not begin with an underscore."""
    files = {section: sorted((FOLDER / section).glob("[!_]*.py")) for section in SECTIONS}
    return {
        section: {path.stem.replace("_", "-"): path for path in paths}
        for section, paths in files.items()
        if paths
    }


def names() -> list[str]:
    """Every command, section by section."""
    return [name for files in found().values() for name in files]


def sentence(path: Path) -> str:
    """The first line of a module's docstring, read as text: nothing is imported."""
    with path.open(encoding="utf-8") as lines:
        return lines.readline().strip().strip('"')


def load(path: Path) -> ModuleType:
    """Import the module of a command file."""
    return import_module(f"{__name__}.{path.parent.name}.{path.stem}")


def stem(module: ModuleType) -> str:
    """What an analysis is called in Python: the name of its file and of its function."""
    return module.__name__.rpartition(".")[2]


def function(module: ModuleType) -> Callable[..., "Report"]:
    """The analysis itself."""
    found: Callable[..., Report] = getattr(module, stem(module))
    return found


def ask(module: ModuleType, db: "Database", **given: Any) -> "Report":
    """Call an analysis as another may: with the limits of the settings, each question once."""
    question = (function(module), repr(sorted(given.items())))
    if question not in db.answers:
        if hasattr(module, "Limits"):
            given["limits"] = db.settings.limits(stem(module), module.Limits)
        db.answers[question] = function(module)(db, **given)
    found: Report = db.answers[question]
    return found


def expect(db: "Database", modules: Iterable[ModuleType], also: Iterable[str] = ()) -> None:
    """Load once what analyses will read; one that only asks others says whom: `def asks()`.

    `also` are further SQL files, by name.
    """
    asked = (
        m for module in modules for m in (module.asks() if hasattr(module, "asks") else [module])
    )
    # The SQL of an analysis lies under sql/ as it does here, but where it names another.
    db.expect(dict.fromkeys([*also, *(name for module in asked for name in _sql(module))]))


def _sql(module: ModuleType) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(module, "SQL", ("/".join(module.__name__.split(".")[-2:]),))
    return found


def sql(path: Path) -> tuple[str, ...]:
    """The same of a command file, read as text: `SQL = ("sales/days",)`."""
    declared = re.search(r"^SQL = \((.+)\)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r'"([\w/]+)"', declared[1]) if declared else []
    return tuple(named) or (f"{path.parent.name}/{path.stem}",)


def instead(path: Path) -> tuple[str, ...]:
    """Tables any of which a command answers of where it has no orders: `INSTEAD = ("deals",)`."""
    declared = re.search(r"^INSTEAD = \((.+)\)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(re.findall(r'"(\w+)"', declared[1])) if declared else ()


def members(report: str) -> list[ModuleType]:
    """The analyses that declare membership of a report: `REPORTS = ("daily", ..)`."""
    declared = re.compile(rf'^REPORTS = \(.*"{re.escape(report)}"', re.MULTILINE)
    return [load(path) for path in _files() if declared.search(path.read_text(encoding="utf-8"))]


def report_names() -> list[str]:
    """The reports that some analysis is a member of."""
    declared = re.compile(r"^REPORTS = \((.*)\)", re.MULTILINE)
    texts = (found for p in _files() for found in declared.findall(p.read_text(encoding="utf-8")))
    return sorted({name for text in texts for name in re.findall(r'"([\w-]+)"', text)})


def offering() -> list[ModuleType]:
    """The analyses that offer something to do: `def opportunities(report) -> ..`."""
    return [
        load(path)
        for path in _files()
        if "\ndef opportunities(" in path.read_text(encoding="utf-8")
    ]


def contacting() -> list[ModuleType]:
    """The analyses that offer somebody to call or write to: `CONTACTS = True`."""
    return [load(p) for p in _files() if "\nCONTACTS = True" in p.read_text(encoding="utf-8")]


def with_limits() -> list[ModuleType]:
    """The analyses that have thresholds of their own in salesops.toml."""
    return [load(p) for p in _files() if "\nclass Limits" in p.read_text(encoding="utf-8")]


def _files() -> list[Path]:
    return [path for files in found().values() for path in files.values()]
