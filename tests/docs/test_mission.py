"""The page on the mission's documents: every command and flag on it is there, and answers."""

import re
import shlex
from dataclasses import fields
from functools import cache
from inspect import signature

import asking
import pytest
from docs_console import EXAMPLES, ROOT

from salesops import commands, options

PAGE = ROOT / "docs" / "mission.md"
ROW = re.compile(r"^\| (?!---|Line \|)(.+?) \| (.+) \|$", re.MULTILINE)
NONE = "no tool"
OWN = {"goals.toml": "goals.toml", "rules.toml": "rules.toml", "stages.toml": "stages.toml"}
"""Files of a reader's own, and the examples that stand for them."""
GROUPS = (options.ReportOutput, options.LetterOutput, options.CheckOutput, options.NamedData)


def rows():
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def lines():
    """Every command line on the page, once."""
    text = PAGE.read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"`salesops ([^`]+)`", text)))


@cache
def flags(command):
    own = (p for p in signature(asking.function(command)).parameters if p not in commands.INJECTED)
    shared = (f.name for group in GROUPS for f in fields(group))
    return {f"--{name.replace('_', '-')}" for name in (*own, *shared)}


def test_each_command_and_its_flags_are_there():
    for line in lines():
        command, *words = shlex.split(line)
        assert command in commands.names(), line
        assert {word for word in words if word.startswith("--")} <= flags(command), line


def test_flags_that_stand_alone_are_of_a_command_of_their_row():
    for _, answer in rows():
        named = [shlex.split(line)[0] for line in re.findall(r"`salesops ([^`]+)`", answer)]
        for flag in re.findall(r"`(--[a-z-]+)`", answer):
            assert any(flag in flags(command) for command in named), answer


def test_every_line_is_answered_or_says_why_not():
    found = rows()
    assert len(found) > 150
    for line, answer in found:
        told = "`salesops " in answer or NONE in answer or line == "The negligible Unknown"
        assert told, line
        assert not re.search(r"\b[A-Z]{5,}\d?$", answer), line  # a mark that nobody filled in


@pytest.mark.slow
@pytest.mark.parametrize("line", lines())
def test_it_answers_on_the_sample(line, tmp_path, monkeypatch):
    for name in OWN.values():
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    asking.write_report(tmp_path / "written")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    if words[0] in ("report", "snapshot"):
        words += ["--out", "answer"] if words[0] == "report" else []
    code, _, err, _ = asking.run(words)
    assert code == 0, err
