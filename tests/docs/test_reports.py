"""The report and the template of docs/reports.md are as they must be, and they run."""

import re

from docs_console import ROOT, generate

PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")


def block(language):
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return found


def test_the_report_of_the_page_runs_with_its_template(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "brakes.toml").write_text(block("toml"))
    (tmp_path / "reports" / "report_brakes.md.j2").write_text(block("jinja"))
    code, said, err = generate.captured(["report", "brakes", "--format", "markdown"])
    assert code == 0, err
    assert said.startswith("# Brakes, last week\n")
    assert "\nGood morning. Net sales " in said
    assert re.findall("^## (.+)$", said, re.MULTILINE)[:2] == ["How they sold", "What came back"]
    assert "- **Config:** reports/brakes.toml, reports/report_brakes.md.j2" in said


def test_the_page_names_every_report_and_key():
    from dataclasses import fields

    from salesops.assets import folder
    from salesops.commands.reports._report import plan

    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    reports = {path.stem for path in folder("reports").glob("*.toml")}
    of_plan = {f.name for f in fields(plan.Plan)} - {"name", "sections", "path", "template"}
    assert told == reports | of_plan | {f.name for f in fields(plan.Wanted)}
