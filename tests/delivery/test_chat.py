"""Chats and webhooks: what is posted, to whom, and what an answer comes to."""

import time

import pytest
from delivery_given import HTML, HURRIED, write
from web_servers import web_server

from salesops.delivery import answers, send
from salesops.errors import Exit, OutputError, UsageError

SECRET = "tok-3n-s3cr3t"
SLACK = f"https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/{SECRET.replace('-', '')}TIiajkdnlaz"
DISCORD = f"https://discord.com/api/webhooks/4174216298/{SECRET}"
TEAMS = (
    "https://prod-01.westus.logic.azure.com:443/workflows/abcdefghijklmnop1234567890/triggers/"
    f"manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SECRET}"
)


@pytest.fixture
def room(monkeypatch):
    """Names the URL of a target called `room`."""
    return lambda url: monkeypatch.setenv("SALESOPS_NOTIFY_ROOM", url)


def sent(report, **how):
    return send(report, ["room"], patience=HURRIED, **how)


def why(report):
    with pytest.raises(OutputError) as caught:
        sent(report)
    assert caught.value.exit == Exit.OUTPUT == 4
    assert SECRET not in str(caught.value)
    return str(caught.value)


def url(server):
    return f"http://127.0.0.1:{server.server_port}/hook/{SECRET}%2Fx?token={SECRET}&a=1%262"


def test_a_webhook_gets_a_few_lines_at_exactly_its_address(report, room):
    with web_server() as server:
        room(url(server))
        (done,) = sent(report)
    ((path, headers, said),) = server.asked
    assert path == f"/hook/{SECRET}%2Fx?token={SECRET}&a=1%262"
    assert headers["Content-Type"] == "application/json"
    assert said["title"] == "Daily report 2026-09-17"
    assert said["message"] == (
        "Net sales were 1,234.00 USD, 5 % up.\n\n"
        "Error: 2 rows were rejected <b>. (rejected-rows)\n"
        "Warning: 3 orders are late. (late-orders)\n\n"
        f"Report: {report}"
    )
    assert (done.kind, done.host) == ("webhook", f"127.0.0.1:{server.server_port}")
    assert done.size == len((said["title"] + said["message"]).encode())


def test_a_server_that_fails_is_tried_again(report, room):
    with web_server(500, 503) as server:
        room(url(server))
        assert sent(report)[0].outcome == "sent"
    assert len(server.asked) == 3


def test_a_server_that_fails_three_times_failed(report, room):
    with web_server(*[500] * 9) as server:
        room(url(server))
        assert "it answers 500, 3 times" in why(report)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "said"),
    [(400, "it answers 400. "), (404, "it is gone, make a new one"), (401, "it answers 401. ")],
)
def test_no_is_not_tried_again(report, room, status, said):
    with web_server(status) as server:
        room(url(server))
        assert said in why(report)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(report, room, status):
    """Whatever the URL asks for: `redirect=yes` is how apprise would be told to."""
    with web_server() as elsewhere:
        to = {"Location": f"http://127.0.0.1:{elsewhere.server_port}/stolen"}
        with web_server((status, to)) as server:
            room(f"{url(server)}&redirect=yes")
            assert f"it answers {status}, and redirects are not followed" in why(report)
    assert len(server.asked) == 1
    assert elsewhere.asked == []


def test_a_busy_server_says_how_long_to_wait(report, room):
    with web_server((429, {"Retry-After": "0.09"})) as server:
        room(url(server))
        began = time.monotonic()
        assert sent(report)[0].outcome == "sent"
    assert time.monotonic() - began >= 0.09
    assert len(server.asked) == 2


def test_a_busy_server_is_not_waited_for_all_day(report, room):
    with web_server((429, {"Retry-After": "3600"})) as server:
        room(url(server))
        assert "it answers 429; it asks to wait 3600 s: run again later" in why(report)
    assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_left(report, room):
    with web_server(delay=1.5) as server:
        room(url(server))
        began = time.monotonic()
        assert "no answer within 0.5 s, 3 times" in why(report)
        assert time.monotonic() - began < 5
    assert len(server.asked) == 3


def test_what_is_for_this_machine_takes_no_proxy(report, room, monkeypatch):
    """It may be plain http only because it does not leave."""
    with web_server() as proxy, web_server() as server:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.server_port}")
        room(url(server))
        sent(report)
    assert (len(proxy.asked), len(server.asked)) == (0, 1)


def test_nobody_there(report, room):
    with web_server() as server:
        gone = url(server)
    room(gone)
    assert "it cannot be reached, 3 times" in why(report)


