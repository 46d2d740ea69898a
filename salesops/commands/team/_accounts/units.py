"""Accounts as units that move together, and who may have each under the rules."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from salesops.commands.team._accounts.people import Rep, Team, nearest
from salesops.commands.team._accounts.rows import Account
from salesops.commands.team._accounts.rules import Experience, RepRule, Rules
from salesops.errors import UsageError
from salesops.units import counted

Rule = tuple[Callable[[Rep], bool], Callable[[list[Rep]], str]]
"""Whom it lets have an account; and why nobody is left, of those whom it found."""


@dataclass(frozen=True)
class Fitting:
    """Which reps the rules let have which accounts."""

    accounts: Sequence[Account]
    team: Team
    rules: Rules
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for number, one in enumerate(self.accounts):
            for name in {one.account, one.name}:
                self._by_name[name.lower()].append(number)

    def number(self, name: str) -> int:
        """The account that a rule names."""
        found = self._by_name.get(name.strip().lower(), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"rules: {name} is the name of {len(found)} accounts: write the id")
        known = [one.name for one in self.accounts]
        raise UsageError(f"rules: no account {name!r}{nearest(name, known)}")

    @cached_property
    def own(self) -> dict[int, RepRule]:
        """The rules of single reps, by their place in the team; who has left needs none."""
        places = {rep.key: place for place, rep in enumerate(self.team.there)}
        found: dict[int, RepRule] = {}
        for one in self.rules.reps:
            rep = self.team.find(one.name)
            if places.get(rep.key) in found:
                raise UsageError(f"rules: [[reps]] {one.name!r} stands twice: leave one")
            if not rep.left:
                found[places[rep.key]] = one
        return found

    @cached_property
    def groups(self) -> list[list[int]]:
        """The accounts by number, those together that have to stay so."""
        above = list(range(len(self.accounts)))

        def top(number: int) -> int:
            while above[number] != number:
                above[number] = number = above[above[number]]
            return number

        for one, other in self._tied():
            first, second = sorted((top(one), top(other)))
            above[second] = first
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.accounts)):
            found[top(number)].append(number)
        return list(found.values())

    def _tied(self) -> Iterator[tuple[int, int]]:
        for together in self.rules.together:
            yield from pairwise(map(self.number, together.accounts))
        if self.rules.keep_parents:
            yield from self._children()

    def _children(self) -> Iterator[tuple[int, int]]:
        """Each parent and child. A parent is named by id, else by a name that one account has."""
        numbered = list(enumerate(self.accounts))
        names = Counter((one.shop, one.name.lower()) for one in self.accounts)
        named = {(one.shop, one.name.lower()): n for n, one in numbered}
        found = {key: n for key, n in named.items() if names[key] == 1}
        found |= {(one.shop, one.account.lower()): n for n, one in numbered}
        for number, one in numbered:
            parent = found.get((one.shop, (one.parent or "").lower()))
            if parent is not None:
                yield parent, number

    @cached_property
    def locked(self) -> set[int]:
        """Those that stay where they are."""
        return set(map(self.number, self.rules.locked))

    @cached_property
    def silent(self) -> set[tuple[str, str | None]]:
        """Who keeps accounts and gets none."""
        named = {self.team.find(name).key for name in self.rules.not_receiving}
        there = self.team.there
        return named | {there[n].key for n, one in self.own.items() if one.receives is False}

    def targets(self, group: Sequence[int]) -> tuple[int, ...]:
        """Who may have a group, by place in the team.

        Raises:
            UsageError: a rule leaves nobody; it says which, with figures.
        """
        able = list(enumerate(self.team.there))
        for keep, why in self._rules_of([self.accounts[n] for n in group], group):
            left = [(place, rep) for place, rep in able if keep(rep)]
            if not left:
                raise UsageError(f"the rules cannot hold: {why([rep for _, rep in able])}")
            able = left
        return tuple(place for place, _ in able)

    def _rules_of(self, held: list[Account], group: Sequence[int]) -> Iterator[Rule]:
        name = held[0].name if len(held) == 1 else f"{held[0].name} and what stays with it"
        holders = {one.holder for one in held}
        shops = {one.shop for one in held}
        why = " lie in several shops" if len(shops) > 1 else ": nobody of the team is in its shop"
        yield (
            lambda rep: {rep.key[0]} == shops,
            lambda _: f"{name}{why}",
        )
        for number in group:
            if number in self.locked:
                yield _locked(self.accounts[number])
        yield (
            lambda rep: rep.key not in self.silent or holders == {rep.key},
            lambda able: f"not_receiving: none of {counted(len(able), 'rep')} may get {name}",
        )
        for one in held:
            yield from self._bounds(one)
            yield from (
                self._experience(one, rule) for rule in self.rules.experience if _asks(rule, one)
            )

    def _bounds(self, one: Account) -> Iterator[Rule]:
        if one.territory is None:
            return
        place = one.territory.lower()
        yield (
            lambda rep: (bounds := self._territories(rep)) is None or place in bounds,
            lambda able: (
                f"territory: {one.name} lies in {one.territory}, which is that of none of "
                f"{counted(len(able), 'rep')} who may have it else"
            ),
        )

    def _territories(self, rep: Rep) -> list[str] | None:
        """Those that a rep is bound to, in lower case; None for all."""
        own = next((r for n, r in self.own.items() if self.team.there[n] is rep), None)
        if own is not None and own.territories is not None:
            return [name.lower() for name in own.territories]
        if self.rules.stay_in_territory:
            return [rep.territory.lower()] if rep.territory else []
        return None

    def _experience(self, one: Account, rule: Experience) -> Rule:
        def why(able: list[Rep]) -> str:
            most = max(able, key=lambda rep: (rep.months or 0, rep.name))
            return (
                f"experience: {one.name} asks for {rule.min_months} months, and of "
                f"{counted(len(able), 'rep')} who may have it else {most.name} has most: "
                f"{most.months if most.months is not None else 'not known'}"
            )

        return (lambda rep: (rep.months if rep.months is not None else -1) >= rule.min_months, why)


def _locked(one: Account) -> Rule:
    return (
        lambda rep: rep.key == one.holder,
        lambda _: (
            f"locked: {one.name} stays with {one.owner or 'nobody'}, who is not there or may not "
            "have what stays with it"
        ),
    )


def _asks(rule: Experience, one: Account) -> bool:
    """Whether a rule is about that account."""
    if rule.segment is not None and (one.segment or "").lower() != rule.segment.lower():
        return False
    return rule.min_employees is None or (one.employees or 0) >= rule.min_employees
