"""A few contracts written by hand, and contracts asked about them."""

from pathlib import Path

from pulse_store import Said, answered, put

AS_OF = "2026-03-10 12:00"
HEADER = (
    "contract_id,renewal_of,deal_id,account,owner,product,status,signed_at,start_date,end_date,"
    "notice_days,auto_renews,cancelled_at,value,annual_value,currency"
)
CONTRACTS = f"""{HEADER}
A,,,Acme,Ann,Care,active,2025-03-20,2025-04-01,2026-03-31,30,no,,1200,1200,EUR
B,,,Bolt,Ann,Care,active,2025-05-01,2025-05-01,2026-04-30,60,yes,,600,,EUR
C,,,Core,Bob,Care,active,2025-06-01,2025-06-01,2026-05-31,30,no,,2400,,EUR
C2,C,,Core,Bob,Care,active,2026-03-01,2026-06-01,2028-05-31,30,no,,5000,,EUR
D,,,Dorn,Bob,Care,active,2024-09-01,2024-09-01,2026-08-31,200,no,,2000,,EUR
E,,,Echo,Bob,Care,active,2024-12-15,2025-01-01,2025-12-31,,no,,300,,EUR
F,,,Fox,Ann,Care,active,2024-12-15,2025-01-01,2025-12-31,,no,,400,,EUR
F2,,,FOX,Ann,Care,active,2025-12-20,2026-01-01,,30,no,,,480,EUR
G,,,Golf,Ann,Care,active,2024-12-15,2025-02-01,2026-01-31,,yes,,700,,EUR
H,,,Hall,Ann,Care,active,2025-02-15,2025-03-01,2026-02-28,,no,,800,,EUR
I,,,Iota,Ann,Care,active,2025-02-15,2025-03-01,2026-12-31,,no,2025-11-30,900,,EUR
J,,,Java,Ann,Care,draft,,2026-04-01,2027-03-31,,no,,50,,EUR
K,,,Kilo,,Care,active,2025-03-01,2025-03-01,2025-02-01,,no,,60,,EUR
L,,,Lima,Ann,Care,active,2025-02-28,2025-03-01,,,no,,70,,EUR
"""
DEALS = """
    deal_id,name,account,owner,stage,type,product,amount,currency,created_at,close_date,is_closed,is_won
    D1,Acme again,acme,Ann,Talks,Renewal,Care,1200,EUR,2026-03-09,2026-04-01,false,false
    D2,More for Dorn,Dorn,Bob,Talks,New business,Care,900,EUR,2026-02-20,2026-04-01,false,false
    D3,Echo renewal,Echo,Bob,Won,,Care,300,EUR,2025-12-01,2025-12-20,true,true
"""


def store(folder: Path, **files: str) -> Path:
    """The folder with those files; one that is named stands in for the one here, empty for none."""
    named = {"contracts": CONTRACTS, "deals": DEALS} | files
    return put(folder, **{name: text for name, text in named.items() if text})


def contracts(folder: Path, *args: str, as_of: str = AS_OF) -> Said:
    """What contracts answers about it."""
    return answered("contracts", folder, *args, as_of=as_of)
