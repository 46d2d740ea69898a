"""A report is a TOML file: what it may say, what is refused, and what is left out aloud."""

import json
from functools import wraps

import pytest
from pulse_store import put, salesops

from salesops import commands
from salesops.commands.reports._report import plan
from salesops.commands.reports._report.joined import joined
from salesops.errors import UsageError
from salesops.result import STALE, Chart, Finding, Level, Report, Section

pytestmark = pytest.mark.usefixtures("loaded_once")
LINES = """
    order_id,order_date,sku,quantity,amount
    1,2026-03-02 10:00,X,1,30
    2,2026-03-03 10:00,X,1,70
    3,2026-03-03 11:00,Y,1,5
    """


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return put(tmp_path_factory.mktemp("shop"), lines=LINES)


def asked(shop, toml, tmp_path, *args, name="mine"):
    """A report of one's own, as JSON."""
    (tmp_path / f"{name}.toml").write_text(toml)
    code, out, err = salesops(
        "report", name, "--templates", str(tmp_path), "--data", str(shop),
        "--as-of", "2026-03-04 09:00", "--format", "json", *args,
    )  # fmt: skip
    return code, json.loads(out) if code in (0, 1) else None, err


TWO = """
title = "How we did"
period = "yesterday"
headline = "why"

[[section]]
analysis = "pulse"
title = "Sales"
show = ["metrics", "top_skus"]
metrics = ["net_sales", "orders"]
options = { top = 1 }

[[section]]
name = "why"
analysis = "explain"
title = "Why"
"""


def test_a_report_of_ones_own(shop, tmp_path):
    code, said, err = asked(shop, TWO, tmp_path)
    assert code == 0, err
    assert said["command"] == "report-mine"
    assert [s["name"] for s in said["sections"]] == ["pulse", "why"]
    assert said["metrics"]["net_sales"] == "75.00"  # 70 + 5, of 2026-03-03
    # Both sections have it: the later one's bears its section's name.
    assert said["metrics"]["why.net_sales"] == "75.00"
    assert "why.net_sales" in said["sections"][1]["metrics"]
    assert [row["sku"] for row in said["tables"]["top_skus"]] == ["X", "other"]
    assert said["context"]["config"] == f"{tmp_path.name}/mine.toml"


def test_what_it_shows(shop, tmp_path):
    (tmp_path / "mine.toml").write_text(TWO)
    code, out, err = salesops(
        "report", "mine", "--templates", str(tmp_path), "--data", str(shop),
        "--as-of", "2026-03-04 09:00", "--format", "markdown",
    )  # fmt: skip
    assert code == 0, err
    sales = out.split("## Sales")[1].split("## Why")[0]
    assert out.startswith("# How we did\n")
    assert "| Orders | 2 |" in sales
    assert "Gross sales" not in sales
    assert "### Top SKUs" in sales
    assert "### Days" not in sales
    assert "**Net sales 75.00; there is no earlier period" in out  # the sentence of explain


def test_a_section_alone(shop, tmp_path):
    code, said, err = asked(shop, TWO, tmp_path, "--section", "why")
    assert code == 0, err
    assert [s["name"] for s in said["sections"]] == ["why"]
    code, _, err = asked(shop, TWO, tmp_path, "--section", "wy")
    assert code == 2
    assert "no section 'wy': there are pulse, why" in err


def test_another_period(shop, tmp_path):
    code, said, _ = asked(shop, TWO, tmp_path, "--period", "2026-03-02")
    assert code == 0
    assert said["metrics"]["net_sales"] == "30.00"
    assert said["metrics"]["why.net_sales"] == "30.00"


def test_an_analysis_that_is_not_there_is_left_out_and_said(shop, tmp_path):
    code, said, _ = asked(shop, TWO + '\n[[section]]\nanalysis = "horoscope"\n', tmp_path)
    assert code == 0
    assert len(said["sections"]) == 2
    assert "Without horoscope: this salesops has no such analysis." in said["notes"]


def test_a_section_without_its_exports_is_left_out_and_no_folder_is_named(shop, tmp_path):
    toml = TWO + '\n[[section]]\nanalysis = "heatmap"\ntitle = "Stock"\n'
    code, said, _ = asked(shop, toml, tmp_path)
    assert code == 0
    (note,) = [note for note in said["notes"] if "'Stock'" in note]
    assert "no export feeds inventory_levels" in note
    assert str(shop) not in json.dumps(said)


def test_a_section_that_knows_none_of_its_numbers_is_left_out(shop, tmp_path):
    """fulfillment answers that the exports do not say what was sent: no table of blanks."""
    toml = TWO + '\n[[section]]\nanalysis = "fulfillment"\ntitle = "Sent"\nshow = ["metrics"]\n'
    _, said, _ = asked(shop, toml, tmp_path)
    assert [s["name"] for s in said["sections"]] == ["pulse", "why"]
    assert any("'Sent': The exports do not say what was sent" in n for n in said["notes"])


