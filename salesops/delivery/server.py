"""The server that takes our mail, and whom it is from."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import getaddresses
from urllib.parse import SplitResult, unquote, urlsplit

from salesops.delivery.targets import ADDRESS, is_loopback, secrets
from salesops.errors import UsageError

_PORTS = {"smtps": 465, "smtp": 587}
_HOW = "smtps://user:password@host:465, or smtp:// and 587 for STARTTLS"


@dataclass(frozen=True)
class Server:
    """How to reach it; only its host may be shown."""

    host: str
    port: int
    tls: str
    """`smtps` from the start, `starttls` after the greeting, or `plain` on this machine."""
    sender: Address
    user: str = field(repr=False)
    password: str = field(repr=False)
    url: str = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What of it must not be seen."""
        return (*secrets(self.url), self.password)


def server(known: Mapping[str, str]) -> Server:
    """Of the environment, else of the targets file.

    Raises:
        UsageError: it is not named, or not as it must be.
    """
    url = os.environ.get("SALESOPS_SMTP") or known.get("smtp", "")
    if not url:
        raise UsageError(f"mail needs a server: set SALESOPS_SMTP to {_HOW}")
    parts = _parts(url)
    host, user = parts.hostname or "", unquote(parts.username or "")
    password = unquote(parts.password or "")
    if not password.isascii():
        raise UsageError("the password in SALESOPS_SMTP is not ASCII, which is all servers take")
    tls = "smtps" if parts.scheme == "smtps" else "plain" if is_loopback(host) else "starttls"
    port = parts.port or _PORTS[parts.scheme]
    return Server(host, port, tls, _sender(known), user, password, url)


def _parts(url: str) -> SplitResult:
    # What urlsplit says of a URL repeats a part of it.
    wrong = UsageError(f"SALESOPS_SMTP is not {_HOW}; percent-encode what is special in it")
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.fragment:
        raise wrong
    return parts


def _sender(known: Mapping[str, str]) -> Address:
    said = os.environ.get("SALESOPS_MAIL_FROM") or known.get("from", "")
    if not said:
        raise UsageError("mail needs a sender: set SALESOPS_MAIL_FROM to its address")
    found = getaddresses([said]) if said.isprintable() else []
    if len(found) != 1 or not ADDRESS.fullmatch(found[0][1]):
        raise UsageError("SALESOPS_MAIL_FROM is not one address, as in Sales <sales@example.com>")
    name, address = found[0]
    return Address(name, addr_spec=address)
