"""The column lines of a source file: what they say, and how a mistake in one is told."""

from pathlib import Path

import pytest

from salesops.errors import UsageError
from salesops.exports.source import parse
from salesops.queries.statement import SqlFile


def columns(*lines):
    """The input columns that a source with such lines has, by name."""
    text = "\n".join(["-- Things.", "-- input: rows", *(f"--   {line}" for line in lines)])
    (taken,) = parse(SqlFile(Path("till.sql"), text, ())).inputs
    return {column.name: column for column in taken.columns}


def test_a_column_may_be_any_of_those_above():
    found = columns(
        "left  text        : Churned | Left at", "plan  text        : Plan",
        "sure  text needed : =left | =plan | Tier",
    )  # fmt: skip
    assert found["sure"].headers == ("churned", "left at", "plan", "tier")
    assert found["sure"].label == "Churned"
    assert found["sure"].spelled == ("=left", "=plan", "Tier")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["sure text needed : =left", "left text : Churned"], "=left in '--   sure"),
        (["left words : Churned"], "cannot read the column line"),
        (["left text always : Churned"], "'always' in '--   left text always : Churned'"),
    ],
)
def test_a_mistake_is_told_with_its_line(lines, said):
    with pytest.raises(UsageError, match=r"^till\.sql: ") as caught:
        columns(*lines)
    assert said in str(caught.value)
