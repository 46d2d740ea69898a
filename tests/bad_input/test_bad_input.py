"""Whatever is wrong: one sentence that names it and the remedy, and the right exit code."""

import errno
import json
import os

import pytest
from bad_cases import CASES, GOOD, INPUT

from salesops.cli import main


def asked(folder, files, options, capsys, *further):
    """Exit code, stdout and stderr of pulse about the files."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    for name, text in files.items():
        path = (folder if name.endswith((".toml", ".txt")) else data) / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    args = [option.replace("{}", str(folder)) for option in options]
    args = args if "--data" in args else ["--data", str(data), *args]
    code = main(["pulse", *args, *further])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A working directory that must stay empty."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    yield tmp_path
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(("files", "options", "code", "words"), CASES.values(), ids=CASES)
def test_one_sentence_and_the_right_code(elsewhere, capsys, files, options, code, words):
    found, out, err = asked(elsewhere, files, options, capsys)
    assert (found, out) == (code, "")
    assert err.startswith("salesops: ")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    assert "bug" not in err
    for word in words:
        assert any(part in err for part in word.split("|")), (word, err)


JSON = [
    "missing folder",
    "two currencies",
    "unknown config key",
    "bad date in --since",
    "unknown option",
]


@pytest.mark.parametrize("name", JSON)
def test_with_json_the_error_is_json_too(elsewhere, capsys, name):
    files, options, code, words = CASES[name]
    found, out, err = asked(elsewhere, files, options, capsys, "--format", "json")
    assert (found, out) == (code, "")
    error = json.loads(err)["error"]
    assert error["exit"] == code
    assert error["code"] in ("usage", "input", "unsettled")
    assert words[0] in error["message"]


def test_a_file_without_permission(elsewhere, capsys, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _: not str(path).endswith("a.csv"))
    code, out, err = asked(elsewhere, {"a.csv": GOOD}, [], capsys)
    assert (code, out) == (INPUT, "")
    assert "a.csv cannot be read: permission denied" in err


def test_a_folder_without_permission(elsewhere, capsys, monkeypatch):
    """Also one below the folder asked: what it holds is missing from the answer, not absent."""
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    (elsewhere / "data" / "locked").mkdir(parents=True)
    monkeypatch.setattr(os, "scandir", scandir)
    code, out, err = asked(elsewhere, {"a.csv": GOOD}, [], capsys)
    assert (code, out) == (INPUT, "")
    assert "locked cannot be read: Permission denied" in err


def test_a_hostile_file_name_cannot_write_to_the_terminal(elsewhere, capsys):
    code, _, err = asked(elsewhere, {"a\n\x1b[2J\u202eb.csv": ""}, [], capsys)
    assert code == INPUT
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "\u202e" not in err


def test_rejected_rows_are_an_answer_and_not_a_refusal(elsewhere, capsys):
    files = {"a.csv": GOOD + "3,2026-03-02 10:00,B,one,5.00,EUR\n"}
    code, out, _ = asked(elsewhere, files, ["--as-of", "data", "--format", "json"], capsys)
    assert code == 0
    assert json.loads(out)["context"]["rows"]["rejected"] == 1
    again, _, _ = asked(elsewhere, files, ["--as-of", "data", "--fail-on", "error"], capsys)
    assert again == 1