def test_nothing_to_answer_with_ends_as_the_analysis_does(shop, tmp_path):
    code, _, err = asked(shop, '[[section]]\nanalysis = "heatmap"\n', tmp_path)
    assert code == 3
    assert "feeds inventory_levels" in err


@pytest.mark.parametrize(
    ("analysis", "why"), [("horoscope", "has no such analysis"), ("fulfillment", "what was sent")]
)
def test_a_report_of_which_all_is_left_out_says_why(shop, tmp_path, analysis, why):
    code, _, err = asked(shop, f'[[section]]\nanalysis = "{analysis}"\nshow=["metrics"]', tmp_path)
    assert code == 3
    assert "nothing to report." in err
    assert why in err


def test_one_chart_in_two_sections_draws_the_numbers_of_each(shop, tmp_path):
    toml = """
        [[section]]
        analysis = "pulse"
        charts = ["top_sellers"]
        options = { period = "2026-03-03" }
        [[section]]
        name = "both"
        analysis = "pulse"
        charts = ["top_sellers"]
        options = { period = "2026-03" }
        """
    (tmp_path / "mine.toml").write_text(toml)
    code, _, err = salesops(
        "report", "mine", "--templates", str(tmp_path), "--data", str(shop),
        "--as-of", "2026-03-04 09:00", "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert code == 0, err
    page = (tmp_path / "out" / "mine-2026-03-03.html").read_text()
    pictures = page.split("<figure id=")[1:]
    assert [p.partition(">")[0] for p in pictures] == ['"top_sellers"', '"top_sellers-2"']
    assert "X 70.00" in pictures[0]
    assert "X 100.00" in pictures[1]


def test_no_chart_takes_the_name_of_one_that_is_drawn_again():
    asked_for = ("x", "x", "x-2", "x")
    charts = [Section(f"{n}", "", Report("pulse", "", ""), (Chart(name, {}),))
              for n, name in enumerate(asked_for)]  # fmt: skip
    mine = plan.Plan("mine", "Mine", (), headline="0")
    drawn = [chart.name for s in joined(mine, charts, [], None).sections for chart in s.charts]
    assert drawn == ["x", "x-2", "x-2-2", "x-3"]


def test_stale_data_is_said_once_as_the_section_of_the_headline_has_it():
    """Each window lacks another number of days: nobody wants one finding a section."""
    sections = [
        Section(
            days, "", Report("pulse", "", "", findings=(Finding(Level.ERROR, STALE, days, {}),))
        )
        for days in ("9 days", "2 days", "5 days")
    ]
    whole = joined(plan.Plan("mine", "Mine", (), headline="2 days"), sections, [], None)
    assert whole.headline == "2 days"
    assert [finding.message for finding in whole.findings] == ["2 days"]


def test_one_analysis_asked_the_same_twice_answers_once(shop, tmp_path, monkeypatch):
    """As of the top sellers, that stand apart from the sales of one and the same pulse."""
    toml = """
        period = "yesterday"
        [[section]]
        analysis = "pulse"
        [[section]]
        name = "again"
        analysis = "pulse"
        """
    from salesops.commands.sales import pulse

    times, real = [], pulse.pulse

    @wraps(real)
    def counted(*args, **given):
        times.append(1)
        return real(*args, **given)

    monkeypatch.setattr(pulse, "pulse", counted)
    assert asked(shop, toml, tmp_path)[0] == 0
    assert len(times) == 1


REFUSED = {
    "colour = 1": "unknown key 'colour'",
    "titel = 'x'": "did you mean 'title'?",
    "title = 3": "title = 3 should be a text",
    "[[section]]\nname = 'x'": "names its `analysis`",
    "[[section]]\nanalysis = 'pulse'\nshow = 'days'": "should be a list of names",
    "[[section]]\nanalysis = 'pulse'\nshow = ['dayz']": "has no table 'dayz': did you mean 'days'?",
    "[[section]]\nanalysis = 'pulse'\nmetrics = ['net_sale']": "has no metric 'net_sale'",
    "[[section]]\nanalysis = 'pulse'\noptions = { tops = 1 }": "pulse has no option 'tops'",
    "[[section]]\nanalysis = 'pulse'\ncharts = ['nope']": "no chart 'nope': there are",
    "[[section]]\nanalysis = 'check'": "check cannot be a part of a report",
    "[[section]]\nanalysis = 'report'": "report cannot be a part of a report",
    "[[section]]\nanalysis = 'pulse'\n[[section]]\nanalysis = 'pulse'": "two sections are called",
    "[[section]]\nanalysis = 'pulse'\noptions = { top = 'x' }": "top = 'x' should be a whole",
    "[[section]]\nanalysis = 'pulse'\noptions = { top = -1 }": "a whole number, 1 at least",
    "[[section]]\nanalysis = 'pulse'\noptions = { top = true }": "top = True should be",
    "[[section]]\nanalysis = 'pulse'\noptions = { since = 2026-03-02 }": "should be a text",
    "[[section]]\nanalysis = 'pulse'\noptions = { db = 1 }": "pulse has no option 'db'",
    "[[section]]\nanalysis = 'pulse'\noptions = { limits = 1 }": "pulse has no option 'limits'",
    "[[section]]\nanalysis = 'sales'\noptions = { by = ['sku'] }": "by = ['sku'] should be a text",
    "[[section]]\nanalysis = 'sql'": "sql cannot be a part of a report",
    "headline = 'why'\n[[section]]\nanalysis = 'pulse'": "is no section: there are pulse",
    f"title = {'[' * 9000}": "is not TOML",
    "title = 'Empty'": "mine.toml holds no [[section]]",
    "title = ": "is not TOML",
}


@pytest.mark.parametrize("toml", REFUSED)
def test_what_is_refused(shop, tmp_path, toml):
    code, _, err = asked(shop, toml, tmp_path)
    assert code == 2, err
    assert REFUSED[toml] in err


def test_an_unknown_report_names_those_there_are(shop):
    code, _, err = salesops("report", "dayly", "--data", str(shop))
    assert code == 2
    assert "daily, inventory, monthly, pipeline, segments, team, weekly" in err


def test_a_folder_that_is_not_there(shop, tmp_path):
    code, _, err = salesops("report", "daily", "--templates", str(tmp_path / "no"))
    assert code == 2
    assert "there is no such folder" in err


def test_members_that_a_file_does_not_place_come_last(monkeypatch, tmp_path):
    """An analysis that declares `REPORTS = ("mine",)` needs no line in a file."""
    modules = [commands.load(path) for path in (_file("pulse"), _file("rfm"))]
    monkeypatch.setattr(commands, "members", lambda _: modules)
    (tmp_path / "mine.toml").write_text('[[section]]\nanalysis = "pulse"\nname = "first"\n')
    found = plan.find("mine", (tmp_path,))
    assert [(s.name, s.analysis) for s in found.sections] == [("first", "pulse"), ("rfm", "rfm")]


def test_members_alone_make_a_report(monkeypatch):
    monkeypatch.setattr(commands, "report_names", lambda: ["yearly"])
    monkeypatch.setattr(commands, "members", lambda _: [commands.load(_file("rfm"))])
    found = plan.find("yearly", ())
    assert (found.title, [s.analysis for s in found.sections]) == ("Yearly report", ["rfm"])
    with pytest.raises(UsageError, match="there are daily"):
        plan.find("hourly", ())


def _file(name):
    return next(files[name] for files in commands.found().values() if name in files)


def test_a_chart_nested_past_all_reading_is_refused(shop, tmp_path):
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "deep.vl.json").write_text("[" * 100_000)
    code, _, err = asked(shop, "[[section]]\nanalysis = 'pulse'\ncharts = ['deep']", tmp_path)
    assert code == 2
    assert "deep.vl.json is not JSON that can be read" in err