class Service:
    """Takes what would go to a service on the net, and answers as that does."""

    def __init__(self, monkeypatch, status=200, body=b"ok"):
        import requests

        self.asked = []

        def send(_, request, **how):
            self.asked.append((request.url, request.body, how))
            answer = requests.Response()
            answer.status_code, answer._content = status, body
            return answer

        monkeypatch.setattr(requests.Session, "send", send)


HOSTILE = "Call @everyone <!channel> <@123> <at>all</at> *now* [x](http://evil) `c`"


@pytest.mark.parametrize(
    ("target", "kind", "forbidden"),
    [
        (SLACK, "slack", ["<!channel>", "<@123>"]),
        (DISCORD, "discord", ["@everyone", " *now*", " <@123>", "[x](http"]),
        (TEAMS, "teams", ["<at>all</at>", " *now*", "[x](http"]),
    ],
)
def test_a_service_gets_its_own_format_and_nobody_is_called(
    tmp_path, room, monkeypatch, target, kind, forbidden
):
    """What an export says stands in a report: it must not ring the bell of a whole company."""
    page = HTML.replace("3 orders are late.", HOSTILE.replace("<", "&lt;"))
    report = write(tmp_path / "hostile", page, None)
    service = Service(monkeypatch)
    room(target)
    (done,) = sent(report)
    ((asked, body, how),) = service.asked
    assert asked.startswith(target[:40])
    assert SECRET.replace("-", "") in asked.replace("-", "")
    assert (how["verify"], how["timeout"]) != (False, None)
    assert how["timeout"] == (2.0, 0.5)
    assert how["allow_redirects"] is False
    assert (done.kind, done.outcome) == (kind, "sent")
    assert "Daily report" in body
    assert "apprise" not in body.lower()
    assert "Net sales were 1,234" in body
    for words in forbidden:
        assert words not in body


def test_a_long_text_is_cut_and_still_says_where_the_report_is(tmp_path, room, monkeypatch):
    lines = "".join(
        f"<blockquote><p><strong>Error:</strong> {n} {'x' * 900}</p></blockquote>" for n in range(9)
    )
    report = write(tmp_path / "long", HTML.replace("<h2", f"{lines}<h2", 1), None)
    service = Service(monkeypatch, 204, b"")
    room(DISCORD)
    (done,) = sent(report)
    assert done.size < 2000
    assert ".." in service.asked[0][1]
    assert f"Report: {report}".replace("_", "\\\\_") in service.asked[0][1]


def test_many_findings_are_counted(tmp_path, room):
    lines = "".join(
        f"<blockquote><p><strong>Warning:</strong> n{n}</p></blockquote>" for n in range(6)
    )
    report = write(tmp_path / "many", HTML.replace("<h2", f"{lines}<h2", 1), None)
    with web_server() as server:
        room(url(server))
        sent(report)
    said = server.asked[0][2]["message"].split("\n\n")[1].splitlines()
    assert len(said) == 6
    assert said[0].startswith("Error: ")
    assert said[-1] == "and 3 more"


def test_a_url_that_is_not_whole(report, room):
    room("https://hooks.slack.com/services/T1JJ3T3L2")
    assert "its URL is not one that slack gives: copy it again, whole" in why(report)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (f"http://example.com/{SECRET}", "the target room is not https"),
        (f"http://127.0.0.1.example.com/{SECRET}", "the target room is not https"),
        (f"http://localhost@example.com/{SECRET}", "the target room is not https"),
        (f"ftp://127.0.0.1/{SECRET}", "the target room is not https"),
        (f"slack://{SECRET}", "the target room is not https"),
        (f"mailto://ann:{SECRET}@example.com", "the target room is not https"),
        (f"https://x.webhook.office.com/{SECRET}", "make a workflow"),
        (f"https://[{SECRET}", "the target room is not a URL"),
        (f"https://example.com:{SECRET}/", "the target room is not a URL"),
        (f"https://example.com/{SECRET}\nx", "neither a URL nor an e-mail address"),
        (SECRET, "neither a URL nor an e-mail address"),
    ],
)
def test_a_target_that_is_not_private_is_refused(report, room, target, said):
    room(target)
    with pytest.raises(UsageError) as caught:
        sent(report)
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_without_the_extra_it_says_which(report, room, monkeypatch):
    room(SLACK)
    monkeypatch.setattr(answers, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'salesops\[notify\]'"):
        sent(report, dry_run=True)
