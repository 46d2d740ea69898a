"""check --init: a contract drafted from files that then holds for them, and overwrites nothing."""

from pathlib import Path

import pytest
from check_store import check, contract, declared, orders, put, table

from salesops.assets import folder
from salesops.checks.odcs import read


def drafted(exports, *args):
    """A contract drafted from exports, and what a check against it then says."""
    target = exports.parent / "drafted.odcs.yaml"
    made = check(exports, "--init", "--contract", str(target), *args)
    assert made.code == 0, made.err
    return read(target), check(exports, "--contract", str(target), *args)


def test_a_draft_has_the_columns_as_they_are_written(tmp_path):
    text = orders(instead={"Sofa": ""})
    made, found = drafted(put(tmp_path / "x", orders_csv=text))
    (drawn,) = made.tables
    assert {c.name: c.type for c in drawn.columns} == {
        "order_id": "text",
        "order_date": "instant",  # as its source has it
        "product": "text",
        "quantity": "number",
        "amount": "money",
    }
    assert {c.name for c in drawn.columns if c.required} == {
        "order_id",
        "order_date",
        "quantity",
        "amount",
    }
    assert (found.code, found.failing) == (0, {})
    assert found.one("recognised")["measured"].endswith("by the contract")


FILES = {
    "unknown header": {"things_csv": "colour,weight,when\nred,10,2026-03-02\nblue,7,2026-03-03\n"},
    "semicolons": {"things_csv": "colour;weight\nred;10\nblue;7\n"},
    "hostile names": {
        "things_csv": 'a: b,"c""d",e\'f,#g,- h,null\n1,2,3,4,5,6\n2,3,4,5,6,7\n',
    },
    "ids with zeros": {"things_csv": "sku,zip,amount\n007,01234,5.00\n008,00501,7.25\n"},
    "numbers and words": {"things_csv": "code,value\nA,1\nB,n/a\n"},
    "a name that is a number": {"2024_csv": "colour,weight\nred,10\n"},
    "a file name of blanks": {"my orders (1)_csv": "colour,weight\nred,10\n"},
    "cp1252": {"things_csv": "colour,weight\nrouge clair,10\n"},
    "dates and stamps": {"things_csv": "at,on\n2026-03-02T10:00:00Z,2026-03-02\n"},
    "two tables": {"a_csv": "colour,weight\nred,10\n", "b_csv": "size,price\nXL,5.00\n"},
    "compact days of a source": {
        "orders_csv": orders().replace("2026-03-0", "2026030"),
    },
    "two files of a source": {"a_csv": orders(), "b_csv": orders().replace("A-", "B-")},
    "a column of blanks": {"things_csv": "colour,weight,note\nred,10,\nblue,7,\n"},
    "a preamble": {"things_csv": "Report of March\n\ncolour,weight,when\nred,10,2026-03-02\n"},
}


@pytest.mark.parametrize("name", FILES)
def test_a_draft_holds_for_the_files_it_was_drafted_from(tmp_path, name):
    exports = put(tmp_path / "x", **FILES[name])
    before = check(exports).failing
    _, found = drafted(exports)
    assert found.code == 0
    assert set(found.failing) <= set(before) - {"recognised"}
    assert sum(f["used"] for f in found.table("files")) == sum(
        f["rows"] for f in found.table("files")
    )


def test_a_draft_is_broken_by_another_file(tmp_path):
    """Else it would hold because it asks nothing."""
    exports = put(tmp_path / "x", orders_csv=orders())
    target = tmp_path / "drafted.odcs.yaml"
    check(exports, "--init", "--contract", str(target))
    asked = ("--contract", str(target))
    put(exports, orders_csv=orders(instead={"5.00": "five", "Rug,3": "Rug,"}))
    assert set(check(exports, *asked).failing) == {"type", "not-null"}
    put(exports, orders_csv=orders().split("\n")[0] + "\n")
    assert check(exports, *asked).failing == {"row-count": "error"}
    put(exports, orders_csv="order_id,order_date,quantity\n1,2026-03-02,1\n")
    assert "missing-column" in check(exports, *asked).failing


def test_a_contract_that_is_there_is_never_overwritten(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders())
    asked = declared(exports, contract(table()))
    before = Path(asked[1]).read_bytes()
    found = check(exports, "--init", *asked)
    assert (found.code, found.out) == (2, "")
    assert "is there already" in found.err
    assert Path(asked[1]).read_bytes() == before


def test_without_a_name_it_is_written_here(tmp_path, monkeypatch):
    exports = put(tmp_path / "x", orders_csv=orders())
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert check(exports, "--init").code == 0
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["exports.odcs.yaml"]
    assert check(exports, "--init").code == 2


def test_nothing_readable_makes_no_contract(tmp_path):
    exports = put(tmp_path / "x", page_csv="<html>Log in</html>")
    target = tmp_path / "made.odcs.yaml"
    found = check(exports, "--init", "--contract", str(target))
    assert found.code == 2
    assert not target.exists()


def test_what_could_not_be_read_is_said_and_not_in_the_draft(tmp_path):
    exports = put(tmp_path / "x", orders_csv=orders(), page_csv="<html>Log in</html>")
    target = tmp_path / "made.odcs.yaml"
    found = check(exports, "--init", "--contract", str(target))
    assert [f["code"] for f in found.answer["findings"]] == ["table"]
    assert len(read(target).tables) == 1


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_dates_that_only_settings_settle_are_read_by_them_in_the_draft_too(tmp_path, order):
    text = "colour,when\nred,03/04/2026\nblue,05/04/2026\n"
    exports = put(tmp_path / "x", things_csv=text)
    config = tmp_path / "salesops.toml"
    config.write_text(f'[time]\ndate_order = "{order}"\n')
    _, found = drafted(exports, "--config", str(config))
    assert found.code == 0


@pytest.mark.slow
def test_the_draft_of_the_sample_holds_for_the_sample(tmp_path):
    sample = folder("sample_data")
    target = tmp_path / "sample.odcs.yaml"
    asked = ("--config", str(sample / "salesops.toml"), "--contract", str(target))
    made = check(sample, "--init", *asked, as_of=None)
    assert made.code == 0, made.err
    found = check(sample, *asked, as_of=None)
    assert (found.code, found.failing) == (0, {"test-orders": "warning"})
    assert sum(f["used"] for f in found.table("files")) == 104_373


SETS = (
    "adventureworks",
    "aus_retail",
    "crm_maven",
    "online_retail",
    "shopify_challenge",
    "telco_churn",
)
TRUE = {"adventureworks": {"stand-in-date"}}
"""What a draft finds newly: birthdays, text to the source, are dates in it, and six are of 1970."""


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_the_draft_of_real_exports_holds_for_them(shared, tmp_path, name):
    exports = shared / "cases" / name
    before = check(exports, as_of="data")
    target = tmp_path / "drafted.odcs.yaml"
    made = check(exports, "--init", "--contract", str(target), as_of="data")
    assert made.code == 0, made.err
    found = check(exports, "--contract", str(target), as_of="data")
    new = set(found.failing) - set(before.failing)
    assert new <= TRUE.get(name, set())
    assert found.code in (0, before.code)
