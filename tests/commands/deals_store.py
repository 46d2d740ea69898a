"""Deals with a life of their own, as a CRM would export them on any day, and deals asked."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
"""A Tuesday; a week before it begins 2026-03-03, and the quarter ends 2026-03-31."""
NOW, START = map(datetime.fromisoformat, ("2026-03-10 12:00", "2026-03-03"))
HEADER = (
    "deal_id,deal_name,owner,stage,stage_order,probability,amount,created_at,expected_close_date,"
    "closed_at,next_step,last_activity_at"
)
HISTORY = "deal_id,entered_at,stage,amount,expected_close_date"
OWNERS = ("Ann", "Bob", "")
STAGES = ("New", "Demo", "Offer")


def deals(folder: Path, *args: str, data: Path | None = None, as_of: str = AS_OF) -> Said:
    """What deals answers; its waterfalls add up."""
    more = ("--data", str(data)) if data else ()
    said = answered("deals", folder, "--tz", "UTC", *more, *args, as_of=as_of)
    adds_up(said)
    return said


def adds_up(said: Said) -> None:
    """In deals, in money to the cent, and in those without an amount."""
    for name in ("waterfall", "due"):
        rows = said.table(name)
        if not rows or rows[0]["step"] != "Open then":
            continue
        first, *steps, last = rows
        assert last["step"] == "Open now"
        for column in ("change", "without_amount"):
            assert first[column] + sum(r[column] for r in steps) == last[column], (name, column)
        total = Decimal(first["value"]) + sum(Decimal(r["value"]) for r in steps)
        assert total == Decimal(last["value"]), name
    for row in said.table("by"):
        if row["open_then"] is not None:
            went = sum(Decimal(row[name]) for name in ("came", "changed", "won", "left"))
            assert Decimal(row["open_then"]) + went == Decimal(row["open_now"]), row
            assert Decimal(row["left"]) == Decimal(row["lost"]) + Decimal(row["gone"])
    whole = said.row("waterfall", step="Open now")
    assert sum(row["deals_now"] for row in said.table("by")) == whole["deals"]
    assert sum((Decimal(r["open_now"]) for r in said.table("by")), Decimal(0)) == Decimal(
        whole["value"]
    )


@dataclass
class Deal:
    """How a deal stands."""

    deal: str
    stage: str
    amount: int | None
    close: date | None
    created: datetime
    closed: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed is None


@dataclass
class Life:
    """What happened to a deal: how it stood after each moment."""

    deal: str
    moments: list[tuple[datetime, Deal]] = field(default_factory=list)

    def at(self, moment: datetime) -> Deal | None:
        """How it stood just before a moment."""
        return next((deal for when, deal in reversed(self.moments) if when < moment), None)

    @property
    def history(self) -> Iterator[str]:
        for when, deal in self.moments:
            cells = (deal.deal, f"{when:%Y-%m-%d %H:%M:%S}", deal.stage)
            yield ",".join([*cells, _or(deal.amount), _or(deal.close)])


def _or(value: Any) -> str:
    return "" if value is None else str(value)


def exported(lives: list[Life], moment: datetime) -> str:
    """The export of deals at a moment."""
    rows = [deal for life in lives if (deal := life.at(moment))]
    return "\n".join([HEADER, *map(_row, rows)])


def _row(deal: Deal) -> str:
    closed = f"{deal.closed:%Y-%m-%d %H:%M:%S}" if deal.closed else ""
    place = (*STAGES, "Won", "Lost").index(deal.stage) + 1
    close = deal.closed.date() if deal.closed else deal.close
    owner = OWNERS[len(deal.deal) % 3]
    return (
        f"{deal.deal},{deal.deal},{owner},{deal.stage},{place},,{_or(deal.amount)},"
        f"{deal.created:%Y-%m-%d %H:%M:%S},{_or(close)},{closed},,"
    )


def lives(count: int, seed: int) -> list[Life]:
    """Deals whose amounts, stages and dates move, that close, and of which some open again."""
    dice = random.Random(seed)
    return [_life(f"D{n}", dice) for n in range(count)]


def _life(name: str, dice: random.Random) -> Life:
    moment = NOW - timedelta(hours=dice.randrange(1, 24 * 40))
    deal = Deal(name, "New", dice.choice([None, 100, 250]), _close(dice), moment)
    life = Life(name, [(moment, deal)])
    for _ in range(dice.randrange(6)):
        moment += timedelta(hours=dice.randrange(1, 24 * 9))
        if moment >= NOW:
            break
        deal = Deal(**{**vars(deal), **_happens(deal, moment, dice)})
        life.moments.append((moment, deal))
    return life


def _happens(deal: Deal, moment: datetime, dice: random.Random) -> Mapping[str, Any]:
    if deal.closed:
        return {"closed": None, "stage": "Demo", "close": _close(dice)}
    found = dice.randrange(5)
    if found == 0:
        return {"closed": moment, "stage": dice.choice(["Won", "Lost"])}
    if found == 1:
        return {"amount": dice.choice([None, 50, 100, 250, 400])}
    return {"close": _close(dice)} if found < 4 else {"stage": dice.choice(STAGES)}


def _close(dice: random.Random) -> date | None:
    day = date(2025, 12, 1) + timedelta(days=dice.randrange(200))
    return None if dice.random() < 0.1 else day


def written(folder: Path, told: list[Life], *, history: bool) -> Path:
    """The exports of now, with or without the history of stages."""
    files = {"deals": exported(told, NOW)}
    if history:
        files["stages"] = "\n".join([HISTORY, *(row for life in told for row in life.history)])
    return put(folder, **files)


def kept(folder: Path, told: list[Life], day: date, moment: datetime) -> Path:
    """The folder of copies, with the exports of a moment as kept on a day."""
    copy = folder / f"snapshot_day={day}"
    copy.mkdir(parents=True)
    put(copy, deals=exported(told, moment))
    return folder
