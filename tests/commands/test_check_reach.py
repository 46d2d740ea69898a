"""Nothing is read but what is named, and nothing is written but to --out, --state and --rejects."""

import sys
import tempfile
from pathlib import Path

import pytest
from check_store import check, contract, declared, orders, put, table

from salesops.checks import session

LISTENERS: list[list[str]] = []
"""Where the paths that Python opens are noted, while a test listens."""


def _listen(event, args):
    if event in ("open", "os.listdir", "os.scandir"):
        for noted in LISTENERS:
            noted.append(str(args[0]))


sys.addaudithook(_listen)


@pytest.fixture(autouse=True, scope="module")
def all_of_one_engine():
    """Not here: what a check reads is what is asked."""


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Exports among files that nobody named, in a world whose every path is known."""
    put(tmp_path / "x", orders_csv=orders(), other_csv=orders().replace("A-", "B-"))
    put(tmp_path / "here", orders_csv=orders(), notes_txt="not for others")
    put(tmp_path / "home", secret_csv=orders())
    (tmp_path / "scratch").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def tree(folder):
    """Every path below a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def reached(world, monkeypatch):
    """Check, and return which paths of the world were opened, by Python and by DuckDB."""
    allowed = []
    real = session.Duck

    def spied(paths, *args, **kwargs):
        allowed.extend(paths)
        return real(paths, *args, **kwargs)

    def run(*args):
        check(*args)  # what Python imports at first is read before
        monkeypatch.setattr(session, "Duck", spied)
        opened = []
        LISTENERS.append(opened)
        try:
            found = check(*args)
        finally:
            LISTENERS.clear()
        paths = [Path(path) for path in opened]
        scratch = world / "scratch"
        seen = {p for p in paths if p.is_relative_to(world) and not p.is_relative_to(scratch)}
        return found, {p.relative_to(world).as_posix() for p in seen}, allowed

    return run


def test_of_a_folder_only_the_named_file_is_read(world, reached):
    found, python, duck = reached(world / "x" / "orders.csv")
    assert found.code == 0
    assert python == {"x/orders.csv"}
    assert duck == [(world / "x" / "orders.csv").resolve()]


def test_of_a_contract_and_settings_those_that_are_named(world, reached):
    asked = declared(world / "x", contract(table()))
    config = put(world, mine_toml='[time]\nzone = "UTC"\n') / "mine.toml"
    found, python, duck = reached(world / "x", *asked, "--config", str(config))
    assert found.code == 0
    files = {"x/orders.csv", "x/other.csv"}
    assert python - {"x"} == {*files, "x.odcs.yaml", "mine.toml"}
    assert {path.name for path in duck} == {"orders.csv", "other.csv"}


@pytest.mark.parametrize("link", ["../home/secret.csv", "/dev/zero"])
def test_a_link_is_what_it_points_to_and_a_device_is_refused(world, reached, link):
    """A link that was named is an input; what is no regular file is not opened at all."""
    (world / "x" / "link.csv").symlink_to(link)
    found, _, duck = reached(world / "x")
    names = {path.name for path in duck}
    if link.startswith("/dev"):
        assert (found.code, names) == (3, {"orders.csv", "other.csv"})
    else:
        assert names == {"orders.csv", "other.csv", "secret.csv"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{world}/home/secret.csv')",
        "SELECT * FROM '{world}/home/secret.csv'",
        "SELECT * FROM glob('{world}/*')",
        "SELECT content FROM read_text('{world}/here/notes.txt')",
    ],
)
def test_a_rule_reads_no_file(world, query):
    said = query.format(world=world)
    asked = declared(world / "x", contract(table(rules=f'- {{type: sql, query: "{said}"}}')))
    found = check(world / "x", *asked)
    assert found.code == 2
    assert "not for others" not in found.out + found.err


def test_nothing_is_written(world):
    before = tree(world)
    for text in (orders(), "<html>no</html>", orders(instead={"Lamp": '"Lamp'})):
        put(world / "x", orders_csv=text)
        wanted = {**before, "x/orders.csv": text.encode()}
        check(world / "x", "--explain")
        check(world / "x")
        assert tree(world) == wanted


def test_out_state_and_rejects_are_all_that_is_written(world):
    put(world / "x", orders_csv=orders(instead={"5.00": "five"}))
    before = tree(world)
    out, state, rejects = world / "report.md", world / "kept", world / "rejects.csv"
    asked = ("--out", str(out), "--state", str(state), "--rejects", str(rejects))
    check(world / "x", *asked, format_="markdown")
    now = tree(world)
    assert {path.split("/")[0] for path in now.keys() - before.keys()} == {
        "report.md",
        "kept",
        "rejects.csv",
    }
    assert {path: now[path] for path in before} == before


def test_several_formats_are_written_to_the_folder_and_no_where_else(world):
    before = tree(world)
    out = str(world / "reports")
    check(world / "x", "--out", out, format_="junit,sarif,github,json,markdown")
    new = sorted(tree(world).keys() - before.keys())
    assert new == [
        "reports",
        *(f"reports/check.{end}" for end in ("github.txt", "json", "md", "sarif", "xml")),
    ]


def test_a_report_in_the_folder_of_exports_is_no_export_of_the_next_run(world):
    said = ("--out", str(world / "x" / "check.csv"), "--state", str(world / "x" / "kept"))
    for _ in range(2):
        assert check(world / "x", *said, format_="csv").code == 0
    assert "check.csv" not in (world / "x" / "check.csv").read_text()
