"""The formats that only verdicts have: where `--format` and `--out` take them, and their level."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).parent / "render"))

import checked

from salesops.errors import UsageError
from salesops.options import CheckOutput, Output, formats, parameters
from salesops.output import emit

CI = ("junit", "sarif", "github")


def help_of(group):
    (option,) = (p for p in parameters(group) if p.name == "format")
    return option.annotation.__metadata__[0].help


def test_help_names_them_only_where_they_work():
    assert help_of(Output) == "terminal, markdown, html, json, csv, parquet; several by commas."
    assert help_of(CheckOutput) == (
        "terminal, markdown, html, json, csv, parquet, junit, sarif, github; several by commas."
    )


def test_the_options_stand_in_the_same_order():
    assert [p.name for p in parameters(CheckOutput)] == [p.name for p in parameters(Output)]


@pytest.mark.parametrize("name", CI)
def test_only_an_answer_of_verdicts_takes_them(name):
    assert formats(CheckOutput(format=name), ("terminal",)) == (name,)
    with pytest.raises(UsageError, match=rf"--format {name}: .*parquet; only check has test cases"):
        formats(Output(format=name), ("terminal",))


@pytest.mark.parametrize(
    ("file", "format_"),
    [
        ("results.xml", "junit"),
        ("results.junit.xml", "junit"),
        ("results.sarif", "sarif"),
        ("results.github.txt", "github"),
        ("results.txt", "terminal"),
        ("results.md", "markdown"),
        ("results.other", "json"),
    ],
)
def test_the_ending_of_a_file_names_its_format(file, format_):
    assert formats(CheckOutput(out=Path(file)), ("json",)) == (format_,)


def test_other_commands_do_not_read_their_endings():
    assert formats(Output(out=Path("results.xml")), ("terminal",)) == ("terminal",)


@pytest.mark.parametrize(("fail_on", "failures"), [("error", "2"), ("warning", "3")])
def test_files_of_a_folder_have_their_endings_and_the_level_counts(tmp_path, fail_on, failures):
    output = CheckOutput(format=",".join(CI), out=tmp_path, fail_on=fail_on)
    written = emit(checked.typical(), output, formats(output, ("terminal",)), "check")
    assert [path.name for path in written] == ["check.xml", "check.sarif", "check.github.txt"]
    assert ET.parse(written[0]).getroot().get("failures") == failures
