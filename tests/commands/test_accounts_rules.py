"""The rules of an assignment: what they bring about, and what cannot hold."""

import pytest
from accounts_store import AS_OF, accounts, given, store
from pulse_store import salesops

from salesops.commands.team._accounts.rules import read
from salesops.errors import InputError, UsageError

pytestmark = pytest.mark.usefixtures("loaded_once")
QUOTAS = """
    rep,period,quota
    Ann,2026-03,3000
    Bob,2026-03,1000
    Cid,2026-03,2000
"""


@pytest.fixture(scope="module")
def crm(tmp_path_factory):
    return store(tmp_path_factory.mktemp("accounts_rules"), quotas=QUOTAS)


def moved(said):
    """Who gets what."""
    return dict(said.column("moves", "account", "to"))


def asked(crm, tmp_path, text, *args):
    path = tmp_path / "territories.toml"
    path.write_text(text)
    return accounts(crm, "--rules", str(path), *args)


def refused(crm, tmp_path, text):
    path = tmp_path / "territories.toml"
    path.write_text(text)
    options = ("--data", str(crm), "--as-of", AS_OF, *given(crm), "--rules", str(path))
    code, out, err = salesops("accounts", *options)
    assert out == ""
    return code, err


def test_parents_and_children_stay_together(crm, tmp_path):
    """A2 is A1's: in its place A3 goes, and 10.8 % are left."""
    said = asked(crm, tmp_path, "level = 0.11\nkeep_parents = true")
    assert moved(said).keys() == {"N1", "D1", "A3"}
    assert said["imbalance_then"] == pytest.approx(0.1075, abs=1e-4)


@pytest.mark.slow
def test_what_is_locked_stays(crm, tmp_path):
    said = asked(crm, tmp_path, 'level = 0.11\nlocked = ["A2", "A1"]')
    assert not {"A1", "A2"} & moved(said).keys()


def test_territories_are_kept(crm, tmp_path):
    """D1 lies in the South, where Cid alone is."""
    said = asked(crm, tmp_path, "stay_in_territory = true\nlevel = 0.35")
    assert moved(said)["D1"] == "Cid"
    free = '[[reps]]\nname = "Bob"\nterritories = ["North", "South"]\n'
    said = asked(crm, tmp_path, f"stay_in_territory = true\nlevel = 0.28\n{free}")
    assert moved(said) == {"N1": "Bob", "D1": "Bob"}


def test_experience_is_asked_for(crm, tmp_path):
    """Bob is there for three months: he may have none with ten employees, not even his own."""
    rule = '[[experience]]\nsegment = "Trade"\nmin_employees = 10\nmin_months = 24'
    said = asked(crm, tmp_path, rule)
    assert "Bob" not in {moved(said)["N1"], moved(said)["B1"]}
    assert said.row("moves", account="B1")["why"] == "the rules do not let Bob have it"


@pytest.mark.slow
def test_who_gets_none_keeps_what_they_have(crm, tmp_path):
    said = asked(crm, tmp_path, 'not_receiving = ["Bob"]')
    assert set(moved(said).values()) <= {"Ann", "Cid"}
    assert said.row("reps", rep="Bob")["accounts"] == 1


def test_capacity_by_accounts_and_by_load(crm, tmp_path):
    said = asked(crm, tmp_path, 'level = 0.6\n[[reps]]\nname = "Ann"\nmax_accounts = 2')
    assert said.row("after", rep="Ann")["then"] == 2
    said = asked(crm, tmp_path, 'level = 0.6\n[[reps]]\nname = "Ann"\nmax_load = 850')
    assert float(said.row("after", rep="Ann")["load_then"]) <= 850


@pytest.mark.slow
def test_named_groups_have_one_rep(crm, tmp_path):
    group = '[[together]]\nname = "Pair"\naccounts = ["B1", "A3"]'
    said = asked(crm, tmp_path, group)
    one = {**dict.fromkeys(["B1"], "Bob"), "A3": "Ann"} | moved(said)
    assert one["B1"] == one["A3"]


