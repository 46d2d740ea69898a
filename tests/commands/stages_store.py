"""A little CRM written by hand, random ones, and stages asked about them."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10"
ORDER = ("Qualified", "Demo", "Proposal", "Talks")
DEALS = "deal_id,deal_stage,created_at,closed_at,owner,team,lead_source"
HISTORY = "deal_id,entered_at,stage"
PLAN = "\n".join(f"[[stages]]\nname = '{name}'" for name in ORDER)

LITTLE = f"""
    {DEALS}
    A,Won,2026-01-01,2026-01-31,Ann,East,Web
    B,Lost,2026-01-01,2026-01-21,Ann,East,Web
    C,Talks,2026-01-05,,Bo,West,
    D,Won,2026-01-05,2026-02-04,Bo,West,
    E,Demo,2026-02-01,,,West,Web
    F,Won,2026-02-01,2026-02-11,Bo,West,Fair
    G,Lost,2025-06-01,2025-06-11,Ann,East,Fair
"""
"""A went straight, B was lost at the demo, C skipped the demo, D went back, E is there, F has no
history, G is of the year before."""
STEPS = f"""
    {HISTORY}
    A,2026-01-01,Qualified
    A,2026-01-11,Demo
    A,2026-01-15,Proposal
    A,2026-01-25,Talks
    A,2026-01-31,Won
    B,2026-01-01,Qualified
    B,2026-01-03,Demo
    B,2026-01-21,Lost
    C,2026-01-05,Qualified
    C,2026-01-06,Proposal
    C,2026-03-01,Talks
    D,2026-01-05,Demo
    D,2026-01-07,Proposal
    D,2026-01-09,Qualified
    D,2026-02-04,Won
    E,2026-02-01,Qualified
    E,2026-03-05,Demo
    G,2025-06-01,Qualified
    G,2025-06-11,Lost
    X,2026-01-01,Qualified
    X,2026-01-02,Demo
"""
LEADS = """
    lead_id,created_at,status,deal_id
    1,2026-01-01,converted,A
    2,2026-01-01,converted,B
    3,2026-01-02,converted,C
    4,2026-01-03,disqualified,
    5,2026-02-20,new,
"""


def little(folder: Path, **files: str) -> Path:
    """The store in a folder; the order of its stages is in stages.toml."""
    put(folder, **({"deals": LITTLE, "deal_stage_history": STEPS, "leads": LEADS} | files))
    (folder / "stages.toml").write_text(PLAN)
    return folder


def stages(folder: Path, *args: str, plan: bool = True, as_of: str = AS_OF) -> Said:
    """What stages answers; its counts sum to the deals that entered, in every table."""
    named = ("--stages", str(folder / "stages.toml")) if plan else ()
    said = answered("stages", folder, *named, *args, as_of=as_of)
    for table in ("steps", "by"):
        for row in said.table(table):
            parts = (row[k] for k in ("went_on", "still_open", "lost", "unknown"))
            assert sum(parts) == row["entered"]
            assert row["conversion"] is None or 0 <= row["low"] <= row["conversion"] <= row["high"]
    return said


@dataclass
class Told:
    """A deal of a random CRM: what happened to it, in the order in which it stands in the file."""

    deal: str
    steps: list[tuple[datetime, str]]
    state: str = "open"
    rows: list[str] = field(default_factory=list)


WORDS = (*ORDER, "Limbo", "Won", "Lost")
_START = datetime.fromisoformat("2025-01-01")


def random_deals(seed: int, deals: int = 150) -> list[Told]:
    """Skips, regress, stays in the same stage, stages nobody knows, and steps at one moment."""
    dice = random.Random(seed)
    found = []
    for n in range(deals):
        at = _START + timedelta(days=dice.randrange(300))
        steps = []
        for _ in range(dice.randrange(7)):
            steps.append((at, dice.choice(WORDS if dice.random() < 0.4 else ORDER)))
            at += timedelta(days=dice.choice((0, 0, 1, 5, 20)))
        state = dice.choice(("open", "won", "lost"))
        found.append(Told(f"D{n}", steps, state))
    return found


def written(folder: Path, deals: Iterable[Told], seed: int, *, known: bool) -> Path:
    """The exports of a random CRM; the rows of its history in no order of time.

    Where the order is known --stages also names a stage that no deal ever entered, so that nothing
    else tells of every stage.
    """
    dice = random.Random(seed)
    ends = {"open": "Qualified", "won": "Won", "lost": "Lost"}
    lines, steps = [], []
    for one in deals:
        closed = "" if one.state == "open" else "2026-02-01"
        lines.append(f"{one.deal},{ends[one.state]},2025-01-01,{closed}")
        steps.append([(at, f"{one.deal},{at:%Y-%m-%d %H:%M},{stage}") for at, stage in one.steps])
    rows = [row for found in steps for row in found]
    keys = {at: dice.random() for at, _ in rows}
    rows.sort(key=lambda row: keys[row[0]])  # stable: what happened at one moment stays in order
    put(
        folder,
        deals="\n".join(["deal_id,deal_stage,created_at,closed_at", *lines]),
        deal_stage_history="\n".join([HISTORY, *(line for _, line in rows)]),
    )
    more = "\n[[stages]]\nname = 'Handover'" if known else ""
    (folder / "stages.toml").write_text(PLAN + more)
    return folder


def slowly(deals: Iterable[Told], order: Sequence[str], stage: str, later: int) -> tuple[int, int]:
    """How many entered a stage, and how many of them later came to that place or were won."""
    entered = came = 0
    places = {name: n for n, name in enumerate((*order, "Won"))}
    for deal in deals:
        names = [name for _, name in deal.steps]
        if stage not in names:
            continue
        entered += 1
        after = names[names.index(stage) + 1 :]
        came += deal.state == "won" or any(places.get(name, -1) >= later for name in after)
    return entered, came
