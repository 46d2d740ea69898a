"""Each rule of the portable subset: a statement that breaks it and one that says it right."""

import re
from pathlib import Path

import pytest

from salesops.queries.portable import RULES, lint

PART = re.compile(r"^-- ([a-z-]+): (?:broken|right)$", re.MULTILINE)


def broken_and_right():
    """(rule, broken, right) of each pair in lint_cases.sql."""
    text = Path(__file__).with_name("lint_cases.sql").read_text(encoding="utf-8")
    _, *parts = PART.split(text)
    rules, statements = parts[::2], [part.strip() for part in parts[1::2]]
    assert rules[::2] == rules[1::2]
    return list(zip(rules[::2], statements[::2], statements[1::2], strict=True))


BROKEN_AND_RIGHT = broken_and_right()


@pytest.mark.parametrize(("rule", "broken", "right"), BROKEN_AND_RIGHT)
def test_rule(rule, broken, right):
    assert rule in {problem.rule for problem in lint(broken)}
    assert lint(right) == []


def test_every_rule_is_shown():
    text = {"parse", "function", "from-first", "star", "order-by"}
    assert {rule for rule, _, _ in BROKEN_AND_RIGHT} == text | set(RULES)


def test_a_problem_names_its_line():
    sql = "-- What it answers\nSELECT a,\n    round(b, 2) AS b\nFROM t\nORDER BY a"
    (problem,) = lint(sql)
    assert (problem.rule, problem.line) == ("function", 3)
    assert "round when printing" in problem.message


def test_a_view_needs_no_order_and_may_have_a_star():
    assert lint("SELECT * FROM t", view=True) == []
    assert lint("CREATE VIEW v AS SELECT t.*, a + 1 AS b FROM t", view=True) == []


def test_a_quoted_or_commented_word_is_no_problem():
    assert lint("-- FROM t SELECT ?\nSELECT a /* FROM */, 'FROM ?' AS b FROM t ORDER BY a") == []
