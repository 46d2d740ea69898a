"""--log-format json over all commands: nothing but lines of JSON on stderr, also of what fails."""

import asking
import pytest
from shelf import shop
from test_log_format import MORNING, log
from web_servers import web_server

from salesops import cli

FAILS = {
    "an unknown format": ("--format", "nope"),
    "no such folder": ("--data", "nowhere"),
    "a refused file": ("--data", "refused"),
    "two currencies": ("--data", "unsettled"),
}
LOGIN = "<!DOCTYPE html><html><body>Log in</body></html>"
CURRENCIES = (
    "order_id,order_date,sku,qty,price,currency\n1,2026-03-02,X,1,1,EUR\n2,2026-03-02,X,1,1,USD\n"
)


@pytest.fixture(scope="module")
def sample():
    """A working folder with the sample, a written report, and exports that are refused."""
    with asking.working() as here:
        asking.copy_sample(here / "exports", settings=False)
        asking.write_report(here / "written")
        for name, text in {"refused": LOGIN, "unsettled": CURRENCIES}.items():
            (here / name).mkdir()
            (here / name / "orders.csv").write_text(text)
        yield here


@pytest.fixture
def said(capfd):
    """Run a command line: its code, and the lines of its process' stderr, not of Python's alone."""

    def run(*args):
        code = cli.main([*args, "--log-format", "json"])
        return code, log(capfd.readouterr().err)

    return run


def told(code, lines):
    """Whether the last line is the error that the code says; a report may tell of it itself."""
    return not lines or (lines[-1]["level"], lines[-1].get("exit")) == ("error", code)


@pytest.mark.slow  # each command about the sample
@pytest.mark.parametrize("command", asking.COMMANDS)
def test_a_command_that_answers(sample, said, command):
    code, lines = said(command, *asking.ARGUMENTS.get(command, ()))
    assert code in (0, 1)
    assert {line["level"] for line in lines} <= {"info", "warning"}


@pytest.mark.slow  # as many command lines as commands and faults
@pytest.mark.parametrize("fails", FAILS.values(), ids=FAILS)
@pytest.mark.parametrize("command", asking.COMMANDS)
def test_a_command_that_fails(sample, said, command, fails):
    code, lines = said(command, *asking.ARGUMENTS.get(command, ()), *fails)
    assert told(code, lines) if code > 1 else not [x for x in lines if x["level"] == "error"]


@pytest.mark.parametrize("command", ["pulse", "snapshot"])
def test_a_refused_file(sample, said, command):
    code, lines = said(command, *asking.ARGUMENTS.get(command, ()), *FAILS["a refused file"])
    assert code == 3
    assert "HTML" in lines[-1]["message"]
    assert told(code, lines)


@pytest.mark.slow  # apprise takes a second to import
def test_a_report_that_is_sent(tmp_path, said, monkeypatch):
    """What the libraries of a delivery say of themselves is a line too."""
    store = shop(tmp_path / "shop")
    report = ["report", "mini", "--config", str(store / "salesops.toml"), "--as-of", MORNING]
    with web_server(200, 404) as server:
        monkeypatch.setenv("SALESOPS_NOTIFY_ROOM", f"http://127.0.0.1:{server.server_port}/x")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        for expected in (0, 4):
            code, lines = said(*report, "--out", str(tmp_path / "out"), "--notify", "room")
            assert code == expected
            assert [one["code"] for one in lines if one["code"] != "python"] == [
                "wrote", "wrote", "sent" if code == 0 else "output",
            ]  # fmt: skip
    assert len(server.asked) == 2
