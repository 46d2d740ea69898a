"""The kinds of letters: what each is for, and who is to get one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesops.commands.customers._draft.facts import Person

if TYPE_CHECKING:
    from salesops.commands.customers._draft.story import Story


@dataclass(frozen=True)
class Kind:
    """A kind of letter."""

    name: str
    what: str
    """For whom it is, in words."""
    of_order: bool
    """About an order of theirs: it needs no consent to marketing, and holds no offer without."""
    reads: tuple[str, ...]
    """The SQL behind it, loaded once for all."""
    people: Callable[["Story"], Iterable[Person]]

    @property
    def stem(self) -> str:
        """As files and settings write it."""
        return self.name.replace("-", "_")


def once(people: Iterable[Person]) -> Iterator[Person]:
    """Each person once: the first letter that they would get."""
    met: set[tuple[str, str]] = set()
    for person in people:
        if person.key[1] == "" or person.key not in met:
            met.add(person.key)
            yield person
