"""define: one definition whole, or the catalogue; an unknown name is met with the nearest."""

import json

from pulse_store import salesops

from salesops import definitions


def test_one_definition():
    code, out, err = salesops("define", "aov")
    assert (code, err) == (0, "")
    assert definitions.define(("aov",))[0].sentence in " ".join(out.split())


def test_the_catalogue():
    code, out, _ = salesops("define", "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert [r["name"] for r in said["tables"]["definitions"]] == [
        d.name for d in definitions.catalogue()
    ]
    assert (said["run_id"], said["context"]) == (None, {})  # no export is behind it


def test_an_unknown_name():
    code, out, err = salesops("define", "net_sale")
    assert (code, out) == (2, "")
    assert "net_sales" in err


def test_no_exports_are_asked_for():
    """It reads no data, so it has no option for data."""
    code, _, err = salesops("define", "aov", "--data", ".")
    assert code == 2
    assert "--data" in err
