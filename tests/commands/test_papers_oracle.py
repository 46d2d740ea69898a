"""quotes and contracts on the sample, once more in plain Python."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pulse_store import salesops as run

from salesops.assets import folder

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loaded_once")]
SAMPLE = folder("sample_data")
TODAY = date(2026, 9, 18)


def read(name):
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text[:10]) if text else None


def asked(command, *args):
    config = str(SAMPLE / "salesops.toml")
    code, out, err = run(
        command, "--data", str(SAMPLE), "--config", config, "--format", "json", *args
    )
    assert code == 0, err
    return json.loads(out)


@pytest.fixture(scope="module")
def latest():
    rows = sorted(read("quotes.csv"), key=lambda row: int(row["version"]))
    return list({row["quote_id"]: row for row in rows}.values())


def waited(row):
    """Days until it was accepted, else until today, and whether it was."""
    until = day(row["accepted_at"]) or TODAY
    return (until - day(row["sent_at"])).days, bool(row["accepted_at"])


def test_quotes_add_up_and_half_are_accepted_by_then(latest):
    said = asked("quotes")["metrics"]
    accepted = [row for row in latest if row["accepted_at"]]
    still_open = [
        row for row in latest if row["status"] == "sent" and day(row["expires_at"]) >= TODAY
    ]
    assert (said["sent"], said["accepted"]) == (len(latest), len(accepted))
    assert said["open"] == len(still_open)
    assert Decimal(said["open_value"]) == sum(Decimal(row["amount"]) for row in still_open)
    assert said["acceptance_rate"] == pytest.approx(len(accepted) / (len(latest) - len(still_open)))
    waits, left = [waited(row) for row in latest], 1.0
    for days in sorted({days for days, happened in waits if happened}):
        waiting = sum(one >= days for one, _ in waits)
        left *= 1 - sum(one == days and happened for one, happened in waits) / waiting
        if left <= 0.5:
            break
    assert said["days_to_accept"] == days


def test_contracts_in_force_due_and_renewed():
    said = asked("contracts", "--days", "150")["metrics"]
    rows = read("contracts.csv")
    renewed = {row["renewal_of"] for row in rows}
    begun = [row for row in rows if day(row["start_date"]) <= TODAY]
    in_force = [
        row for row in begun if row["auto_renews"] == "true" or day(row["end_date"]) >= TODAY
    ]
    assert said["active"] == len(in_force)
    assert Decimal(said["annual_value"]) == sum(Decimal(row["annual_value"]) for row in in_force)
    soon = [r for r in begun if TODAY <= day(r["end_date"]) <= TODAY + timedelta(days=150)]
    assert said["expiring"] == len(soon)
    risk = [r for r in soon if r["auto_renews"] == "false" and r["contract_id"] not in renewed]
    assert said["at_risk"] == len(risk)
    assert Decimal(said["at_risk_value"]) == sum(Decimal(row["annual_value"]) for row in risk)
    ended = [
        row
        for row in rows
        if TODAY - timedelta(days=365) <= day(row["end_date"]) < TODAY
        and row["auto_renews"] == "false"
    ]
    kept = [row for row in ended if row["contract_id"] in renewed]
    late = [row for row in ended if (TODAY - day(row["end_date"])).days >= 30 or row in kept]
    assert (said["ended"], said["renewed"]) == (len(late), len(kept))
