"""What is asked for the letters, each thing once; and the letters of a kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from salesops import commands
from salesops.commands.customers._draft import letters
from salesops.commands.customers._draft.facts import Person, one_line, spelled, words
from salesops.commands.customers._draft.kinds import Kind, once
from salesops.commands.customers._draft.people import modules
from salesops.commands.customers._draft.rows import Draft, Tally
from salesops.errors import InputError
from salesops.queries.database import Database, Questions
from salesops.result import Period

ALL = 1000
"""As many as an analysis lists by name."""


@dataclass(frozen=True)
class Story:
    """The question of a run of draft."""

    db: Database
    window: Period
    language: str
    own: Path | None
    """The folder of the reader's own templates."""
    top: int
    limits: Any

    @property
    def as_of(self) -> datetime:
        """The question's now."""
        return self.db.as_of

    @cached_property
    def orders(self) -> Questions:
        """What is asked of orders."""
        return self.db.read("customers/draft/orders")

    @cached_property
    def products(self) -> Questions:
        """What is asked of products."""
        return self.db.read("customers/draft/products")

    @property
    def span(self) -> dict[str, datetime]:
        """The window as statements bind it."""
        return {"start_at": self.window.start, "end_at": self.window.end}

    def rows(self, analysis: str, table: str) -> list[Any]:
        """Everybody in the list of another analysis."""
        (module,) = (one for one in modules() if commands.stem(one) == analysis)
        return list(commands.ask(module, self.db, top=ALL).table(table).rows)


@dataclass(frozen=True)
class Written:
    """The letters of a kind, and who gets none."""

    kind: Kind
    letters: tuple[Draft, ...]
    count: Tally


def write(story: Story, kind: Kind) -> Written:
    """Every letter of a kind that may be written; the first `top` are kept.

    Raises:
        InputError: no export says for whom it is.
    """
    people = [*once(kind.people(story))]
    made = letters.template(kind.stem, story.language, story.own)
    reachable = [one for one in people if one.email]
    agreed = [one for one in reachable if _may(kind, one)]
    tried = (_draft(story, kind, made, one) for one in agreed)
    drafts, incomplete = _first(tried, story.top)
    count = Tally(
        kind.name,
        kind.what,
        len(people),
        len(agreed) - incomplete,
        sum(not _may(kind, one) and one.agreed is False for one in reachable),
        sum(not _may(kind, one) and one.agreed is None for one in reachable),
        len(people) - len(reachable),
        incomplete,
    )
    return Written(kind, tuple(drafts), count)


def _first(tried: Iterable[Draft | None], top: int) -> tuple[list[Draft], int]:
    """So many letters, and how many before the last of them could not be written."""
    found: list[Draft] = []
    incomplete = 0
    for draft in tried:
        if draft is None:
            incomplete += 1
        else:
            found.append(draft)
        if len(found) == top:
            break
    return found, incomplete


def _may(kind: Kind, person: Person) -> bool:
    return kind.of_order or person.agreed is True


def _draft(story: Story, kind: Kind, made: Any, person: Person) -> Draft | None:
    """The letter; no offer goes to who did not agree to be written to."""
    offer = getattr(story.limits, f"{kind.stem}_offer", "") if person.agreed else ""
    name = one_line(person.name or "")
    config = {"offer": offer or None, "sender": story.limits.sender or None}
    about = {"name": name or None, "first_name": name.split(" ")[0] or None}
    facts = words({**about, **person.facts, **config}, story.language, story.db.book.currency)
    said = letters.written(made, facts)
    if said is None:
        return None
    subject, body = (spelled(one, story.language) for one in said)
    email = one_line(person.email or "")
    return Draft(
        kind=kind.name,
        to=f"{name} <{email}>" if name else email,
        name=name or None,
        email=email,
        subject=subject,
        body=body,
        language=story.language,
        shop=person.shop,
        customer=person.customer,
        order=facts.get("order"),
        product=facts.get("product"),
        offer=facts.get("offer"),
    )


def overview(story: Story, kinds: Iterable[Kind]) -> tuple[list[Written], list[str]]:
    """Every kind, and why some cannot be told."""
    found, left_out = [], []
    for kind in kinds:
        try:
            found.append(write(story, kind))
        except InputError as error:
            left_out.append(f"Without {kind.name}: {getattr(error, 'lacking', None) or error}")
    return found, left_out
