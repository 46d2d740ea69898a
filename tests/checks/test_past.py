"""The history file: what is kept once, what is not kept, and lines that are no entries."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from salesops.checks import past
from salesops.checks.history import Entry
from salesops.errors import OutputError

TUESDAY = datetime.fromisoformat("2026-03-03T08:00")
FIRST = Entry(
    TUESDAY, "order_lines", 2, 100, {"amount": Decimal("1234.5000")}, {"email": 3}, "aaaa"
)
HOSTILE = Entry(
    TUESDAY, 'x"\n{}', 1, 1, {"\u2028\x1b[31m": Decimal("-0.0001")}, {"🙂\n": 0, "": 1}, "bbbb"
)


def text(folder):
    return (folder / past.FILE).read_text()


def test_nothing_was_kept_yet(tmp_path):
    assert past.read(tmp_path / "none") == past.Past(())
    assert not (tmp_path / "none").exists()


def test_what_is_written_is_read_again(tmp_path):
    assert past.write(tmp_path / "state", [FIRST, HOSTILE]) == ()
    assert past.read(tmp_path / "state") == past.Past((FIRST, HOSTILE))


def test_the_line_as_it_is_kept(tmp_path):
    past.write(tmp_path, [FIRST])
    assert text(tmp_path) == (
        '{"version": 1, "as_of": "2026-03-03T08:00:00", "table": "order_lines", "files": 2, '
        '"rows": 100, "sums": {"amount": "1234.5000"}, "nulls": {"email": 3}, "run_id": "aaaa"}\n'
    )


def test_the_same_run_is_kept_once(tmp_path):
    past.write(tmp_path, [FIRST])
    assert past.write(tmp_path, [FIRST, replace(FIRST, table="customers")]) == ()
    assert [e.table for e in past.read(tmp_path).entries] == ["order_lines", "customers"]


def test_another_run_of_the_same_as_of_is_kept(tmp_path):
    past.write(tmp_path, [FIRST])
    past.write(tmp_path, [replace(FIRST, run_id="cccc")])
    assert [e.run_id for e in past.read(tmp_path).entries] == ["aaaa", "cccc"]


def test_an_as_of_before_the_latest_of_its_table_is_said_and_not_kept(tmp_path):
    past.write(tmp_path, [FIRST])
    before = text(tmp_path)
    early = replace(FIRST, as_of=TUESDAY - timedelta(minutes=1), run_id="cccc")
    (note,) = past.write(tmp_path, [early])
    assert "order_lines goes to 2026-03-03 08:00" in note
    assert "as-of of 2026-03-03 07:59" in note
    assert text(tmp_path) == before
    assert past.write(tmp_path, [replace(early, table="customers")]) == ()


def test_an_old_run_that_was_kept_is_repeated_in_silence(tmp_path):
    past.write(tmp_path, [FIRST])
    past.write(tmp_path, [replace(FIRST, as_of=TUESDAY + timedelta(days=1), run_id="cccc")])
    assert past.write(tmp_path, [FIRST]) == ()


GOOD = json.loads(
    '{"version": 1, "as_of": "2026-03-03T08:00:00", "table": "t", "files": 1, '
    '"rows": 10, "sums": {"amount": "1.50"}, "nulls": {"email": 3}, "run_id": "a"}'
)
BAD = {
    "no JSON": "{",
    "an empty line": "",
    "a list": "[]",
    "null": "null",
    "too deep": "[" * 100_000,
    "a key too few": json.dumps({k: v for k, v in GOOD.items() if k != "rows"}),
    "another version": json.dumps(GOOD | {"version": 2}),
    "rows as text": json.dumps(GOOD | {"rows": "10"}),
    "rows as a bool": json.dumps(GOOD | {"rows": True, "nulls": {}}),
    "rows below zero": json.dumps(GOOD | {"rows": -1, "nulls": {}}),
    "more blanks than rows": json.dumps(GOOD | {"nulls": {"email": 11}}),
    "blanks as a fraction": json.dumps(GOOD | {"nulls": {"email": 0.3}}),
    "a sum as a float": json.dumps(GOOD | {"sums": {"amount": 1.5}}),
    "a sum that is none": json.dumps(GOOD | {"sums": {"amount": "NaN"}}),
    "a sum that would fill the memory": json.dumps(GOOD | {"sums": {"amount": "1e999999999"}}),
    "a sum of more digits than there are": json.dumps(GOOD | {"sums": {"amount": "9" * 41}}),
    "no stamp": json.dumps(GOOD | {"as_of": "tuesday"}),
    "a stamp with a zone": json.dumps(GOOD | {"as_of": "2026-03-03T08:00:00+01:00"}),
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_passed_over_by_its_number(tmp_path, line):
    (tmp_path / past.FILE).write_text(f"{json.dumps(GOOD)}\n{line}\n{json.dumps(GOOD)}\n")
    found = past.read(tmp_path)
    assert [e.sums for e in found.entries] == [{"amount": Decimal("1.50")}] * 2
    assert found.notes == (
        f"{tmp_path / past.FILE}: line is no entry of the history and passed over: 2.",
    )


def test_many_bad_lines_are_counted(tmp_path):
    (tmp_path / past.FILE).write_bytes(b"\xff\n" * 7)
    (note,) = past.read(tmp_path).notes
    assert note.endswith(
        "lines are no entry of the history and passed over: 1, 2, 3, 4, 5 and 2 more."
    )


def test_a_bad_line_does_not_stop_the_writing(tmp_path):
    (tmp_path / past.FILE).write_text("{\n")
    past.write(tmp_path, [FIRST])
    assert past.read(tmp_path).entries == (FIRST,)


def test_a_state_that_is_no_folder(tmp_path):
    (tmp_path / "state").write_text("")
    with pytest.raises(OutputError, match="cannot be used"):
        past.write(tmp_path / "state", [FIRST])
    with pytest.raises(OutputError, match="cannot be used"):
        past.read(tmp_path / "state")
