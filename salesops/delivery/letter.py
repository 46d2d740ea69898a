"""A report as one mail: its Markdown as text, its page as html, its pictures inside."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP

from salesops.delivery.mail_page import MailPage, mail_page
from salesops.delivery.words import cut
from salesops.delivery.written import Written
from salesops.units import counted

CLIPPED = 102_000
"""Bytes of html past which Gmail shows a link in place of the rest."""
SUBJECT = 150
"""Characters; lists of mail show the first half of it."""
_PICTURE = re.compile(r"^!\[(.*)\]\([^()]*\.png\)$", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """The mail, what it holds and what is to be said of it."""

    mail: EmailMessage
    subject: str
    parts: str
    note: str


def subject(report: Written) -> str:
    """Title and headline on one line."""
    return cut(": ".join(filter(None, (report.title, report.outline.headline))), SUBJECT)


def letter(report: Written, sender: Address, to: str, key: str) -> Letter:
    """The mail of a report; the key makes one that is sent again known as the same."""
    page = _page(report, key)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject(report)
    mail["Date"] = datetime.now(UTC)
    mail["Message-ID"] = f"<{key[:32]}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(report), cte="quoted-printable")
    if page:
        mail.add_alternative(page.html, subtype="html", cte="quoted-printable")
        _attach(mail, page, key)
    _bound(mail, key)
    return Letter(mail, mail["Subject"], _parts(page), _note(page))


def _page(report: Written, key: str) -> MailPage | None:
    if report.html is None:
        return None
    return mail_page(report.html, subject(report), report.pictures, key[:16])


def _text(report: Written) -> str:
    """The Markdown, its links to pictures as their words; without one, what is said first."""
    if report.markdown is not None:
        return _PICTURE.sub(r"Picture: \1", report.markdown)
    said = report.outline
    return "\n\n".join([report.title, said.headline, *said.urgent, "The rest is in the html part."])


def _attach(mail: EmailMessage, page: MailPage, key: str) -> None:
    html = mail.get_body(("html",))
    assert isinstance(html, MIMEPart)  # noqa: S101 - it was added above
    for name, png in page.shown.items():
        html.add_related(
            png, "image", "png", cid=f"<{name}@{key[:16]}>",
            disposition="inline", filename=f"{name}.png",
        )  # fmt: skip


def _bound(mail: EmailMessage, key: str) -> None:
    """The lines between parts, random else: the same report makes the same mail."""
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"={key[:32]}.{number}=")


def _parts(page: MailPage | None) -> str:
    if page is None:
        return "text"
    count = len(page.shown)
    pictures = f", {counted(count, 'picture')}" if count else ""
    return f"text, html{pictures}"


def _note(page: MailPage | None) -> str:
    size = len(page.html.encode()) if page else 0
    if size <= CLIPPED:
        return ""
    return f"{size // 1000} KB of html: Gmail hides what is past {CLIPPED // 1000} KB behind a link"
