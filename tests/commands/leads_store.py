"""A small CRM of leads written by hand, and leads asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
LEADS = """
    lead_id,created_at,lead_source,status,owner,name,first_touch_at,qualified_at,converted_at,deal_id
    L1,2026-03-01 08:00,Web,converted,Ann,Al,2026-03-01 08:30,,2026-03-03 08:00,D1
    L2,2026-03-02 08:00,web,converted,ann ,Bo,2026-03-02 10:00,,2026-03-04 08:00,D2
    L3,2026-03-03 08:00,Web,disqualified,Ann,Cy,2026-03-05 08:00,,,
    L4,2026-03-04 08:00,WEB,new,Bob,Di,,,,
    L5,2026-03-05 08:00,Trade-Fair,contacted,Bob,Ed,2026-03-05 08:15,,,
    L6,2026-03-06 08:00,Trade fair,qualified,Bob,Fay,,2026-03-07 08:00,,
    L7,2026-03-10 11:30,Trade fair,new,,Gus,,,,
    L8,2026-03-07 08:00,,converted,Bob,Hal,2026-03-06 08:00,,2026-03-08 08:00,D3
"""
DEALS = """
    deal_id,owner,status,amount,created_at,closed_at
    D1,Ann,won,100.10,2026-03-03,2026-03-08
    D2,Ann,lost,50,2026-03-04,2026-03-09
    D3,Bob,open,70,2026-03-08,
"""
SPEND = """
    day,channel,cost
    2026-03-01,trade fair,30
    2026-03-06,TRADE FAIR,10
    2026-03-05,Google Ads,7.50
"""


def store(folder: Path, **files: str) -> Path:
    """The folder with that CRM in it; a file named stands in for the one here, empty for none."""
    named = {"leads": LEADS, "deals": DEALS, "spend": SPEND} | files
    return put(folder, **{name: text for name, text in named.items() if text})


def leads(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What leads answers about it; its parts tie."""
    config = folder / "salesops.toml"
    given = ("--config", str(config)) if config.exists() else ()
    said = answered("leads", folder, *given, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """Every table by something sums to the whole, in count and to the cent."""
    for name, rows in said.answer["tables"].items():
        if name.startswith("by_"):
            assert sum(row["leads"] for row in rows) == said["leads"], name
            assert sum(row["undecided"] for row in rows) == said["undecided"], name
            if said["won_leads"] is not None:
                assert sum(row["won"] for row in rows) == said["won_leads"], name
    assert sum(row["open_leads"] for row in said.table("assignment")) == said["open_leads"]


def money(rows: list[dict], column: str) -> Decimal:
    """Their amounts together."""
    return sum((Decimal(row[column] or 0) for row in rows), Decimal(0))
