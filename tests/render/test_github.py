"""GitHub annotations: which commands a runner finds in the log, and that a cell can forge none."""

import checked
import pytest
from runner import command, commands

from salesops.render.github import render
from salesops.render.view import View
from salesops.verdicts import Outcome, Row


def written(answer):
    return render(answer, View()).decode()


def test_errors_come_first_then_warnings_then_the_counts():
    unique, drift, mojibake, counts = written(checked.typical()).splitlines()
    assert unique == (
        "::error file=orders.csv,line=17,title=unique order_id::"
        "orders.csv: order_id breaks unique.%0A"
        "orders.csv:17 order_id 1001%0Aorders.csv:18 order_id 1001"
    )
    assert drift == (
        "::error file=lines_2.csv,title=drift::"
        "order_lines:  breaks drift.%0Alines_2.csv amount text"
    )
    assert mojibake == (
        "::warning file=orders.csv,line=9,title=mojibake customer::"
        "orders.csv: customer breaks mojibake.%0Aorders.csv:9 customer Ã©"
    )
    assert counts == "salesops check: 2 errors, 1 warning in 5 checks."


def test_passing_checks_give_one_line_and_no_command():
    log = written(checked.answer([checked.verdict(Outcome.PASSED)]))
    assert log == "salesops check: 0 errors, 0 warnings in 1 check.\n"


def test_past_the_cap_it_says_that_the_log_has_more():
    ten = [checked.verdict(Outcome.ERROR, column=f"c{n}") for n in range(10)]
    assert "GitHub" not in written(checked.answer(ten))
    log = written(checked.answer([*ten, checked.verdict(Outcome.ERROR)]))
    assert len(commands(log)) == 11
    assert log.endswith(
        "salesops check: 11 errors, 0 warnings in 11 checks; "
        "GitHub shows the first 10 of each level, this log has them all.\n"
    )


@pytest.mark.parametrize(
    "evil",
    [
        "x\n::error::forged",
        "x\r\n::error::forged",
        "x%0A::error::forged",
        "x%250A::error::forged",
        "::error::forged",
        "a::error file=b::c",
        "a,line=1,title=forged",
        "a:b,c=d",
        "##[error]forged",
        "##[add-path]/evil",
        "\u2028::stop-commands::x",
        "\x85::error::x",
        "%3A%2C%25",
        "\ud800\x1b[31m",
    ],
)
def test_what_a_cell_says_stays_in_the_place_of_its_command(evil):
    answer = checked.answer(
        [checked.verdict(Outcome.ERROR, "sql", evil, evil, message=evil)],
        [Row("sql", evil, 7, evil, evil)],
    )
    log = written(answer)
    (found,) = commands(log)
    seen = evil.encode("unicode_escape").decode() if not evil.isprintable() else evil
    seen = seen.replace("##[", r"#\x23[")
    assert found.name == "error"
    assert found.properties == {"file": seen, "line": "7", "title": f"sql {seen}"}
    assert found.data == f"{seen}\n{seen}:7 {seen} {seen}"
    assert len(log.splitlines()) == 2
    assert command(log.splitlines()[1]) is None


def test_the_model_of_the_runner_takes_what_is_forged_for_a_command():
    """Else the tests above could not fail."""
    assert commands("x\n  ::error::forged")[0].data == "forged"
    assert commands("a ##[error]forged")[0].data == "forged"
    assert commands("::error file=a%2Cb::c%0Ad")[0] == ("error", {"file": "a,b"}, "c\nd")
    assert commands("::nothing::x\na ::error::x") == []
