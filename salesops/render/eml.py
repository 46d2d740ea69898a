"""Letters as .eml files, which mail programs open as drafts: each to be read, and then sent."""

import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from salesops.result import Answer, Letter

_UNFIT = re.compile(r"[^a-z0-9@.+-]+")
"""What no name of a file needs."""


def files(answer: Answer) -> Mapping[str, bytes]:
    """The letters by the names of their files: `draft-01-ann@example.com.eml`.

    The same letters are the same bytes: no date, no id; the mail program adds them.
    """
    letters = answer.report.letters
    return {_name(n, letter, answer): _mail(letter) for n, letter in enumerate(letters, 1)}


def _name(number: int, letter: Letter, answer: Answer) -> str:
    to = _UNFIT.sub("-", letter.email.lower()).strip("-.")[:60]
    digits = max(2, len(str(len(answer.report.letters))))
    return f"{answer.report.command}-{number:0{digits}}-{to}.eml"


def _mail(letter: Letter) -> bytes:
    mail = EmailMessage(policy=SMTP)
    name = letter.to.removesuffix(f"<{letter.email}>").strip()
    mail["To"] = _address(name if name != letter.email else "", letter.email)
    mail["Subject"] = letter.subject
    mail["X-Unsent"] = "1"  # Outlook and others then open it as a draft
    mail.set_content(letter.body + "\n", charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()


def _address(name: str, email: str) -> Address | str:
    """What is no address stays as it stands: who sends the mail sees it."""
    try:
        return Address(name, addr_spec=email)
    except (ValueError, IndexError):
        return email
