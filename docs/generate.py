"""Writes the parts of the pages that the program itself can say: help, headers, settings, tables.

A part stands between `<!-- generated: NAME -->` and `<!-- end generated -->`, and NAME says what it
is: `help pulse`, `tables`, `settings`, `alerts`, `limits`, `options`, `definitions`, `lint`,
`commands`, `checks`, `sales-checks`, `properties`, `vendors`, `vendor shopify`. A vendor without a page
gets one. Run `python docs/generate.py` after a change; tests/docs checks that nobody forgot.
"""

import ast
import inspect
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import MISSING, Field, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

sys.path.insert(0, str(Path(__file__).parent))  # where it is not run as a script

import vendor_pages
from markdown_cells import code as _code
from markdown_cells import table as _table

from salesops import cli, commands, definitions, options, settings
from salesops.checks import catalogue, custom, domain
from salesops.commands.reports._report import rules
from salesops.exports import canonical
from salesops.queries.portable import RULES

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 80
_PART = re.compile(r"(<!-- generated: ([\w -]+) -->\n).*?(<!-- end generated -->)", re.DOTALL)


def captured(argv: list[str]) -> tuple[int, str, str]:
    """Run a command line in this process: its exit code, stdout and stderr."""
    os.environ["COLUMNS"] = str(WIDTH)
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    said = io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        code = cli.main(argv)
    out.flush()
    return code, out.buffer.getvalue().decode(), said.getvalue()


def pages() -> list[Path]:
    """Every Markdown page that is checked."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def written(page: str) -> str:
    """A page's text with its generated parts made anew."""
    return _PART.sub(lambda found: f"{found[1]}\n{_part(found[2])}\n\n{found[3]}", page)


def parts(page: str) -> list[str]:
    """The names of a page's generated parts."""
    return [found[2] for found in _PART.finditer(page)]


def _part(name: str) -> str:
    kind, _, rest = name.partition(" ")
    return _PARTS[kind](*([rest] if rest else [])).strip()


def _help(name: str) -> str:
    text = captured([name, "--help"])[1].rstrip()
    return f"```text\n{text}\n```"


def _commands() -> str:
    rows = [
        (f"[`{name}`](commands/{name}.md)", commands.sentence(path))
        for found in commands.found().values()
        for name, path in found.items()
    ]
    return _table("Command | What it answers", rows)


def _definitions() -> str:
    rows = [(_code(d.name), d.title, d.sentence) for d in definitions.catalogue()]
    return _table("Name | Title | Definition", rows)


def _lint() -> str:
    return _table("Rule | What it asks for", [(_code(n), m) for n, (m, _) in RULES.items()])


def _tables() -> str:
    return "\n\n".join(_canonical(table) for table in canonical.tables().values())


def _canonical(table: canonical.CanonicalTable) -> str:
    sentence = table.ddl.split("\n", 1)[0].removeprefix("--").strip()
    rows = [
        (_code(c.name), c.type + (", never null" if c.needed else ""), c.meaning)
        for c in table.columns
    ]
    return f"## `{table.name}`\n\n{sentence}\n\n{_table('Column | Type | Meaning', rows)}"


SECTIONS = {
    "time": settings.Time,
    "sales": settings.Sales,
    "freshness": settings.Freshness,
}


def _settings() -> str:
    return "\n\n".join(_section(name, kind) for name, kind in SECTIONS.items())


def _section(name: str, kind: type[Any]) -> str:
    said = _docstrings(kind)
    rows = [(_code(f.name), _toml(f), said.get(f.name, "")) for f in fields(kind)]
    return f"### `[{name}]`\n\n{_table('Key | Default | Meaning', rows)}"


def _alerts() -> str:
    said = _docstrings(rules.Rule)
    rows = [
        (_code(f.name), "needed" if f.default is MISSING else _toml(f), said[f.name])
        for f in fields(rules.Rule)
    ]
    return _table("Key | Default | Meaning", rows)


def _docstrings(kind: type[Any]) -> dict[str, str]:
    """The sentences that stand under the fields of a dataclass."""
    body = ast.parse(inspect.getsource(kind)).body[0].body  # type: ignore[attr-defined]
    found: dict[str, str] = {}
    for at, said in pairwise(body):
        match at, said:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(s))
            ):
                found[name] = " ".join(s.split())
    return found


def _toml(field: Field[Any]) -> str:
    value = field.default
    if value is None or value is MISSING:
        return "none"
    return _code(f'"{value}"' if isinstance(value, str) else str(value))


def _limits() -> str:
    return "\n\n".join(_limit(module) for module in commands.with_limits())


def _limit(module: Any) -> str:
    name = module.__name__.rpartition(".")[2]
    rows = [(_code(f.name), _toml(f), f.metadata["why"]) for f in fields(module.Limits)]
    return f"### `[{name}]`\n\n{_table('Key | Default | Why', rows)}"


def _options() -> str:
    rows = [row for kind in (options.Data, options.Output) for row in _option_rows(kind)]
    return _table("Option | Variable | Meaning", rows)


def _option_rows(kind: type[Any]) -> Iterator[tuple[str, str, str]]:
    hints = get_type_hints(kind, include_extras=True)
    for f in fields(kind):
        option = hints[f.name].__metadata__[0]
        variable = _code(f"${option.envvar}") if option.envvar else ""
        yield _code(f"--{f.name.replace('_', '-')}"), variable, option.help


def _checks() -> str:
    rows = [
        (_code(code), kind.part, str(kind.level), kind.asks)
        for code, kind in catalogue.CHECKS.items()
    ]
    return _table("Check | Part | Level | What it asks", rows)


def _sales_checks() -> str:
    rows = [
        (_code(one.code), _sentence(one.sql.header), "; ".join(_needs(one.columns)))
        for one in domain.checks()
    ]
    return _table("Check | What it asks | Of a file that has", rows)


def _sentence(header: str) -> str:
    """The first line of a check's comment."""
    return header.split("\n", 1)[0].removeprefix("--").strip()


def _needs(columns: Iterable[domain.Asks]) -> Iterator[str]:
    """The columns without which a file is not asked, each by all of its names."""
    for column in columns:
        if not column.optional:
            yield " or ".join(_code(name) for name in column.known_as)


def _properties() -> str:
    _, _, table = (custom.__doc__ or "").partition("===\n")
    lines = (line.split(maxsplit=2) for line in table.partition("\n===")[0].splitlines())
    return _table("Property | Stands on | What it says", [(_code(n), *rest) for n, *rest in lines])


_PARTS: dict[str, Callable[..., str]] = {
    "help": _help,
    "commands": _commands,
    "definitions": _definitions,
    "lint": _lint,
    "vendors": vendor_pages.index,
    "vendor": vendor_pages.vendor,
    "tables": _tables,
    "settings": _settings,
    "alerts": _alerts,
    "limits": _limits,
    "options": _options,
    "checks": _checks,
    "sales-checks": _sales_checks,
    "properties": _properties,
}


def main() -> int:
    """Write every page whose generated parts have changed, and name it."""
    for page, text in vendor_pages.missing().items():
        page.write_text(text, encoding="utf-8")
    for page in pages():
        before = page.read_text(encoding="utf-8")
        if (now := written(before)) != before:
            page.write_text(now, encoding="utf-8")
            sys.stdout.write(f"wrote {page.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
