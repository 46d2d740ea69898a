"""Forecasts kept in the state folder: whole, once, and never in each other's way."""

import json
from threading import Thread

import numpy as np
import pyarrow.parquet as pq
import pytest
from pulse_store import salesops
from tracking_store import (
    ASKED,
    FOURTH,
    THIRD,
    WEEKS,
    database,
    files,
    judged,
    lines,
    numbers,
    save,
    shop,
    told,
)  # fmt: skip

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.tracking import saved, snapshot
from salesops.commands.series import history
from salesops.errors import Exit, UsageError
from salesops.models.forecast.naive import naive_error, seasonal_naive
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Freq

pytestmark = pytest.mark.slow

HAND = (130, 110, 150, 90, 170)
GAP = np.nan


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory, folder):
    """The one file of a forecast that was saved."""
    state = tmp_path_factory.mktemp("state")
    said = save(folder, state, THIRD, *HAND)
    (name,) = files(state)
    assert said == f"Kept as forecasts/{name} in the state folder."
    return state / saved.FOLDER / name


def test_a_snapshot_holds_every_number(kept):
    """28 days from the third Monday; the naive says the second week, which brought 120 a day."""
    rows = pq.read_table(kept).to_pylist()
    assert len(rows) == 28
    first, last = rows[0], rows[-1]
    assert (f"{first['ds']}", f"{last['ds']}") == ("2026-01-19", "2026-02-15")
    assert {name: float(first[name]) for name in ("yhat", "naive", "lo80", "hi80")} == {
        "yhat": 130, "naive": 120, "lo80": 110, "hi80": 150,
    }  # fmt: skip
    assert (first["unique_id"], first["scale"]) == ("total", 20)
    assert {(float(row["lo95"]), float(row["hi95"])) for row in rows} == {(90, 170)}


def test_a_snapshot_says_what_it_is_of(kept, folder):
    said = json.loads(pq.read_schema(kept).metadata[b"salesops.forecast"])
    assert said["question"] == {
        "measure": "revenue", "by": "total", "freq": "day", "method": "auto",
    }  # fmt: skip
    assert (said["made"], said["first"]) == ("2026-01-19T00:00:00", "2026-01-19")
    assert said["terms"]["where"] == []
    with database(folder, THIRD) as db:
        assert said["fingerprint"] == db.book.fingerprint
    assert kept.name.startswith("2026-01-19T000000-revenue-total-day-")


def test_the_same_again_is_the_same_file(kept, folder, tmp_path):
    """Byte by byte, in another folder too; in the same one nothing is added."""
    save(folder, tmp_path, THIRD, *HAND)
    (name,) = files(tmp_path)
    path = tmp_path / saved.FOLDER / name
    assert (name, path.read_bytes()) == (kept.name, kept.read_bytes())
    before = path.stat().st_mtime_ns
    assert "otherwise" not in save(folder, tmp_path, THIRD, *HAND)
    assert (files(tmp_path), path.stat().st_mtime_ns) == ([name], before)


def test_corrected_data_stands_beside_it_and_counts(tmp_path):
    store = shop(tmp_path / "in")
    state = tmp_path / "state"
    save(store, state, THIRD, *HAND)
    first = files(state)[0]
    bytes_before = (state / saved.FOLDER / first).read_bytes()
    shop(store, lines=lines([*WEEKS[:13], 121, *WEEKS[14:]]))
    said = save(store, state, THIRD, 131, *HAND[1:])
    second = first.replace(".parquet", "-2.parquet")
    assert said == (
        f"Kept as forecasts/{second} in the state folder. The same question was told otherwise "
        "before: that stays beside it, and this one counts."
    )
    assert files(state) == [second, first]
    assert (state / saved.FOLDER / first).read_bytes() == bytes_before
    assert numbers(judged(store, state, FOURTH))["bias"] == pytest.approx(7 * 131 / 1000 - 1)
    # Back as it was: the first numbers are told anew, and count again.
    save(store, state, THIRD, *HAND)
    assert len(files(state)) == 3
    assert numbers(judged(store, state, FOURTH))["bias"] == pytest.approx(7 * 130 / 1000 - 1)


