"""No source takes another's file: every raw file and every input, held against all sources.

A pair that is one by nature, as two inputs ask for the same headers, stands here with its reason.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from salesops import cli
from salesops.exports import catalogue
from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, sources_of
from salesops.exports.inspect import File
from salesops.exports.recognise import Match, match, match_last
from salesops.settings import Settings, read

HERE = Path(__file__).parents[1] / "sources"
NO_EXPORTS = ("expect_", "zone.", "notes.", "lent.", "salesops.", ".")
SOURCES = sources_of(Settings())
NAMED = {"stripe_sales"}
"""Sources that only [sources] names: their files are another's."""
INPUTS = {
    (s.name, i.name): (s, i)
    for s in SOURCES
    for i in s.inputs
    if not i.lines and s.name not in NAMED
}
SHEET = File(Path("any.parquet"), "parquet", (), "", (0, 0, 0))
"""Of a file without text the header is what is said of it."""
ONE_KEY = "of tables that are told by one key the first that knows it is as good as another"
BY_NATURE = {
    ("canonical", "checkouts_rows"): ONE_KEY,
    ("canonical", "products_rows"): ONE_KEY,
    ("canonical", "spend_daily_rows"): ONE_KEY,
    ("canonical", "subscriptions_rows"): ONE_KEY,
    ("canonical", "supply_rows"): ONE_KEY,
    ("canonical", "traffic_daily_rows"): ONE_KEY,
    ("supply_flat", "rows"): "a table of products states lead times too, under the same two names",
}
"""Inputs whose least header is another's as well."""


def raw_files():
    """Every raw file of a test folder of a source."""
    cases = sorted({path.parent for path in HERE.glob("*/*/expect_*.csv")})
    found = (path for case in cases for path in sorted(case.rglob("*")) if path.is_file())
    return [path for path in found if not path.name.startswith(NO_EXPORTS)]


def recognised(path):
    """What the file is taken for where it lies alone; the settings may only name its encoding."""
    said = HERE.joinpath(*path.relative_to(HERE).parts[:2]) / "salesops.toml"
    settings = read(said, ()) if said.exists() else Settings()
    by_line = {source.name for source in SOURCES if source.by_line} | NAMED
    told = {file: name for file, name in settings.sources.items() if name in by_line}
    return Catalogue(Options((path,)), replace(settings, sources=told)).files


def chosen(names):
    """Source and input that a file of this header alone is taken for."""
    found = match(SHEET, SOURCES, tuple(names))
    if not isinstance(found, Match):
        found = match_last(SHEET, SOURCES, tuple(names))
    return (found.source.name, found.input.name) if found else None


def alike(one, other):
    """Whether two inputs are one: both fill the same table, and one is this table as a file."""
    (a, of_a), (b, of_b) = INPUTS[one], INPUTS[other]
    if "canonical" not in (a.name, b.name):
        return one == other
    fills = [
        {i.name.removesuffix("_rows")} if s.name == "canonical" else set(s.tables)
        for s, i in ((a, of_a), (b, of_b))
    ]
    return one == other or bool(fills[0] & fills[1])


RAW = {str(path.relative_to(HERE)): path for path in raw_files()}
every_folder = pytest.mark.parametrize("folder", sorted({name.split("/")[0] for name in RAW}))
every_source = pytest.mark.parametrize("source", sorted({source for source, _ in INPUTS}))


@pytest.fixture(scope="module")
def taken():
    """Every raw file and what it is taken for."""
    with pytest.MonkeyPatch.context() as patch:  # read once, not once a file
        patch.setattr(catalogue, "sources_of", lambda _: SOURCES)
        return {name: recognised(path) for name, path in RAW.items()}


def below(folder, taken):
    """What each raw file of a folder is taken for."""
    return [(name, one) for name in taken if name.split("/")[0] == folder for one in taken[name]]


@every_folder
def test_a_raw_file_is_taken_by_the_source_of_its_folder(folder, taken):
    """One that lies beside for its sake, as orders by transactions, fits nothing of that source."""
    of_own = tuple(source for source in SOURCES if source.name == folder)
    for name, one in below(folder, taken):
        assert isinstance(one.found, Match), name
        if one.found.source.name != folder:
            assert not isinstance(match(one.file, of_own, one.found.header.names), Match), name


def test_every_folder_has_files_of_its_own(taken):
    found = {(r.found.source.name, name.split("/")[0]) for name in taken for r in taken[name]}
    assert {folder for _, folder in found} == {own for own, folder in found if own == folder}


