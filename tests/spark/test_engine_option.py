"""--engine and --spark-remote: what cannot be meant, who does not answer, what stays here."""

import sys

import asking
import pytest
from equal import ask


@pytest.fixture(autouse=True)
def here():
    """A working folder without settings."""
    with asking.working() as folder:
        yield folder


def refusal(*args, remote=None):
    """Exit code and the sentence of a command line that is refused."""
    said = ask(list(args), remote=remote)
    assert said.answer is None
    return said.code, said.err


def test_unknown_engine():
    code, err = refusal("pulse", "--engine", "sprak")
    assert (code, "there are duckdb, spark" in err) == (2, True)


def test_spark_must_be_somewhere(monkeypatch):
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    code, err = refusal("pulse", "--engine", "spark")
    assert (code, "--spark-remote sc://host:15002" in err) == (2, True)


@pytest.mark.parametrize("remote", ["host:15002", "sc://", "http://host", "sc://host:port"])
def test_address(remote):
    code, err = refusal("pulse", remote=remote)
    assert (code, "should be as in sc://host:15002" in err) == (2, True)


def test_nobody_answers(nobody):
    code, err = refusal("pulse", remote=nobody)
    assert (code, f"no Spark answers at {nobody}" in err) == (75, True)


def test_no_token_is_told(nobody):
    code, err = refusal("pulse", remote=f"{nobody}/;use_ssl=true;token=a-secret")
    assert (code, nobody in err, "secret" in err) == (75, True, False)


def test_the_extra_is_missing(monkeypatch, sail):
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    code, err = refusal("pulse", remote=sail)
    assert (code, "pip install 'salesops[spark]'" in err) == (2, True)


def test_files_are_read_here(nobody):
    said = ask(["sources"], remote=nobody)
    assert said.code == 0
    assert "--engine spark has no part in it" in said.err


def test_sql_that_is_not_portable(sail):
    code, err = refusal("sql", "SELECT round(total, 1) AS t FROM orders", remote=sail)
    assert (code, "Not compared on Spark: ROUND" in err) == (2, True)


def test_settings_name_the_server(here, sail):
    (here / "salesops.toml").write_text(f'[engine.spark]\nremote = "{sail}"\n', encoding="utf-8")
    assert ask(["sql", "SELECT count(*) AS n FROM orders", "--engine", "spark"]).code == 0


def test_settings_know_no_other_engine(here):
    (here / "salesops.toml").write_text('[engine.sparks]\nremote = ""\n', encoding="utf-8")
    code, err = refusal("pulse")
    assert (code, "did you mean 'spark'" in err) == (2, True)


def test_what_was_kept_is_handed_over_and_nothing_of_spark_is_kept(sail, monkeypatch, tmp_path):
    """A book with views that stand in DuckDB: Spark makes its own."""
    monkeypatch.delenv("SALESOPS_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    on_spark = ["--engine", "spark", "--spark-remote", sail]
    asked = ["contracts", "--format", "json"]
    for args in ([*asked, *on_spark], asked, [*asked, *on_spark]):
        code, out, err, _ = asking.run(args)
        assert (code, bool(out)) == (0, True), err
    assert len(list(tmp_path.rglob("*.duckdb"))) == 1
