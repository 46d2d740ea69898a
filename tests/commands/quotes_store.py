"""A few quotes written by hand, and quotes asked about them."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
HEADER = (
    "quote_id,version,revision_of,deal_id,account,owner,status,sent_at,expires_at,accepted_at,"
    "declined_at,amount,discount,currency"
)
QUOTES = f"""{HEADER}
Q1,1,,D1,Acme,Ann,sent,2026-01-01,2026-01-31,,,1000,0.00,EUR
Q1,2,,D1,Acme,Ann,accepted,2026-01-05,2026-02-05,2026-01-15,,900,0.10,EUR
Q2,1,,D2,Bolt,ann ,declined,2026-01-10,2026-02-10,,2026-01-30,500,0.00,EUR
Q3,1,,D3,Core,Bob,sent,2026-01-20,2026-02-20,,,300,0.20,EUR
Q4,1,,D4,Dorn,Bob,sent,2026-03-01,2026-03-10,,,200,0.20,EUR
Q5,1,,D5,Echo,Bob,sent,2026-02-01,2026-03-31,,,100,0.04,EUR
Q6,1,,,Fox,,accepted,2026-02-08,2026-03-08,2026-02-28,,400,,EUR
Q7,1,,D1,Acme,Ann,draft,,,,,50,,EUR
Q8,1,,D6,Golf,Bob,withdrawn,2026-02-02,2026-03-02,,,60,0.50,EUR
Q9,1,,D7,Hall,Bob,sent,2026-02-09,,,,70,0.15,EUR
Q10,1,Q9,D7,Hall,Bob,accepted,2026-02-19,,2026-03-01,,65,0.20,EUR
"""
DEALS = """
    deal_id,account,owner,stage,amount,currency,created_at,close_date,is_closed,is_won
    D1,Acme,Ann,Won,900,EUR,2025-12-20,2026-01-15,true,true
    D2,Bolt,Ann,Won,480,EUR,2025-12-20,2026-02-15,true,true
    D3,Core,Bob,Lost,300,EUR,2025-12-20,2026-02-21,true,false
    D4,Dorn,Bob,Open,200,EUR,2025-12-20,2026-04-01,false,false
    D5,Echo,Bob,Lost,100,EUR,2025-12-20,2026-03-01,true,false
    D6,Golf,Bob,Open,60,EUR,2025-12-20,2026-04-01,false,false
    D7,Hall,Bob,Open,65,EUR,2025-12-20,2026-04-01,false,false
"""


def store(folder: Path, **files: str) -> Path:
    """The folder with those files; one that is named stands in for the one here, empty for none."""
    named = {"quotes": QUOTES, "deals": DEALS} | files
    return put(folder, **{name: text for name, text in named.items() if text})


def quotes(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What quotes answers about it."""
    return answered("quotes", folder, *args, as_of=as_of)
