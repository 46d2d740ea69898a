"""What draft says in words: its headline and its notes."""

from collections.abc import Iterator, Sequence

from salesops.commands.customers._draft.story import Written
from salesops.units import counted

READ = (
    "Nothing is sent: read each letter, then send it yourself. --format eml --out FOLDER writes "
    "files that a mail program opens, --format csv is for a mail merge."
)


def headline(every: Sequence[Written], *, one: bool) -> str:
    """How many letters there are, and who gets none."""
    if not one:
        return _of_all(every)
    (found,) = every
    count = found.count
    if not count.people:
        return f"No letters: there are no {count.what}."
    left = _left(found)
    said = f"{counted(count.letters, 'letter')} for {count.what}"
    return f"{said}; {left}." if left else f"{said}."


def _of_all(every: Sequence[Written]) -> str:
    ready = [one.count for one in every if one.count.letters]
    if not ready:
        return "There is nobody to write to."
    said = ", ".join(f"{one.letters:,} {one.kind}" for one in ready)
    return f"Letters that may be written: {said}."


def _left(found: Written) -> str:
    """Who gets none, and why."""
    count = found.count
    told = (
        (count.no_consent, "refused to be written to"),
        (count.unknown, "did not say whether they may be"),
        (count.no_address, "left no e-mail address"),
        (count.incomplete, "lack a fact that the letter is about"),
    )
    return ", ".join(f"{n:,} {why}" for n, why in told if n)


def notes(every: Sequence[Written], *, one: bool) -> Iterator[str]:
    """What a reader must know before they send any."""
    if not one:
        yield "The letters of one kind: salesops draft KIND."
        return
    (found,) = every
    if found.letters:
        yield READ
    more = found.count.letters - len(found.letters)
    if more:
        yield f"{more:,} more: --top {found.count.letters}."
    if found.kind.of_order:
        yield (
            "A message about an order needs no consent to marketing; an offer stands only in those "
            "to customers who agreed to be written to."
        )
