"""notify: the command line; how deliveries are made is tested in tests/delivery."""

import json
import sys
import traceback
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "delivery"))

from delivery_given import STEM, private, salesops, write
from mail_servers import Manners, free_port, mail_server
from web_servers import web_server

from salesops.delivery import deliver

SECRET = "hush-s3cr3t-t0ken"
ANN = "ann@example.com"


@pytest.fixture
def report(tmp_path):
    return write(tmp_path / "out")


@pytest.fixture
def targets(tmp_path):
    """A file of targets about servers of this machine."""

    def made(smtp, hook):
        text = (
            f'smtp = "smtp://ann:{SECRET}@127.0.0.1:{smtp}"\nfrom = "sales@example.com"\n'
            f'room = "http://ann:{SECRET}@127.0.0.1:{hook}/{SECRET}?sig={SECRET}"\n'
        )
        return private(tmp_path / "targets.toml", text)

    return made


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_it_says_what_went_where(report, targets, tmp_path):
    manners = Manners()
    with mail_server(manners, auth_exclude_mechanism=["LOGIN"]) as port, web_server() as web:
        smtp = f"smtp://127.0.0.1:{port}"
        file = targets(0, web.server_port)
        file.write_text(file.read_text().replace(f"smtp://ann:{SECRET}@127.0.0.1:0", smtp))
        args = ("--targets", file, "--state", tmp_path / "state", "--format", "json")
        code, out, err = salesops("notify", report, "--to", ANN, "--to", "room", *args)
        again = salesops("notify", report, "--to", ANN, "--to", "room", *args)
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert [(row["to"], row["kind"], row["outcome"]) for row in said["tables"]["deliveries"]] == [
        (ANN, "mail", "sent"),
        ("room", "webhook", "sent"),
    ]
    assert (len(manners.mails), len(web.asked)) == (1, 1)
    assert [row["already"] for row in json.loads(again[1])["tables"]["deliveries"]] == [True] * 2
    assert SECRET not in out + again[1]


def test_a_failure_ends_with_4_and_leaves_the_report(report, targets):
    before = contents(report.parent)
    with web_server(404) as web:
        file = targets(free_port(), web.server_port)
        code, out, err = salesops("notify", report, "--to", "room", "--targets", file)
    assert (code, out) == (4, "")
    assert err == (
        "salesops: 1 of 1 deliveries failed: room (webhook, 127.0.0.1:"
        f"{web.server_port}): it answers 404: it is gone, make a new one. "
        "The report is untouched; a re-run sends all (no --state).\n"
    )
    assert contents(report.parent) == before


@pytest.mark.parametrize("name", [f"{STEM}.html", f"{STEM}.md", STEM])
def test_a_report_by_any_of_its_names(report, targets, name):
    args = ("--to", ANN, "--targets", targets(25, 80), "--dry-run", "--format", "json")
    code, out, err = salesops("notify", report.with_name(name), *args)
    assert (code, err) == (0, "")
    (row,) = json.loads(out)["tables"]["deliveries"]
    assert (row["parts"], row["outcome"]) == ("text, html, 1 picture", "would be sent")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("none.html", 3, "no report at"),
        ("none", 3, "no report at"),
        (".", 3, "no report at"),
        ("report.json", 2, "is neither html nor Markdown"),
    ],
)
def test_no_report(report, name, code, said):
    (report.parent / "report.json").write_text("{}")
    found = salesops("notify", report.parent / name, "--to", ANN)
    assert found[:2] == (code, "")
    assert said in found[2]


def test_a_url_on_the_command_line(report):
    code, out, err = salesops("notify", report, "--to", f"https://example.com/{SECRET}")
    assert (code, out) == (2, "")
    assert "put it into SALESOPS_NOTIFY_<NAME>" in err
    assert SECRET not in err


@pytest.mark.parametrize("format_", ["terminal", "json"])
@pytest.mark.parametrize("dry", [True, False])
def test_no_output_holds_a_secret(report, targets, capfd, caplog, monkeypatch, format_, dry):
    """Also of a server that repeats what it was told, and of what libraries log."""
    monkeypatch.setattr(deliver.Patience, "__init__", _hurried)
    echo = Manners(f"550 you said {SECRET}")
    caplog.set_level(0)
    args = ["--format", format_, *(["--dry-run"] if dry else [])]
    how = {"authenticator": _anybody, "auth_require_tls": False}
    with mail_server(echo, **how) as port, web_server(302) as web:
        file = targets(port, web.server_port)
        to = ("--to", ANN, "--to", "room", "--targets", file)
        code, out, err = salesops("notify", report, *to, *args)
    assert code == (0 if dry else 4)
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("mail", "asyncio"))]
    seen = "".join([out, err, *capfd.readouterr(), *ours])
    assert SECRET not in seen
    assert dry or "550 you said ***" in err


def _anybody(*_):
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=True)


def _hurried(self):
    for name, value in {"pauses": (), "connect": 2.0, "answer": 2.0, "asked": 1.0}.items():
        object.__setattr__(self, name, value)


def test_a_bug_shows_no_secret(report, targets, monkeypatch):
    """What nobody foresaw may hold anything: its class is told, its text is not."""
    from salesops.delivery import chat

    def broken(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(chat, "_plugin", broken)
    file = targets(25, 80)
    code, out, err = salesops("notify", report, "--to", "room", "--targets", file)
    assert (code, out) == (4, "")
    assert "a bug in salesops or apprise: RuntimeError" in err
    assert SECRET not in err
    with pytest.raises(Exception, match="deliveries failed") as caught:
        deliver.send(report, ["room"], file)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
