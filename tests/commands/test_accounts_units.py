"""Which accounts move together, and the rules that name accounts, reps and shops."""

from decimal import Decimal

import pytest

from salesops.commands.team._accounts.people import Rep, Team
from salesops.commands.team._accounts.rows import Account
from salesops.commands.team._accounts.rules import RepRule, Rules, Together
from salesops.commands.team._accounts.units import Fitting
from salesops.errors import UsageError

NO = Decimal(0)


def account(key, name=None, parent=None, shop="", rep="ann"):
    return Account(
        shop, key, name or key, parent, rep, rep, "list", True, None, None, None, None,
        0, 0, 0, NO, NO, NO, 0, 0, None, "all accounts", 1, NO,
    )  # fmt: skip


def fitting(*accounts, **rules):
    reps = [Rep((shop, who), who, None, None, left=False) for shop in "ab" for who in ("ann", "bo")]
    return Fitting(accounts, Team(reps, []), Rules(**rules))


def test_a_parent_is_named_by_id_before_another_accounts_name():
    """`7` is the id of Aspen and the name of Birch: the child is Aspen's."""
    found = fitting(
        account("7", "Aspen"), account("8", "7"), account("9", "Cab", parent="7"), keep_parents=True
    )
    assert found.groups == [[0, 2], [1]]


def test_a_name_that_two_accounts_have_is_nobodys_parent():
    found = fitting(
        account("1", "Aspen"), account("2", "aspen"), account("3", parent="Aspen"),
        keep_parents=True,
    )  # fmt: skip
    assert found.groups == [[0], [1], [2]]


def test_accounts_of_several_shops_cannot_be_together():
    """Nobody is a rep of both."""
    found = fitting(
        account("1", shop="a"), account("2", shop="b"), together=(Together("x", ("1", "2")),)
    )
    (group,) = found.groups
    with pytest.raises(UsageError, match="1 and what stays with it lie in several shops"):
        found.targets(group)


def test_a_list_that_is_still_empty_ties_nothing():
    assert fitting(account("1"), together=(Together("x", ()),)).groups == [[0]]


def test_a_rep_has_one_table_of_rules():
    """Else the last would silently win."""
    reps = [Rep(("a", "ann"), "Ann Bell", None, None, left=False)]
    rules = Rules(reps=(RepRule("ann", max_accounts=1), RepRule("Ann Bell", max_accounts=2)))
    with pytest.raises(UsageError, match=r"\[\[reps\]\] 'Ann Bell' stands twice: leave one"):
        _ = Fitting([account("1", shop="a")], Team(reps, []), rules).own
