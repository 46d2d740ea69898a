"""The same report goes to the same receiver once: re-runs, runs at once, and a killed run."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager, nullcontext

import pytest
from delivery_given import HTML, HURRIED, write
from mail_servers import Manners, mail_server
from web_servers import web_server

from salesops import state as kept
from salesops.delivery import record, send
from salesops.errors import LockedError, OutputError

ANN, BOB = "ann@example.com", "bob@example.com"
STAMP = r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"


@pytest.fixture
def taken(sender):
    """A server of mail that takes all; what it took."""
    manners = Manners()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        yield manners


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


def sent(report, *to, state=None, **how):
    return [one.outcome for one in send(report, to, None, state, patience=HURRIED, **how)]


def lines(state):
    return [line.value for line in kept.lines(state / "notify" / "sent.jsonl")]


def test_a_re_run_sends_nothing(report, taken, state):
    assert sent(report, ANN, state=state) == ["sent"]
    (outcome,) = sent(report, ANN, state=state)
    assert re.fullmatch(f"already sent at {STAMP}", outcome)
    assert len(taken.mails) == 1
    assert len(lines(state)) == 1


def test_it_goes_by_what_the_report_says_not_by_where_it_lies(report, taken, state, tmp_path):
    sent(report, ANN, state=state)
    copy = write(tmp_path / "elsewhere")
    assert sent(copy, ANN, state=state)[0].startswith("already sent")
    changed = write(tmp_path / "changed", HTML.replace("1,234", "1,235"))
    assert sent(changed, ANN, state=state) == ["sent"]
    assert len(taken.mails) == 2


def test_a_page_that_a_later_run_links_itself_to_is_the_same_report(report, taken, state):
    """A report written the next morning puts "Next" into the header of this one."""
    sent(report, ANN, state=state)
    page = report.read_text()
    linked = page.replace('Other runs">', 'Other runs"><a rel="next" href="x.html">Next</a>\n')
    assert linked != page
    report.write_text(linked)
    assert sent(report, ANN, state=state)[0].startswith("already sent")


def test_who_did_not_get_it_still_does(report, taken, state):
    sent(report, ANN, state=state)
    outcomes = sent(report, ANN, BOB, state=state)
    assert [outcome[:12] for outcome in outcomes] == ["already sent", "sent"]
    assert taken.receivers == [[ANN], [BOB]]


def test_again_sends_again(report, taken, state):
    assert sent(report, ANN, state=state) == sent(report, ANN, state=state, again=True) == ["sent"]
    assert len(taken.mails) == 2


def test_nothing_is_kept_without_a_folder(report, taken, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    assert sent(report, ANN) == sent(report, ANN) == ["sent"]
    assert sorted(tmp_path.rglob("*")) == before


def test_what_failed_is_not_kept_and_the_rest_is(report, state, sender):
    manners = Manners(refused={BOB})
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        with pytest.raises(OutputError, match=r"1 of 2 .* a re-run sends only these"):
            sent(report, BOB, ANN, state=state)
        manners.refused = ()
        assert [outcome[:12] for outcome in sent(report, BOB, ANN, state=state)] == [
            "sent", "already sent",
        ]  # fmt: skip
    assert manners.receivers == [[ANN], [BOB]]


def test_a_record_holds_no_address_and_no_url(report, taken, state, monkeypatch):
    with web_server() as server:
        hook = f"http://127.0.0.1:{server.server_port}/s3cr3t"
        monkeypatch.setenv("SALESOPS_NOTIFY_ROOM", hook)
        sent(report, ANN, "room", state=state)
    text = (state / "notify" / "sent.jsonl").read_text()
    assert [(one["kind"], one["report"]) for one in lines(state)] == [
        ("mail", "daily-2026-09-17"),
        ("webhook", "daily-2026-09-17"),
    ]
    for hidden in ("ann", "example", "s3cr3t", "127.0.0.1"):
        assert hidden not in text
    assert all(set(line) == {"key", "at", "kind", "report"} for line in lines(state))


def test_a_dry_run_sends_and_writes_nothing(report, taken, state, tmp_path):
    sent(report, ANN, state=state)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    outcomes = sent(report, ANN, BOB, state=state, dry_run=True)
    assert [outcome[:12] for outcome in outcomes] == ["already sent", "would be sen"]
    assert sent(report, ANN, state=tmp_path / "none", dry_run=True) == ["would be sent"]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert len(taken.mails) == 1


def test_a_line_of_somebody_else_is_passed_over(report, taken, state):
    (state / "notify").mkdir(parents=True)
    (state / "notify" / "sent.jsonl").write_text('[1]\n{\n{"key": 1}\n')
    assert sent(report, ANN, state=state) == ["sent"]
    assert sent(report, ANN, state=state)[0].startswith("already sent")


def test_a_folder_that_cannot_be_written_sends_nothing(report, taken, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be used: Not a directory"):
        sent(report, ANN, state=tmp_path / "file")
    assert taken.mails == []


def test_a_run_that_never_ends_is_not_waited_for_forever(report, taken, state, monkeypatch):
    monkeypatch.setattr(record, "WAIT", 0.1)
    with (
        kept.locked(state / "notify"),
        pytest.raises(LockedError, match=rf"another run \(PID {os.getpid()}\) writes into"),
    ):
        sent(report, ANN, state=state)
    assert taken.mails == []


def test_what_failed_for_good_goes_before_what_may_be_tried_again(
    report, state, sender, monkeypatch
):
    """The first is refused; then another run begins to send, and does not end."""
    held = record.held
    runs = iter([False, True])

    @contextmanager
    def met(folder):
        with kept.locked(state / "notify") if next(runs) else nullcontext(), held(folder):
            yield

    monkeypatch.setattr(record, "WAIT", 0.1)
    monkeypatch.setattr(record, "held", met)
    with mail_server(Manners(refused={BOB})) as port:
        sender(f"smtp://127.0.0.1:{port}")
        with pytest.raises(OutputError, match=r"2 of 2 deliveries failed: .*another run"):
            sent(report, BOB, ANN, state=state)


def test_others_may_keep_things_while_it_is_sent(report, taken, state):
    """A check that keeps its history waits for five seconds; a server of mail may take longer."""
    with kept.locked(state, wait=0):
        assert sent(report, ANN, state=state) == ["sent"]


def test_a_full_disk_says_that_it_was_sent(report, taken, state, monkeypatch):
    def full(*_):
        raise OutputError("--state: x cannot be used: No space left on device")

    monkeypatch.setattr(record, "append", full)
    with pytest.raises(OutputError, match=r"sent, but a re-run would send it again: .* No space"):
        sent(report, ANN, state=state)
    assert len(taken.mails) == 1


SEND = """
import os, signal, sys
from pathlib import Path
from salesops import delivery
from salesops.delivery import record
if "kill" in sys.argv:
    record.note = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