@pytest.mark.parametrize("name", ["my chart", "umsätze", "a.b"])
def test_a_chart_whose_name_no_page_can_link_is_refused(shop, tmp_path, name):
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / f"{name}.vl.json").write_text("{}")
    toml = f"[[section]]\nanalysis = 'pulse'\ncharts = ['{name}']"
    code, _, err = asked(shop, toml, tmp_path)
    assert code == 2
    assert ".vl.json: call it by letters, digits, - and _" in err


FAILING = ("{{ 1 / 0 }}", "{% for x in 5 %}{% endfor %}", "{{ 3 | written('nope') }}", "\udcff")


@pytest.mark.parametrize("template", FAILING)
def test_a_template_that_fails_is_named_however_it_fails(shop, tmp_path, template):
    own = tmp_path / "report_mine.md.j2"
    own.write_text(template, encoding="utf-8", errors="surrogateescape")
    code, _, err = asked(shop, TWO, tmp_path, "--format", "markdown")
    assert code == 2, err
    assert "report_mine.md.j2 fails" in err


def test_a_template_may_leave_everything_out(shop, tmp_path):
    (tmp_path / "report_mine.md.j2").write_text("")
    (tmp_path / "mine.toml").write_text(TWO)
    code, out, err = salesops(
        "report", "mine", "--templates", str(tmp_path), "--data", str(shop),
        "--as-of", "2026-03-04 09:00", "--format", "html",
    )  # fmt: skip
    assert code == 0, err
    assert "How we did" in out


def test_a_template_of_ones_own(shop, tmp_path):
    (tmp_path / "report_mine.md.j2").write_text(
        '{% extends "base.md.j2" %}{% block headline %}Dear team, {{ page.headline }}{% endblock %}'
    )
    (tmp_path / "mine.toml").write_text(TWO)
    args = ("report", "mine", "--templates", str(tmp_path), "--data", str(shop))
    code, out, _ = salesops(*args, "--as-of", "2026-03-04 09:00", "--format", "markdown")
    assert code == 0
    assert "\nDear team, Net sales 75.00" in out
    (tmp_path / "report_mine.md.j2").write_text("{{ page.nothing }}")
    code, _, err = salesops(*args, "--as-of", "2026-03-05 09:00", "--format", "markdown")
    assert code == 2
    assert "report_mine.md.j2" in err
    assert "nothing" in err
