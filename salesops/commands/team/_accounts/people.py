"""Who accounts may belong to: the team, and who has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesops.commands.opportunities import named
from salesops.commands.team._accounts.rows import Account, Key, Person
from salesops.errors import UsageError, meant
from salesops.models.ramp import months_between

MOST = 20
"""Names that an error lists."""


@dataclass(frozen=True)
class Rep:
    """Somebody who has accounts or may have some."""

    key: Key
    name: str
    territory: str | None
    months: int | None
    """As a rep; None where no start is known."""
    left: bool
    ends: date | None = None


@dataclass(frozen=True)
class Team:
    """All of them."""

    there: Sequence[Rep]
    left: Sequence[Rep]

    def find(self, name: str) -> Rep:
        """The one of that name or id, but for case and spaces.

        Raises:
            UsageError: nobody is called so, or several are.
        """
        every = [*self.there, *self.left]
        found = [rep for rep in every if _bare(name) in (_bare(rep.name), _bare(rep.key[1] or ""))]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{name} is the name of {len(found)} reps: name one by id")
        raise UsageError(f"no rep {name}{nearest(name, [rep.name for rep in every])}")


def nearest(name: str, known: Sequence[str]) -> str:
    """The remedy for a name that is none of those known; of many that are like none, nothing."""
    from difflib import get_close_matches  # an error's business alone

    few = len(known) <= MOST
    return f": {meant(name, known)}" if few or get_close_matches(name, known, 1) else ""


def _bare(name: str) -> str:
    return name.lower().replace(" ", "")


def team(accounts: Sequence[Account], people: Sequence[Person], today: date) -> Team:
    """Reps of the list, but for managers without accounts, and whoever else has accounts."""
    owning = {one.holder: one.owner or one.rep or "" for one in accounts if one.rep is not None}
    listed = {(p.shop, p.rep): p for p in people}
    managers = {(p.shop, _bare(p.manager)) for p in people if p.manager}
    found = [
        _rep(p, today)
        for key, p in listed.items()
        if key in owning or (p.shop, _bare(p.name)) not in managers
    ]
    found += [
        Rep(key, named(name, key[0] or None), None, None, left=False)
        for key, name in owning.items()
        if key not in listed
    ]
    found.sort(key=lambda rep: (rep.name, rep.key[0], rep.key[1] or ""))
    left = [rep for rep in found if rep.left and rep.key in owning]
    return Team([rep for rep in found if not rep.left], left)


def _rep(p: Person, today: date) -> Rep:
    left = p.is_active is False or (p.ends is not None and p.ends < today)
    months = months_between(p.starts, today) if p.starts else None
    return Rep((p.shop, p.rep), named(p.name, p.shop or None), p.territory, months, left, p.ends)