print(delivery.send(Path(sys.argv[1]), [sys.argv[2]], None, Path(sys.argv[3]))[0].outcome)
"""


def process(report, state, *words):
    args = [sys.executable, "-c", SEND, report, ANN, state, *words]
    return subprocess.Popen(args, stdout=subprocess.PIPE, env=dict(os.environ), text=True)


def test_two_runs_at_once_send_once(report, taken, state):
    running = [process(report, state) for _ in range(2)]
    said = sorted(run.communicate(timeout=60)[0].strip()[:12] for run in running)
    assert said == ["already sent", "sent"]
    assert len(taken.mails) == len(lines(state)) == 1


def test_killed_before_it_is_kept_it_is_sent_again_as_the_same_mail(report, taken, state):
    """At least once: nobody can take a mail and write a line in one. The same id tells them so."""
    killed = process(report, state, "kill")
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert lines(state) == []
    assert sent(report, ANN, state=state) == ["sent"]
    first, second = taken.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_what_was_sent_again_is_told_by_the_latest(tmp_path):
    for at in ("2026-09-17 06:15 UTC", "2026-09-18 06:15 UTC"):
        with record.held(tmp_path):
            kept.append(tmp_path / record.FOLDER / record.FILE, [{"key": "k", "at": at}])
    assert record.sent_at(tmp_path, "k") == "2026-09-18 06:15 UTC"
