"""report --only-if and --notify: what is worth it is written, and sent when it is written."""

import pytest
from mail_servers import Manners, mail_server
from shelf import files, report, shop, write

FRESH, STALE = "2026-03-09 06:15", "2026-03-20 06:15"
TO = ("--notify", "ann@example.com", "--notify", "ben@example.com")


@pytest.fixture
def store(tmp_path):
    return shop(tmp_path / "shop")


@pytest.fixture
def manners():
    return Manners()


@pytest.fixture
def server(manners, monkeypatch):
    with mail_server(manners) as port:
        monkeypatch.setenv("SALESOPS_SMTP", f"smtp://127.0.0.1:{port}")
        monkeypatch.setenv("SALESOPS_MAIL_FROM", "sales@example.com")
        yield manners


def test_only_what_is_bad_enough_is_written_and_sent(store, server):
    code, said, err = report(store, FRESH, "--only-if", "warning", *TO)
    assert (code, said) == (0, "")
    assert "nothing of level warning or above: not written" in err
    assert (server.tries, (store / "out").exists()) == (0, False)
    code, _, err = report(store, STALE, "--only-if", "warning", *TO)
    assert code == 1
    assert "ann@example.com: sent" in err
    assert [to for (to,) in server.receivers] == ["ann@example.com", "ben@example.com"]
    assert "The data ends 2026-03-08" in server.mails[0]["Subject"]
    assert (store / "out" / "mini-2026-03-19.html").is_file()


def test_a_second_run_sends_nothing_again(store, server, tmp_path):
    args = (*TO, "--state", str(tmp_path / "state"))
    assert [report(store, FRESH, *args)[0] for _ in range(2)] == [0, 0]
    assert len(server.mails) == 2


@pytest.mark.slow
def test_what_was_missed_is_written_and_not_sent(store, server):
    write(store, "2026-03-03 06:15")
    assert report(store, FRESH, "--since-last", *TO[:2])[0] == 0
    assert len(list((store / "out").glob("mini-*.html"))) == 7
    assert len(server.mails) == 1
    assert "80.00" in server.mails[0].get_body().get_content()


def test_a_delivery_that_fails_exits_4_and_the_rest_is_done(store, server):
    server.refused = ("ben@example.com",)
    write(store, "2026-03-07 06:15")
    on_time = files(write(store, "2026-03-08 06:15"))
    code, _, err = report(store, FRESH, "--since-last", "--quiet", *TO)
    assert code == 4
    assert "ben@example.com" in err
    assert [to for (to,) in server.receivers] == ["ann@example.com"]
    after = files(store / "out")
    assert {path.name for path in set(after) - set(on_time)} == {
        "mini-2026-03-08.html",
        "mini-2026-03-08.md",
    }


def test_a_failed_index_keeps_nothing_from_being_sent(store, server):
    (store / "out" / "index.html").mkdir(parents=True)
    assert report(store, FRESH, *TO)[0] == 4
    assert len(server.mails) == 2


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--only-if", "bad"), "there are info, warning, error"),
        (("--notify", "ann@example.com", "--format", "json"), "--notify sends html or Markdown"),
    ],
)
def test_what_cannot_be_meant(store, args, why):
    code, said, err = report(store, FRESH, *args)
    assert (code, said) == (2, "")
    assert why in err
    assert not (store / "out").exists()


def test_alerts_that_cannot_be_kept_keep_nothing_from_being_sent(store, server, monkeypatch):
    from salesops.commands.reports import report as module
    from salesops.errors import OutputError

    def full(*_):
        raise OutputError("no space left")

    monkeypatch.setattr(module, "once_written", full)
    code, _, err = report(store, FRESH, *TO)
    assert (code, len(server.mails)) == (4, 2)
    assert "no space left" in err


def test_a_target_that_there_is_not_is_told_before_anything_is_written(store, server):
    code, _, err = report(store, FRESH, "--notify", "bos")
    assert code == 2
    assert "no target 'bos'" in err
    assert not (store / "out").exists()
