"""What GitHub's runner takes for a command in a line of a step's log, after its documentation."""

from typing import NamedTuple

KNOWN = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands"}
"""And the ones that run things in older runners: each of them would be a forgery here."""
KNOWN |= {"set-env", "set-output", "save-state", "add-path", "add-matcher", "echo"}


class Command(NamedTuple):
    name: str
    properties: dict
    data: str


def command(line):
    """The command of a line, if it is one: `::name k=v,k=v::data`, or `##[name k=v;k=v]data`."""
    return _colons(line) or _hashes(line)


def commands(log):
    return [found for line in log.split("\n") if (found := command(line))]


def _colons(line):
    start, _, rest = line.lstrip().partition("::")
    head, parted, data = rest.partition("::")
    return _made(head, ",", data) if not start and parted else None


def _hashes(line):
    _, found, rest = line.partition("##[")
    head, closed, data = rest.partition("]")
    return _made(head, ";", data) if found and closed else None


def _made(head, separator, data):
    name, _, said = head.partition(" ")
    pairs = (part.partition("=") for part in said.split(separator) if part)
    properties = {key: _plain(value, property_=True) for key, _, value in pairs}
    return Command(name, properties, _plain(data)) if name in KNOWN else None


def _plain(text, *, property_=False):
    codes = {"%0D": "\r", "%0A": "\n"} | ({"%3A": ":", "%2C": ","} if property_ else {})
    for code, char in (codes | {"%25": "%"}).items():
        text = text.replace(code, char)
    return text
