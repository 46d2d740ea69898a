"""--log-format json: each line of stderr is a JSON object, whatever happens."""

import json
import sys
import threading
import warnings
from datetime import datetime

import pytest
from pulse_store import salesops
from shelf import report, shop

from salesops import talk
from salesops.commands.data import define as define_command

MORNING = "2026-03-04 06:15"
KEYS = ["time", "level", "code", "message"]


def log(err):
    """The lines without their stamps, each of which is one of UTC."""
    found = [json.loads(line) for line in err.splitlines()]
    for line in found:
        assert list(line)[:4] == KEYS
        assert datetime.fromisoformat(line.pop("time")).utcoffset().total_seconds() == 0
    return found


def error(code, exit_, err):
    """The one line, which is that error; its message."""
    (line,) = log(err)
    assert (line["level"], line["code"], line["exit"]) == ("error", code, exit_)
    return line["message"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("log") / "shop")


def test_what_a_run_says(store):
    code, said, err = report(store, MORNING, "--log-format", "json")
    assert (code, said) == (0, "")
    files = [str(store / "out" / f"mini-2026-03-03.{ending}") for ending in ("md", "html")]
    assert log(err) == [
        {"level": "info", "code": "wrote", "message": f"wrote {file}", "file": file}
        for file in files
    ]


def test_quiet_keeps_errors(store):
    args = ("--log-format", "json", "--quiet", "--only-if", "bad")
    code, _, err = report(store, MORNING, *args)
    assert code == 2
    assert "--only-if bad" in error("usage", 2, err)


@pytest.mark.parametrize(
    ("args", "exit_", "code"),
    [
        (("pulze",), 2, "usage"),
        (("pulse", "--no-such"), 2, "usage"),
        (("pulse", "--data", "nowhere"), 3, "input"),
        (("define", "nothing"), 2, "usage"),
        ((), 2, "usage"),
    ],
)
def test_an_error_is_one_line_too(monkeypatch, args, exit_, code):
    monkeypatch.setenv("SALESOPS_LOG_FORMAT", "json")
    ended, said, err = salesops(*args)
    assert (ended, said) == (exit_, "")
    assert error(code, exit_, err)


@pytest.mark.parametrize("how", [("--log-format", "json"), ("--log-format=json",)])
def test_it_is_known_before_the_options_are(how):
    code, _, err = salesops("pulse", *how, "--no-such")
    assert code == 2
    assert "no-such" in error("usage", 2, err)


def test_the_command_line_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("SALESOPS_LOG_FORMAT", "json")
    assert salesops("pulse", "--log-format", "text", "--data", "nowhere")[2] == (
        "salesops: nowhere does not exist: name a folder or file of exports with --data\n"
    )


def test_the_format_of_the_answer_is_another_thing():
    """With --format json an error is the object of that; of a log it is a line like the others."""
    args = ("pulse", "--data", "nowhere", "--format", "json")
    assert json.loads(salesops(*args)[2])["error"]["exit"] == 3
    assert "nowhere" in error("input", 3, salesops(*args, "--log-format", "json")[2])


def test_no_such_format():
    code, _, err = salesops("define", "aov", "--log-format", "xml")
    assert (code, err) == (2, "salesops: --log-format xml: there are text, json\n")


def test_a_bug_and_what_python_says_are_lines_too(monkeypatch):
    """A warning, a thread that fails, a destructor that fails, and then the run itself."""

    class Bad:
        def __del__(self):
            raise ValueError("in a\ndestructor")

    def broken(_):
        warnings.warn("old thing", stacklevel=1)
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        bad = Bad()
        del bad
        raise KeyError("\x1b[31mtwo\nlines")

    hooks = warnings.showwarning, sys.unraisablehook, threading.excepthook
    monkeypatch.setattr(define_command.definitions, "catalogue", broken)
    monkeypatch.setattr(define_command.definitions, "define", broken)
    code, _, err = salesops("define", "aov", "--log-format", "json")
    assert code == 70
    *before, last = log(err)
    assert [(line["level"], line["code"]) for line in before] == [("warning", "python")] * 3
    assert "ZeroDivisionError" in before[1]["message"]
    assert (last["level"], last["code"], last["exit"]) == ("error", "bug", 70)
    assert (warnings.showwarning, sys.unraisablehook, threading.excepthook) == hooks


def test_a_name_that_is_no_text_is_written_all_the_same(capsys):
    talk.Talk(talk.JSON).say("caf\udce9 ##[error]", "info", "note")
    line = capsys.readouterr().err
    assert line.isascii()
    assert json.loads(line)["message"] == "caf\udce9 ##[error]"