def variants(found):
    """A header as others of the same system write it."""
    names = found.header.names
    yield tuple(name.upper().replace(" ", "_") for name in names[::-1])
    yield tuple(f" {name.lower().replace('_', '-')}" for name in names)
    if found.source.name != "canonical":  # a table of ours is told by knowing every header
        yield (*names, "", "Column of our own")
        asked = (c for c in found.input.columns if c.needed or c.group)
        places = {found.places[c.name] for c in asked if c.name in found.places}
        yield tuple(names[place] for place in sorted(places))


@every_folder
def test_a_raw_file_is_known_however_its_columns_are_written(folder, taken):
    for name, one in below(folder, taken):
        found = one.found
        if not found.source.by_line and found.source.name not in NAMED:
            was = (found.source.name, found.input.name)
            for names in variants(found):
                assert alike(chosen(names), was), (name, names)


def least(wanted):
    """The headers that an input cannot be without, one for each member of each of its groups."""
    needed = [c.label for c in wanted.columns if c.needed or c.key]
    groups = {}
    for column in wanted.columns:
        if column.group:
            groups.setdefault(column.group, []).append(column.label)
    firsts = {group: labels[0] for group, labels in groups.items()}
    yield tuple(dict.fromkeys([*needed, *firsts.values()]))
    for group, labels in groups.items():
        for label in labels[1:]:
            yield tuple(dict.fromkeys([*needed, *{**firsts, group: label}.values()]))


def spelled(wanted, place):
    """All headers of an input, each column by its first or its last spelling."""
    columns = (column for column in wanted.columns if not column.never)
    return tuple(dict.fromkeys(column.headers[place] for column in columns))


def of_source(source):
    """The inputs of a source, by name."""
    return [(one, wanted) for one, (_, wanted) in INPUTS.items() if one[0] == source]


@every_source
def test_the_least_header_of_an_input_is_its_own(source):
    for one, wanted in of_source(source):
        for names in least(wanted):
            fits = match(SHEET, (INPUTS[one][0],), names)
            assert isinstance(fits, Match), (one, names)
            if one not in BY_NATURE:
                assert alike(chosen(names), one), (one, names)


@every_source
def test_the_whole_header_of_an_input_is_its_own(source):
    for one, wanted in of_source(source):
        for place in (0, -1):
            names = spelled(wanted, place)
            assert alike(chosen(names), one), (one, names)


@pytest.mark.parametrize("one", BY_NATURE, ids=".".join)
def test_what_is_one_by_nature_still_is(one):
    """An entry that no longer needs its reason goes."""
    assert one in INPUTS
    assert {chosen(names) for names in least(INPUTS[one][1])} != {one}


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory, taken):
    """A folder with a file of every input, but those that only settings or an empty shop name."""
    folder, met = tmp_path_factory.mktemp("one_of_each"), set()
    for name, files in taken.items():
        kinds = {(r.found.source, r.found.input.name) for r in files}
        sources = {source.name for source, _ in kinds}
        apart = any(source.by_line or source.last for source, _ in kinds)
        if apart or sources != {name.split("/")[0]} or {(s.name, i) for s, i in kinds} <= met:
            continue
        met |= {(source.name, kind) for source, kind in kinds}
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RAW[name], folder / name)
    return folder


def asked(capfd, *argv):
    """The answer of a command about the folder, all of whose shops are one in zone and currency."""
    code = cli.main([*map(str, argv), "--tz", "UTC", "--currency", "EUR", "--format", "json"])
    return code, json.loads(capfd.readouterr().out)


def test_a_folder_with_one_export_of_each_is_recognised(one_of_each):
    found = Catalogue(Options((one_of_each,)), Settings()).files
    assert [r.file.path for r in found if not isinstance(r.found, Match)] == []
    apart = {source.name for source in SOURCES if source.by_line or source.last}
    tested = {name.split("/")[0] for name in RAW}
    assert {r.found.source.name for r in found} == tested - apart


@pytest.mark.slow  # some 10 s each: thousands of statements about a hundred little files
def test_a_folder_with_one_export_of_each_is_listed_whole(one_of_each, capfd):
    code, answer = asked(capfd, "sources", "--data", one_of_each)
    assert code == 0
    assert answer["tables"]["unknown"] == []
    assert answer["findings"] == []


@pytest.mark.slow
def test_a_folder_with_one_export_of_each_is_read_whole(one_of_each, capfd):
    _, answer = asked(capfd, "check", "--data", one_of_each)
    checks = answer["tables"]["checks"]
    failed = {c["check"]: c["message"] for c in checks if c["outcome"] in ("error", "warning")}
    about_files = {"recognised", "readable", "header", "missing-column", "encoding", "whole"}
    assert {check: failed[check] for check in about_files & failed.keys()} == {}
    raw = [path for path in one_of_each.rglob("*") if path.is_file()]
    assert len(answer["tables"]["files"]) >= len(raw)
