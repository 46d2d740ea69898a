"""init: a commented salesops.toml that settles nothing by itself and is never written twice."""

import tomllib

from pulse_store import put, salesops

from salesops import commands
from salesops.settings import Settings, Spark, read

LINES = "order_id,order_date,sku,quantity,amount,currency\n1,2026-03-02 10:00,X,2,10.50,EUR"


def test_it_writes_what_it_saw(tmp_path):
    put(tmp_path, lines=LINES)
    code, out, err = salesops("init", str(tmp_path))
    assert (code, err) == (0, "")
    text = (tmp_path / "salesops.toml").read_text()
    assert "the orders state EUR" in text
    assert "Wrote" in out
    # Everything but the folder is a comment: it changes no answer until somebody edits it.
    assert tomllib.loads(text) == {"data": ["."], "time": {}, "sales": {}, "freshness": {}}


def test_its_comments_are_settings(tmp_path):
    """Each commented line, uncommented, is one that salesops reads, with the default's value."""
    put(tmp_path, lines=LINES)
    salesops("init", str(tmp_path))
    path = tmp_path / "salesops.toml"
    names = ("# [", "# zone", "# as_of", "# week", "# cur", "# prices", "# refunds", "# max_age",
             "# deals_max", "# stages_file")  # fmt: skip
    limits = path.read_text().split("# [shops]")[1].split("\n", 2)[2]
    head = path.read_text().split("# [sources]")[0]
    path.write_text(
        "\n".join(
            line.removeprefix("# ") if line.startswith(names) or part is limits else line
            for part in (head, limits)
            for line in part.split("\n")
            if "date_order" not in line
        )
    )
    settings = read(path, commands.names())
    assert settings.sales.refunds_on == Settings().sales.refunds_on
    assert settings.spark == Spark("sc://host:15002", {"orders": "lake.sales.orders"})
    for module in commands.with_limits():
        name = module.__name__.rpartition(".")[2]
        assert settings.limits(name, module.Limits) == module.Limits()


def test_it_never_overwrites(tmp_path):
    put(tmp_path, lines=LINES, salesops="# mine")
    code, out, err = salesops("init", str(tmp_path))
    assert (code, out) == (2, "")
    assert "is there already" in err
    assert (tmp_path / "salesops.toml").read_text() == "# mine\n"


def test_pulse_runs_with_what_it_wrote(tmp_path):
    put(tmp_path, lines=LINES)
    salesops("init", str(tmp_path))
    args = ("--config", str(tmp_path / "salesops.toml"), "--as-of", "2026-03-03")
    code, out, err = salesops("pulse", *args, "--format", "csv")
    assert (code, err) == (0, "")
    assert out.startswith("metric,versus")


def test_a_folder_without_exports(tmp_path):
    code, out, err = salesops("init", str(tmp_path))
    assert (code, out) == (3, "")
    assert "holds no exports" in err
    assert list(tmp_path.iterdir()) == []
