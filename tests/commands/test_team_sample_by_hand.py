"""What the docs work out by hand of a rep's statement in the sample."""

from decimal import Decimal
from pathlib import Path

from pulse_store import answered

SAMPLE = Path(__file__).parents[2] / "sample_data"


def test_lines_of_a_statement_and_one_that_corrects_another():
    """docs/commands/commission.md, Three lines by hand and When the past changes."""
    said = answered("commission", SAMPLE, "--rep", "Caleb Stone", as_of="2026-09-18 15:10")
    paid = {line["line"]: line for line in said.table("statement")}
    worked = {
        "2025-Q2/2": Decimal("3860.00") * 4 / 100,
        "2025-Q2/5": Decimal("4480.00") * 4 / 100 + Decimal("4800.00") * 6 / 100,
        "2025-Q2/6": Decimal(250),
        "2025-Q3/3": Decimal("4710.00") * 4 / 100,
        "2025-Q4/2": -Decimal("188.40") * 540 / 4710,
    }
    assert {line: Decimal(paid[line]["commission"]) for line in worked} == worked
    assert {line["corrects"] for line in paid.values()} - {""} == {"2025-Q3/3"}
    assert paid["2025-Q4/2"]["deal"] == paid["2025-Q3/3"]["deal"] == "D-1164"
    assert (paid["2025-Q2/6"]["running"], paid["2025-Q4/4"]["running"]) == ("1152.40", "804.90")
