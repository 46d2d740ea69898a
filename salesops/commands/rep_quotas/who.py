"""Whose a quota is: by the id or the name of a rep, as the list of reps or the deals have it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from salesops.commands.grouping import UNKNOWN
from salesops.commands.opportunities import named
from salesops.commands.rep_quotas.rows import Owner, Person
from salesops.models.ramp import FULL, Plan, Service, plan_of

Key = tuple[str, str]
"""The shop, and the rep as deals name them."""


@dataclass(frozen=True)
class Rep:
    """What is known of a rep, by the list or, without one, by the deals."""

    name: str
    manager: str
    team: str
    territory: str
    service: Service
    ramp: str
    """In words: the plan in percent, or empty."""


@dataclass(frozen=True)
class Reps:
    """Everybody there is."""

    people: Sequence[Person]
    owners: Sequence[Owner]
    usual: Plan
    """The plan of those who state none."""

    @cached_property
    def _listed(self) -> Mapping[Key, Person]:
        return {(p.shop, p.rep): p for p in self.people}

    @cached_property
    def _owning(self) -> Mapping[Key, Owner]:
        return {(o.shop, o.rep): o for o in self.owners}

    def known(self, key: Key) -> bool:
        """Whether the list or a deal names them."""
        return key in self._listed or key in self._owning

    @cached_property
    def _ids(self) -> Mapping[Key, set[Key]]:
        return _by((shop, rep, rep) for shop, rep in (*self._listed, *self._owning))

    @cached_property
    def _names(self) -> Mapping[Key, set[Key]]:
        listed = [(p.shop, p.rep, p.name) for p in self.people]
        return _by((*listed, *((o.shop, o.rep, o.name) for o in self.owners if o.name)))

    def key(self, shop: str, who: str) -> Key:
        """Whose a quota of this shop is; of somebody whom nothing else names, its own."""
        found = next((keys for keys in self._meant(shop, who) if len(keys) == 1), None)
        return next(iter(found)) if found else (shop, who.strip())

    def several(self, shop: str, who: str) -> bool:
        """Whether it could be that of one or another."""
        return any(len(keys) > 1 for keys in self._meant(shop, who))

    def _meant(self, shop: str, who: str) -> Iterator[set[Key]]:
        """By the id, then by the name; a quota of no shop may be of any."""
        word = _bare(who)
        for found in (self._ids, self._names):
            for place in (shop,) if shop else (shop, "*"):
                yield found.get((place, word), set())

    def rep(self, key: Key) -> Rep:
        """What is known of them."""
        person, owner = self._listed.get(key), self._owning.get(key)
        plan, said = self._plan(person)
        service = Service(person.starts, person.ends, plan) if person else Service()
        told = [one for one in (person, owner) if one]
        return Rep(
            named(next((one.name for one in told if one.name), key[1]), key[0] or None),
            next((one.manager for one in told if one.manager), UNKNOWN),
            next((one.team for one in told if one.team), UNKNOWN),
            next((one.territory for one in told if one.territory), UNKNOWN),
            service,
            said,
        )

    def _plan(self, person: Person | None) -> tuple[Plan, str]:
        if person is None or person.starts is None:
            return FULL, ""
        plan = plan_of(person.ramp_plan)
        return (self.usual, "usual") if plan is None else (plan, person.ramp_plan or "")


def _by(found: Iterable[tuple[str, str, str]]) -> Mapping[Key, set[Key]]:
    """Reps by shop and word; under `*` those of all shops."""
    keys: dict[Key, set[Key]] = defaultdict(set)
    for shop, rep, word in found:
        for place in (shop, "*"):
            keys[place, _bare(word)].add((shop, rep))
    return keys


def _bare(word: str) -> str:
    """As deals and reps are joined: names that differ only in case and spaces are one."""
    return "".join(word.split()).lower()
