"""A small CRM with its list of accounts, written by hand, and accounts asked about it."""

from decimal import Decimal
from math import sqrt
from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
ACCOUNTS = """
    account,parent_account,owner,territory,segment,employees
    A1,,Ann,North,Trade,20
    A2,A1,Ann,North,Trade,30
    A3,,ann ,North,Trade,15
    B1,,Bob,North,Trade,12
    C1,,Cid,South,Fleet,300
    D1,,Dan,South,Trade,5
    N1,,,North,Trade,40
"""
DEALS = """
deal_id,deal_name,account,contact,owner,stage,probability,amount,currency,created_at,expected_close_date,closed_at,is_closed,is_won
1,One,A1,Jo,Ann,Won,100,600,EUR,2025-01-05,,2025-06-01,true,true
2,Two,A2,Jo,Ann,Won,100,300,EUR,2025-01-05,,2025-03-11,true,true
3,Old,A3,Jo,Ann,Won,100,999,EUR,2025-01-05,,2025-03-10,true,true
4,Four,B1,Jo,Bob,Won,100,100,EUR,2025-01-05,,2026-03-10,true,true
5,Five,C1,Jo,Ann,Won,100,1000,EUR,2025-01-05,,2025-09-01,true,true
6,Six,A3,Pat Lee,Bob,Offer,50,500,EUR,2026-01-05,2026-04-01,,false,false
7,Seven,N1,Kim,Ann,Offer,25,400,EUR,2026-01-05,2026-04-01,,false,false
8,Eight,B1,,Bob,Offer,10,,EUR,2026-01-05,2026-04-01,,false,false
9,Nine,,Kim,Bob,Offer,10,70,EUR,2026-01-05,2026-04-01,,false,false
"""
ACTIVITIES = """
    activity_id,created_at,due_date,type,owner,deal_id,done
    a,2026-03-01 10:00,2026-03-01 10:00,call,Bob,6,yes
    b,2026-03-02 10:00,2026-03-02 10:00,call,Bob,6,no
    c,2025-03-01 10:00,2025-03-01 10:00,call,Bob,4,yes
    d,2025-09-01 10:00,2025-09-01 10:00,call,Ann,5,yes
    e,2025-05-01 10:00,2025-05-01 10:00,call,Ann,1,yes
"""
LEADS = """
    lead_id,created_at,lead_source,status,owner,name,company,email,deal_id
    l1,2026-01-02,Web,converted,Bob,pat lee,A3,pat@example.org,6
    l2,2026-01-03,Web,converted,Bob,Sue Day,A3,sue@example.org,6
"""
REPS = """
    sales_rep,manager,team,territory,start_date,end_date
    Ann,Max,Field,North,2020-01-01,
    Bob,Max,Field,North,2025-12-01,
    Cid,Max,Field,South,2022-01-01,
    Dan,Max,Field,South,2022-01-01,2025-12-31
    Max,,Field,,2015-01-01,
"""
SETTINGS = """
    [accounts]
    few_alike = 2
    few_accounts = 2
    few_deals = 2
"""


def store(folder: Path, **files: str) -> Path:
    """The folder with that CRM in it; a file named stands in for the one here, empty for none."""
    named = {
        "accounts": ACCOUNTS, "deals": DEALS, "activities": ACTIVITIES, "leads": LEADS,
        "reps": REPS, "salesops": SETTINGS,
    }  # fmt: skip
    return put(folder, **{name: text for name, text in (named | files).items() if text})


def given(folder: Path) -> tuple[str, ...]:
    """Its settings as an option."""
    return ("--config", str(folder / "salesops.toml"))


def accounts(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What accounts answers about it; its parts tie, and its moves do what they say."""
    said = answered("accounts", folder, *given(folder), *args, as_of=as_of)
    if "--rep" not in args:
        ties(said)
    does_what_it_says(said)
    return said


def ties(said: Said) -> None:
    """Reps sum to the whole, and so do territories but for deals without an account."""
    rows = said.table("reps")
    wholes = {"open_value": "open_value", "weighted": "weighted_value", "won_value": "won_value"}
    for column, metric in (wholes | {"potential": "potential"}).items():
        assert total(rows, column) == Decimal(said[metric]), column
    loose = [row for row in rows if row["rep"] == "deals without an account"]
    for column in ("accounts", "open_value", "won_value", "potential"):
        of_places = total(said.table("territories"), column)
        assert of_places == total(rows, column) - total(loose, column), column


def does_what_it_says(said: Said) -> None:
    """Each move, played on the loads of the reps, leaves the imbalance that it states."""
    moves = said.table("moves")
    loads = {row["rep"]: Decimal(row["load"]) for row in said.table("reps") if row["load"]}
    fair = {
        row["rep"]: Decimal(row["load"]) / Decimal(str(row["of_fair"]))
        for row in said.table("reps")
        if row["load"] and row["of_fair"]
    }
    for move in moves:
        if move["from"] in loads:
            loads[move["from"]] -= Decimal(move["load"])
        loads[move["to"]] += Decimal(move["load"])
        if fair.keys() == loads.keys():
            assert abs(spread(loads, fair) - move["imbalance"]) < 1e-4, move
    for row in said.table("after"):
        assert Decimal(row["load_then"]) == loads[row["rep"]]
    if moves:
        assert moves[-1]["imbalance"] == said["imbalance_then"]


def spread(loads: dict[str, Decimal], fair: dict[str, Decimal]) -> float:
    """The imbalance, anew."""
    parts = [float(loads[rep] / fair[rep]) - 1 for rep in loads]
    return sqrt(sum(part * part for part in parts) / len(parts))


def total(rows: list[dict], column: str) -> Decimal:
    """The numbers of a column together."""
    return sum((Decimal(str(row[column] or 0)) for row in rows), Decimal(0))
