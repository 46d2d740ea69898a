"""The workflow, the hook and the cron line of docs/ci.md are valid, and they run."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml
from docs_console import EXAMPLES, ROOT, generate
from pre_commit.clientlib import load_config, load_manifest

from salesops.assets import folder
from salesops.checks import arguments, odcs
from salesops.render import CHECK_FORMATS, FORMATS

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
NOW = "2026-03-14 06:00"
"""A morning on which the exports of the examples are fresh."""
CLEAN, BAD = "bestellungen-2026-03-12.csv", "bestellungen-2026-03-13.csv"
INSTALL = "Install salesops"


def block(name):
    found = re.search(rf"^<!-- ci: {name} -->\n+```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return found[1]


WORKFLOW = yaml.load(block("workflow"), yaml.BaseLoader)  # keeps `on` a word
STEPS = {step["name"]: step["run"] for step in WORKFLOW["jobs"]["check"]["steps"] if "run" in step}


@pytest.fixture
def checkout(tmp_path):
    """A repository with exports and their contract, one file of them bad."""
    shutil.copytree(EXAMPLES / "checked" / "exports", tmp_path / "exports")
    shutil.copy(EXAMPLES / "checked" / "orders.odcs.yaml", tmp_path / "exports.odcs.yaml")
    return tmp_path


def run(script, cwd, **variables):
    """A step as the runner starts it, with the salesops of this interpreter on the path."""
    own = str(Path(sys.executable).parent)
    path = os.pathsep.join([own, os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-e", "-c", script], cwd=cwd, timeout=600, check=False,
        env=os.environ | {"PATH": path, "SALESOPS_AS_OF": NOW} | variables,
        capture_output=True, text=True,
    )  # fmt: skip


def mended(checkout):
    (checkout / "exports" / BAD).unlink()
    (checkout / "exports.odcs.yaml").write_text(
        (checkout / "exports.odcs.yaml").read_text(encoding="utf-8")
        .replace("mustBeGreaterOrEqualTo: 5", "mustBeGreaterOrEqualTo: 3")
        .replace("maxAge, value: 2d", "maxAge, value: 3d"),
        encoding="utf-8",
    )  # fmt: skip
    return checkout


def test_the_workflow_is_one_that_github_takes():
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-workflows.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8")))
    # By the loader that knows numbers and booleans; it takes the key `on` for one of them.
    workflow = yaml.safe_load(block("workflow").replace("\non:", '\n"on":'))
    assert [error.message for error in validator.iter_errors(workflow)] == []
    assert list(validator.iter_errors(workflow | {"jobs": {}}))
    assert set(STEPS) == {INSTALL, "Check the exports"}


def test_the_job_fails_on_a_bad_file_and_says_where(checkout):
    done = run(STEPS["Check the exports"], checkout)
    assert done.returncode == 1, done.stderr
    assert sorted(p.name for p in (checkout / "checked").iterdir()) == [
        "check.github.txt", "check.sarif", "check.xml",
    ]  # fmt: skip
    assert done.stdout == (checkout / "checked" / "check.github.txt").read_text(encoding="utf-8")
    # From the root of the repository: GitHub shows it in the file.
    assert f"::error file=exports/{BAD},line=4,title=amount Betrag::" in done.stdout
    suites = ET.parse(checkout / "checked" / "check.xml").getroot()
    assert suites.get("failures") == "4"  # one order of two days, total, amount, reference
    sarif = json.loads((checkout / "checked" / "check.sarif").read_text(encoding="utf-8"))
    results = sarif["runs"][0]["results"]
    assert len(results) == 5  # and the form of an e-mail, a warning
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert {place["artifactLocation"]["uri"] for place in places} == {f"exports/{BAD}"}
    assert sorted(place["region"]["startLine"] for place in places) == [3, 4, 4, 5, 6]


def test_the_job_is_green_on_good_files(checkout):
    done = run(STEPS["Check the exports"], mended(checkout))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::" not in done.stdout


def test_the_job_passes_on_the_exit_code_of_a_refused_file(checkout):
    (checkout / "exports" / BAD).write_text("<html><body>Sign in</body></html>\n")
    done = run(STEPS["Check the exports"], checkout)
    assert done.returncode == 3
    assert f"::error file=exports/{BAD},title=table::" in done.stdout


def test_the_job_passes_on_the_exit_code_of_a_contract_with_a_mistake(checkout):
    contract = checkout / "exports.odcs.yaml"
    contract.write_text(contract.read_text(encoding="utf-8").replace("required:", "requird:"))
    done = run(STEPS["Check the exports"], checkout)
    assert done.returncode == 2
    assert "'required'" in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_the_job_is_green_on_the_sample(tmp_path):
    shutil.copytree(folder("sample_data"), tmp_path / "exports")
    script = STEPS["Check the exports"].replace("--contract exports.odcs.yaml ", "")
    done = run(script, tmp_path, SALESOPS_AS_OF="2026-09-18 15:10")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::error" not in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_whole_job_runs_in_a_fresh_environment(checkout):
    """With the packages that its install step brings, and nothing of ours."""
    venv.create(checkout / "venv", with_pip=True)
    path = os.pathsep.join([str(checkout / "venv" / "bin"), os.environ["PATH"]])
    where = {"PATH": path, "SALESOPS": f"file://{ROOT}"}
    installed = run(STEPS[INSTALL], checkout, **where)
    assert installed.returncode == 0, installed.stderr
    assert run(STEPS["Check the exports"], mended(checkout), **where).returncode == 0


def hook():
    (found,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    return found


def test_pre_commit_takes_the_hook_and_the_configuration_that_asks_for_it(tmp_path):
    (tmp_path / "config.yaml").write_text(block("pre-commit"), encoding="utf-8")
    ((asked,),) = (repo["hooks"] for repo in load_config(tmp_path / "config.yaml")["repos"])
    assert asked["id"] == hook()["id"]
    assert hook()["pass_filenames"]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("exports/orders.csv", True),
        ("orders.CSV", True),
        ("a/b.tsv.gz", True),
        ("x.parquet", True),
        ("requirements.txt", False),
        ("csv.py", False),
        ("orders.csv.md", False),
    ],
)
def test_the_hook_is_given_exports_only(name, taken):
    assert bool(re.search(hook()["files"], name)) is taken


@pytest.mark.parametrize(("make", "code"), [(mended, 0), (lambda path: path, 1)])
def test_the_hook_runs_as_pre_commit_runs_it(checkout, make, code):
    """Entry, the user's arguments, then the names of the changed files."""
    make(checkout)
    asked = yaml.safe_load(block("pre-commit"))["repos"][0]["hooks"][0]
    names = sorted(p.relative_to(checkout).as_posix() for p in (checkout / "exports").iterdir())
    words = [*shlex.split(hook()["entry"]), *asked["args"], *names]
    done = run(shlex.join(words), checkout)
    assert done.returncode == code, done.stdout + done.stderr
    assert f"{len(names)} files read" in done.stdout


