"""Each format pays only for its own library: the others would slow every start."""

import subprocess
import sys

import pytest

HEAVY = {"rich", "jinja2", "markdown_it", "pyarrow", "duckdb", "typer"}
NEEDS = {
    "terminal": {"rich"},
    "markdown": {"jinja2"},
    "html": {"jinja2", "markdown_it"},
    "json": set(),
    "csv": set(),
    "parquet": {"pyarrow"},
}


def loaded(code):
    probe = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("format_", NEEDS)
def test_a_format_imports_only_its_own_library(format_):
    modules = loaded(f"from salesops.render import renderer; renderer({format_!r})")
    assert modules & HEAVY == NEEDS[format_]
    assert not {m for m in modules if m.startswith(("salesops.commands", "salesops.exports"))}
    assert not {m for m in modules if m.startswith("salesops.queries")}


def test_the_package_imports_none():
    assert not loaded("import salesops.render") & HEAVY
