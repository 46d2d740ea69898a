"""Mail through real servers of mail: what arrives, what is tried again, and what is refused."""

import time
from datetime import UTC, datetime

import pytest
from delivery_given import HTML, HURRIED, MARKDOWN, png, write
from mail_servers import Manners, certificate, free_port, known, mail_server, silent_server

from salesops.delivery import send
from salesops.delivery import server as servers
from salesops.delivery.tries import Patience
from salesops.errors import Exit, OutputError, UsageError

ANN = "ann@example.com"


def sent(report, *to, **how):
    return send(report, to or (ANN,), patience=HURRIED, **how)


def why(report, *to, **how):
    """What is said of deliveries that fail."""
    with pytest.raises(OutputError) as caught:
        sent(report, *to, **how)
    assert caught.value.exit == Exit.OUTPUT == 4
    return str(caught.value)


def test_a_mail_holds_text_page_and_picture(report, sender):
    manners = Manners()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        (done,) = sent(report)
    (mail,) = manners.mails
    assert manners.receivers == [[ANN]]
    assert mail["Subject"] == "Daily report 2026-09-17: Net sales were 1,234.00 USD, 5 % up."
    assert (mail["From"], mail["To"]) == ("Sales <sales@example.com>", ANN)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert abs((datetime.now(UTC) - mail["Date"].datetime).total_seconds()) < 60
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    text, html, picture = (part for part in mail.walk() if not part.is_multipart())
    shown = "Picture: Net sales: first 100, last 120."
    linked = "![Net sales: first 100, last 120.](daily-2026-09-17/net_sales_days.png)"
    assert text.get_content().replace("\r\n", "\n") == MARKDOWN.replace(linked, shown)
    assert picture.get_content() == png()
    assert f'<img src="cid:{picture["Content-ID"].strip("<>")}"' in html.get_content()
    assert (done.outcome, done.parts) == ("sent", "text, html, 1 picture")
    assert done.subject == mail["Subject"]


def test_the_same_report_is_the_same_mail(report, sender):
    manners = Manners()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        sizes = [sent(report, to)[0].size for to in (ANN, ANN, "bob@example.com")]
    first, second, other = manners.mails
    assert first["Message-ID"] == second["Message-ID"] != other["Message-ID"]
    assert first["Message-ID"].endswith("@example.com>")
    first.replace_header("Date", str(second["Date"]))
    assert first.as_bytes() == second.as_bytes()
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize(
    ("html", "markdown", "types"),
    [(None, MARKDOWN, ["text/plain"]), (HTML, None, ["text/plain", "text/html", "image/png"])],
)
def test_what_is_not_there_is_left_out(tmp_path, sender, html, markdown, types):
    report = write(tmp_path / "one", html, markdown).with_suffix("")
    manners = Manners()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        sent(report)
    leaves = [part for part in manners.mails[0].walk() if not part.is_multipart()]
    assert [leaf.get_content_type() for leaf in leaves] == types
    text = leaves[0].get_content()
    assert "Net sales were 1,234.00 USD" in text
    assert "2 rows were rejected" in text


HOSTILE = "Sales\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>\u202e\x00"


def test_no_header_can_be_put_in(tmp_path, sender):
    """A title is text from a file that anybody may have written."""
    page = HTML.replace("<h1>Daily report", f"<h1>{HOSTILE.replace('<', '&lt;')}")
    report = write(tmp_path / "hostile", page, None)
    manners = Manners()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        sent(report)
    (mail,) = manners.mails
    assert mail["Bcc"] is None
    assert manners.receivers == [[ANN]]
    assert str(mail["Subject"]).startswith("Sales Bcc: eve@example.com <script>alert(1)</script>")
    assert mail["Subject"].isprintable()
    assert len(mail.keys()) == len(set(mail.keys())) == 8


def test_a_page_that_gmail_hides_a_part_of_is_told(tmp_path, sender):
    rows = "".join(f"<p>Line {n} of a very long report</p>" for n in range(4000))
    report = write(tmp_path / "long", HTML.replace("</main>", f"{rows}</main>"))
    sender("smtps://mail.example.com")
    (plan,) = sent(report, dry_run=True)
    assert plan.note == "153 KB of html: Gmail hides what is past 102 KB behind a link"
    (small,) = sent(write(tmp_path / "short"), dry_run=True)
    assert small.note is None


