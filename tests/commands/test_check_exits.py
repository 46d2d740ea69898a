"""What the process says when it ends, alone and where several files fail differently."""

from itertools import combinations

import pytest
from check_store import AS_OF, check, contract, declared, orders, put, table, written_to

HEADER = "order_id,order_date,product,quantity,amount"
WARNS = orders().rstrip()  # the last line has no end
FAILS = orders(instead={"120.00": "abc"})
OPEN = f"{HEADER}\n1,03/04/2026,Mug,1,5.00\n2,05/04/2026,Mug,1,5.00\n"
"""April or March and May: nothing in the file says which."""
REFUSED = "<html>Log in</html>\n"
CLEAN = orders().replace("A-", "C-")


@pytest.fixture
def changes():
    with written_to("changes.csv"):
        yield


EXITS = {
    "clean_csv": (CLEAN, 0),
    "warns_csv": (WARNS, 0),
    "fails_csv": (FAILS, 1),
    "changes_csv": (orders(), 75),
    "open_csv": (OPEN, 2),
    "refused_csv": (REFUSED, 3),
}
"""Each file alone; the later goes before the earlier where they are checked together."""


@pytest.mark.usefixtures("changes")
@pytest.mark.parametrize("name", EXITS)
def test_one_file(tmp_path, name):
    text, code = EXITS[name]
    assert check(put(tmp_path / "x", **{name: text}), as_of="2026-06-01").code == code


@pytest.mark.usefixtures("changes")
@pytest.mark.parametrize("pair", list(combinations(EXITS, 2)), ids=" ".join)
def test_of_two_files_the_graver_says_how_it_ends(tmp_path, pair):
    files = {name: EXITS[name][0] for name in pair}
    found = check(put(tmp_path / "x", **files), as_of="2026-06-01")
    assert found.code == EXITS[pair[1]][1]
    assert {v["file"] for v in found.table("checks")} >= {n.replace("_", ".") for n in pair}


@pytest.mark.usefixtures("changes")
def test_a_refused_file_hides_no_finding_of_another(tmp_path):
    files = {name: text for name, (text, _) in EXITS.items()}
    found = check(put(tmp_path / "x", **files), as_of="2026-06-01")
    assert found.code == 3
    assert found.failing == {
        "final-newline": "warning",
        "type": "error",
        "unchanged": "error",
        "date-order": "error",
        "table": "error",
    }
    assert {f["file"]: f["used"] for f in found.table("files")} == {
        "clean.csv": 5,
        "warns.csv": 5,
        "fails.csv": 4,
        "open.csv": 2,  # its dates are open, its amounts are not
    }


FAIL_ON = {
    "clean_csv": {None: 0, "never": 0, "warning": 0, "error": 0},
    "warns_csv": {None: 0, "never": 0, "warning": 1, "error": 0},
    "fails_csv": {None: 1, "never": 0, "warning": 1, "error": 1},
    "open_csv": {None: 2, "never": 2, "warning": 2, "error": 2},
    "refused_csv": {None: 3, "never": 3, "warning": 3, "error": 3},
}


@pytest.mark.parametrize("name", FAIL_ON)
def test_fail_on_says_which_level_fails_and_no_refusal_passes(tmp_path, name):
    exports = put(tmp_path / "x", **{name: EXITS[name][0]})
    said = {
        level: check(exports, *(["--fail-on", level] if level else [])).code
        for level in FAIL_ON[name]
    }
    assert said == FAIL_ON[name]


def test_an_unknown_level_is_refused(tmp_path):
    found = check(put(tmp_path / "x", orders_csv=orders()), "--fail-on", "info")
    assert (found.code, found.out) == (2, "")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--contract", "nowhere.odcs.yaml"], "nowhere.odcs.yaml"),
        (["--max-age", "tomorrow"], "--max-age"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--tz", "Europe/Roma"], "Europe/Roma"),
        (["--currency", "EUR", "--as-of", "2026-13-01"], "2026-13-01"),
        (["--where", "channel=web"], "a check is of whole files"),
    ],
)
def test_what_cannot_be_meant_is_exit_2_or_3_and_says_what(tmp_path, asked, said):
    found = check(put(tmp_path / "x", orders_csv=orders()), *asked, as_of=None)
    assert found.code == (3 if asked[0] == "--contract" else 2), found.err
    assert found.out == ""
    assert said in found.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: DataContract\n", "has no `version`"),
        (contract(table(amount="logicalTyp: number")), "logicalType"),
        (contract(table(), table()), "orders"),
        ("- not\n- a contract\n", "x.odcs.yaml"),
    ],
)
def test_a_contract_that_cannot_be_meant_is_exit_2(tmp_path, text, said):
    exports = put(tmp_path / "x", orders_csv=orders())
    found = check(exports, *declared(exports, text))
    assert (found.code, found.out) == (2, "")
    assert said in found.err


@pytest.mark.parametrize(
    ("asked", "as_of", "failing"),
    [
        ("72h", "2026-03-10", {}),  # the last row is of 03-06, a day that ends as 03-07 begins
        ("71h", "2026-03-10", {"freshness": "error"}),
        ("3d", "2026-03-10T00:00:00", {}),
        ("3d", "2026-03-10T00:00:01", {"freshness": "error"}),
        ("1h", "2026-03-06", {}),
    ],
)
def test_max_age_is_from_the_latest_row_to_as_of(tmp_path, asked, as_of, failing):
    found = check(put(tmp_path / "x", orders_csv=orders()), "--max-age", asked, as_of=as_of)
    assert found.failing == failing


def test_max_age_of_the_command_line_goes_before_the_contract(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders())
    fresh = declared(exports, contract(table(own="maxAge: 26h")))
    assert check(exports, *fresh).failing == {"freshness": "error"}
    assert check(exports, *fresh, "--max-age", "5d").failing == {}


def test_a_path_that_is_not_there_is_refused_and_the_others_are_checked(tmp_path):
    exports = put(tmp_path / "x", orders_csv=FAILS)
    found = check(exports, str(tmp_path / "nowhere.csv"))
    assert found.code == 3
    assert found.failing == {"readable": "error", "type": "error"}


def test_rates_that_are_not_there_are_no_matter(tmp_path):
    """A check converts nothing: the variable that names them is set for the other commands."""
    exports = put(tmp_path / "x", orders_csv=orders())
    assert check(exports, "--fx", str(tmp_path / "nowhere.csv")).code == 0


def test_the_same_question_has_the_same_bytes(tmp_path):
    exports = put(tmp_path / "x", **{name: text for name, (text, _) in EXITS.items()})
    assert check(exports) == check(exports)
    state = ["--state", str(tmp_path / "kept")]
    clean = put(tmp_path / "y", orders_csv=orders())
    assert check(clean, *state, as_of=AS_OF) == check(clean, *state, as_of=AS_OF)
