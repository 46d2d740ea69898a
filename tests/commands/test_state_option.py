"""--state: a folder among the exports that is none of them, and that only a check writes into."""

import pytest
from pulse_store import AS_OF, put, salesops

LINES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,2,10.50\n2,2026-03-03,Y,1,5"
COUNT = "SELECT count(*) AS n FROM order_lines"


def counted(folder, *args):
    return salesops("sql", COUNT, "--data", str(folder), "--as-of", AS_OF, "--format", "csv", *args)


@pytest.fixture
def data(tmp_path):
    """Two lines, and two more of other orders in a folder below."""
    state = tmp_path / "data" / "kept"
    state.mkdir(parents=True)
    put(tmp_path / "data", lines=LINES)
    put(state, lines=LINES.replace("\n1,", "\n8,").replace("\n2,", "\n9,"))
    return tmp_path / "data"


def test_the_state_folder_is_no_export(data):
    assert counted(data)[1].split() == ["n", "4"]
    assert counted(data, "--state", str(data / "kept"))[1].split() == ["n", "2"]


def test_the_variable_means_the_same(data, monkeypatch):
    monkeypatch.setenv("SALESOPS_STATE", str(data / "kept"))
    assert counted(data)[1].split() == ["n", "2"]


def test_another_command_does_not_even_make_the_folder(data):
    before = sorted(data.rglob("*"))
    code, out, err = counted(data, "--state", str(data / "new"))
    assert (code, out.split(), err) == (0, ["n", "4"], "")
    assert sorted(data.rglob("*")) == before


@pytest.mark.parametrize("asked", [("forecast", "--save"), ("check",)], ids=lambda a: a[0])
def test_where_the_sql_is_asked_for_nothing_is_kept(data, asked):
    """Without --explain both keep something in it."""
    options = ("--data", str(data), "--as-of", AS_OF, "--state", str(data / "new"))
    before = sorted(data.rglob("*"))
    code, out, err = salesops(*asked, *options, "--explain")
    assert (code, "SELECT" in out, err) == (0, True, "")
    assert sorted(data.rglob("*")) == before
    assert salesops(*asked, *options)[0] == 0
    assert sorted((data / "new").iterdir())
