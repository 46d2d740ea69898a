"""The quotas that are stated, whose they are, and what they ask for in some days."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from salesops.commands.grouping import UNKNOWN
from salesops.commands.rep_quotas.days import Quota, quota, span_of
from salesops.commands.rep_quotas.rows import Credited, Line, Owner, Person
from salesops.commands.rep_quotas.together import Holder, Together
from salesops.commands.rep_quotas.who import Key, Reps
from salesops.errors import UsageError
from salesops.models.ramp import Plan, Service, plan_of
from salesops.queries.database import Questions
from salesops.units import digits

METRIC = "won_value"
"""Of what a quota must be to count here."""
SCOPES = ("shop", "team", "rep")
ZERO = Decimal(0)
ALL_ALONG = Service()
Lines = dict[str, Decimal]
"""Amounts by period."""


@dataclass(frozen=True)
class Stated:
    """Every quota of the exports."""

    asked: Questions
    """Of team/quotas."""
    plan: str
    """Of those who state none."""

    @cached_property
    def targets(self) -> list[Line]:
        """Every target, of whatever."""
        return self.asked.all("lines", Line)

    @cached_property
    def lines(self) -> list[Line]:
        """Every quota of a rep or a team."""
        return [line for line in self.targets if line.scope in ("rep", "team")]

    @cached_property
    def reps(self) -> Reps:
        """Everybody there is.

        Raises:
            UsageError: the plan of the settings says no percents.
        """
        plan = usual_plan(self.plan)
        return Reps(self.asked.all("roster", Person), self.asked.all("owners", Owner), plan)

    def credited(self, first: date, after: date, until: datetime | None = None) -> list[Credited]:
        """What was won in [first, after), of its last day only until then."""
        end = until or datetime.combine(after, time())
        return self.asked.all("credited", Credited, first=first, after=after, until=end)

    def _usable(self, scope: str) -> list[Line]:
        return [
            line
            for line in self.targets
            if line.scope == scope
            and line.metric == METRIC
            and (line.who or scope == "shop")
            and line.value is not None
            and span_of(line.period)
        ]

    @cached_property
    def periods(self) -> set[str]:
        """Those of which anybody has a quota of their own."""
        return {line.period.upper() for scope in SCOPES for line in self._usable(scope)}

    def covers(self, first: date, after: date) -> bool:
        """Whether on each day of [first, after) anybody has a quota."""
        spans = sorted(span for one in self.periods if (span := span_of(one)))
        for start, end in spans:
            if start.date() <= first < end.date():
                first = end.date()
        return first >= after

    @cached_property
    def of_reps(self) -> Mapping[Key, Lines]:
        """The quotas of each rep by period; of one that is stated twice the last line counts."""
        found: dict[Key, Lines] = defaultdict(dict)
        for line in self._usable("rep"):
            found[self.reps.key(line.shop, line.who or "")][line.period.upper()] = (
                line.value or ZERO
            )
        return found

    @cached_property
    def of_shops(self) -> Mapping[str, Lines]:
        """Those of whole shops; under no name that of all."""
        found: dict[str, Lines] = defaultdict(dict)
        for line in self._usable("shop"):
            found[line.shop][line.period.upper()] = line.value or ZERO
        return found

    @cached_property
    def of_teams(self) -> Mapping[str, Lines]:
        """The quotas that teams have themselves; those of several shops add up."""
        return self._teams(frozenset())

    def _teams(self, without: frozenset[str]) -> Mapping[str, Lines]:
        """Those of all shops but some."""
        by_shop: dict[tuple[str, str], Lines] = defaultdict(dict)
        names: dict[str, str] = {}
        for line in self._usable("team"):
            if line.shop not in without:
                name = (line.who or "").strip()
                name = names.setdefault(name.lower(), name)
                by_shop[name, line.shop][line.period.upper()] = line.value or ZERO
        found: dict[str, Lines] = defaultdict(dict)
        for (team, _), lines in by_shop.items():
            for period, value in lines.items():
                found[team][period] = found[team].get(period, ZERO) + value
        return found

    def due(
        self, lines: Lines, first: date, after: date, service: Service = ALL_ALONG
    ) -> Quota | None:
        """What lines ask for in [first, after); None where it is nothing."""
        places = digits(self.asked.db.book.currency)
        found = quota(lines, first, after, service, places)
        return found if found and found.ramped > 0 else None

    def of_rep(self, key: Key, first: date, after: date) -> Quota | None:
        """What a rep is to win in [first, after), after the ramp; None where it is nothing."""
        service = self.reps.rep(key).service
        return self.due(self.of_reps.get(key, {}), first, after, service)

    def together(self, first: date, after: date) -> Together:
        """What all are to win in [first, after): each deal is of one holder at most.

        A shop's own quota counts where it has one; else those of its teams, and of those reps whose
        team has none.
        """
        shops = self._due(self.of_shops, first, after)
        if "" in shops:
            return Together((Holder("shop", "", "all", shops[""]),), self.team_of)
        teams = self._due(self._teams(frozenset(shops)), first, after)
        named = {team.lower() for team in teams}
        reps = {
            key: found
            for key in self.of_reps
            if key[0] not in shops
            and self.reps.rep(key).team.strip().lower() not in named
            and (found := self.of_rep(key, first, after))
        }
        return Together(
            (
                *(Holder("shop", shop, shop, one) for shop, one in shops.items()),
                *(Holder("team", team.lower(), team, one) for team, one in teams.items()),
                *(Holder("rep", key, self.reps.rep(key).name, one) for key, one in reps.items()),
            ),
            self.team_of,
        )

    def _due(self, lines: Mapping[str, Lines], first: date, after: date) -> dict[str, Quota]:
        found = ((whose, self.due(each, first, after)) for whose, each in lines.items())
        return {whose: one for whose, one in found if one}

    def team_of(self, shop: str, rep: str | None, team: str | None) -> str:
        """Whose deals they are: of the rep's team, else of the one that the deals state."""
        known = self.reps.rep((shop, rep)).team if rep else UNKNOWN
        return ((team or UNKNOWN) if known == UNKNOWN else known).strip().lower()


def usual_plan(text: str) -> Plan:
    """The ramp plan of the settings, of those who state none.

    Raises:
        UsageError: it says no percents.
    """
    plan = plan_of(text)
    if plan is None:
        raise UsageError(f'[quota] plan = "{text}": write percents by month, as "25,50,75,100"')
    return plan
