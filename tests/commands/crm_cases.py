"""For each check of a CRM's tables a small CRM that fails it; a healthy one fails none."""

from collections.abc import Mapping
from datetime import date, timedelta

from check_cases import Case

COLUMNS = (
    "deal_id,account,owner,stage,amount,created_at,stage_entered_at,expected_close_date,closed_at,"
    "is_closed,is_won,next_step,last_activity_at"
)
OPEN, WON = 10, 20
"""Of the healthy CRM; --as-of is 2026-03-10."""
Rows = list[dict[str, str]]


def healthy() -> Rows:
    """Ten open deals, five each of Ann and Bob, and twenty won ones that took ten days a stage."""
    made = [
        {
            "deal_id": f"O-{n}",
            "account": f"Customer {n}",
            "owner": "Ann" if n % 2 else "Bob",
            "stage": "Proposal",
            "amount": "100.00",
            "created_at": "2026-02-20",
            "stage_entered_at": "2026-03-05",
            "expected_close_date": "2026-04-01",
            "is_closed": "false",
            "is_won": "false",
            "next_step": "call",
            "last_activity_at": "2026-03-06",
        }
        for n in range(1, OPEN + 1)
    ]
    made += [
        {
            "deal_id": f"W-{n}",
            "account": f"Buyer {n}",
            "owner": "Ann",
            "stage": "Won",
            "amount": "50.00",
            "created_at": "2026-01-05",
            "closed_at": "2026-01-25",
            "is_closed": "true",
            "is_won": "true",
        }
        for n in range(1, WON + 1)
    ]
    return made


def deals(rows: Rows) -> str:
    """As a file."""
    names = COLUMNS.split(",")
    lines = (",".join(row.get(name, "") for name in names) for row in rows)
    return "\n".join([COLUMNS, *lines, ""])


def changed(column: str, *values: str) -> str:
    """The first open deals of the healthy CRM with other values in a column, one a deal."""
    rows = healthy()
    for row, value in zip(rows, values, strict=False):
        row[column] = value
    return deals(rows)


def history() -> str:
    """Each won deal was ten days in Proposal."""
    lines = [
        f"W-{n},{day},{stage}"
        for n in range(1, WON + 1)
        for day, stage in (("2026-01-15", "Proposal"), ("2026-01-25", "Won"))
    ]
    return "\n".join(["deal_id,entered_at,stage", *lines, ""])


REPS = "sales_rep,start_date,end_date\nAnn,2020-01-01,\nBob,2020-01-01,\n"
CRM = {"deals_csv": deals(healthy()), "deal_stage_history_csv": history(), "reps_csv": REPS}
"""The healthy one."""


def of(**files: str) -> Mapping[str, str]:
    """The healthy CRM with these files in place of its own."""
    return CRM | files


def leads(*, owner: int = 0, twice: int = 0) -> str:
    """Twenty leads, the first of them without an owner or with the e-mail of the one before."""
    first = date(2026, 2, 1)
    lines = [
        f"L-{n},{first + timedelta(n)},{'' if n <= owner else 'Ann'},"
        f"p{n - n % 2 if n <= twice else n}@example.org"
        for n in range(1, 21)
    ]
    return "\n".join(["lead_id,created_at,owner,email", *lines, ""])


def activities(blank: int) -> str:
    """Twenty calls, the first of them nobody's."""
    lines = [f"C-{n},2026-03-02,call,{'' if n <= blank else 'Bob'},O-1" for n in range(1, 21)]
    return "\n".join(["activity_id,created_at,type,owner,deal_id", *lines, ""])


def _one(files: Mapping[str, str], measured: str, *lines: tuple[int, str]) -> Case:
    return Case(files, "warning", measured, lines)


CRM_CASES: Mapping[str, Case] = {
    "deal-owner": _one(of(deals_csv=changed("owner", "")), "1 of 10", (2, "O-1")),
    # Of ten deals two are the fifth that early ones may be.
    "deal-amount": _one(of(deals_csv=changed("amount", "", "")), "2 of 10", (2, "O-1"), (3, "O-2")),
    "deal-close-date": _one(
        of(deals_csv=changed("expected_close_date", "")), "1 of 10", (2, "O-1")
    ),
    "deal-next-step": _one(
        of(deals_csv=changed("next_step", "", "", "")),
        "3 of 10",
        *((n + 1, f"O-{n}") for n in (1, 2, 3)),
    ),
    # One that closes today is not overdue; 15 % of ten are two.
    "deal-overdue": _one(
        of(deals_csv=changed("expected_close_date", "2026-03-10", "2026-03-09", "2026-01-01")),
        "2 of 10",
        (3, "O-2 should have closed on 2026-03-09"),
        (4, "O-3 should have closed on 2026-01-01"),
    ),
    # The tenth day is as long as 3 of 4 won ones took, the eleventh longer.
    "deal-stale": _one(
        of(deals_csv=changed("stage_entered_at", "2026-02-28", *["2026-02-27"] * 5)),
        "5 of 10",
        *((n + 1, f"O-{n} is 11 days in Proposal (won p75: 10.0)") for n in range(2, 7)),
    ),
    "owner-listed": _one(of(deals_csv=changed("owner", "Cid")), "1 of 10", (2, "O-1 of Cid")),
    "owner-left": _one(
        of(reps_csv=REPS + "Cid,2020-01-01,2026-02-28\n", deals_csv=changed("owner", "Cid")),
        "1 of 10",
        (2, "O-1 of Cid, until 2026-02-28"),
    ),
    "lead-owner": _one(of(leads_csv=leads(owner=1)), "1 of 20", (2, "L-1")),
    "lead-twice": _one(
        of(leads_csv=leads(twice=3)), "2 of 20", (3, "L-2 and L-3"), (4, "L-3 and L-2")
    ),
    "activity-owner": _one(of(activities_csv=activities(1)), "1 of 20", (2, "call C-1")),
    "account-twice": _one(
        of(deals_csv=changed("account", "Müller GmbH", "MULLER  G.m.b.H.")),
        "2 of 30",
        (2, "Müller GmbH and MULLER  G.m.b.H."),
        (3, "MULLER  G.m.b.H. and Müller GmbH"),
    ),
    # 2026-02-08 is thirty days before as-of: it counts. The deals were entered before.
    "deal-idle": _one(
        of(
            deals_csv=deals(
                [
                    row
                    | {"created_at": "2026-01-05", "stage_entered_at": "2026-03-05"}
                    | ({"stage_entered_at": "", "last_activity_at": day} if day else {})
                    for row, day in zip(
                        healthy(),
                        ["2026-02-08", *["2026-02-07"] * 4, *[""] * (OPEN + WON - 5)],
                        strict=True,
                    )
                ]
            )
        ),
        "4 of 10",
        *((n + 1, f"O-{n}, last on 2026-02-07") for n in range(2, 6)),
    ),
    "deal-entered-late": _one(
        of(
            deal_stage_history_csv="\n".join(
                line for line in history().split("\n") if not line.startswith("W-1")
            )
        ),
        "11 of 20",
        *((n + OPEN + 1, f"W-{n}") for n in (1, *range(10, 14))),
    ),
}
