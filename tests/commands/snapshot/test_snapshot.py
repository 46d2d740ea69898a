"""Copies of exports by day: kept whole, once each, listed, and pruned by age."""

import os
import tracemalloc
import zipfile
from hashlib import sha256

import pytest
from snapshot_store import ORDERS, STOCK, files, looks, of, stored

from salesops import cli


def test_a_day_looks_as_the_exports_did(run, shop, store):
    (shop / "north").mkdir()
    (shop / "north" / "more.csv").write_text(ORDERS.replace("A-1", "N-1"))
    code, answer = run("10")
    assert code == 0
    for name in ("stock.csv", "orders.csv", "north/more.csv"):
        assert (of(store, "10") / name).read_bytes() == (shop / name).read_bytes()
        assert files(answer)[name]["sha256"] == sha256((shop / name).read_bytes()).hexdigest()
    assert files(answer)["stock.csv"]["source"] == "shopify_inventory"
    assert files(answer)["stock.csv"]["bytes"] == (shop / "stock.csv").stat().st_size


def test_the_same_bytes_are_stored_once(run, shop, store):
    (shop / "copy.csv").write_text(ORDERS)
    run("10")
    run("11")
    assert len(stored(store)) == 2
    alike = [of(store, day) / name for day in ("10", "11") for name in ("orders.csv", "copy.csv")]
    assert len({path.stat().st_ino for path in alike}) == 1


def test_the_same_exports_twice_a_day_change_nothing(run, store):
    run("10")
    before = looks(store)
    code, answer = run("10")
    assert code == 0
    assert looks(store) == before
    assert {row["kept"] for row in answer["tables"]["files"]} == {"stored before"}


def test_of_a_day_the_last_snapshot_counts(run, shop, store):
    run("10")
    first = stored(store)
    (shop / "stock.csv").write_text(STOCK.format(7))
    (shop / "orders.csv").unlink()
    run("10")
    assert (of(store, "10") / "stock.csv").read_text() == STOCK.format(7)
    assert not (of(store, "10") / "orders.csv").exists()
    assert stored(store) == {sha256(STOCK.format(7).encode()).hexdigest()}
    assert len(first) == 2


def test_days_past_the_age_go_and_what_others_share_stays(run, shop, store):
    run("10")
    (shop / "stock.csv").write_text(STOCK.format(4))
    run("11")
    run("13")
    code, answer = run("13", "--keep", "2d")
    assert code == 0
    assert sorted(path.name for path in store.glob("snapshot_day=*")) == [
        "snapshot_day=2026-03-11",
        "snapshot_day=2026-03-13",
    ]
    shared = {sha256(text.encode()).hexdigest() for text in (STOCK.format(4), ORDERS)}
    assert stored(store) == shared
    assert any("Removed 1 day (2026-03-10)" in note for note in answer["notes"])


def test_what_is_kept_is_listed(run, shop):
    assert listed(run)["tables"] == {"days": [], "files": []}
    run("10")
    (shop / "stock.csv").write_text(STOCK.format(4))
    run("12")
    answer = listed(run)
    assert [(row["day"], row["files"]) for row in answer["tables"]["days"]] == [
        ("2026-03-10", 2),
        ("2026-03-12", 2),
    ]
    assert answer["tables"]["days"][1]["new"] == len(STOCK.format(4))
    assert len(answer["tables"]["files"]) == 4


def listed(run):
    code, answer = run("20", "--list")
    assert code == 0
    return answer


def test_listing_writes_nothing(run, store):
    listed(run)
    assert not store.exists()


