"""A little CRM that sells by several channels, written by hand, and channels asked about it."""

from decimal import Decimal
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
DEALS = """
    deal_id,owner,status,amount,created_at,closed_at,channel,lead_source,team
    D1,Ann,won,100,2026-01-01,2026-01-11,Showroom,Web,North
    D2,Ann,won,300,2026-01-01,2026-02-10,show-room,Fair,North
    D3,Ann,lost,50,2026-02-10,2026-02-20,SHOW ROOM,Web,North
    D4,Bob,won,,2026-02-01,2026-02-21,Showroom,Web,South
    D5,Bob,lost,70,2025-12-01,2026-03-01,Field,Fair,South
    D6,Bob,open,500,2026-02-05,,Field,Web,South
    D7,Bob,won,90.50,2025-11-01,2025-12-31,field.,Web,South
    D8,,lost,20,2026-02-28,2026-03-09,,Web,
    D9,Ann,open,40,2026-03-01,,,Web,North
    D10,Ann,won,60,2026-02-01,2026-03-03,Online & Co,Web,North
    D11,Ann,open,,2026-03-02,,online-co,Web,North
"""
ACTIVITIES = """
    activity_id,type,owner,deal_id,due_date,done
    A1,call,Ann,D1,2026-01-07 10:00,yes
    A2,meeting,Ann,D2,2026-01-08 10:00,yes
    A3,email,Ann,D3,2026-02-11 10:00,yes
    A4,task,Ann,D3,2026-02-12 10:00,yes
    A5,call,Bob,D5,2025-12-05 10:00,yes
    A6,call,Bob,D5,2026-03-12 10:00,no
    A7,demo,,D8,2026-03-01 10:00,yes
    A8,call,Ann,D99,2026-03-02 10:00,yes
"""
SPEND = """
    day,channel,cost
    2026-02-01,showroom,120.00
    2026-02-28,Show_Room,30.50
    2026-02-15,google ads,99.00
    2026-02-15,,7.25
    2026-01-20,field,10.00
"""


def store(folder: Path, **files: str) -> Path:
    """A folder of the CRM's files; `files` replace some, an empty text leaves one away."""
    named = {"deals": DEALS, "activities": ACTIVITIES, "spend": SPEND, **files}
    return put(folder, **{name: text for name, text in named.items() if text})


def channels(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What channels answers about the exports in a folder; its rows sum to the whole."""
    said = answered("channels", folder, *args, as_of=as_of)
    ties(said)
    return said


def ties(said: Said) -> None:
    """The rows sum to the metrics, to the cent."""
    rows = said.table("channels")
    for column, metric in (
        ("created", "created_deals"), ("won", "won_deals"), ("lost", "lost_deals"),
        ("won_value", "won_value"), ("open_deals", "open_deals"), ("open_value", "open_value"),
    ):  # fmt: skip
        total = sum((Decimal(row[column]) for row in rows), Decimal(0))
        assert total == Decimal(said[metric]), column
