"""Reading writes nowhere but in a folder of its own, which is gone afterwards."""

import tempfile

import pyarrow as pa
import pytest
from exports_loading import FLAT, lines, opened, put, sums

from salesops.cli import main
from salesops.errors import SalesopsError

TEXT = lines(FLAT, "1,2026-03-01,A,1,10.00,EUR")


@pytest.fixture
def places(tmp_path, monkeypatch):
    """An own temporary folder and working directory: both must end empty."""
    temp, here = tmp_path / "temp", tmp_path / "here"
    temp.mkdir()
    here.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    monkeypatch.chdir(here)
    yield tmp_path
    assert list(temp.iterdir()) == []
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "data", [TEXT.encode(), TEXT.encode("utf-16"), TEXT.replace("\n", "\r\n", 1).encode()]
)
def test_after_an_answer(places, data):
    before = put(places, {"data/a.csv": data}) / "data"
    with opened(before) as book:
        assert sums(book) == ("1", "1", "10")
        assert len(list((places / "temp").iterdir())) == 1
    assert [path.name for path in before.iterdir()] == ["a.csv"]
    assert (before / "a.csv").read_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x1f\x8b\x08\0cut",
        TEXT.replace("EUR", "EUR\n2,2026-03-01,A,1,1,USD").encode(),
        b"PAR1xxxx",
    ],
)
def test_after_a_refusal(places, data):
    put(places, {"data/a.csv": data})
    with pytest.raises(SalesopsError), opened(places / "data"):
        pass


def test_after_a_command(places, capsys):
    put(places, {"data/a.csv": TEXT})
    assert (
        main(["pulse", "--data", str(places / "data"), "--as-of", "data", "--format", "json"]) == 0
    )
    assert capsys.readouterr().out


def test_after_parquet(places):
    import pyarrow.parquet as pq

    (places / "data").mkdir()
    table = pa.table(
        {"order_id": ["1"], "date": ["2026-03-01"], "sku": ["A"], "quantity": [1], "amount": [1.5]}
    )
    pq.write_table(table, places / "data" / "a.parquet")
    with opened(places / "data") as book:
        assert sums(book) == ("1", "1", "1.5")


def test_the_engine_reads_nothing_else(places):
    put(places, {"data/a.csv": TEXT, "secret.csv": TEXT})
    with opened(places / "data") as book:
        for sql in (
            f"SELECT * FROM read_csv('{places / 'secret.csv'}')",
            "SELECT * FROM read_text('/etc/passwd')",
            f"COPY orders TO '{places / 'out.csv'}'",
            "ATTACH 'x.duckdb'",
            "INSTALL httpfs",
            "SET enable_external_access=true",
        ):
            with pytest.raises(
                Exception, match=r"(?i)permission|disabled|locked|cannot|not allowed"
            ):
                book.engine.run(sql)
