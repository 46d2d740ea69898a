"""What deals and reps can be grouped by: the word of `--by` in the commands of the team."""

from collections.abc import Collection

from salesops.errors import UsageError, meant

_ALSO = {"rep": "owner", "owner": "rep", "lead_source": "source"}
"""What is asked for by one word where a command knows it by the other."""


def dimension(text: str, known: Collection[str]) -> str:
    """What --by names, as the command knows it.

    Raises:
        UsageError: it can be grouped by no such thing; the nearest that it can is named.
    """
    word = text.strip().lower()
    for name in (word, _ALSO.get(word, word)):
        if name in known:
            return name
    raise UsageError(f"--by {text}: {meant(word, known)}")
