"""The cool-down of [[alerts]]: what was said a short time ago is a note, kept in --state."""

import json

import pytest
from alerts_store import RULE, STEADY, alerts, daily, entities, fall, noted, orders, report, shop
from cells import unspanned

from salesops.commands.reports._report.said import FILE

MONDAYS = fall()
TUESDAYS = [orders("2026-03-03", "Toys", [60] * 5), orders("2026-03-10", "Toys", [60] * 2)]
WEDNESDAYS = [orders("2026-03-04", "Toys", [60] * 5), orders("2026-03-11", "Toys", [60] * 1)]
LATER = [orders(f"2026-03-{day}", "Food", [40] * 6) for day in ("03", "04", "10", "11")]
TWO_DAYS = RULE + 'cooldown = "2d"\n'
TUESDAY, WEDNESDAY, THURSDAY = (f"2026-03-{day} 06:15" for day in (10, 11, 12))


@pytest.fixture
def place(tmp_path):
    """A shop whose Toys fall three days in a row, and the folders of its reports."""

    class Place:
        exports = shop(
            tmp_path / "exports", *STEADY, *LATER, *MONDAYS, *TUESDAYS, *WEDNESDAYS, rules=TWO_DAYS
        )
        state = tmp_path / "state"
        out = tmp_path / "out"

        def write(self, as_of: str, *args: str) -> tuple[bytes, bytes]:
            """The files of a run with --state."""
            kept = ("--state", str(self.state), "--out", str(self.out))
            code, _, err = report(self.exports, *kept, *args, as_of=as_of)
            assert code == 0, err
            newest = max(self.out.glob("daily-*.md"), key=lambda path: path.stat().st_mtime_ns)
            return newest.read_bytes(), newest.with_suffix(".html").read_bytes()

        def ask(self, as_of: str, *args: str):
            """The answer of a run with --state that prints nothing but JSON."""
            return daily(self.exports, "--state", str(self.state), *args, as_of=as_of)

        @property
        def lines(self) -> list[dict]:
            """What is kept."""
            text = (self.state / FILE).read_text() if (self.state / FILE).exists() else ""
            return [json.loads(line) for line in text.splitlines()]

    return Place()


def test_three_mornings(place):
    """Said on Tuesday, still so on Wednesday, said again on Thursday: two days have passed."""
    assert entities(place.ask(TUESDAY)) == ["Toys"]
    still = place.ask(WEDNESDAY)
    assert alerts(still) == []
    (note,) = noted(still)
    assert note == (
        'Alert category-drop, still so: Net sales of category "Toys" fell 60.0 % to 120.00 EUR, '
        "from 300.00 EUR a week earlier: -180.00 EUR, with 2 orders against 5 (2026-03-10 against "
        "2026-03-03). Said on 2026-03-10 of 2026-03-09; its cool-down is 2d."
    )
    again = place.ask(THURSDAY)
    assert "fell 80.0 % to 60.00 EUR" in alerts(again)[0]["message"]
    assert [(line["entity"], line["end"]) for line in place.lines] == [
        ("Toys", "2026-03-10T00:00:00"),
        ("Toys", "2026-03-12T00:00:00"),
    ]


@pytest.mark.slow
def test_the_same_morning_twice_is_the_same_report(place):
    first = place.write(TUESDAY)
    said = [unspanned(page.decode()) for page in first]
    assert all("fell 60.0 %" in page and "still so" not in page for page in said)
    assert place.write(TUESDAY) == first
    quiet = place.write(WEDNESDAY)
    assert place.write(WEDNESDAY) == quiet
    # What was said later is not known yet; its page has a link to the next now.
    assert place.write(TUESDAY)[0] == first[0]
    assert len(place.lines) == 1


@pytest.mark.slow
def test_days_made_up_in_any_order_are_the_same_when_written_again(place):
    later, _ = place.write(WEDNESDAY)
    earlier, _ = place.write(TUESDAY)
    assert b"(alert-category-drop)" in earlier
    assert place.write(WEDNESDAY)[0] == later


