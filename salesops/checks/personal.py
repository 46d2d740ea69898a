"""Which columns hold personal data, by their names; and a value of theirs, masked."""

import re

_WORDS = re.compile(
    r"\b(e ?mails?|mail|phones?|mobile|telephone|fax|address(es)?\d?|street|zip|postal ?code|"
    r"postcode|first ?name|last ?name|surname|full ?name|customer ?name|buyer ?name|billing ?name|"
    r"shipping ?name|recipient ?name|contact|birth ?(day|date)|birthday|iban|customer)\b"
)
_NOT = re.compile(r"\b(id|no|number|key|code|group|segment|type|accepts)\b")


def personal(header: str) -> bool:
    """Whether a header names a person or how to reach one; `customer_id` does not."""
    said = words(header)
    return bool(_WORDS.search(said)) and not _NOT.search(said)


def reaches(header: str) -> bool:
    """Whether a header says how to reach a person: by e-mail or phone."""
    return bool(re.search(r"\b(e ?mail|mail|phone|mobile)\b", words(header)))


def words(header: str) -> str:
    """A header as words: `dueDate`, `due_date` and `Due Date` are the same two."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", header)
    return re.sub(r"[\s_.-]+", " ", apart).strip().casefold()


def masked(value: str) -> str:
    """Its first character and its length: enough to find it in the file, not to write to it."""
    if not value:
        return value
    return f"{value[0]}… ({len(value)} characters)"
