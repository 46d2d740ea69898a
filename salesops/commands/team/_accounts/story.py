"""What is asked of accounts, each part once: who has what, who could have it, what is next."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from salesops.commands.team._accounts.measures import Balance, Measure, measure
from salesops.commands.team._accounts.people import Rep, Team, team
from salesops.commands.team._accounts.proposal import Proposal
from salesops.commands.team._accounts.rows import Account, Key, Loose, Person, Stakeheld
from salesops.commands.team._accounts.rules import Rules, read
from salesops.commands.team._accounts.shares import shares
from salesops.commands.team._accounts.stakes import Stakes
from salesops.commands.team._accounts.work import Work
from salesops.models.balance import gini, peak
from salesops.periods.dates import step
from salesops.queries.database import Questions
from salesops.result import Finding, Period

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Story:
    """What is known of accounts."""

    asked: Questions
    rules_file: Path | None
    level_named: float | None
    balance: Balance | None
    rep_named: str | None
    top: int
    limits: Any

    @property
    def currency(self) -> str | None:
        """Of every amount."""
        return self.asked.db.book.currency

    @cached_property
    def today(self) -> date:
        """The day of as-of."""
        return self.asked.db.as_of.date()

    @cached_property
    def since(self) -> date:
        """The day before the twelve months to as-of."""
        return step(self.asked.db.as_of, "year", -1).date()

    @cached_property
    def window(self) -> Period:
        """The twelve months that won value and activities are of."""
        now = self.asked.db.as_of
        start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        first = start.replace(year=self.since.year, month=self.since.month, day=self.since.day)
        return Period(first + timedelta(days=1), now, "12 months", so_far=True)

    @cached_property
    def stale(self) -> Finding | None:
        """The finding that the CRM's export ends too early."""
        now = self.asked.db.as_of
        return self.asked.db.stale_deals(Period(now, now, "", False))

    @property
    def _given(self) -> dict[str, object]:
        return {"since": self.since, "today": self.today, "few": max(1, self.limits.few_alike)}

    @cached_property
    def accounts(self) -> list[Account]:
        """All of them."""
        return self.asked.all("accounts", Account, **self._given)

    @cached_property
    def loose(self) -> Loose:
        """Deals that name no account."""
        return self.asked.one("loose", Loose, **self._given)

    @cached_property
    def team(self) -> Team:
        """Who is there, and who has left and still has accounts."""
        return team(self.accounts, self.asked.all("roster", Person), self.today)

    @cached_property
    def rep(self) -> Rep | None:
        """The one that --rep names."""
        return None if self.rep_named is None else self.team.find(self.rep_named)

    @cached_property
    def rules(self) -> Rules:
        """Of --rules, else of [accounts] rules, else none."""
        chosen = self.rules_file
        if chosen is None and self.limits.rules:
            chosen = self.asked.db.settings.folder / self.limits.rules
        return read(chosen) if chosen else Rules()

    @cached_property
    def measure(self) -> Measure:
        """What is balanced: --balance, else as the rules say, else potential."""
        return measure(self.balance, self.rules.balance, self.currency)

    @property
    def level(self) -> float:
        """The imbalance to come under."""
        if self.level_named is not None:
            return self.level_named
        own = self.rules.level
        return self.limits.level if own is None else float(own)

    @cached_property
    def proposal(self) -> Proposal | None:
        """None where nobody is there, nothing is to be spread, or not all of it is in sight.

        Nor, unasked, where whose accounts are is only told by deals.
        """
        rules, asked = self.rules, self.level_named is not None
        if not self.team.there or self.asked.db.book.filtered or self.stale:
            return None
        if not (self.stated or asked or self.balance or rules != Rules()):
            return None
        asked = asked or rules.level is not None
        parts = shares(self.asked, self.team, rules)
        shops = {rep.key[0] for rep in self.team.there}
        within = [one for one in self.accounts if one.shop in shops]
        found = Proposal(within, self.team, rules, self.measure, self.level, parts, asked)
        return found if any(found.load_of) else None

    @cached_property
    def stated(self) -> bool:
        """Whether the list of accounts says whose they are; deals alone only let it be guessed."""
        return any(one.owned_by == "list" for one in self.accounts)

    @cached_property
    def mine(self) -> list[Account]:
        """The accounts that are asked for: of --rep, else all."""
        return self.accounts if self.rep is None else self.by_holder.get(self.rep.key, [])

    @property
    def peak(self) -> float | None:
        """The largest load by its fair share."""
        return peak(self.proposal.loads, self.proposal.fair) if self.proposal else None

    @property
    def gini(self) -> float | None:
        """Of the loads."""
        return gini(self.proposal.loads) if self.proposal else None

    @cached_property
    def by_holder(self) -> Mapping[Key, list[Account]]:
        """The accounts of each."""
        return _by(self.accounts, lambda one: one.holder)

    @cached_property
    def by_territory(self) -> Mapping[str | None, list[Account]]:
        """The accounts of each territory: names that differ only in case are one, as in rules."""
        written: dict[str, str] = {}

        def place(name: str | None) -> str | None:
            return None if name is None else written.setdefault(name.lower(), name)

        return _by(self.accounts, lambda one: place(one.territory))

    @property
    def ownerless(self) -> list[Account]:
        """Those that belong to nobody."""
        return [one for one in self.accounts if one.rep is None]

    @property
    def orphans(self) -> list[Account]:
        """Those of reps who have left; a closed deal of theirs alone makes no account their own."""
        found = [one for rep in self.team.left for one in self.by_holder[rep.key]]
        return [one for one in found if one.owned_by == "list" or one.open_deals]

    @cached_property
    def work(self) -> Work:
        """What is to be done with those asked for."""
        return Work(self.accounts, self.mine, self.today, self.limits.quiet_days)

    @cached_property
    def open_deals(self) -> list[Stakeheld]:
        """Open deals, the largest first."""
        return self.asked.all("stakeholders", Stakeheld)

    @cached_property
    def stakes(self) -> Stakes:
        """Who is known of the open deals; of --rep those of theirs."""
        rep = self.rep
        mine = [d for d in self.open_deals if rep is None or (d.shop, d.rep) == rep.key]
        return Stakes(self.open_deals, mine, self.limits.large_part, self.limits.few_deals)


def _by(found: Sequence[Account], key: Callable[[Account], K]) -> dict[K, list[Account]]:
    parts: dict[K, list[Account]] = defaultdict(list)
    for one in found:
        parts[key(one)].append(one)
    return parts
