"""What is asked of a store beside its numbers: what it holds, and what only exports could say."""

import json

import pytest
from load_store import month, put, run

from salesops import cli
from salesops.exports import store, storing
from salesops.exports.asking import Options
from salesops.settings import Settings

MEDIA = "id,status,created_at,updated_at\n1,READY,2026-03-02,2026-03-02\n"
"""Of a source that fills no table."""
FILES = {
    "m1.csv": month(1, (1, "A", 10), (2, "B", 5)),
    "products.csv": "sku,is_gift_card\nA,false\n",
    "media.csv": MEDIA,
}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Exports, and the store that they were loaded into."""
    folder = tmp_path_factory.mktemp("looked_at")
    data, kept = put(folder / "data", FILES), folder / "shop"
    storing.load(kept, Options(data=(data,), zone="UTC"), Settings())
    return data, kept


def test_sources_of_a_store_are_those_of_its_exports(capfd, both):
    """What is recognised, how many rows of it, and so what can be asked."""
    data, kept = both
    here, there = (run(capfd, "sources", "--data", one)[1] for one in (data, kept))
    for table in ("sources", "commands"):
        assert there["tables"][table] == here["tables"][table]
    assert there["notes"] == here["notes"]
    assert {row["table"] for row in there["tables"]["sources"]} >= {"orders", "none: media"}


def test_sources_of_a_store_say_when_each_was_loaded_and_where_it_lay(capfd, both):
    data, kept = both
    code, answer = run(capfd, "sources", "--data", kept)
    said = store.read(kept)
    found = {row["file"]: (row["rows_in"], row["path"]) for row in answer["tables"]["loaded"]}
    assert code == 0
    assert found == {name: (text.count("\n") - 1, str(data / name)) for name, text in FILES.items()}
    stamps = {row["loaded"] for row in answer["tables"]["loaded"]}
    assert stamps == {one.loaded.isoformat() for one in said.exports}


def test_a_store_goes_by_its_file_too(capfd, both):
    kept = both[1]
    assert (
        run(capfd, "sources", "--data", kept)[1]["tables"]
        == (run(capfd, "sources", "--data", kept / store.FILE)[1]["tables"])
    )


@pytest.mark.parametrize(
    "asked",
    [
        ("check",),
        ("map",),
        ("init",),
        ("snapshot", "--state", "state", "--data"),
        ("load", "--store", "other", "--data"),
    ],
    ids=lambda asked: asked[0],
)
def test_what_looks_at_exports_names_them(capfd, both, asked, tmp_path, monkeypatch):
    data, kept = both
    monkeypatch.chdir(tmp_path)
    code = cli.main([*asked, str(kept)])
    out, err = capfd.readouterr()
    assert (code, out) == (2, "")
    assert f"{asked[0]} looks at the exports themselves: it was loaded from {data}, so" in err
    assert list(tmp_path.iterdir()) == []


def test_several_folders_are_told(capfd, both, tmp_path):
    data = both[0]
    more = put(tmp_path / "more", {"m2.csv": month(2, (3, "C", 1))})
    twice = tmp_path / "shop"
    storing.load(twice, Options(data=(more, data), zone="UTC"), Settings())
    assert cli.main(["check", str(twice)]) == 2
    assert " and 1 more, so" in capfd.readouterr().err


def test_an_error_of_load_is_an_object_where_the_answer_would_be(capfd, both):
    """And of a log a line like the others."""
    asked = ["load", "--store", str(both[1]), "--data", "nowhere", "--format", "json"]
    for log, at in ((), "error"), (("--log-format", "json"), None):
        code = cli.main([*asked, *log])
        out, err = capfd.readouterr()
        said = json.loads(err)
        said = said[at] if at else said
        assert (code, out) == (3, "")
        assert (said["code"], said["exit"]) == ("input", 3)
        assert "nowhere does not exist" in said["message"]
