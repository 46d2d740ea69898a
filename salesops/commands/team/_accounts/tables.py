"""The tables of accounts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesops.commands.grouping import UNKNOWN
from salesops.commands.opportunities import named
from salesops.commands.team._accounts.answers import Carried, Moved, Place, Then
from salesops.commands.team._accounts.people import Rep
from salesops.commands.team._accounts.planning import NOBODY, next_, stakeholders
from salesops.commands.team._accounts.proposal import Move
from salesops.commands.team._accounts.rows import Account
from salesops.commands.team._accounts.story import Story
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, counted, text

NO_ACCOUNT = "deals without an account"
FEW = 10
"""Reps without accounts that each have a row."""
MANY = 60
"""Moves that prose shows: more are for the data formats."""


def tables(story: Story) -> tuple[Table, ...]:
    """Who has what, what should change, what is next."""
    every = (_reps(story), _territories(story), _moves(story), _then(story))
    planning = (next_(story), stakeholders(story))
    return (*planning, *every) if story.rep else (*every, *planning)


def _sums(found: Sequence[Account]) -> dict[str, int | Decimal]:
    zero = Decimal(0)
    return {
        "accounts": len(found),
        "open_deals": sum(one.open_deals for one in found),
        "activities": sum(one.activities for one in found),
        "open_value": sum((one.open_value for one in found), zero),
        "weighted": sum((one.weighted for one in found), zero),
        "won_value": sum((one.won_value for one in found), zero),
        "potential": sum((one.potential for one in found), zero),
    }


def _reps(story: Story) -> Table:
    rows = list(_carried(story))
    note = (
        "Potential: won in 12 months or, where more, the mean of its segment and size. Fair share: "
        f"of {story.measure.title}."
        if rows
        else ""
    )
    return Table("reps", "Load by rep", Carried, rows, note, bool(rows) and story.rep is None)


def _carried(story: Story) -> Iterator[Carried]:
    one = story.proposal
    idle = [rep for rep in story.team.there if rep.key not in story.by_holder]
    for place, rep in enumerate(story.team.there):
        if rep in idle and len(idle) > FEW:
            continue
        load, fair = (one.loads[place], one.fair[place]) if one else (0, 0)
        yield Carried(
            rep=rep.name,
            of_fair=load / fair if fair else None,
            load=story.measure.value(load) if one else None,
            fair_share=story.measure.value(round(fair)) if one else None,
            months=rep.months,
            territory=rep.territory,
            shop=rep.key[0] or None,
            **_sums(story.by_holder.get(rep.key, [])),  # type: ignore[arg-type]
        )
    if len(idle) > FEW:
        yield _other(f"{len(idle):,} reps without accounts", _sums([]))
    for rep in story.team.left:
        yield _other(f"{rep.name} (left)", _sums(story.by_holder[rep.key]), rep)
    if found := story.ownerless:
        yield _other(NOBODY, _sums(found))
    loose = story.loose
    if loose.open_deals or loose.won_value:
        yield _other(
            NO_ACCOUNT,
            {**_sums([]), "open_deals": loose.open_deals, "open_value": loose.open_value,
             "weighted": loose.weighted, "won_value": loose.won_value},
        )  # fmt: skip


def _other(name: str, sums: dict[str, int | Decimal], rep: Rep | None = None) -> Carried:
    return Carried(
        rep=name, of_fair=None, load=None, fair_share=None, months=rep.months if rep else None,
        territory=rep.territory if rep else None, shop=rep.key[0] or None if rep else None,
        **sums,  # type: ignore[arg-type]
    )  # fmt: skip


def reps_in(story: Story) -> dict[str, int]:
    """How many of the team are in each territory, by its name in lower case."""
    found: dict[str, int] = {}
    for rep in story.team.there:
        if rep.territory:
            found[rep.territory.lower()] = found.get(rep.territory.lower(), 0) + 1
    return found


def places(story: Story) -> list[Place]:
    """The territories, most potential a rep first."""
    reps = reps_in(story)
    known = {n: a for n, a in story.by_territory.items() if n and reps.get(n.lower())}
    potential = sum((one.potential for found in known.values() for one in found), Decimal(0))
    mean = ratio(potential, sum(reps[name.lower()] for name in known))
    rows = [
        _place(name, found, reps.get((name or "").lower()) if reps else None, mean)
        for name, found in story.by_territory.items()
    ]
    rows.sort(key=lambda row: (row.territory == UNKNOWN, -(row.per_rep or 0), row.territory))
    return rows


def _place(name: str | None, found: list[Account], reps: int | None, mean: float | None) -> Place:
    sums = _sums(found)
    per_rep = Decimal(sums["potential"]) / reps if reps and name else None
    of_mean = float(per_rep) / mean if per_rep is not None and mean else None
    return Place(
        territory=name or UNKNOWN, reps=reps if name else None, per_rep=per_rep, of_mean=of_mean,
        **sums,  # type: ignore[arg-type]
    )  # fmt: skip


def _territories(story: Story) -> Table:
    rows = places(story)
    told = any(name for name in story.by_territory)
    note = "Reps are those of the territory by the list of reps." if rows else ""
    return Table(
        "territories", "By territory", Place, rows, note, told and story.rep is None
    )  # fmt: skip


def _moves(story: Story) -> Table:
    one = story.proposal
    rows = [_moved(story, move) for move in one.moves] if one and not one.solution.over else []
    note = ""
    if rows:
        note = f"Load: {story.measure.title}. Imbalance: after this move and those above."
    shown = bool(rows) and len(rows) <= MANY and story.rep is None
    return Table("moves", "Proposed moves", Moved, rows, note, shown)


def _moved(story: Story, move: Move) -> Moved:
    one, origin = move.account, move.origin
    name = NOBODY if origin is None else origin.name
    return Moved(
        named(one.name, one.shop or None), name, move.target.name, story.measure.value(move.load),
        move.after, _why(story, move), one.account, one.shop or None,
    )  # fmt: skip


def _why(story: Story, move: Move) -> str:
    one = story.proposal
    origin = move.origin
    if origin is None or one is None:
        return "nobody has it"
    if origin.left:
        return f"{origin.name} has left"
    place = one.places[origin.key]
    unit = one.unit_of(move.account)
    if place not in unit.targets:
        return f"the rules do not let {origin.name} have it"
    if unit.stays is None:
        return "is to be with what it belongs to"
    limit = one.problem.max_units[place]
    if limit is not None and len(story.by_holder[origin.key]) > limit:
        return f"{origin.name} has more than {counted(limit, 'account')}"
    before, part = one.loads[place], one.fair[place]
    there = one.places[move.target.key]
    now, its = one.loads[there], one.fair[there]
    return (
        f"{origin.name} carries {text(before / part, Unit.RATIO)} fair shares, "
        f"{move.target.name} {text(now / its, Unit.RATIO)}"
    )


def _then(story: Story) -> Table:
    one = story.proposal
    rows = []
    if one and one.moves and not one.solution.over:
        for place, (rep, (accounts, load)) in enumerate(
            zip(story.team.there, one.after, strict=True)
        ):
            fair, now = one.fair[place], one.loads[place]
            rows.append(
                Then(
                    rep.name, len(story.by_holder.get(rep.key, [])), accounts,
                    story.measure.value(now), story.measure.value(load),
                    now / fair if fair else None, load / fair if fair else None,
                )
            )  # fmt: skip
    shown = bool(rows) and story.rep is None
    return Table("after", "Before and after the moves", Then, rows, shown=shown)
