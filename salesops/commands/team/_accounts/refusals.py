"""Why rules cannot hold together: which one, with its figures."""

from salesops.commands.team._accounts.measures import Measure
from salesops.commands.team._accounts.people import Team
from salesops.errors import UsageError
from salesops.models.assignment import Problem
from salesops.models.reassign import Solution, floors
from salesops.units import Unit, text


def refuse_capacity(problem: Problem, team: Team, measure: Measure) -> None:
    """Accounts that only some reps may have must fit into what these may hold."""
    everybody = tuple(range(len(problem.fair)))
    for able in sorted({everybody, *(unit.targets for unit in problem.units)}):
        units = [unit for unit in problem.units if set(unit.targets) <= set(able)]
        whose = ", ".join(team.there[n].name for n in able[:3])
        whose += f" and {len(able) - 3} more" if len(able) > 3 else ""  # noqa: PLR2004
        most = [problem.max_units[n] for n in able]
        count = sum(len(unit.loads) for unit in units)
        if None not in most and count > (room := sum(one or 0 for one in most)):
            raise UsageError(
                f"the rules cannot hold: max_accounts: {count:,} accounts are for {whose} "
                f"alone, who may hold {room:,} together"
            )
        heaviest = [problem.max_load[n] for n in able]
        load = sum(unit.load for unit in units)
        if None not in heaviest and load > (room := sum(one or 0 for one in heaviest)):
            raise UsageError(
                f"the rules cannot hold: max_load: {measure.said(load)} are for {whose} "
                f"alone, who may hold {measure.said(room)} together"
            )


def impossible(problem: Problem, found: Solution) -> str:
    """Which constraint no assignment holds, with figures."""
    if found.over:
        return (
            "the rules cannot hold: no assignment keeps max_accounts and max_load of every rep "
            f"at a level of {text(problem.level, Unit.PERCENT)}: raise them or the level"
        )
    apart, largest = floors(problem)
    why = "every assignment was looked at"
    if apart > problem.level:
        why = f"who may have which accounts alone makes {text(apart, Unit.PERCENT)}"
    if largest > max(problem.level, apart):
        why = f"the largest that stays together alone makes {text(largest, Unit.PERCENT)}"
    return (
        f"the rules cannot hold: level: an imbalance of {text(problem.level, Unit.PERCENT)} is out "
        f"of reach, {why}; the best found has {text(found.imbalance, Unit.PERCENT)}"
    )
