"""One case of each finding of escalations; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, rows
from pulse import rejected_rows, stale_data

TICKETS = "tickets.csv"


def sla_breach(folder: Path) -> Mapping[str, Any]:
    """Six strangers have waited since half past nine; two others wait since yesterday and noon."""
    with rows(folder / TICKETS) as lines:
        empty = dict.fromkeys(lines[0], "")
        for n in range(6):
            stamp = f"2026-09-18 09:3{n}:00 -0500"
            asked = {"ticket_id": f"9{n}", "created_at": stamp, "status": "new"}
            lines.append(empty | asked | {"requester_email": f"late{n}@x.test"})
    return {"tickets": 8}


def high_value_waiting(folder: Path) -> Mapping[str, Any]:
    """One of the best professional shops has waited since ten, not since half past two."""
    with rows(folder / TICKETS) as lines:
        (row,) = (r for r in lines if r["requester_name"] == "Leo Quinden" and not r["solved_at"])
        row["created_at"] = row["last_customer_message_at"] = "2026-09-18 10:00:00 -0500"
    return {"tickets": 1, "first": [row["ticket_id"]]}


def breach_rate_up(folder: Path) -> Mapping[str, Any]:
    """Since 24 August every third first answer came two days later."""
    with rows(folder / TICKETS) as lines:
        lately = [r for r in lines if "2026-08-24" <= r["created_at"] < "2026-09-14"]
        for row in lately[::3]:
            if row["first_agent_reply_at"]:
                row["first_agent_reply_at"] = row["last_agent_reply_at"] = (
                    "2026-09-17 16:00:00 -0500"
                )
    return {}


def ticket_backlog_up(folder: Path) -> Mapping[str, Any]:
    """Of the last two weeks nothing was solved: all wait for their customers."""
    with rows(folder / TICKETS) as lines:
        for row in lines:
            if row["solved_at"] >= "2026-09-05":
                row["solved_at"], row["status"] = "", "pending"
    return {}


PLANTS = {
    "sla-breach": Plant(sla_breach),
    "high-value-waiting": Plant(high_value_waiting),
    "breach-rate-up": Plant(breach_rate_up),
    "ticket-backlog-up": Plant(ticket_backlog_up),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
