"""The word of --by where deals and reps are grouped."""

import pytest

from salesops.commands.deal_groups import dimension
from salesops.errors import UsageError


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        (" Team ", ("owner", "team"), "team"),
        ("rep", ("owner", "team"), "owner"),
        ("owner", ("rep", "team"), "rep"),
        ("rep", {"owner": "rep", "rep": "rep"}, "rep"),
        ("lead_source", ("source",), "source"),
    ],
)
def test_a_word_and_its_like(word, known, found):
    assert dimension(word, known) == found


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("teem", "did you mean team?"), ("mood", "there are team, type"), ("rep", "there are team")],
)
def test_an_unknown_one(word, remedy):
    with pytest.raises(UsageError, match=remedy) as error:
        dimension(word, ("team", "type"))
    assert str(error.value).startswith(f"--by {word}: ")