def test_shares_by_quota_and_by_name(crm, tmp_path):
    """Of 2,666.67 Ann is to carry half, Bob a sixth and Cid a third."""
    said = asked(crm, tmp_path, 'share = "quota"')
    assert said.column("reps", "fair_share")[:3] == ["1333.34", "444.44", "888.89"]
    said = asked(crm, tmp_path, '[[reps]]\nname = "Bob"\nshare = 0.5')
    assert said.column("reps", "fair_share")[:3] == ["1066.67", "533.33", "1066.67"]


@pytest.mark.slow
def test_rules_of_the_settings(tmp_path):
    settings = '[accounts]\nfew_alike = 2\nrules = "mine.toml"\n'
    crm = store(tmp_path, salesops=settings)
    (crm / "mine.toml").write_text('balance = "accounts"\n')
    assert accounts(crm).column("reps", "load")[:3] == [3, 1, 1]


SELDOM = pytest.mark.slow


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max_accounts = 2", "max_accounts: 7 accounts are for Ann, Bob, Cid alone, who may"),
        (
            "[[experience]]\nmin_months = 500",
            "experience: A1 asks for 500 months, and of 3 reps who may have it else Ann has most",
        ),
        (
            "stay_in_territory = true\nlevel = 0.05\n",
            "who may have which accounts alone makes",
        ),
        pytest.param(
            "max_load = 800", "max_load: 2,666.67 EUR are for Ann, Bob, Cid alone", marks=SELDOM
        ),
        pytest.param(
            'locked = ["D1"]', "locked: D1 stays with Dan, who is not there", marks=SELDOM
        ),
        pytest.param(
            'stay_in_territory = true\n[[reps]]\nname = "Cid"\nterritories = ["East"]',
            "territory: C1 lies in South, which is that of none of 3 reps",
            marks=SELDOM,
        ),
        pytest.param(
            'not_receiving = ["Ann", "Bob", "Cid"]',
            "not_receiving: none of 3 reps may get D1",
            marks=SELDOM,
        ),
        pytest.param(
            'locked = ["A1", "B1"]\n[[together]]\nname = "x"\naccounts = ["A1", "B1"]',
            "locked: B1 stays with Bob",
            marks=SELDOM,
        ),
        pytest.param("level = 0.01", "level: an imbalance of 1.0 % is out of reach", marks=SELDOM),
        pytest.param('locked = ["A9"]', "no account 'A9'", marks=SELDOM),
        pytest.param('not_receiving = ["Zoe"]', "no rep Zoe", marks=SELDOM),
        pytest.param('[[reps]]\nname = "Bob"\nshare = 0', "the share of Bob is 0", marks=SELDOM),
    ],
)
def test_which_rule_cannot_hold(crm, tmp_path, text, said):
    code, err = refused(crm, tmp_path, text)
    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levle = 0.1", "has no key 'levle': did you mean level?"),
        ("level = true", "level = True cannot be meant: write a number from 0, without quotes"),
        ("level = nan", "level = NaN cannot be meant"),
        ("level = 20", "level = 20: write 20 percent as 0.2"),
        ("max_accounts = -1", "cannot be meant: write a whole number from 0"),
        ("max_accounts = 1.5", "max_accounts = 1.5 cannot be meant"),
        ("locked = [1]", "cannot be meant: write names in brackets"),
        ("keep_parents = 1", "cannot be meant: write true or false"),
        ("balance = 1", "cannot be meant: write it in quotes"),
        ("[reps]\nname = 1", "begin each with [[reps]]"),
        ("[[experience]]\nsegment = 'Trade'", "needs 'min_months'"),
        ("[[experience]]\nmonths = 2", "has no key 'months'"),
        ('share = "all"', "should be quota or equal"),
    ],
)
def test_a_file_that_cannot_be_meant(tmp_path, text, said):
    path = tmp_path / "territories.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as error:
        read(path)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["level = ", None])
def test_a_file_that_cannot_be_read(tmp_path, text):
    path = tmp_path / "territories.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError):
        read(path)
