"""A case of each finding of load: a store that was loaded before, with other files."""

from planting import Plant

from salesops import cli

HEADER = "order_id,ordered_at,sku,quantity,unit_price,currency\n"
ROWS = ["1,2026-03-01,A,1,10.00,EUR\n", "2,2026-03-02,B,1,5.00,EUR\n"]
ARGUMENTS = ("--store", "{folder}/../shop")


def loaded(exports):
    """Of the exports two small files are left, and a store holds them."""
    for path in exports.iterdir():
        if path.suffix != ".toml":
            path.unlink()
    (exports / "march.csv").write_text(HEADER + "".join(ROWS))
    (exports / "april.csv").write_text(HEADER + "9,2026-04-01,A,1,10.00,EUR\n")
    store = ["--store", str(exports.parent / "shop"), "--data", str(exports)]
    assert cli.main(["load", *store, "--quiet", "--out", str(exports.parent / "said.txt")]) == 0


def gone(exports):
    loaded(exports)
    (exports / "april.csv").unlink()
    return {"files": 1, "file": "april.csv"}


def fewer(exports):
    loaded(exports)
    (exports / "march.csv").write_text(HEADER + ROWS[0])
    return {"file": "march.csv", "rows": 1, "before": 2}


PLANTS = {"gone": Plant(gone, arguments=ARGUMENTS), "fewer": Plant(fewer, arguments=ARGUMENTS)}
