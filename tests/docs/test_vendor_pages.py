"""Every system has a page, and it says all that the sources do."""

import pytest
from docs_console import ROOT, generate

from salesops.exports.marks import marks

PAGES = sorted((ROOT / "docs" / "vendors").glob("*.md"))
vendor_pages = generate.vendor_pages
VENDORS = vendor_pages.vendors()


def text(name):
    return (ROOT / "docs" / "vendors" / f"{name}.md").read_text(encoding="utf-8")


def test_every_vendor_has_a_page():
    assert not vendor_pages.missing(), "run `python docs/generate.py`"


def test_every_page_has_a_vendor():
    slugs = {vendor_pages.slug(name) for name in VENDORS}
    assert len(slugs) == len(VENDORS)
    assert {page.stem for page in PAGES} - {"README"} == slugs
    for page in PAGES:
        wanted = "vendors" if page.stem == "README" else f"vendor {page.stem}"
        assert generate.parts(page.read_text(encoding="utf-8")) == [wanted]


@pytest.mark.parametrize("name", VENDORS)
def test_a_page_says_what_its_sources_say(name):
    page = text(vendor_pages.slug(name))
    for source in VENDORS[name]:
        found = marks(source.sql.header)
        assert all(f"`{header}`" in page for header in found.unverified)
        assert all(said.rstrip(".") in page for said in (*found.exports, *found.cannot))
        assert all(f"`{table}`" in page for table in source.tables)
        assert f"### `{source.name}`\n" in page
        assert "-- vendor:" not in page
        for column in (c for taken in source.inputs if not taken.lines for c in taken.columns):
            assert f"`{column.label}`" in page, (source.name, column.name)


def test_a_source_without_marks_is_on_no_page():
    """As one of a user's own."""
    named = {source.name for sources in VENDORS.values() for source in sources}
    assert "gorgias" in named
    assert "till" not in named


def test_the_index_leads_to_every_page():
    assert all(f"({page.name})" in text("README") for page in PAGES if page.stem != "README")
