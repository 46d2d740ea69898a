"""What may be wrong: files, options, the exit code, and words that the sentence must have."""

FLAT = "order_id,ordered_at,sku,quantity,unit_price,currency\n"
GOOD = FLAT + "1,2026-03-01 10:00,A,1,10.00,EUR\n2,2026-03-02 10:00,B,1,5.00,EUR\n"
SHOP = (
    "Name,Financial Status,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Currency\n"
    "#1,paid,10.00,2026-03-01 10:00:00 +0100,1,Mug,10.00,EUR\n"
)
USAGE, INPUT = 2, 3


def toml(text: str) -> dict[str, str]:
    return {"a.csv": GOOD, "conf.toml": text}


CONFIG = ["--config", "{}/conf.toml"]
CASES = {
    # name: (files, further options, exit code, words that stderr must have)
    "missing folder": ({}, ["--data", "{}/gone"], INPUT, ["gone", "does not exist", "--data"]),
    "missing file": ({}, ["--data", "{}/gone.csv"], INPUT, ["gone.csv", "does not exist"]),
    "empty folder": ({}, [], INPUT, ["holds no exports", ".csv", "--data"]),
    "folder of other files": ({"a.pdf": "x"}, [], INPUT, ["holds no exports"]),
    "nothing recognised": ({"a.csv": "x,y\n1,2\n"}, [], INPUT, ["feeds", "orders", "lacks"]),
    "empty file": ({"a.csv": ""}, [], INPUT, ["a.csv", "is empty", "export it again"]),
    "no header": ({"a.csv": "\n\n"}, [], INPUT, ["a.csv", "no header"]),
    "HTML": ({"a.csv": "<html></html>"}, [], INPUT, ["a.csv", "HTML", "export it again"]),
    "two columns of a name": (
        {"a.csv": FLAT.replace("sku", "quantity,sku")},
        [],
        INPUT,
        ["a.csv", "two columns", "quantity"],
    ),
    "cut Parquet": ({"a.parquet": "PAR1xxxxxxxxxxxxxxxx"}, [], INPUT, ["a.parquet"]),
    "cp1252": (
        {"a.csv": b"order_id,\xe4\n1,2\n"},
        [],
        INPUT,
        ["a.csv", "0xE4", "encodings", "cp1252"],
    ),
    "bad date in --since": ({"a.csv": GOOD}, ["--since", "yesteday"], USAGE, ["yesteday"]),
    "bad day in --since": ({"a.csv": GOOD}, ["--since", "2026-02-30"], USAGE, ["2026-02-30"]),
    "bad date in --until": ({"a.csv": GOOD}, ["--until", "31/12/2026"], USAGE, ["31/12/2026"]),
    "bad --period": ({"a.csv": GOOD}, ["--period", "last-wek"], USAGE, ["last-wek", "last-week"]),
    "bad --as-of": ({"a.csv": GOOD}, ["--as-of", "soon"], USAGE, ["soon", "as-of"]),
    "--since and --period": (
        {"a.csv": GOOD},
        ["--since", "7d", "--period", "all"],
        USAGE,
        ["--period", "--since"],
    ),
    "unknown --versus": (
        {"a.csv": GOOD},
        ["--versus", "lastyear"],
        USAGE,
        ["lastyear", "prev-year"],
    ),
    "unknown --format": ({"a.csv": GOOD}, ["--format", "jsn"], USAGE, ["jsn", "json"]),
    "Parquet to a terminal": ({"a.csv": GOOD}, ["--format", "parquet"], USAGE, ["--out"]),
    "unknown --table": (
        {"a.csv": GOOD},
        ["--format", "csv", "--table", "dayz"],
        USAGE,
        ["dayz", "days"],
    ),
    "unknown --fail-on": ({"a.csv": GOOD}, ["--fail-on", "warn"], USAGE, ["warn", "warning"]),
    "unknown --refunds-on": (
        {"a.csv": GOOD},
        ["--refunds-on", "never"],
        USAGE,
        ["never", "refund"],
    ),
    "unknown option": ({"a.csv": GOOD}, ["--sinse", "7d"], USAGE, ["--sinse", "--help"]),
    "bad --where": ({"a.csv": GOOD}, ["--where", "channel"], USAGE, ["channel", "COLUMN=VALUE"]),
    "unknown column in --where": (
        {"a.csv": GOOD},
        ["--where", "chanel=web"],
        USAGE,
        ["chanel", "channel"],
    ),
    "unknown zone": (
        {"a.csv": GOOD},
        ["--tz", "Europe/Romee"],
        USAGE,
        ["Europe/Romee", "Europe/Rome"],
    ),
    "unknown zone in config": (
        toml('[time]\nzone = "Rome"'),
        CONFIG,
        USAGE,
        ["Rome", "Europe/Rome"],
    ),
    "two currencies": (
        {"a.csv": GOOD + "3,2026-03-02 10:00,B,1,5.00,USD\n"},
        [],
        USAGE,
        ["EUR, USD", "--currency EUR", "--fx"],
    ),
    "absent currency": ({"a.csv": GOOD}, ["--currency", "GBP"], USAGE, ["GBP", "EUR"]),
    "--fx without currency": (
        {"a.csv": GOOD + "3,2026-03-02 10:00,B,1,5.00,USD\n", "fx.txt": "x"},
        ["--fx", "{}/fx.txt"],
        USAGE,
        ["--currency"],
    ),
    "undecidable zone": ({"a.csv": GOOD, "b.csv": SHOP}, [], USAGE, ["a.csv", "b.csv", "--tz"]),
    "undecidable dates": (
        {"a.csv": FLAT + "1,03/04/2026,A,1,1,EUR\n"},
        [],
        USAGE,
        ["a.csv", "03/04|day/month", "date_order"],
    ),
    "missing config": ({"a.csv": GOOD}, ["--config", "{}/gone.toml"], INPUT, ["gone.toml"]),
    "bad TOML": (toml("[time\n"), CONFIG, USAGE, ["conf.toml", "line 1"]),
    "unknown config key": (
        toml('[time]\nzonne = "Europe/Rome"'),
        CONFIG,
        USAGE,
        ["conf.toml", "zonne", "zone"],
    ),
    "unknown config section": (toml("[tme]"), CONFIG, USAGE, ["conf.toml", "tme", "time"]),
    "unknown key of a command": (
        toml("[pulse]\ndorp = -0.2"),
        CONFIG,
        USAGE,
        ["conf.toml", "dorp", "drop"],
    ),
    "wrong type in config": (
        toml("[time]\nzone = 5"),
        CONFIG,
        USAGE,
        ["conf.toml", "zone", "5", "str"],
    ),
    "wrong choice in config": (
        toml('[time]\ndate_order = "ymd"'),
        CONFIG,
        USAGE,
        ["conf.toml", "date_order", "dmy"],
    ),
    "wrong shape in config": (toml("shops = 3"), CONFIG, USAGE, ["conf.toml", "shops"]),
    "unknown source in config": (
        toml('[sources]\n"a.csv" = "shopfy"'),
        CONFIG,
        USAGE,
        ["a.csv", "shopfy"],
    ),
    "unknown encoding in config": (
        toml('[encodings]\n"a.csv" = "cp9999"'),
        CONFIG,
        USAGE,
        ["a.csv", "cp9999"],
    ),
    "bad --memory-limit": (
        {"a.csv": GOOD},
        ["--memory-limit", "lots"],
        USAGE,
        ["lots", "--memory-limit"],
    ),
}
