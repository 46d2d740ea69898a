"""Little stores of reps, quotas and deals written by hand."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-09-16 12:00"
"""A Wednesday noon: 11.5 of the 22 working days of September have passed."""
DEALS = "deal_id,owner,deal_stage,amount,created_at,closed_at"
REPS = "rep,manager,team,territory,start_date,end_date,ramp_plan"
QUOTAS = "rep,team,period,quota"


def store(folder: Path, deals: str, quotas: str | None = None, reps: str | None = None) -> Path:
    """A folder of those files, a row each in the order of the columns above."""
    files = {"deals": _csv(DEALS, deals)}
    if quotas is not None:
        files["quotas"] = _csv(QUOTAS, quotas)
    if reps is not None:
        files["reps"] = _csv(REPS, reps)
    return put(folder, **files)


def _csv(header: str, rows: str) -> str:
    return "\n".join([header, *(line.strip() for line in rows.split("\n") if line.strip())])


def quota(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What quota answers about the exports in a folder."""
    return answered("quota", folder, *args, as_of=as_of)


def ramp(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What ramp answers about them."""
    return answered("ramp", folder, *args, as_of=as_of)