@pytest.mark.slow
def test_without_state_every_run_says_it(place):
    for as_of in (TUESDAY, WEDNESDAY):
        said = daily(place.exports, as_of=as_of)
        assert entities(said) == ["Toys"]
        assert noted(said) == [
            "Alerts have no cool-down without --state: every run says them again."
        ]


@pytest.mark.slow
def test_what_is_not_written_was_not_said(place):
    code, _, err = report(
        place.exports,
        *("--state", str(place.state), "--out", str(place.out), "--only-if", "error"),
        as_of=TUESDAY,
    )
    assert (code, place.lines) == (0, [])
    assert "not written" in err
    place.out.write_text("a file where the folder should be")
    args = ("--state", str(place.state), "--out", str(place.out), "--format", "html,markdown")
    assert report(place.exports, *args, as_of=TUESDAY)[0] == 4
    assert place.lines == []
    assert entities(place.ask(WEDNESDAY)) == ["Toys"]


@pytest.mark.slow
def test_a_group_that_recovered_and_falls_again_waits_for_the_cool_down(tmp_path):
    """Toys fall on Monday, not on Tuesday, and on Wednesday again."""
    good = [orders("2026-03-03", "Toys", [60] * 5), orders("2026-03-10", "Toys", [60] * 5)]
    days = [*STEADY, *LATER, *MONDAYS, *good, *WEDNESDAYS]
    exports = shop(tmp_path / "exports", *days, rules=RULE + 'cooldown = "3d"\n')
    state = ("--state", str(tmp_path / "state"))
    assert entities(daily(exports, *state, as_of=TUESDAY)) == ["Toys"]
    said = daily(exports, *state, as_of=WEDNESDAY)
    assert (alerts(said), noted(said)) == ([], [])
    said = daily(exports, *state, as_of=THURSDAY)
    assert alerts(said) == []
    assert "still so" in noted(said)[0]


@pytest.mark.slow
def test_each_group_has_its_own_cool_down(tmp_path):
    books = [orders("2026-03-03", "Books", [60] * 9), orders("2026-03-10", "Books", [60])]
    days = [*STEADY, *LATER, *MONDAYS, *TUESDAYS, *books]
    exports = shop(tmp_path / "exports", *days)
    state = ("--state", str(tmp_path / "state"))
    assert entities(daily(exports, *state, as_of=TUESDAY)) == ["Toys"]
    assert entities(daily(exports, *state, as_of=WEDNESDAY)) == ["Books"]


@pytest.mark.slow
def test_a_part_of_the_orders_does_not_silence_the_whole(place):
    part = place.ask(TUESDAY, "--where", "country=IT")
    assert entities(part) == ["Toys"]
    assert "with --where" in noted(part)[0]
    assert place.lines == []
    assert entities(place.ask(WEDNESDAY)) == ["Toys"]
    assert entities(place.ask(WEDNESDAY, "--where", "country=IT")) == ["Toys"]
    assert entities(place.ask("2026-03-12 06:15", "--where", "country=IT")) == ["Toys"]


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[1]", '{"version": 2}', '{"version": 1, "alert": 3}', "null"],
)
@pytest.mark.slow
def test_a_line_that_is_no_alert_is_passed_over_and_told(place, line):
    place.ask(TUESDAY)
    kept = (place.state / FILE).read_text()
    (place.state / FILE).write_text(f"{line}\n{kept}")
    said = place.ask(WEDNESDAY)
    assert alerts(said) == []
    assert noted(said)[-1].startswith("Alert category-drop, still so")
    assert f"{FILE} of --state: passed over what is no alert, line 1." in said.answer["notes"]


@pytest.mark.slow
def test_a_stamp_that_is_none_is_no_alert(place):
    place.ask(TUESDAY)
    kept = (place.state / FILE).read_text()
    for wrong in ("2026-03-10T00:00:00+01:00", "the tenth"):
        (place.state / FILE).write_text(kept.replace("2026-03-10T00:00:00", wrong))
        assert entities(place.ask(WEDNESDAY)) == ["Toys"]
        (place.state / FILE).write_text(kept)
