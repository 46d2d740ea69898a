"""What the start of `salesops` may import. PLEASE READ before you make this pass by editing it.

People type `salesops --help`, shells complete it, cron runs it every few minutes. Each heavy
library costs more than all of that together: CPU seconds measured when this was written were 0.02
for `python -c pass`, 0.07 for `salesops --help`, and on top of it 0.20 for duckdb, 0.30 for
pyarrow, 0.23 for numpy, 0.09 each for rich and jinja2. One innocent import at the top of a module
brings them all back, and nobody sees it happen. So:

- import inside the function that needs it (ruff's PLC0415 is off for this reason);
- a test that fails here names who imports it: `python -X importtime -m salesops --help`;
- if something must be imported at the start, measure it with benchmarks/startup.py and say the
  figure in the commit that changes a list below.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from salesops.commands import SECTIONS

LIBRARIES = {"duckdb", "_duckdb", "rich", "pyarrow", "numpy", "jinja2", "markdown_it", "sqlglot"}
EXTRAS = {"vl_convert", "apprise", "requests", "smtplib", "openpyxl"}
"""Of the extras, and of sending: imported where a picture is drawn or something is sent."""
OWN = ("salesops.commands.", "salesops.exports", "salesops.queries", "salesops.render")
"""`salesops.commands` itself lists the files of its folders; it imports none of them."""
FLAT = ("--data", str(Path(__file__).parents[1] / "docs" / "examples" / "flat"))
"""Four orders: what is imported for them is imported for all."""
PROBE = """
import sys
from salesops.cli import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


@cache
def modules(*args):
    """Everything that is imported when the command line has run, in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *args], capture_output=True, text=True, check=True
    )
    return frozenset(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_question_about_salesops_imports_nothing_heavy(option):
    assert modules(option) & LIBRARIES == set()


@pytest.mark.parametrize(
    "asked", [("pulse", *FLAT), ("report", "daily", *FLAT, "--fail-on", "never"), ("notify", "-h")]
)
def test_what_draws_and_sends_nothing_imports_no_extra(asked):
    assert modules(*asked) & EXTRAS == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_question_about_salesops_imports_no_analysis(option):
    assert {name for name in modules(option) if name.startswith(OWN)} == set()


def test_help_of_one_command_imports_no_other():
    found = {name for name in modules("pulse", "--help") if name.startswith("salesops.commands.")}
    of_commands = {name for name in found if name.split(".")[2] in SECTIONS}
    assert {name for name in of_commands if not name.startswith("salesops.commands.sales")} == set()


def test_an_answer_in_the_terminal_imports_duckdb_and_rich_alone():
    # Of DuckDB the engine is enough: half the start of `duckdb` goes to classes for notebooks.
    assert modules("pulse", *FLAT) & LIBRARIES == {"_duckdb", "rich"}


def test_an_answer_as_json_needs_no_rich():
    assert modules("pulse", *FLAT, "--format", "json") & LIBRARIES == {"_duckdb"}


ARROW = """
import sys
from contextlib import closing
from salesops.queries.duck import Duck
with closing(Duck()) as duck:
    assert "duckdb" not in sys.modules
    table = duck.arrow('SELECT 1 AS "0"')
    print(duck.rows_of(table, [("n", "BIGINT")]).tuples, table.num_rows)
"""


def test_arrow_is_learnt_where_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", ARROW], capture_output=True, text=True, check=True)
    assert done.stdout == "[(1,)] 1\n"


@pytest.mark.parametrize("module", ["salesops.exports.loader", "salesops.exports.catalogue"])
def test_what_was_loaded_is_asked_without_what_loads(module, tmp_path, monkeypatch):
    monkeypatch.delenv("SALESOPS_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ask = modules.__wrapped__
    assert module in ask("pulse", *FLAT)
    assert module not in ask("pulse", *FLAT)


def test_the_command_ends_with_its_code_and_all_that_it_said():
    probe = "from salesops.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", probe, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("salesops ")
    failed = subprocess.run(
        [sys.executable, "-c", probe, "no-command"], capture_output=True, text=True, check=False
    )
    assert (failed.returncode, "no-command" in failed.stderr) == (2, True)
