"""A little team written by hand, and reps asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
"""A Tuesday; the quarter has run for 68 days and a half, 9.79 weeks to this midnight: 68 days."""
REPS = """
    rep,manager,team,start_date,end_date,ramp_plan
    Ann,Mo,North,2024-01-08,,
    Bob,Mo,North,2026-02-02,,"25,50,75,100"
    Cy,Mo,South,2023-01-02,2026-01-31,
    Di,Mo,South,2022-01-03,,
    Ed,Mo,South,2022-01-03,2024-12-31,
    Mo,,,,,
"""
QUOTAS = """
    rep,period,quota
    Ann,2026-Q1,1000
    Bob,2026-Q1,900
"""
DEALS = """
    deal_id,owner,stage,status,amount,created_at,closed_at,close_date,next_step,lost_reason,probability
    D1,Ann,Won,won,600,2026-01-05,2026-01-25,,,,
    D2,ann ,Won,won,300,2026-02-01,2026-03-09,,,,
    D3,Ann,Lost,lost,200,2026-01-02,2026-02-20,,,Price,
    D4,Bob,Won,won,100,2026-02-10,2026-03-05,,,,
    D5,Cy,Won,won,400,2025-11-01,2026-01-20,,,,
    D6,,Lost,lost,50,2026-01-10,2026-02-02,,,Timing,
    D7,Ann,Offer,open,500,2026-02-03,,2026-04-01,Call,,40
    D8,Bob,Demo,open,,2026-02-20,,2026-04-02,,,50
    D9,,Demo,open,70,2026-02-20,,2026-04-03,,,10
    D10,Ann,Won,won,450,2025-10-02,2025-11-15,,,,
    D11,Cy,Lost,lost,80,2025-09-01,2025-10-20,,,price,
    D12,Ann,Demo,open,900,2026-02-04,,2026-05-01,Send it,,20
"""
ACTIVITIES = """
    activity_id,type,owner,deal_id,due_date,done
    A1,call,Ann,D1,2026-01-07 10:00,yes
    A2,call,ANN,D1,2026-01-08 10:00,yes
    A3,meeting,Ann,D2,2026-02-09 10:00,yes
    A4,task,Ann,D2,2026-02-10 10:00,yes
    A5,call,Ann,D7,2026-03-12 10:00,no
    A6,demo,Bob,D4,2026-02-20 10:00,yes
    A7,email,,D9,2026-02-21 10:00,yes
    A8,proposal,Ann,D2,2026-02-22 10:00,yes
    A9,call,Ann,D10,2025-12-01 10:00,yes
"""


def store(folder: Path, **files: str) -> Path:
    """A folder of the team's files; `files` replace some, an empty text leaves one away."""
    named = {"deals": DEALS, "reps": REPS, "quotas": QUOTAS, "activities": ACTIVITIES, **files}
    return put(folder, **{name: text for name, text in named.items() if text})


def reps(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What reps answers about the exports in a folder; its rows sum to the whole."""
    said = answered("reps", folder, *args, as_of=as_of)
    if "reps" in said.answer["tables"]:
        ties(said)
    return said


def ties(said: Said) -> None:
    """The rows above the last, to the cent; as prose shows them too."""
    for name in ("reps", "reps_top"):
        if not (rows := said.table(name)):
            continue
        *parts, whole = rows
        for column in ("won_value", "open_value", "won", "lost", "closed", "open_deals"):
            total = sum((Decimal(row[column]) for row in parts), Decimal(0))
            assert total == Decimal(whole[column]), (name, column)
        assert whole["won"] == said["won_deals"]
        assert whole["won_value"] == said["won_value"]
