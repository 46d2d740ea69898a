"""JUnit XML: the schema that pytest is held to, what each outcome becomes, and what a case says."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import checked
import pytest
import xmlschema

from salesops.errors import UsageError
from salesops.render.junit import render
from salesops.render.view import View
from salesops.verdicts import Outcome, Row


@cache
def schema():
    return xmlschema.XMLSchema(Path(__file__).parents[1] / "schemas" / "junit-10.xsd")


def parsed(answer, **view):
    return ET.fromstring(render(answer, View(**view)))


@pytest.mark.parametrize("fail_on", ["never", "warning", "error"])
def test_it_validates(fail_on):
    schema().validate(render(checked.typical(), View(fail_on=fail_on)).decode())


def test_without_a_verdict_it_validates_too():
    written = render(checked.answer(()), View()).decode()
    schema().validate(written)
    assert ET.fromstring(written).attrib == {
        "name": "salesops check",
        "tests": "0",
        "failures": "0",
        "errors": "0",
    }


def test_a_suite_is_a_file_and_counts_its_cases():
    root = parsed(checked.typical())
    assert [s.attrib for s in root] == [
        {"name": "orders.csv", "tests": "3", "failures": "1", "errors": "0", "skipped": "1"},
        {"name": "order_lines", "tests": "2", "failures": "1", "errors": "0", "skipped": "1"},
    ]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "2", "0")
    assert [c.get("name") for c in root.iter("testcase")] == [
        "encoding", "mojibake customer", "unique order_id", "history", "drift",
    ]  # fmt: skip
    assert {c.get("classname") for c in root[0]} == {"orders.csv"}


def test_a_failure_says_what_was_measured_and_where():
    failure = parsed(checked.typical()).find("testsuite/testcase[@name='unique order_id']/failure")
    assert failure.attrib == {
        "type": "unique",
        "message": "orders.csv: order_id breaks unique.",
    }
    assert failure.text.splitlines() == [
        "measured: 2 keys stand twice",
        "wanted: no key twice",
        "rows: 3 of 1,000 (0.3 %)",
        "at orders.csv:17 order_id 1001",
        "at orders.csv:18 order_id 1001",
    ]


def test_rows_of_a_table_stand_by_its_verdict_though_they_name_its_files():
    failure = parsed(checked.typical()).find("testsuite/testcase[@name='drift']/failure")
    assert failure.text.splitlines()[2:] == ["at lines_2.csv amount text"]


def test_a_warning_is_seen_but_fails_only_where_warnings_fail():
    case = "testsuite/testcase[@name='mojibake customer']"
    skipped = parsed(checked.typical()).find(f"{case}/skipped")
    assert skipped.get("message") == "warning: orders.csv: customer breaks mojibake."
    assert "at orders.csv:9 customer Ã©" in skipped.text
    strict = parsed(checked.typical(), fail_on="warning")
    assert strict.find(f"{case}/skipped") is None
    assert strict.find(f"{case}/failure").get("type") == "mojibake"
    assert strict.find("testsuite").get("failures") == "2"


def test_what_is_still_learnt_is_neither_passed_nor_failed():
    case = "testsuite/testcase[@name='history']"
    for fail_on in ("warning", "error"):
        skipped = parsed(checked.typical(), fail_on=fail_on).find(f"{case}/skipped")
        assert skipped.get("message").startswith("learning: ")


def test_a_passing_check_shows_what_it_measured():
    case = parsed(checked.typical()).find("testsuite/testcase[@name='encoding']")
    assert [(part.tag, part.text) for part in case] == [("system-out", "measured: UTF-8")]


def test_cases_of_one_name_are_numbered():
    answer = checked.answer([checked.verdict(Outcome.ERROR, "sql", column="")] * 3)
    names = [case.get("name") for case in parsed(answer).iter("testcase")]
    assert names == ["sql", "sql (2)", "sql (3)"]


def test_a_row_stands_by_the_verdict_of_its_own_file_and_column():
    both = [
        checked.verdict(Outcome.ERROR, "not-null", "a.csv", "x"),
        checked.verdict(Outcome.ERROR, "not-null", "a.csv", "y"),
        checked.verdict(Outcome.ERROR, "not-null", "b.csv", "y"),
        checked.verdict(Outcome.PASSED, "not-null", "c.csv", "y"),
    ]
    rows = [Row("not-null", "b.csv", 2, "y", "b"), Row("not-null", "a.csv", 3, "y", "a")]
    said = [f.text.splitlines()[3:] for f in parsed(checked.answer(both, rows)).iter("failure")]
    assert said == [[], ["at a.csv:3 y a"], ["at b.csv:2 y b"]]


def test_characters_that_xml_forbids_are_shown_as_their_codes():
    evil = "a\x00b\x0b\x1b\ufffe\uffff\ud800 ]]> <b> &amp; \r\n\t"
    answer = checked.answer(
        [checked.verdict(Outcome.ERROR, "sql", evil, evil, message=evil, measured=evil)],
        [Row("sql", evil, 1, evil, evil)],
    )
    schema().validate(render(answer, View()).decode())
    seen = r"a\x00b\x0b\x1b\ufffe\uffff\ud800 ]]> <b> &amp; \r\n\t"
    suite = parsed(answer)[0]
    assert suite.get("name") == seen
    assert suite.find("testcase/failure").get("message") == seen
    assert suite.find("testcase/failure").text.splitlines()[-1] == f"at {seen}:1 {seen} {seen}"


@pytest.mark.parametrize("name", ["junit", "sarif", "github"])
def test_only_check_has_cases(name, calm, hard):
    from salesops.render import renderer

    for other in (calm, hard):
        with pytest.raises(UsageError, match=f"--format {name}: only check has test cases"):
            renderer(name)(other, View())
