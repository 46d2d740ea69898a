"""Stores of deals written by hand, and closings asked about them."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-05 12:00"
DEALS = (
    "deal_id,stage,is_closed,is_won,amount,probability,created_at,close_date,closed_at,"
    "forecast_category,owner_id"
)
MOVES = "deal_id,stage,entered_at,amount,probability,close_date"
QUOTAS = "period,scope,scope_id,metric,value"


def store(folder: Path, deals: str, moves: str = "", **files: str) -> Path:
    """A folder of deals and their moves, a row each; cells that a row leaves away are blank."""
    if moves:
        files["deal_stage_history"] = _csv(MOVES, moves)
    return put(folder, deals=_csv(DEALS, deals), **files)


def kept(
    folder: Path, deals: str, copies: Mapping[str, str], moves: str = "", **files: str
) -> Path:
    """Exports of today, and below them the copies as `salesops snapshot` keeps them."""
    for day, rows in copies.items():
        below = folder / f"snapshot_day={day}"
        below.mkdir()
        put(below, deals=_csv(DEALS, rows))
    return store(folder, deals, moves, **files)


def _csv(header: str, rows: str) -> str:
    width = header.count(",") + 1
    lines = [line.strip().split(",") for line in rows.strip().split("\n")]
    return "\n".join([header, *(",".join(line + [""] * (width - len(line))) for line in lines)])


def closings(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What closings answers about the exports in a folder; its parts tie."""
    said = answered("closings", folder, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Periods, later and undated sum to all; every chance is one; bounds hold what is expected."""
    for name in ("periods", "deals"):
        *parts, whole = said.table(name) or [{}]
        for column in ("won", "open", "expected") if parts else ():
            if whole[column] is not None:
                total = sum(Decimal(str(part[column])) for part in parts)
                assert abs(total - Decimal(str(whole[column]))) < Decimal("0.001")
    for row in said.table("periods"):
        assert row["chance"] is None or 0 <= row["chance"] <= 1
        if row["low"] is not None:
            assert Decimal(row["won"]) <= Decimal(row["low"]) <= Decimal(row["high"])
    for row in said.table("calibration"):
        assert 0 <= row["low"] <= row["won"] <= row["high"] <= 1
    rests = said.table("basis")
    for question in ("when", "how likely"):
        assert sum(r["deals"] for r in rests if r["question"] == question) == said["open_deals"]
