"""The marks of every bundled source: a vendor, a way to export, and headers that are its own."""

import re

import pytest

from salesops.assets import folder
from salesops.exports.marks import marks
from salesops.exports.source import load, normal

SOURCES = {one.name: one for one in load([folder("sql") / "sources"])}
LIKE_A_MARK = re.compile(r"^-- ?(vendors?|exports?|cannot|can ?not|unverified)\b.*:", re.IGNORECASE)
MARK = re.compile(r"^-- (vendor|export|cannot|unverified): \S.*\S$")


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_names_its_vendor_and_how_to_export(name):
    found = marks(SOURCES[name].sql.header)
    assert found.vendor
    assert found.exports


@pytest.mark.parametrize("name", SOURCES)
def test_its_marks_are_well_formed(name):
    lines = SOURCES[name].sql.header.split("\n")
    like = [line for line in lines if LIKE_A_MARK.match(line)]
    assert [line for line in like if not MARK.match(line)] == []
    assert [line for line in like if len(line.partition(": ")[2]) > 100] == []
    assert sum(line.startswith("-- vendor:") for line in like) == 1
    assert len(like) == len(set(like))


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_called_unverified_is_a_header_that_it_takes(name):
    source = SOURCES[name]
    known = {header for i in source.inputs for c in i.columns for header in c.headers}
    unverified = marks(source.sql.header).unverified
    assert [header for header in unverified if normal(header) not in known] == []
    assert len(unverified) == len({normal(header) for header in unverified})


def test_a_vendor_is_spelled_one_way():
    spelled = {marks(source.sql.header).vendor for source in SOURCES.values()}
    assert len({re.sub(r"\W", "", vendor).casefold() for vendor in spelled}) == len(spelled)
