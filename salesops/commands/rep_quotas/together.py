"""The quota of all together: of whom it is made, and who of them a deal counts for."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from salesops.commands.rep_quotas.days import Quota

ZERO = Decimal(0)


@dataclass(frozen=True)
class Holder:
    """A shop, a team or a rep with a quota that counts."""

    scope: str
    key: Hashable
    label: str
    quota: Quota


@dataclass(frozen=True)
class Together:
    """All of them."""

    holders: Sequence[Holder]
    team_of: Callable[[str, str | None, str | None], str]

    @property
    def quota(self) -> Decimal | None:
        """The sum, of reps after the ramp; None where nobody has one."""
        return sum((one.quota.ramped for one in self.holders), ZERO) if self.holders else None

    @property
    def whose(self) -> str:
        """Of whom it is, in words."""
        return " and ".join(f"{scope}s" for scope in self.scopes)

    @property
    def scopes(self) -> list[str]:
        """Shop, team and rep, as far as there is one."""
        return list(dict.fromkeys(one.scope for one in self.holders))

    @cached_property
    def _held(self) -> Mapping[tuple[str, Hashable], Holder]:
        return {(one.scope, one.key): one for one in self.holders}

    def of(self, shop: str, rep: str | None, team: str | None) -> Holder | None:
        """For whose quota deals of a shop, a rep and a team count; None: for nobody's."""
        own = (("shop", ""), ("shop", shop), ("rep", (shop, rep)))
        found = next((self._held[key] for key in own if key in self._held), None)
        return found or self._held.get(("team", self.team_of(shop, rep, team)))
