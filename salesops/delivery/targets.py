"""Where a report goes: an e-mail address, or a name for one or for the URL of a chat or webhook."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from salesops.delivery import private
from salesops.errors import UsageError

MAIL = "mail"
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_OWN_KEYS = ("smtp", "from")
"""Keys of a targets file that are no targets."""
_HOSTS = {
    "hooks.slack.com": "slack",
    "discord.com": "discord",
    "discordapp.com": "discord",
    "logic.azure.com": "teams",
    "api.powerplatform.com": "teams",
}
"""Services that have a format of their own, by the end of their hosts' names."""
_RETIRED = "webhook.office.com"
_TELLING = 6
"""Characters of the least part of a URL that opens something; `a=1` is no secret."""


@dataclass(frozen=True)
class Target:
    """One receiver. Only its name, kind and host may be shown."""

    name: str
    kind: str
    host: str
    where: str = field(repr=False)

    @property
    def identity(self) -> str:
        """The same receiver under any name."""
        return sha256(f"{self.kind}\n{self.where}".encode()).hexdigest()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What of it must not be seen; an address is no secret to who typed it."""
        return () if self.kind == MAIL else secrets(self.where)


def secrets(url: str) -> tuple[str, ...]:
    """The URL and each part of it that opens something, as written and as it is sent."""
    parts = urlsplit(url)
    said = (url, parts.path.strip("/"), *(value for _, value in parse_qsl(parts.query)))
    found = (*(text for text in said if len(text) >= _TELLING), parts.password or "")
    return tuple({text for value in found for text in (value, unquote(value)) if text})


def book(path: Path | None) -> Mapping[str, str]:
    """The targets file that is named, by --targets or $SALESOPS_TARGETS; empty if none is."""
    named = path or os.environ.get("SALESOPS_TARGETS")
    return private.read(Path(named)) if named else {}


def receivers(to: Sequence[str], known: Mapping[str, str]) -> tuple[Target, ...]:
    """The receivers, each once.

    Raises:
        UsageError: one is unknown, or cannot be meant.
    """
    if not to:
        raise UsageError("nobody to send to: name a target or an e-mail address with --to")
    found = [_target(word, known) for word in to]
    return tuple({target.identity: target for target in found}.values())


def _target(word: str, known: Mapping[str, str]) -> Target:
    if ADDRESS.fullmatch(word):
        return _mailed(word, word)
    if not _NAME.fullmatch(word):
        # It is not repeated: it may be a secret.
        raise UsageError(
            "--to takes an e-mail address or a name (letters, digits, - and _); a URL is a secret "
            "that others see on a command line: put it into SALESOPS_NOTIFY_<NAME> or a targets "
            "file, and give its name"
        )
    if ADDRESS.fullmatch(value := _value(word, known)):
        return _mailed(word, value)
    parts = web(word, value)
    return Target(word, _kind(parts.hostname or ""), _shown(parts), value)


def _mailed(name: str, address: str) -> Target:
    local, _, domain = address.rpartition("@")
    return Target(name, MAIL, domain.lower(), f"{local}@{domain.lower()}")


def _value(name: str, known: Mapping[str, str]) -> str:
    variable = "SALESOPS_NOTIFY_" + name.upper().replace("-", "_")
    if value := os.environ.get(variable) or ("" if name in _OWN_KEYS else known.get(name)):
        return value.strip()
    there = ", ".join(sorted(set(known) - set(_OWN_KEYS)))
    listed = f" (the targets file has {there})" if there else ""
    raise UsageError(f"no target {name!r}{listed}: set {variable}, or name it in a targets file")


def web(name: str, url: str) -> SplitResult:
    """The parts of a URL that may be posted to; what is wrong is told without it.

    Raises:
        UsageError: it is not https.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"the target {name} is not a URL") from None
    if not host or not url.isprintable() or " " in url:
        raise UsageError(f"the target {name} is neither a URL nor an e-mail address")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise UsageError(f"the target {name} is not https: only that keeps reports and URL private")
    if host.endswith(_RETIRED):
        raise UsageError(f"the target {name}: Teams took its connectors away: make a workflow")
    return parts


def is_loopback(host: str) -> bool:
    """Whether what is sent there stays on this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _kind(host: str) -> str:
    ends = (end for end in _HOSTS if host == end or host.endswith(f".{end}"))
    return _HOSTS.get(next(ends, ""), "webhook")


def _shown(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return f"{host}:{parts.port}" if parts.port else host
