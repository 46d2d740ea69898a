"""What win-loss concludes, at the edge of chance: rates that fell or lie apart, reasons."""

import pytest
from win_loss_store import many, store, win_loss

pytestmark = pytest.mark.usefixtures("loaded_once")


def codes(folder, *args, **more):
    return {f["code"] for f in win_loss(folder, *args, **more).answer["findings"]}


def test_a_rate_that_fell_by_more_than_chance(tmp_path):
    """Of 60 before half were won; 25 of 60 lately is chance, 12 is not; a year later it is old."""
    before = many("Ann", 30, 30, "2025-10-01")
    for won, wanted in ((25, set()), (12, {"win-rate-down"})):
        folder = store(tmp_path, before + "\n" + many("Ann", won, 60 - won, "2026-03-01"))
        assert codes(folder, as_of="2026-03-03") == wanted
    found = win_loss(folder, as_of="2026-03-03").finding("win-rate-down")["facts"]
    assert found == {"win_rate": 0.2, "deals": 60, "before": 0.5, "before_deals": 60}
    assert codes(folder, as_of="2027-03-03") == set()
    assert codes(folder, "--since", "2026-01-01", as_of="2027-03-03") == {"stale-data"}


def test_too_few_to_say_that_it_fell(tmp_path):
    deals = many("Ann", 15, 14, "2025-10-01") + "\n" + many("Ann", 0, 29, "2026-03-01")
    assert codes(store(tmp_path, deals), as_of="2026-03-03") == set()


def test_a_rep_a_source_or_a_product_below_the_others(tmp_path):
    """Of five with 40 deals one wins 14, the others 20: chance; 6 is not. The best is none."""
    team = "\n".join(many(rep, 20, 20) for rep in ("Bob", "Cy", "Di", "Ed"))
    for won, verdict in ((14, "chance"), (6, "below"), (36, "above")):
        said = win_loss(
            store(tmp_path, f"{team}\n{many('Ann', won, 40 - won)}"), as_of="2026-03-03"
        )
        assert said.row("by_owner", name="Ann")["verdict"] == verdict
        assert (said.finding("win-rate-apart") is not None) == (verdict == "below")
    rest = "\n".join(many("Ann", 60, 60, lead_source=way) for way in ("Web", "Call"))
    folder = store(tmp_path, rest + "\n" + many("Ann", 6, 34, lead_source="Fair"))
    facts = win_loss(folder, as_of="2026-03-03").finding("win-rate-apart")["facts"]
    assert (facts["by"], facts["name"], facts["deals"], facts["others"]) == (
        *("source", "Fair", 40),
        0.5,
    )


def test_a_reason_that_grew(tmp_path):
    """5 of 50 before; 9 of 50 lately is chance, 20 is not. A reason filled in later is no news."""
    old = {"Price": 45, "Parts": 5}
    for now, wanted in ((9, set()), (20, {"lost-reason-up"})):
        rows = [many("Ann", 0, n, "2025-10-01", lost_reason=why) for why, n in old.items()]
        rows += [many("Ann", 0, now, lost_reason="Parts")]
        rows += [many("Ann", 0, 50 - now, lost_reason="Price")]
        folder = store(tmp_path, "\n".join(rows))
        assert codes(folder, as_of="2026-03-03") == wanted
    facts = win_loss(folder, as_of="2026-03-03").finding("lost-reason-up")["facts"]
    assert facts == {
        "kind": "reason",
        "name": "Parts",
        "share": 0.4,
        "deals": 50,
        "before": 0.1,
        "before_deals": 50,
    }
    unfilled = many("Ann", 0, 50, "2025-10-01") + "\n" + many("Ann", 0, 50, lost_reason="Parts")
    assert codes(store(tmp_path, unfilled), as_of="2026-03-03") == set()


@pytest.mark.slow
def test_a_competitor_that_grew(tmp_path):
    rows = [
        many("Ann", 0, n, day, competitor=who)
        for day, who, n in (
            ("2025-10-01", "Rival", 10),
            ("2025-10-01", "Acme", 40),
            ("2026-03-01", "Rival", 30),
            ("2026-03-01", "Acme", 20),
        )
    ]
    found = win_loss(store(tmp_path, "\n".join(rows)), as_of="2026-03-03")
    facts = found.finding("lost-reason-up")["facts"]
    assert (facts["kind"], facts["name"], facts["share"]) == ("competitor", "Rival", 0.6)
