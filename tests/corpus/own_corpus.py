"""All of our own cases, each with the part of the corpus that it belongs to."""

from importlib import import_module

from corpus_case import Case

PARTS = (
    "encodings lines structure dialects not_tables numbers dates business hostile packed parquet "
    "places workbooks"
).split()
OWN: dict[str, Case] = {
    f"{part}.{case.id}": case for part in PARTS for case in import_module(f"make_{part}").CASES
}
COUNTED = sum(len(import_module(f"make_{part}").CASES) for part in PARTS)
"""As many as there are: a name used twice would hide a case."""
