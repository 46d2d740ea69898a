"""leads: what is a finding and what is not yet one; what it offers; the score's edges."""

from decimal import Decimal

import numpy as np
import pytest
from leads_store import AS_OF, leads, store
from pulse_store import put

import salesops
from salesops.commands.team.leads import leads as ask
from salesops.commands.team.leads import opportunities
from salesops.models import points, survival
from salesops.models.survival import Wait

pytestmark = pytest.mark.usefixtures("loaded_once")

HEAD = "lead_id,created_at,lead_source,status,owner,first_touch_at,converted_at"


def many(source, count, owner="Ann", day=1, hours=1, deals=0):
    """So many leads that came in on days of February, answered after so many hours, or never."""
    for n in range(count):
        came = day + n % 20
        touch = f"2026-02-{came + hours // 24:02} {8 + hours % 24:02}:00" if hours else ""
        deal = f"2026-02-{came + 3:02} 08:00" if n < deals else ""
        yield f"{source}{owner}{n},2026-02-{came:02} 08:00,{source},open,{owner},{touch},{deal}"


def asked(folder, *groups, **files):
    lines = "\n".join([HEAD, *(line for group in groups for line in group)])
    return leads(put(folder, leads=lines, **files), as_of="2026-02-24 07:00")


def codes(said):
    return [finding["code"] for finding in said.answer["findings"]]


def test_a_source_that_is_answered_late_is_neglected_where_it_brings_deals(tmp_path):
    said = asked(
        tmp_path, many("Web", 30, deals=6), many("Mail", 30, deals=6),
        many("Fair", 30, hours=72, deals=15),
    )  # fmt: skip
    assert codes(said) == ["neglected-source"]
    facts = said.finding("neglected-source")["facts"]
    assert facts == {
        "source": "Fair", "answered": 0.0, "leads": 30, "others": 1.0, "others_leads": 60,
    }  # fmt: skip


@pytest.mark.parametrize(("cost", "found"), [(140, []), (160, ["neglected-source"])])
def test_or_where_it_costs_much(tmp_path, cost, found):
    """It brings fewer deals; a lead of it costs 1.4 or 1.6 times what one of the others does."""
    spend = f"day,channel,cost\n2026-02-01,fair,{cost}\n2026-02-20,WEB,100"
    said = asked(
        tmp_path, many("Web", 30, deals=6), many("Mail", 30, deals=6),
        many("Fair", 30, hours=72, deals=1), spend=spend,
    )  # fmt: skip
    assert codes(said) == found


def test_a_late_source_that_brings_little_and_costs_nothing_is_not(tmp_path):
    groups = many("Web", 30, deals=6), many("Mail", 30, deals=6), many("Fair", 30, hours=72)
    assert codes(asked(tmp_path, *groups)) == []


def test_few_leads_conclude_nothing(tmp_path):
    assert codes(asked(tmp_path, many("Web", 19, day=2, hours=0))) == []


def test_none_answered_is_slow_and_unanswered(tmp_path):
    groups = many("Web", 20, hours=0), many("Mail", 3, deals=1)
    assert codes(asked(tmp_path, *groups)) == ["slow-response", "many-unanswered"]


@pytest.mark.parametrize(("mine", "found"), [(20, []), (60, ["unbalanced-assignment"])])
def test_a_rep_with_twice_the_mean(tmp_path, mine, found):
    others = [many("Web", 10, owner) for owner in ("Bob", "Cy", "Di")]
    assert codes(asked(tmp_path, many("Web", mine), *others)) == found


def test_the_best_unanswered_lead_of_the_last_days_is_offered(tmp_path):
    """Deals usually take two days, and L4 came in six days ago; where they take eight, two wait."""
    with salesops.open(store(tmp_path), as_of=AS_OF) as db:
        report = ask(db)
    assert report.value("usual_days") == 2
    assert opportunities(report) == ()
    late = store(tmp_path, leads="""
        lead_id,created_at,lead_source,status,owner,name,first_touch_at,converted_at,deal_id
        L1,2026-03-01 08:00,Web,converted,Ann,Al,2026-03-01 08:30,2026-03-09 08:00,D1
        L4,2026-03-04 08:00,Web,new,Bob,Di,,,
        L5,2026-03-05 08:00,Web,new,Cy,Ed,,,
        L6,2026-03-10 08:00,Web,new,Cy,Fay,,,
    """)  # fmt: skip
    with salesops.open(late, as_of=AS_OF) as db:
        (offer,) = opportunities(ask(db))
    assert (offer.amount, offer.probability) == (Decimal("200.20"), 0.25)
    assert offer.action == "Answer 2 leads, Di first (Bob)."
    assert offer.basis == "own history: 1 of 4 leads were won so far"


def test_a_card_of_an_attribute_that_tells_nothing_has_no_points():
    came = np.array([True, False] * 50)
    card = points.learn({"source": np.array(["a", "a", "b", "b"] * 25)}, came, 10)
    assert {one.points for one in card.levels} == {0}
    assert card.chance(0) == 0.5
    assert card.chance(10) == pytest.approx(2 / 3)


def test_auc_by_hand():
    """Of four pairs the first has more in two, and one is a tie."""
    scores, came = np.array([3, 1, 1, 2]), np.array([True, True, False, False])
    assert points.told(scores, came).auc == (2 + 0.5) / 4
    assert points.apart(scores, scores, came).low == 0
    (first, *_, last) = points.tenths(scores, came)
    assert (first.low, first.n, first.came) == (3, 1, 1)
    assert (last.low, last.n, last.came) == (1, 2, 1)


def test_the_curve_of_counted_times_is_that_of_each_wait():
    waits = [Wait(1, True), Wait(1, False), Wait(3, True), Wait(3, True), Wait(4, False)]
    curve = survival.steps(waits)
    assert curve == survival.counted([(4, 0, 1), (1, 1, 1), (3, 2, 0)])
    assert [step.left for step in curve] == pytest.approx([4 / 5, 4 / 5 / 3])
    assert survival.half(curve) == 3
    assert survival.by(curve, 0).share == 0
    two = survival.by(curve, 2)
    assert two.share == pytest.approx(0.2)
    assert two.low < two.share < two.high
