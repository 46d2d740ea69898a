"""What the pages show is what the commands print; UPDATE_GOLDEN=1 writes it anew."""

import os
import shutil
import subprocess

import pytest
from docs_console import EXAMPLES, ROOT, Shell, bash_block, pages, run_again

INSIDE = "SALESOPS_INSIDE_README"
"""Set while the README's own test command runs: it must not start itself again."""


MANY_REPORTS = {
    "docs/cron.md",
    "docs/alerts.md",
    "docs/commands/report.md",
    "docs/forecast-tracking.md",
}
"""Pages that write one report after the other: seconds each, and their claims have tests."""
ON_A_CASE = {"docs/online-retail.md": "online_retail"}
"""Pages that show real data, which stays beside the checkout; tests/cases holds their numbers."""

LATE = [
    f"docs/commands/{page.name}"
    for place, page in enumerate(sorted(ROOT.glob("docs/commands/*.md")))
    if place % 8
]
"""Of the pages of commands all but every eighth: the golden files hold what each of them prints."""


def each(page):
    """A page by its name."""
    name = page.relative_to(ROOT).as_posix()
    late = name in {*MANY_REPORTS, *ON_A_CASE, *LATE} and "UPDATE_GOLDEN" not in os.environ
    marks = [pytest.mark.slow] * late + [pytest.mark.shared] * (name in ON_A_CASE)
    return pytest.param(page, id=name, marks=marks)


@pytest.mark.parametrize("page", [*map(each, pages())])
def test_every_console_block_prints_what_it_shows(page, tmp_path, monkeypatch, request):
    cwd = tmp_path / "examples"
    shutil.copytree(EXAMPLES, cwd)
    if case := ON_A_CASE.get(page.relative_to(ROOT).as_posix()):
        (cwd / case).symlink_to(request.getfixturevalue("shared") / "cases" / case)
    monkeypatch.chdir(cwd)
    shown = page.read_text(encoding="utf-8")
    now = run_again(shown, Shell(cwd))
    if os.environ.get("UPDATE_GOLDEN") and now != shown:
        page.write_text(now, encoding="utf-8")
        return
    assert now == shown


@pytest.fixture
def clone(tmp_path):
    """The working copy as a clone would have it: nothing built, nothing cached."""
    left = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "dist")
    return shutil.copytree(ROOT, tmp_path / "clone", ignore=left)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("name", ["run", "test"])
def test_the_two_commands_of_the_readme_work_in_a_clean_clone(clone, name):
    if os.environ.get(INSIDE):
        pytest.skip("runs inside the README's own test command")
    script = bash_block((ROOT / "README.md").read_text(encoding="utf-8"), name)
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("SALESOPS_", "VIRTUAL_"))}
    done = subprocess.run(
        ["bash", "-ec", script], cwd=clone, env=variables | {INSIDE: "1"},
        capture_output=True, text=True, timeout=1400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert ("Net sales" if name == "run" else " passed") in done.stdout