def test_it_needs_a_folder(folder):
    with pytest.raises(UsageError, match=r"--save needs .* --state FOLDER, or in SALESOPS_STATE"):
        save(folder, None, THIRD, *HAND)


def test_it_needs_the_intervals_that_are_compared(folder, tmp_path):
    with database(folder, THIRD) as db:
        outlook = told(history(db, "revenue", "total", Freq.DAY, 7).parts, *HAND)
        object.__setattr__(outlook, "bounds", {0.9: outlook.within(0.8)})
        with pytest.raises(UsageError, match="80 and 95 %"):
            saved.save(db, tmp_path, ASKED, outlook)
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_said_and_passed_over(folder, tmp_path, kept):
    save(folder, tmp_path, THIRD, *HAND)
    place = tmp_path / saved.FOLDER
    whole = kept.read_bytes()
    (place / "2025.parquet").write_bytes(whole)  # a name of somebody else's
    (place / "half.parquet").write_bytes(whole[: len(whole) // 2])
    (place / "notes.txt").write_text("mine")
    pq.write_table(pq.read_table(kept).replace_schema_metadata({}), place / "other.parquet")
    (place / ".unfinished").write_bytes(whole[:100])
    report = judged(folder, tmp_path, FOURTH)
    assert numbers(report)["compared"] == 7
    assert (
        "Passed over in forecasts of the state folder, being no whole forecast: 2025.parquet, "
        "half.parquet, notes.txt and 1 more."
    ) in report.notes


def test_a_snapshot_with_broken_rows_is_said(folder, tmp_path, kept):
    """Its end is whole, so what it is of can be read; its rows are not."""
    save(folder, tmp_path, THIRD, *HAND)
    path = tmp_path / saved.FOLDER / kept.name
    whole = pq.read_table(path)
    for rows in (whole.slice(0, 0), whole.take([*range(28), 3]), whole.drop_columns(["lo80"])):
        pq.write_table(rows, path)
        assert snapshot.head(path) is not None
        report = judged(folder, tmp_path, FOURTH)
        assert report.metrics == ()
        assert any(kept.name in note for note in report.notes)
    path.write_bytes(kept.read_bytes()[:4] + b"\0" * 40 + kept.read_bytes()[44:])
    assert any(kept.name in note for note in judged(folder, tmp_path, FOURTH).notes)


def test_two_at_once_keep_both(folder, tmp_path):
    """Two forecasts of one question and moment, and two of other questions."""
    asked = [ASKED, ASKED, Asked("orders", horizon=7), Asked("units", horizon=7)]
    runs = [
        Thread(target=save, args=(folder, tmp_path, THIRD, n, 0, 9, 0, 9), kwargs={"asked": one})
        for n, one in enumerate(asked)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    shelf = saved.shelf(tmp_path / saved.FOLDER)
    assert not shelf.bad
    told_of = sorted(one.head.question.measure for one in shelf.kept)
    assert told_of == ["orders", "revenue", "revenue", "units"]
    both = [snapshot.read(one.path) for one in shelf.kept if one.head.question.measure == "revenue"]
    assert {float(shot.values["yhat"][0, 0]) for shot in both} == {0, 1}


def test_values_come_back_as_they_went(tmp_path, kept):
    """Names of any kind, cents of large sums, and a naive that nobody knows."""
    of = snapshot.head(kept)
    ids = ("é", 'a"b', "line\nbreak", "", "1")
    shape = (len(ids), 3)
    values = np.random.default_rng(7).normal(0, 1e9, shape)
    names = ("yhat", "naive", "lo80", "hi80", "lo95", "hi95")
    shot = snapshot.Snapshot(
        of, ids, np.arange("2026-01-19", "2026-01-22", dtype="datetime64[D]"),
        ("level",) * 5, np.array([1.5, 0, GAP, 2, 1e-9]),
        {name: snapshot.rounded(values + n) for n, name in enumerate(names)},
    )  # fmt: skip
    shot.values["naive"][2] = GAP
    path = tmp_path / "x.parquet"
    path.write_bytes(snapshot.written(shot))
    back = snapshot.read(path)
    assert back.same(shot)
    assert (back.ids, back.methods, back.head) == (ids, shot.methods, of)
    np.testing.assert_array_equal(back.scale, shot.scale)
    np.testing.assert_array_equal(back.values["naive"], shot.values["naive"])


def test_a_day_of_four_hundred_series_is_small(kept):
    many = (400, 28)
    values = np.random.default_rng(1).lognormal(2, 1, many)
    names = ("yhat", "naive", "lo80", "hi80", "lo95", "hi95")
    shot = snapshot.Snapshot(
        snapshot.head(kept), tuple(f"SKU-{n:05}" for n in range(400)),
        np.arange("2026-01-01", "2026-01-29", dtype="datetime64[D]"), ("level",) * 400,
        np.ones(400), {name: snapshot.rounded(values * n) for n, name in enumerate(names, 1)},
    )  # fmt: skip
    assert len(snapshot.written(shot)) < 250_000


def test_an_empty_panel_keeps_nothing(folder, tmp_path):
    with database(folder, THIRD) as db:
        outlook = told(history(db, "revenue", "total", Freq.DAY, 7).parts, *HAND)
        object.__setattr__(outlook.panel, "ids", ())
        assert isinstance(outlook, Outlook)
        said = saved.save(db, tmp_path, ASKED, outlook)
    assert said == "No series is forecast, so none is kept."
    assert list(tmp_path.iterdir()) == []


def test_the_naive_is_the_last_cycle_again():
    """A gap is told by the cycle before it, a phase never seen by the last value."""
    y = np.array([[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, GAP, GAP, 6, GAP], [GAP] * 7, [GAP] * 6 + [9]])
    np.testing.assert_array_equal(
        seasonal_naive(y, 3, 5),
        [[5, 6, 7, 5, 6], [2, 6, 1, 2, 6], [GAP] * 5, [9] * 5],
    )
    np.testing.assert_array_equal(seasonal_naive(np.empty((1, 0)), 7, 2), [[GAP, GAP]])


def test_the_naive_error_is_of_what_is_known():
    y = np.array([[1, 2, 4, 8], [1, GAP, 4, 8], [1, GAP, GAP, 8]])
    np.testing.assert_array_equal(naive_error(y, 2), [(3 + 6) / 2, 3, GAP])
    np.testing.assert_array_equal(naive_error(y, 5), [GAP] * 3)


def command(folder, as_of, *args):
    return salesops(
        "forecast", "--data", folder, "--as-of", as_of, "--format", "json", "--quiet", *args
    )


def test_the_command_keeps_and_compares(folder, tmp_path, monkeypatch):
    """Whatever the engine tells, the naive beside it is known by hand."""
    state = tmp_path / "state"
    code, out, err = command(folder, THIRD, "--save", "--state", state)
    assert (code, err) == (0, "")
    (name,) = files(state)
    assert f"Kept as forecasts/{name} in the state folder." in json.loads(out)["notes"]
    monkeypatch.setenv("SALESOPS_STATE", str(state))
    code, again, _ = command(folder, THIRD, "--save")
    assert (code, again, files(state)) == (0, out, [name])
    code, out, _ = command(folder, FOURTH, "--accuracy")
    found = json.loads(out)
    assert (code, found["metrics"]["snapshots"], found["metrics"]["compared"]) == (0, 1, 7)
    assert found["metrics"]["naive_wape"] == pytest.approx(0.16)
    assert [row["ahead"] for row in found["tables"]["leads"]] == ["1-7 days"]


@pytest.mark.parametrize("option", ["--save", "--accuracy"])
def test_without_a_folder_the_command_refuses_and_writes_nothing(folder, tmp_path, option):
    before = sorted(path.name for path in folder.iterdir())
    code, out, err = command(folder, THIRD, option)
    assert (code, out) == (Exit.USAGE, "")
    assert f"{option} needs a folder that keeps forecasts: name one with --state" in err
    assert sorted(path.name for path in folder.iterdir()) == before
