"""Who the reps are: by the list of reps, else by what deals and activities name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from salesops.commands.opportunities import named
from salesops.commands.team._reps.rows import Listed, Owning
from salesops.errors import UsageError
from salesops.models.ramp import Plan, months_between, plan_of, share_in

Key = tuple[str, str | None]
"""The shop, and the rep as deals name them; None is nobody."""
NOBODY, UNKNOWN = "nobody", "unknown"
YEAR = 365.25
MOST = 20
"""Names that an error lists."""


@dataclass(frozen=True)
class Rep:
    """What is known of somebody."""

    key: Key
    name: str
    team: str
    manager: str
    listed: Listed | None
    today: date
    usual: Plan
    """The ramp plan of who states none."""

    @property
    def starts(self) -> date | None:
        """The first day as a rep."""
        return self.listed.starts if self.listed else None

    @property
    def ends(self) -> date | None:
        """The last day, once it has come."""
        ends = self.listed.ends if self.listed else None
        return ends if ends and ends < self.today else None

    @property
    def left(self) -> bool:
        """No longer there."""
        return self.ends is not None or bool(self.listed and self.listed.is_active is False)

    @property
    def in_ramp(self) -> bool:
        """The ramp plan does not ask for a full quota yet."""
        if self.starts is None or self.left or self.listed is None:
            return False
        plan = plan_of(self.listed.ramp_plan)
        since = months_between(self.starts, self.today)
        return share_in(self.usual if plan is None else plan, since) < 1

    @property
    def years(self) -> float | None:
        """Time in the role, to today or to the last day."""
        if self.starts is None:
            return None
        return ((self.ends or self.today) - self.starts).days / YEAR

    @property
    def marked(self) -> str:
        """What must be known before they are compared."""
        if self.left:
            return f"left {self.ends}" if self.ends else "left"
        return "in ramp" if self.in_ramp else ""


@dataclass(frozen=True)
class People:
    """Everybody there is."""

    listed: Sequence[Listed]
    owning: Sequence[Owning]
    acting: frozenset[Key]
    today: date
    usual: Plan

    @cached_property
    def _list(self) -> Mapping[Key, Listed]:
        return {(one.shop, one.rep): one for one in self.listed}

    @cached_property
    def _owners(self) -> Mapping[Key, list[Owning]]:
        found: dict[Key, list[Owning]] = {}
        for one in self.owning:
            found.setdefault((one.shop, one.rep), []).append(one)
        return found

    @cached_property
    def all(self) -> dict[Key, Rep]:
        """Each rep; those who only manage others are none."""
        keys = dict.fromkeys(key for key in (*self._list, *self._owners, *self.acting) if key[1])
        return {key: self._rep(key) for key in keys if not self._only_manages(key)}

    def _only_manages(self, key: Key) -> bool:
        one = self._list.get(key)
        return bool(one and one.is_manager) and key not in self._owners and key not in self.acting

    def _rep(self, key: Key) -> Rep:
        one, owners = self._list.get(key), self._owners.get(key, [])
        most = max(owners, key=lambda o: (o.deals, o.name or ""), default=None)
        name = (one.name if one else None) or (most.name if most else None) or key[1] or NOBODY
        told: list[Listed | Owning] = [*([one] if one else []), *owners]
        team = next((t.team for t in told if t.team), UNKNOWN)
        manager = next((t.manager for t in told if t.manager), UNKNOWN)
        return Rep(key, named(name, key[0] or None), team, manager, one, self.today, self.usual)

    @cached_property
    def by_owner(self) -> Mapping[str, Key]:
        """Whose a name of an owner is, where it is one rep's."""
        keys: dict[str, set[Key]] = {}
        for one in self.owning:
            keys.setdefault(one.name or UNKNOWN, set()).add((one.shop, one.rep))
        return {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}

    def find(self, text: str) -> Rep:
        """The rep of a name, or of an id.

        Raises:
            UsageError: nobody, or several.
        """
        word = text.strip().lower()
        names = {rep.name.lower(): rep for rep in self.all.values()}
        if word in names:
            return names[word]
        found = [rep for key, rep in self.all.items() if word in self._words(key, rep)]
        if len(found) == 1:
            return found[0]
        raise UsageError(f"--rep {text}: {self._remedy(word, found)}")

    def _remedy(self, word: str, several: Sequence[Rep]) -> str:
        """Whom a word may mean that names nobody, or several."""
        from difflib import get_close_matches  # an error's business alone

        if several:
            return f"there are {', '.join(sorted(rep.name for rep in several))}: write which"
        names = {rep.name.lower(): rep.name for rep in self.all.values()}
        if not names:
            return "no export names a rep"
        near = [name for name in names if word and word in name]
        if near := near or get_close_matches(word, names, 1):
            return f"did you mean {' or '.join(sorted(names[one] for one in near[:MOST]))}?"
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        return f"there are {', '.join(sorted(names.values())[:MOST])}{more}"

    def _words(self, key: Key, rep: Rep) -> set[str]:
        bare = {o.name for o in self._owners.get(key, []) if o.name}
        listed = {rep.listed.name} if rep.listed else set()
        return {word.strip().lower() for word in {key[1] or "", *bare, *listed}}