def test_the_cron_line_runs_and_keeps_a_history(checkout):
    line = block("cron").replace("/srv/shop", str(checkout))
    schedule, _, command = line.partition("  ")
    assert len(schedule.split()) == 5
    done = run(command, checkout)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert "<title>" in (checkout / "checked.html").read_text(encoding="utf-8")
    kept = (checkout / "state" / "check-history.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(entry)["table"] for entry in kept] == ["order_lines", "products"]


def test_the_contract_that_is_shown_is_one_of_the_standard():
    path = EXAMPLES / "checked" / "orders.odcs.yaml"
    schema = json.loads((files("open_data_contract_standard") / "schema.json").read_text("utf-8"))
    contract = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(jsonschema.Draft201909Validator(schema).iter_errors(contract)) == []
    assert odcs.read(path).notes == ()


def test_every_snippet_of_a_contract_can_be_read():
    page = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
    page += (ROOT / "docs" / "commands" / "check.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(snippets) == 4
    for snippet in snippets:
        contract = (
            yaml.safe_load("{apiVersion: v3.1.0, kind: DataContract, id: a, version: 1.0.0}")
            | {"schema": [{"name": "order_lines"} | _under("quality", snippet)]}
            | _under("slaProperties", snippet)
        )
        assert odcs.of_node(odcs.strict_yaml.parse(yaml.safe_dump(contract), "page")).tables


def _under(key, snippet):
    said = yaml.safe_load(snippet)
    return {key: said[key]} if key in said else {}


def test_the_page_on_contracts_names_every_argument_of_every_check():
    page = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
    table = page.partition("| Check | Arguments |\n")[2].partition("\n\n")[0]
    shown = dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", table, re.MULTILINE))
    assert set(shown) == set(arguments._READ)
    for check, known in arguments._READ.items():
        named = set(re.findall(r"`(\w+)`", shown[check]))
        assert named == {*known, *(arguments.LIMITS if check == "range" else ())}, check


def test_the_page_on_formats_has_every_format():
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| .* \| .* \|$", page.partition("\n## ")[0], re.MULTILINE)
    assert listed == [*FORMATS, *CHECK_FORMATS]


def test_generated_parts_of_check_name_what_is_generated():
    page = (ROOT / "docs" / "commands" / "check.md").read_text(encoding="utf-8")
    assert generate.parts(page) == ["checks", "sales-checks", "help check"]