def test_every_format_tells_hostile_names(shop, capfd):
    for name in ("a\nb\x1b[2J.csv", "=cmd().csv", "<b>.csv", "-x.csv", "né e.csv", "{{7}}.csv"):
        (shop / name).write_text(ORDERS)
    with open(os.fsencode(shop) + b"/bad\xff.csv", "w", encoding="utf-8") as out:  # noqa: PTH123
        out.write(ORDERS)
    base = ["snapshot", "--data", "exports", "--state", "state", "--as-of", "2026-03-10"]
    for what in ([], ["--list"]):
        formats = "terminal,markdown,html,json"
        assert cli.main([*base, *what, "--format", formats, "--out", "out", "--quiet"]) == 0
        for path in (shop.parent / "out").iterdir():
            assert b"\x1b[2J" not in path.read_bytes()
        assert "<b>.csv" not in (shop.parent / "out" / "snapshot.html").read_text()
        assert cli.main([*base, *what, "--format", "csv", "--table", "files", "--quiet"]) == 0
        assert "'=cmd().csv" in capfd.readouterr().out
    names = {path.name for path in (shop.parent / "state").rglob("*.csv")}
    assert {"=cmd().csv", "<b>.csv", "né e.csv", "bad\\xff.csv"} <= names


def test_two_folders_on_one_day_are_named_together(run, shop, store):
    run("10")
    other = shop.parent / "south"
    other.mkdir()
    (other / "orders.csv").write_text(ORDERS.replace("A-1", "S-1"))
    code, err = run("10", data="south")
    assert code == 2
    assert str(shop) in err
    assert run("10", "--data", "south")[0] == 0
    names = {
        path.relative_to(of(store, "10")).as_posix() for path in of(store, "10").rglob("*.csv")
    }
    assert names == {"stock.csv", "exports/orders.csv", "south/orders.csv"}


def test_an_archive_is_kept_as_it_is(run, shop, store):
    with zipfile.ZipFile(shop / "all.zip", "w") as archive:
        archive.writestr("more/orders.csv", ORDERS.replace("A-1", "Z-1"))
        archive.writestr("stock.csv", STOCK.format(3))
    code, answer = run("10")
    assert code == 0
    assert sorted(files(answer)) == ["all.zip", "orders.csv", "stock.csv"]
    assert (of(store, "10") / "all.zip").read_bytes() == (shop / "all.zip").read_bytes()


def test_a_large_file_is_not_held_in_memory(run, shop, store):
    with (shop / "large.csv").open("w") as out:
        out.write(ORDERS)
        for _ in range(400):
            out.write("A-2,2026-03-01,MUG,1,12.50\n" * 4_000)
    tracemalloc.start()
    try:
        code, _ = run("10")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert code == 0
    assert (of(store, "10") / "large.csv").stat().st_size == (shop / "large.csv").stat().st_size
    assert peak < (shop / "large.csv").stat().st_size / 2


def test_nobody_writes_into_a_copy(run, store):
    run("10")
    modes = {path.stat().st_mode & 0o222 for path in store.glob(".objects/*/*")}
    assert modes == {0}


@pytest.mark.parametrize(
    ("more", "data", "code", "said"),
    [
        (["--where", "channel=web"], "exports", 2, "whole files"),
        (["--as-of", "data"], "exports", 2, "is of a day"),
        (["--list", "--keep", "3d"], "exports", 2, "changes nothing"),
        (["--keep", "soon"], "exports", 2, "--keep"),
        (["--state", "exports/state"], "exports", 2, "outside"),
        ([], "missing", 3, "does not exist"),
        ([], "empty", 3, "holds no exports"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(run, shop, more, data, code, said):
    (shop.parent / "empty").mkdir()
    found, err = run("10", *more, data=data)
    assert found == code
    assert said in err
    assert not (shop.parent / "state").exists()
    assert not (shop / "state").exists()


def test_without_a_folder_it_says_so(shop, capfd):
    assert cli.main(["snapshot", "--data", "exports"]) == 2
    assert "--state" in capfd.readouterr().err


def test_stock_is_promised_only_where_some_was_kept(run, shop):
    _, answer = run("10")
    assert "gives the stock of each day" in answer["notes"][0]
    (shop / "stock.csv").unlink()
    _, answer = run("11")
    assert answer["notes"][0].endswith("snapshot_day=2026-03-11.")
