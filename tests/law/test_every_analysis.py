"""The law that every analysis keeps, found by its file: nothing here names one.

What is excepted is excepted by name and reason in the tables on top.
"""

import ast
import inspect
import json
import re
import shlex
from functools import cache
from itertools import islice
from pathlib import Path
from typing import get_type_hints

import asking
import loaded
import pytest
from envelope import faults
from thinned import thinned

from salesops import commands, definitions
from salesops.assets import folder
from salesops.commands.asked import all_asked
from salesops.exports import loader
from salesops.queries.statement import question
from salesops.result import Answer, Report

ROOT = Path(__file__).parents[2]
NO_SQL = {
    "sql": "its SQL comes from the command line",
    "report": "it runs other analyses",
    "today": "it runs those that offer something to do",
    "sources": "it counts rows of whatever tables there are",
    "map": "it reads one header, and the SQL of the others",
    "init": "it looks at the files, not at what they say",
    "define": "it reads the catalogue of definitions",
    "notify": "it sends what another command wrote",
    "snapshot": "it copies files, whatever they say",
    "load": "it loads whatever tables there are",
    "check": "its SQL is made of a contract; what sales data must hold lies in sql/checks",
}
"""Commands without SQL of their own, and why."""
MADE = {
    "stale": "stale-data",
    "rejected": "rejected-rows",
    "outliers": "outlier-orders",
    "visits_stale": "visits-stale",
}
"""Findings that are made outside of the analysis that shows them: by a function that it calls."""
FORMATS = {"txt", "md", "html", "json", "csv", "parquet"}
LONGEST = 72
PIECE = 300
"""Lines of an export: its newest orders, some of them open."""
EXPLAIN = ("--data", "exports", "--explain")
NONE = frozenset[str]()
COMMANDS = asking.COMMANDS[::-1]
"""From the end: another worker begins the golden files at the front, and each asks but half."""
every = pytest.mark.parametrize("command", COMMANDS)
without_rows = pytest.mark.parametrize(
    "command", thinned(filter(asking.reads_exports, asking.COMMANDS), 6)
)
"""Those that the golden files ask too: an answer is made once a run."""


def asks_sql(command: str) -> bool:
    return command not in NO_SQL


with_sql = pytest.mark.parametrize("command", [c for c in COMMANDS if asks_sql(c)])


def module(command: str):
    return commands.load(asking.FILES[command])


def sql_files(command: str) -> list[Path]:
    return [folder("sql") / name for name in commands.sql(asking.FILES[command])]


def test_no_two_are_called_alike():
    assert len(set(commands.names())) == len(commands.names())


@every
def test_first_line_is_a_sentence(command):
    """It is what --help lists: read as text, without importing the module."""
    line = commands.sentence(asking.FILES[command])
    assert len(line) < LONGEST
    assert line.endswith(".")
    assert line[0].isupper()
    assert line == module(command).__doc__.split("\n", 1)[0]


@every
def test_example_parses(command):
    """`Example:` is one line that calls this command with options that it has."""
    (example,) = re.findall(r"^Example: salesops (.+)$", module(command).__doc__, re.MULTILINE)
    name, *args = shlex.split(example)
    assert name == command
    from typer.main import get_command

    from salesops.cli import app

    group = get_command(app)
    made = group.get_command(None, command)
    made.make_context(command, list(args), resilient_parsing=False)


@every
def test_function_is_named_as_its_file_and_annotated(command):
    """Its signature is the subcommand's options and the notebook's API."""
    function = asking.function(command)
    hints = get_type_hints(function, include_extras=True)
    assert hints.pop("return") is Report
    assert set(hints) == set(inspect.signature(function).parameters)
    assert function.__doc__


@every
def test_it_has_tests(command):
    stem = asking.FILES[command].stem
    assert list((ROOT / "tests" / "commands").rglob(f"test_{stem}*.py")), (
        f"tests/commands/test_{stem}.py is missing"
    )


@every
def test_it_has_a_page(command):
    assert (ROOT / "docs" / "commands" / f"{command}.md").is_file()


@every
def test_every_format_renders(command):
    found = asking.asked(command)
    assert found.code == 0, found.err
    assert set(found.formats) == FORMATS
    assert all(found.formats.values())
    assert found.out == ""  # with --out, stdout stays empty


@without_rows
def test_every_format_renders_without_rows(command):
    found = asking.asked_about_nothing(command)
    assert found.code == 0, found.err
    assert set(found.formats) == FORMATS


@every
def test_json_is_the_envelope(command):
    assert faults(json.loads(asking.asked(command).formats["json"]), command) == []


@without_rows
def test_json_is_the_envelope_without_rows(command):
    assert faults(json.loads(asking.asked_about_nothing(command).formats["json"]), command) == []


