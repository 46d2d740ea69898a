"""The public CRM export that several questions of the team are held against."""

import json

import pytest

import salesops


@pytest.fixture(scope="session")
def crm_maven(shared):
    """Its folder."""
    return shared / "cases" / "crm_maven"


@pytest.fixture(scope="session")
def crm_expected(crm_maven):
    """Its figures, as pandas counted them."""
    return json.loads((crm_maven / "expected.json").read_text())


@pytest.fixture(scope="module")
def crm(crm_maven):
    """It, loaded, as of its latest day."""
    with salesops.open(str(crm_maven), as_of="data") as found:
        yield found
