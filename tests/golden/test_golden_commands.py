"""What each command says about the sample, in every format, byte for byte.

A new command is found by itself; UPDATE_GOLDEN=1 pytest tests/golden accepts what is new.
"""

import difflib
import hashlib
import io
import json
import os
from pathlib import Path

import asking
import pyarrow.parquet as pq
import pytest
from thinned import thinned

from salesops.render import renderer
from salesops.render.view import View

GOLDEN = Path(__file__).parent
LONG, KEPT = 200, 20
"""Tables of more rows are kept as so many, and a hash."""
OTHERS = [name for name in asking.REPORTS if name != "daily"]
FILES = ("80.txt", "140.txt", "md", "html", "json", "csv", "parquet.json")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("command", asking.COMMANDS)
def test_command_and_format(command, file):
    found = asking.asked(command)
    assert found.code == 0, found.err
    compare(GOLDEN / command / _name(command, file), _written(found, file))


@pytest.mark.parametrize("name", thinned(OTHERS, 3, ["pipeline"]))
def test_every_report(name):
    """The other reports in Markdown; tests/render holds every format of each against it."""
    found = asking.reported(name)
    assert found.code == 0, found.err
    compare(GOLDEN / "report" / f"{name}.md", asking.steady(found.formats["md"], found.answer))


def _name(command: str, file: str) -> str:
    return file if "." in file else f"{command}.{file}"


def _written(found: asking.Asked, file: str) -> bytes:
    match file:
        case "80.txt":
            data = found.formats["txt"]
        case "140.txt":
            data = renderer("terminal")(found.answer, View(width=140))
        case "parquet.json":
            data = _told(found.formats["parquet"])
        case "json":
            data = _shortened(asking.steady(found.formats["json"], found.answer))
        case _:
            data = found.formats[file]
    return asking.steady(data, found.answer)


def _shortened(data: bytes) -> bytes:
    """Of a table of thousands of rows the first, and a hash of all: a file people can review."""
    answer = json.loads(data)
    long = {name: rows for name, rows in answer["tables"].items() if len(rows) > LONG}
    if not long:
        return data
    for name, rows in long.items():
        whole = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
        answer["tables"][name] = [*rows[:KEPT], f"{len(rows)} rows, sha256 {whole}"]
    return json.dumps(answer, indent=1, ensure_ascii=False).encode() + b"\n"


def _told(data: bytes) -> bytes:
    """A Parquet file's columns, types and rows as JSON: its bytes change with pyarrow."""
    table = pq.read_table(io.BytesIO(data))
    schema = {field.name: str(field.type) for field in table.schema}
    rows = [list(row.values()) for row in table.to_pylist()]
    head = json.dumps(schema, indent=1)
    lines = ",\n".join(json.dumps(row, default=str, ensure_ascii=False) for row in rows)
    return f'{{"columns": {head},\n"rows": [\n{lines}\n]}}\n'.encode()


def compare(path: Path, actual: bytes) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(actual)
    expected = path.read_bytes() if path.exists() else b""
    if actual != expected:
        pytest.fail(f"{_diff(path, expected, actual)}\nUPDATE_GOLDEN=1 pytest accepts it", False)


def _diff(path: Path, expected: bytes, actual: bytes) -> str:
    name = path.relative_to(GOLDEN.parent).as_posix()
    before, after = (b.decode(errors="backslashreplace").splitlines() for b in (expected, actual))
    return "\n".join(difflib.unified_diff(before, after, name, "now", lineterm=""))


def test_no_golden_file_is_left_over():
    """A file that no test writes any more would never be looked at again."""
    wanted = {GOLDEN / c / _name(c, f) for c in asking.COMMANDS for f in FILES}
    wanted |= {GOLDEN / "report" / f"{name}.md" for name in OTHERS}
    folders = [path for path in GOLDEN.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert {path for folder in folders for path in folder.iterdir()} == wanted


@pytest.mark.parametrize("format_", ["txt", "md", "html", "json", "csv", "parquet"])
@pytest.mark.parametrize("command", thinned(filter(asking.reads_exports, asking.COMMANDS), 6))
def test_exports_without_a_row(command, format_):
    """Header-only files: an answer of zeros in every format, not an error."""
    found = asking.asked_about_nothing(command)
    assert found.code == 0, found.err
    assert found.formats[format_]


def test_a_window_before_the_data():
    """Nothing is known of 2020: no orders, no averages, and comparisons say so."""
    found = asking.ask(["pulse", "--period", "2020-01-06"])
    assert found.code == 0, found.err
    said = json.loads(found.formats["json"])
    assert (said["metrics"]["orders"], said["metrics"]["aov"]) == (0, None)
    assert {row["reason"] for row in said["tables"]["comparisons"]} == {"no history"}
    assert found.answer is not None
    headline = found.answer.report.headline
    assert headline == "The data begins 2024-07-15: nothing is known of 2020-01-06."
    assert set(found.formats) == {"txt", "md", "html", "json", "csv", "parquet"}
