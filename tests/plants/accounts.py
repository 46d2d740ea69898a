"""One case of each finding of accounts; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planting import Plant, edit, rows

ACCOUNTS, DEALS, QUOTAS = "accounts.csv", "deals.csv", "quotas.csv"


def accounts_unbalanced(folder: Path) -> Mapping[str, Any]:
    """Two reps of the North have given nearly all of theirs to the third."""
    with rows(folder / ACCOUNTS) as lines:
        for n, row in enumerate(lines):
            if row["owner"] in ("Ruth Ivers", "Tessa Boyd") and n % 8:
                row["owner"] = "Caleb Stone"
    return {"most": "Caleb Stone", "reps": 8}


def territory_unbalanced(folder: Path) -> Mapping[str, Any]:
    """The North is one rep's, who is to have three times what two in the South and others have."""
    with rows(folder / "reps.csv") as lines:
        for row in lines:
            if row["sales_rep"] in ("Ruth Ivers", "Tessa Boyd"):
                row["territory"] = "Online"
    return {"territory": "North", "least": "Online"}


def accounts_without_owner(folder: Path) -> Mapping[str, Any]:
    """An account with an open deal has nobody."""
    with rows(folder / ACCOUNTS) as lines:
        next(row for row in lines if row["account"] == "Summitcrest Classic Cars")["owner"] = ""
    return {"accounts": 1, "largest": "Summitcrest Classic Cars"}


def owner_has_left(folder: Path) -> Mapping[str, Any]:
    """What Lena Ortiz had in the South was never given to anybody."""
    with rows(folder / ACCOUNTS) as lines:
        for row in [row for row in lines if row["owner"] == "Gavin Shaw"][:6]:
            row["owner"] = "Lena Ortiz"
    return {"accounts": 6, "reps": ["Lena Ortiz"]}


def account_neglected(folder: Path) -> Mapping[str, Any]:
    """A large deal was won in the winter, and nobody has called there since."""
    with rows(folder / DEALS) as lines:
        found = next(
            row for row in lines if row["is_won"] == "true" and "2025-11" in row["closed_at"]
        )
        found["amount"], found["account"] = "48000.00", "The Fleet of the County"
    return {"account": "The Fleet of the County", "won_value": "48000.00"}


def stale_data(folder: Path) -> Mapping[str, Any]:
    """Asked on Wednesday noon of exports that end on Friday: four days are allowed."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2026-09-23 12:00")
    return {}


def rejected_rows(folder: Path) -> Mapping[str, Any]:
    """A size that is no number."""
    with rows(folder / QUOTAS) as lines:
        lines[0]["quota"] = "13O0.00"  # the letter O
    return {"rows": 1, "file": QUOTAS}


PLANTS = {
    "accounts-unbalanced": Plant(accounts_unbalanced),
    "territory-unbalanced": Plant(territory_unbalanced),
    "accounts-without-owner": Plant(accounts_without_owner),
    "owner-has-left": Plant(owner_has_left),
    "account-neglected": Plant(account_neglected),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
