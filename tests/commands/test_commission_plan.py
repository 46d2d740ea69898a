"""Plan files: every key of one, and each error by file, plan, key and remedy."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from salesops.commands.team._commission.plan import read
from salesops.errors import InputError, UsageError
from salesops.models.commission.terms import Draw, Plan, Spiff, Step, Threshold, Tier

D = Decimal
WHOLE = """
default = "All"
[[plans]]
name = "All"
period = "month"
since = 2026-01-01
until = 2026-12-31
by = "attainment"
kind = "retroactive"
tiers = [{ from = "0 %", rate = 0.03 }, { from = 1.0, rate = "5.5 %" }]
threshold = { at = 0.5, pays = "all" }
accelerator = { above = "120 %", times = 1.5 }
decelerator = [{ above = 2, times = 0.5 }, { below = 0.6, times = 0.9 }]
cap = 5000.50
draw = { amount = 800, recoverable = false }
clawback = { within = "90d" }
[[plans.spiffs]]
name = "Big"
amount = 50
at_least = 9000
since = 2026-01-01
until = 2026-06-30
[[plans.spiffs]]
name = "Three"
amount = 100
per = "period"
deals = 3
[teams]
East = "All"
[reps]
"Ann Bell" = "All"
"""


def of(tmp_path, text):
    path = tmp_path / "plan.toml"
    path.write_text(dedent(text), encoding="utf-8")
    return read(path, "--plan")


def test_every_key(tmp_path):
    found = of(tmp_path, WHOLE)
    (plan,) = found.plans["All"].each
    spiffs = plan.spiffs
    assert plan == Plan(
        "All", "month", (Tier(D(0), D("0.03")), Tier(D(1), D("0.055"))), True, True,
        (Step(D("1.2"), D("1.5")), Step(D(2), D("0.5")), Step(D("0.6"), D("0.9"), above=False)),
        Threshold(D("0.5"), True), D("5000.50"), spiffs, Draw(D(800), False), True, 90,
        date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert spiffs[0].at_least == 9000
    assert spiffs[1] == Spiff("Three", D(100), "period", deals=3)
    assert (found.reps, found.teams, found.default) == ({"Ann Bell": "All"}, {"East": "All"}, "All")


PLAN = '[[plans]]\nname = "A"\nperiod = "month"\n'
WRONG = {
    "cap = 5": ["rate is missing", "either rate = 0.04 or tiers"],
    "rate = 4": ["rate = 4", 'write 4 percent as 0.04 or "4 %"'],
    "rate = 1": ["rate = 1", 'write 1 percent as 0.01 or "1 %"'],
    "rate = 0.04\ncapp = 5": ["no key 'capp'", "did you mean cap?"],
    "rate = 0.04\ncap = -1": ["cap = -1", "a number from 0"],
    "rate = 0.04\ncap = nan": ["cap = NaN", "write a number"],
    "rate = 0.04\nkind = 'marginal'": ["kind", "leave it out"],
    "tiers = [{ from = 5, rate = 0.1 }]": ["tiers", "the first tier begins at 0"],
    "tiers = [{ from = 0, rate = 0.1 }, { from = 0, rate = 0.2 }]": ["tiers.from = 0", "in order"],
    "tiers = [{ from = 0, rat = 0.1 }]": ["no key 'tiers.rat'", "did you mean rate?"],
    "kind = 'retroactive'\ntiers = [{ from = 0, rate = 0.2 }, { from = 9, rate = 0.1 }]": [
        "kind = 'retroactive'", "must not fall: write marginal",
    ],
    "rate = 0.04\nby = 'quota'": ["by = 'quota'", "one of amount, attainment"],
    "rate = 0.04\naccelerator = { above = 5, times = 0.5 }": ["accelerator.times", "more than 1"],
    "rate = 0.04\ndecelerator = { above = 5, times = 2 }": ["decelerator.times", "less than 1"],
    "rate = 0.04\ndecelerator = { times = 0.5 }": ["decelerator.above", "either above or below"],
    "rate = 0.04\nthreshold = 5": ["threshold = 5", "write a table"],
    "rate = 0.04\nthreshold = { pays = 'all' }": ["threshold.at is missing", "where it begins"],
    "rate = 0.04\ndraw = { recoverable = true }": ["draw.amount is missing", "an amount"],
    "rate = 0.04\ndraw = { amount = 5, recoverable = 'no' }": ["draw.recoverable", "true or false"],
    "rate = 0.04\nclawback = { within = 90 }": ["clawback.within = 90", "in quotes"],
    "rate = 0.04\nclawback = { within = 'soon' }": ["clawback.within", '"26h" or "2d"'],
    "rate = 0.04\nspiffs = [{ amount = 5 }]": ["spiffs.name is missing", "named"],
    "rate = 0.04\nspiffs = [{ name = 'x', amount = 5, per = 'product' }]": ["spiffs.product"],
    "rate = 0.04\nspiffs = [{ name = 'x', amount = 5, deals = 3 }]": ["spiffs.deals", "period"],
    "rate = 0.04\nspiffs = [{ name = 'x', amount = 5, per = 'period' }]": ["spiffs.per", "reach"],
    "rate = 0.04\nspiffs = [{ name = 'x', amount = 5, since = '2026' }]": ["a date without quotes"],
    "rate = 0.04\nsince = 2026-02-01\nuntil = 2026-01-31": ["until", "a day from 2026-02-01 on"],
    "by = 'attainment'\ntiers = [{ from = 0, rate = 0 }, { from = 80, rate = 0.1 }]": [
        "tiers.from = 80", 'as 0.04 or "4 %"',
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", WRONG)
def test_an_error_names_file_plan_key_and_remedy(tmp_path, lines):
    with pytest.raises(UsageError) as told:
        of(tmp_path, PLAN + lines)
    for words in ("--plan", "plan.toml: plan 'A'", *WRONG[lines]):
        assert words in str(told.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "one table [[plans]] for each plan"),
        ("plans = 5", "one table [[plans]] for each plan"),
        ("[[plans]]\nrate = 1", 'plan 1 needs a name = "..."'),
        (f"{PLAN}rate = 0\n{PLAN}rate = 0", "plan 'A' stands twice: leave one"),
        (f"plan = 5\n{PLAN}rate = 0", "no key 'plan': did you mean plans?"),
        (f'default = "B"\n{PLAN}rate = 0', "default = 'B' is no plan: there are A"),
        (f"{PLAN}rate = 0\n[reps]\nAnn = 'B'", "[reps] 'Ann' = 'B' is no plan"),
        (f"{PLAN}rate = 0\n[reps]\n'A B' = 'A'\nab = 'A'", "[reps] 'ab' stands twice"),
        ("reps = 5\n" + PLAN + "rate = 0", "[reps] wants lines such as"),
        ('[[plans]]\nname = "A"\nrate = 0', "plan 'A': period is missing"),
    ],
)
def test_an_error_of_the_file(tmp_path, text, words):
    with pytest.raises(UsageError) as told:
        of(tmp_path, text)
    assert words in str(told.value)


def versions(*days, period="month"):
    """Plan A several times, with these lines."""
    return "".join(f"{PLAN}rate = 0.01\n{each}\n" for each in days).replace("month", period, 1)


def test_versions_of_a_plan(tmp_path):
    """In whatever order they stand; between them may be a gap."""
    text = versions("since = 2026-01-01", "until = 2024-12-31")
    found = of(tmp_path, text).plans["A"]
    assert [one.until for one in found.each] == [date(2024, 12, 31), None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (versions("", "since = 2026-01-01"), "on 2026-01-01: write until = 2025-12-31 in the"),
        (versions("until = 2026-01-01", "since = 2026-01-01"), "valid twice on 2026-01-01"),
        (versions("since = 2026-01-01", "until = 2026-06-30"), "valid twice on 2026-01-01"),
        (versions("until = 2025-12-31", "until = 2026-12-31"), "stands twice"),
        (
            versions("until = 2025-12-31", "since = 2026-01-01", period="quarter"),
            "period = 'month' from 2026-01-01, 'quarter' before: versions of a plan have one",
        ),
    ],
)
def test_versions_that_cannot_be_meant(tmp_path, text, words):
    with pytest.raises(UsageError) as told:
        of(tmp_path, text)
    assert words in str(told.value)


def test_a_file_that_is_none(tmp_path):
    with pytest.raises(InputError, match=r"--plan .*plan\.toml"):
        of(tmp_path, "name = ")
    with pytest.raises(InputError, match=r"\[commission\] plan .*none\.toml"):
        read(tmp_path / "none.toml", "[commission] plan")
