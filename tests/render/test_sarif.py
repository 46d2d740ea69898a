"""SARIF: the standard's schema, the rules and levels, and where each result points."""

import json
from pathlib import Path

import checked
import pytest
from jsonschema import Draft4Validator

from salesops.render.sarif import render
from salesops.render.view import View
from salesops.verdicts import Outcome, Row

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json"
VALIDATOR = Draft4Validator(json.loads(SCHEMA.read_text()))


def log(answer):
    written = json.loads(render(answer, View()))
    VALIDATOR.validate(written)
    return written


def results(answer):
    return log(answer)["runs"][0]["results"]


def test_the_schema_is_one_that_refuses():
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


def test_the_envelope_names_the_tool_its_version_and_every_check_that_was_held():
    written = log(checked.typical())
    assert (written["version"], len(written["runs"])) == ("2.1.0", 1)
    driver = written["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("salesops", "1.2.3")
    assert [r["id"] for r in driver["rules"]] == [
        "encoding", "mojibake", "unique", "history", "drift",
    ]  # fmt: skip
    assert driver["rules"][2]["shortDescription"] == {"text": "What unique asks."}


def test_results_are_the_failing_verdicts_with_their_levels():
    found = results(checked.typical())
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in found] == [
        ("mojibake", 1, "warning"),
        ("unique", 2, "error"),
        ("drift", 4, "error"),
    ]
    assert found[1]["message"] == {"text": "orders.csv: order_id breaks unique."}


def test_every_row_is_a_location():
    assert results(checked.typical())[1]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "orders.csv"},
                "region": {"startLine": line},
            },
            "message": {"text": "order_id 1001"},
        }
        for line in (17, 18)
    ]


def test_a_result_without_rows_points_at_its_file():
    answer = checked.answer([checked.verdict(Outcome.ERROR, "whole", "in/a b.csv", "")])
    assert results(answer)[0]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "in/a%20b.csv"}}}
    ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("sales/q09 sales[1].csv", "sales/q09%20sales%5B1%5D.csv"),
        ("q11 a\nb\x1b[31m.csv", "q11%20a%0Ab%1B%5B31m.csv"),
        ("javascript:alert(1).csv", "javascript%3Aalert%281%29.csv"),
        ("//evil.example/x.csv", "/evil.example/x.csv"),
        ("a?b#c%41.csv", "a%3Fb%23c%2541.csv"),
        ("d\\e.csv", "d/e.csv"),
        ("Ü.csv", "%C3%9C.csv"),
        ("x\udcff.csv", "x%ED%B3%BF.csv"),
    ],
)
def test_a_file_name_is_a_path_and_nothing_else(file, uri):
    answer = checked.answer([checked.verdict(Outcome.ERROR, file=file)])
    location = results(answer)[0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": uri}


def test_no_text_of_a_cell_makes_a_link_or_a_place_for_a_value():
    evil = "[click](http://evil.example) {0} \x1b]8;;http://e\x07"
    row = Row("unique", "orders.csv", 2, "order_id", evil)
    (result,) = results(checked.answer([checked.verdict(Outcome.ERROR, message=evil)], [row]))
    shown = "[click] (http://evil.example) {{0}} \\x1b]8;;http://e\\x07"
    assert result["message"] == {"text": shown}
    assert result["locations"][0]["message"] == {"text": f"order_id {shown}"}


def test_the_same_answer_gives_the_same_bytes():
    assert render(checked.typical(), View()) == render(checked.typical(), View(color=True))