@pytest.mark.parametrize("start", ["starttls", "smtps"])
def test_over_the_net_it_is_encrypted_and_logs_in(report, sender, monkeypatch, tmp_path, start):
    """The test's server stands in for one that is not on this machine."""
    made, context = certificate(tmp_path)
    monkeypatch.setattr(servers, "is_loopback", lambda _: False)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    scheme = "smtp" if start == "starttls" else "smtps"
    how = (
        {"tls_context": context, "require_starttls": True, "auth_required": True}
        if start == "starttls"
        else {"ssl_context": context, "auth_require_tls": False}
    )
    manners = Manners()
    with mail_server(manners, authenticator=known("ann", "pa:ss@w/rd"), **how) as port:
        sender(f"{scheme}://ann:pa%3Ass%40w%2Frd@127.0.0.1:{port}")
        assert sent(report)[0].outcome == "sent"
        sender(f"{scheme}://ann:wrong-secret@127.0.0.1:{port}")
        said = why(report)
    assert "it does not take the user and password (535)" in said
    assert "wrong-secret" not in said
    assert len(manners.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(report, sender, monkeypatch, tmp_path):
    _, context = certificate(tmp_path)
    monkeypatch.setattr(servers, "is_loopback", lambda _: False)
    manners = Manners()
    with mail_server(manners, tls_context=context) as port:
        sender(f"smtp://ann:hush-hush@127.0.0.1:{port}")
        said = why(report)
    assert "its certificate is not valid: self-signed certificate" in said
    assert manners.tries == 0


def test_a_server_without_encryption_gets_neither_mail_nor_password(report, sender, monkeypatch):
    monkeypatch.setattr(servers, "is_loopback", lambda _: False)
    manners = Manners()
    logins = []
    with mail_server(
        manners, authenticator=lambda *a: logins.append(a), auth_require_tls=False
    ) as p:
        sender(f"smtp://ann:hush-hush@127.0.0.1:{p}")
        said = why(report)
    assert "STARTTLS extension not supported" in said
    assert (manners.tries, logins) == (0, [])


def test_one_receiver_is_refused_and_the_others_get_it(report, sender):
    manners = Manners(refused={"nobody@example.com"})
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        said = why(report, "nobody@example.com", ANN)
    assert manners.receivers == [[ANN]]
    assert said.startswith(
        "1 of 2 deliveries failed: nobody@example.com (mail, 127.0.0.1): "
        "it answers 550 no such user: [31mgone. "
    )
    assert ANN not in said


def test_not_now_is_tried_again(report, sender):
    manners = Manners("451 try later", "421 busy")
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        assert sent(report)[0].outcome == "sent"
    assert (manners.tries, len(manners.mails)) == (3, 1)


def test_not_now_three_times_is_no(report, sender):
    manners = Manners(*["451 try later"] * 9)
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        assert "it answers 451 try later, 3 times" in why(report)
    assert manners.tries == 3


def test_no_is_not_tried_again(report, sender):
    manners = Manners("552 too big")
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        assert "it answers 552 too big. " in why(report)
    assert manners.tries == 1


def test_a_server_that_says_nothing_is_left(report, sender):
    with silent_server() as (port, calls):
        sender(f"smtp://127.0.0.1:{port}")
        began = time.monotonic()
        assert "did not answer in time, 3 times" in why(report)
    assert time.monotonic() - began < 5
    assert len(calls) == 3


def test_nobody_there(report, sender):
    sender(f"smtp://127.0.0.1:{free_port()}")
    assert "it cannot be reached: Connection refused, 3 times" in why(report)


def test_a_server_that_does_not_take_leave_has_the_mail(report, sender):
    """It answers QUIT with an error: the mail was taken all the same, and is not sent again."""

    class Rude(Manners):
        async def handle_QUIT(self, *_):  # noqa: N802
            return "500 what?"

    manners = Rude()
    with mail_server(manners) as port:
        sender(f"smtp://127.0.0.1:{port}")
        assert sent(report)[0].outcome == "sent"
    assert len(manners.mails) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "mail needs a server: set SALESOPS_SMTP"),
        ("http://u:hush-hush@mail.example.com", "SALESOPS_SMTP is not smtps://"),
        ("smtp://u:hush/hush-hush@mail.example.com", "SALESOPS_SMTP is not smtps://"),
        ("smtp://u:hush-hush@mail.example.com:x1", "SALESOPS_SMTP is not smtps://"),
        ("smtp://mail.example.com/hush-hush", "SALESOPS_SMTP is not smtps://"),
        ("smtp://mail.example.com#hush-hush", "SALESOPS_SMTP is not smtps://"),
        ("smtp://u:hush-h%C3%BCsh@mail.example.com", "is not ASCII"),
    ],
)
def test_a_server_that_cannot_be_meant(report, sender, url, said):
    sender(url)
    with pytest.raises(UsageError, match="SMTP") as caught:
        sent(report)
    assert said in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("said", ["", "Ann", "a@example.com, b@example.com", "a@b\r\nBcc: c@d"])
def test_a_sender_that_cannot_be_meant(report, monkeypatch, said):
    monkeypatch.setenv("SALESOPS_SMTP", "smtps://mail.example.com")
    monkeypatch.setenv("SALESOPS_MAIL_FROM", said)
    with pytest.raises(UsageError, match=r"set SALESOPS_MAIL_FROM|is not one address"):
        sent(report)


def test_it_waits_a_second_and_then_four():
    assert Patience().pauses == (1.0, 4.0)
