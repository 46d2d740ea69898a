"""The example of a user's own source: tickets of Gorgias, whose export has unproven headers."""

from pathlib import Path

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.loader import load
from salesops.settings import read

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "gorgias"


def test_the_example_maps_tickets_by_the_names_of_the_api():
    options = Options(data=(EXAMPLE,), as_of="2030-01-01", zone="Europe/Rome")
    catalogue = Catalogue(options, read(EXAMPLE / "salesops.toml", ()))
    book = load(catalogue, frozenset({"tickets"}), frozenset())
    try:
        found = book.engine.run(
            "SELECT ticket_id, email_norm, last_customer_at < last_human_reply_at, is_spam, "
            "from_agent FROM tickets ORDER BY source_row"
        ).tuples
    finally:
        book.engine.close()
    assert [tuple(row) for row in found] == [
        ("81001", "mara@example.com", None, False, False),
        ("81002", "jon@example.com", True, False, False),
        ("81003", "offers@example.net", None, True, False),
        ("81004", "liv@example.com", None, False, True),
    ]
    assert (book.rows.used, book.rows.excluded) == (4, 1)
