"""The crontab, the systemd units and the report's workflow of the pages are valid, and they run."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from docs_console import EXAMPLES, ROOT

from salesops.errors import Exit

PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("cron.md", "ci.md")}
OWN = str(Path(sys.executable).parent)
FRESH, STALE = "2026-03-14 06:15", "2026-03-20 06:15"
"""Mornings on which the exports of the examples are a night and a week old."""
CRON = {"HOME": "/nonexistent", "LOGNAME": "ann", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
"""What cron gives a line, and nothing more."""
FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def block(page, name):
    found = re.findall(
        rf"^<!-- ci: {name} -->\n+```\w+\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE
    )
    assert len(found) == 1, name
    return found[0]


@pytest.fixture
def srv(tmp_path):
    """/srv/shop, with exports that were made on 13 March."""
    (tmp_path / "exports").mkdir()
    shutil.copy(EXAMPLES / "flat" / "orders.csv", tmp_path / "exports")
    return tmp_path


def here(text, srv):
    """With the paths of this machine."""
    return text.replace("/srv/shop", str(srv)).replace("/opt/salesops/bin", OWN)


def crontab(text):
    """The variables of a crontab, and its lines as schedule and command."""
    variables, lines = {}, []
    for line in filter(None, text.splitlines()):
        if named := re.fullmatch(r"(\w+)=(.*)", line):
            variables[named[1]] = named[2]
        else:
            *schedule, command = line.split(maxsplit=5)
            lines.append((schedule, command))
    return variables, lines


def run(command, srv, **env):
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=srv, env=env, timeout=120, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


LINES = [(name, line) for name in ("crontab", "urgent", "operator")
         for line in crontab(block("cron.md", name))[1]]  # fmt: skip


@pytest.mark.parametrize(("name", "line"), LINES)
def test_a_line_is_one_that_cron_takes(name, line):
    schedule, command = line
    for word, (low, high) in zip(schedule, FIELDS, strict=True):
        assert word == "*" or low <= int(word) <= high
    assert "%" not in command  # cron makes a line break of it
    assert re.search(r"(^| )/opt/salesops/bin/salesops ", command)  # it searches few folders


@pytest.mark.parametrize(
    "name", ["daily", *(pytest.param(n, marks=pytest.mark.slow) for n in ("weekly", "monthly"))]
)
def test_the_crontab_writes_its_reports_and_mails_nothing(name, srv):
    variables, lines = crontab(here(block("cron.md", "crontab"), srv))
    (command,) = (command for _, command in lines if f"report {name} " in command)
    # A bare folder has no sections about customers or stock; what there is must be fresh.
    as_of = {"daily": FRESH, "weekly": "2026-03-16 06:25", "monthly": "2026-04-01 06:35"}[name]
    done = run(command, srv, **CRON, **variables, SALESOPS_AS_OF=as_of, SALESOPS_FAIL_ON="never")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    day = {"daily": "2026-03-13", "weekly": "2026-03-15", "monthly": "2026-03-31"}[name]
    assert (srv / "reports" / f"{name}-{day}.html").is_file()
    assert f'href="{name}-{day}.html"' in (srv / "reports" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_stale_data_are_the_headline_the_end_and_the_mail_of_cron(srv):
    variables, lines = crontab(here(block("cron.md", "crontab"), srv))
    done = run(lines[0][1], srv, **CRON, **variables, SALESOPS_AS_OF=STALE)
    assert done.stdout == f"ended with 1: see {srv}/reports/index.html\n"
    assert done.stderr == ""
    text = (srv / "reports" / "daily-2026-03-19.md").read_text(encoding="utf-8")
    assert "**The data ends 2026-03-13 12:00, " in text
    assert "The data ends 2026-03-13" in (srv / "reports" / "index.html").read_text("utf-8")
    bare, _, _ = lines[0][1].partition(" || ")
    assert run(bare, srv, **CRON, **variables, SALESOPS_AS_OF=STALE).returncode == 1


@pytest.mark.slow
def test_the_line_for_urgent_reports_is_silent_on_a_good_day(srv):
    ((_, command),) = crontab(here(block("cron.md", "urgent"), srv))[1]
    given = CRON | {"SALESOPS_DATA": f"{srv}/exports", "SALESOPS_AS_OF": FRESH}
    given |= {"SALESOPS_TZ": "Europe/Rome", "SALESOPS_QUIET": "1"}
    command = command.replace("--only-if warning", "--only-if error --section sales")
    command = command.replace("/home/ann", str(srv))
    (srv / "targets.toml").touch(0o600)
    (srv / "targets.toml").write_text('boss = "https://hooks.example.com/services/abcdefg"\n')
    done = run(command, srv, **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (srv / "urgent").exists()


@pytest.mark.slow
def test_the_note_of_a_late_report_is_the_one_that_is_shown(srv):
    """As the page says it, with the as-of of the run."""
    variables, lines = crontab(here(block("cron.md", "crontab"), srv))
    command = lines[0][1].replace("report daily", "report daily --section sales")
    for as_of in ("2026-03-12 06:15", "2026-03-14 06:15"):
        run(command, srv, **CRON, **variables, SALESOPS_AS_OF=as_of)
    late = (srv / "reports" / "daily-2026-03-12.md").read_text(encoding="utf-8")
    shown = re.search(r"^> (Written later.*)\n> (.*)$", PAGES["cron.md"], re.MULTILINE)
    assert " ".join(shown.groups()).replace("2026-09-18", "2026-03-14") in late


def units(srv):
    """Both files as they would lie in /etc/systemd/system, and the service parsed."""
    for kind in ("service", "timer"):
        text = here(block("cron.md", kind), srv)
        (srv / f"salesops-daily.{kind}").write_text(text, encoding="utf-8")
    service = configparser.ConfigParser(strict=False, interpolation=None)
    service.optionxform = str
    service.read(srv / "salesops-daily.service", encoding="utf-8")
    return service["Service"]


@pytest.mark.slow
def test_the_service_of_systemd_runs(srv):
    service = units(srv)
    assert service["Type"] == "oneshot"
    environment = re.findall(
        r"^Environment=(\w+)=(.*)$", here(block("cron.md", "service"), srv), re.MULTILINE
    )
    done = subprocess.run(
        shlex.split(service["ExecStart"]), env=dict(environment) | {"SALESOPS_AS_OF": FRESH},
        cwd="/", timeout=120, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (srv / "reports" / "daily-2026-03-13.html").is_file()
    assert service["ReadWritePaths"] == str(srv / "reports")
    ends = {int(code) for code in Exit if code and code < 128}
    assert {int(word) for word in service["RestartPreventExitStatus"].split()} == ends - {75}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(srv):
    units(srv)
    paths = [srv / f"salesops-daily.{kind}" for kind in ("service", "timer")]
    done = verify(*paths)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    paths[0].write_text(paths[0].read_text(encoding="utf-8").replace("oneshot", "twoshot"))
    assert "twoshot" in verify(*paths).stderr
    when = re.search(r"^OnCalendar=(.*)$", block("cron.md", "timer"), re.MULTILINE)[1]
    assert analyze("calendar", when).returncode == 0


def analyze(*words):
    return subprocess.run(
        ["systemd-analyze", *words], timeout=60, check=False, capture_output=True, text=True
    )


def verify(*paths):
    return analyze("verify", "--man=no", "--recursive-errors=no", *map(str, paths))


WORKFLOW = yaml.load(block("ci.md", "report"), yaml.BaseLoader)
STEPS = {s["name"]: s["run"] for s in WORKFLOW["jobs"]["daily"]["steps"] if "run" in s}


def test_the_workflow_of_the_report_is_one_that_github_takes():
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-workflows.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8")))
    workflow = yaml.safe_load(block("ci.md", "report").replace("\non:", '\n"on":'))
    assert [error.message for error in validator.iter_errors(workflow)] == []
    assert list(validator.iter_errors(workflow | {"concurrency": 1}))
    assert list(STEPS) == [
        "Install salesops",
        "Write the report",
        "Show it on the page of this run",
    ]


@pytest.mark.parametrize(
    ("as_of", "day", "code"),
    [(FRESH, "13", 0), pytest.param(STALE, "19", 1, marks=pytest.mark.slow)],
)
def test_the_steps_of_the_workflow_write_the_report_and_show_it(srv, as_of, day, code):
    path = os.pathsep.join([OWN, os.environ["PATH"]])
    env = WORKFLOW["env"] | {"PATH": path, "SALESOPS_AS_OF": as_of}
    env |= {"GITHUB_STEP_SUMMARY": str(srv / "summary.md")}
    done = [
        subprocess.run(
            ["bash", "-e", "-c", STEPS[name]], cwd=srv, env=env, timeout=120, check=False,
            capture_output=True, text=True,
        )
        for name in ("Write the report", "Show it on the page of this run")
    ]  # fmt: skip
    assert [step.returncode for step in done] == [code, 0], done
    assert {step.stderr for step in done} == {""}
    report = (srv / "reports" / f"daily-2026-03-{day}.md").read_text(encoding="utf-8")
    assert (srv / "summary.md").read_text(encoding="utf-8") == report
    assert (srv / "reports" / "index.html").is_file()
