"""The zone of stamps that state none, where the standard's own option says it."""

from collections.abc import Sequence

from salesops.checks.custom import zone
from salesops.checks.node import Node


def zone_of(properties: Sequence[Node]) -> str:
    """The defaultTimezone of a table's columns; empty where none has one.

    Raises:
        UsageError: two columns state different ones.
    """
    found = ""
    for node in properties:
        options = node.get("logicalTypeOptions")
        stated = options.get("defaultTimezone") if options else None
        if stated and found and zone(stated) != found:
            raise stated.error(f"another column says {found}: one file is read in one zone")
        found = zone(stated) if stated else found
    return found