@every
def test_what_it_links_is_defined(command):
    named = asking.asked(command).answer.report.definitions
    assert set(named) <= {found.name for found in definitions.catalogue()}


@every
def test_limits_have_a_reason(command):
    """A threshold is printed in the footer with why it is that."""
    kind = getattr(module(command), "Limits", None)
    if kind is None:
        return
    report = asking.asked(command).answer.report
    assert [limit.key for limit in report.limits] == [
        f"{asking.FILES[command].stem}.{name}" for name in inspect.signature(kind).parameters
    ]
    assert all(limit.why for limit in report.limits)


@with_sql
def test_its_sql_lies_where_it_lies(command):
    for path in sql_files(command):
        assert path.is_dir() or path.with_suffix(".sql").is_file()
        assert question(path).sentence.endswith((".", "?"))


@pytest.fixture(scope="module")
def explained():
    """What each command prints with --explain about the first lines of every export of the sample.

    All tables of them are loaded once: the statements that are asked do not hang on it.
    """
    with asking.working() as here, loaded.once(), pytest.MonkeyPatch.context() as patch:
        exports = asking.copy_sample(here / "exports")
        for path in exports.glob("*.csv"):
            with path.open(encoding="utf-8") as lines:
                piece = list(islice(lines, PIECE))
            path.unlink()
            path.write_text("".join(piece), encoding="utf-8")
        once = loader.load
        patch.setattr(loader, "load", lambda catalogue, *_: once(catalogue, NONE, NONE | tables()))
        return {
            command: asking.run([command, *asking.ARGUMENTS.get(command, []), *EXPLAIN])
            for command in filter(asks_sql, asking.COMMANDS)
        }


@pytest.mark.parametrize("command", thinned([c for c in COMMANDS if asks_sql(c)], 3))
def test_explain_prints_every_statement(command, explained):
    """Each statement of the file is asked, so each met its row dataclass on the sample."""
    code, out, err, _ = explained[command]
    assert code == 0, err
    asked = set(re.findall(r"^-- (\w+)$", out, re.MULTILINE))
    for file in map(question, sql_files(command)):
        assert {statement.name for statement in file.statements} <= asked
        assert all(statement.sql in out for statement in file.statements)
        assert set(file.reads) - {"question"} <= asked | tables()


@with_sql
def test_no_statement_bears_the_name_of_a_shared_view(command):
    """--explain prints both by name, and who runs them again tells them apart by it."""
    views = {path.stem for path in folder("sql").glob("shared/*.sql")}
    for file in map(question, sql_files(command)):
        assert views.isdisjoint(statement.name for statement in file.statements)


def test_map_says_of_each_what_it_reads():
    asked = all_asked()
    assert [one.name for one in asked] == [c for c in asking.COMMANDS if asks_sql(c)]
    assert all(one.needs or one.may for one in asked)


def tables() -> set[str]:
    return {path.stem for path in folder("sql").glob("canonical/*.sql")}


@cache
def codes(command: str) -> frozenset[str]:
    """The findings that a module, or a part of it in `_<stem>/`, can make."""
    path = asking.FILES[command]
    files = [path, *(path.parent / f"_{path.stem}").rglob("*.py")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    trees = [ast.parse(text) for text in texts if any(word in text for word in ("Finding", *MADE))]
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    found = {
        call.args[1].value
        for call in calls
        if getattr(call.func, "id", "") == "Finding" and isinstance(call.args[1], ast.Constant)
    }
    called = {getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls}
    return found | {code for name, code in MADE.items() if name in called}


@pytest.mark.parametrize("command", [c for c in COMMANDS if codes(c)])
def test_each_finding_has_a_planted_case(command):
    stem = asking.FILES[command].stem
    text = (ROOT / "tests" / "plants" / f"{stem}.py").read_text(encoding="utf-8")
    missing = {code for code in codes(command) if f'"{code}": Plant(' not in text}
    assert not missing


def test_findings_made_elsewhere_are_shown():
    """Else a function got another name, and no case of its finding is asked for above."""
    assert set(MADE.values()) <= set().union(*map(codes, asking.COMMANDS))


def test_exceptions_are_of_commands_that_exist():
    assert set(NO_SQL) <= set(asking.COMMANDS)
    assert set(asking.ARGUMENTS) <= set(asking.COMMANDS)


def test_the_same_question_has_the_same_bytes():
    """Run again, in another folder and under another zone of the machine: not a byte differs."""
    first = asking.asked("pulse")
    with asking.working(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        again = asking.ask(["pulse"])
    assert again.formats == first.formats
    assert isinstance(again.answer, Answer)
