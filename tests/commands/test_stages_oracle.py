"""stages against a slow reading of random histories in plain Python."""

import pytest
from stages_store import ORDER, random_deals, slowly, stages, written

SLOW = pytest.mark.slow
SEEDS = [1, 2, *(pytest.param(seed, marks=SLOW) for seed in range(3, 15))]


@pytest.mark.parametrize("seed", SEEDS)
def test_conversions_are_what_a_slow_reading_finds(tmp_path, seed):
    """With every second seed --stages says the order, and one stage has no place."""
    deals = random_deals(seed)
    said = stages(written(tmp_path, deals, seed, known=seed % 2 == 0))
    order = said.column("steps", "stage")
    assert set(order) == {*ORDER, "Limbo" if seed % 2 else "Handover"}
    assert said.column("conversions", "stage", "later_stage", "entered", "came") == [
        (stage, later, *slowly(deals, order, stage, place))
        for n, stage in enumerate(order)
        for place, later in enumerate((*order, "Won"))
        if place > n
    ]
    by_stage = {}
    for row in said.table("conversions"):
        if row["entered"]:
            assert 0 <= row["low"] <= row["conversion"] <= row["high"] <= 1
        by_stage.setdefault(row["stage"], []).append(row["came"])
    for came in by_stage.values():
        assert came == sorted(came, reverse=True)  # the later, the fewer
