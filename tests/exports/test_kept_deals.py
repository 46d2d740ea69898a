"""Copies of deals tell what was, of whatever system they are, and none is a deal of today."""

import json
from decimal import Decimal

import pytest

import salesops
from salesops import cli

FLAT = "deal_id,deal_name,stage,amount,created_at,expected_close_date,closed_at\n{0}"
HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,Close Date,Deal owner,"
    "\"Date entered 'Qualified To Buy (Sales Pipeline)'\"\n{0}"
)
SALESFORCE = "Id,Name,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon,IsDeleted\n{0}"
SYSTEMS = {
    "deals_flat": (
        FLAT,
        "d1,One,Demo,{0},2026-01-01,2026-03-20,\nd2,Two,Won,5,2026-01-01,,2026-02-01\n",
    ),
    "hubspot_deals": (
        HUBSPOT,
        (
            "d1,One,Qualified To Buy,Sales Pipeline,{0},2026-01-01,2026-03-20,Ann,2026-01-02\n"
            "d2,Two,Closed Won,Sales Pipeline,5,2026-01-01,2026-02-01,Ann,\n"
        ),
    ),
    "salesforce_opportunities": (
        SALESFORCE,
        (
            "d1,One,Prospecting,{0},2026-01-01T10:00:00Z,2026-03-20,false,false,false\n"
            "d2,Two,Closed Won,5,2026-01-01T10:00:00Z,2026-02-01,true,true,false\n"
            "d3,Gone,Prospecting,9,2026-01-01T10:00:00Z,2026-03-20,false,false,true\n"
        ),
    ),
    "canonical": (
        "deal_id,name,stage,is_closed,is_won,amount,created_at,close_date,closed_at\n{0}",
        (
            "d1,One,Demo,false,false,{0},2026-01-01,2026-03-20,\n"
            "d2,Two,Won,true,true,5,2026-01-01,2026-02-01,2026-02-01\n"
        ),
    ),
}

SLOW = {"canonical", "deals_flat"}
"""What the test end to end reads too, and what says the day by itself."""


@pytest.mark.parametrize(
    "system", [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in SYSTEMS]
)
def test_a_copy_is_history_and_no_deal_of_today(tmp_path, system):
    header, rows = SYSTEMS[system]
    exports, store = tmp_path / "exports", tmp_path / "snapshots"
    exports.mkdir()
    (exports / "deals.csv").write_text(header.format(rows.format(300)))
    for day, amount in (("2026-03-01", 100), ("2026-03-02", 200)):
        folder = store / f"snapshot_day={day}"
        folder.mkdir(parents=True)
        (folder / "deals.csv").write_text(header.format(rows.format(amount)))
    with salesops.open(exports, store, as_of="2026-03-10 12:00") as db:
        now = db.select("SELECT deal_id, amount FROM deals ORDER BY deal_id").tuples
        then = db.select(
            "SELECT day::VARCHAR, deal_id, amount, is_closed, created_day::VARCHAR, source "
            "FROM deal_snapshots ORDER BY day, deal_id"
        ).tuples
        stages = db.select("SELECT count(*) FROM deal_facts").tuples
        rows = db.book.rows
    assert now == [("d1", Decimal(300)), ("d2", Decimal(5))]
    assert stages == [(2,)]
    created = "2026-01-01"
    assert then == [
        ("2026-03-01", "d1", Decimal(100), False, created, f"kept {system}"),
        ("2026-03-01", "d2", Decimal(5), True, created, f"kept {system}"),
        ("2026-03-02", "d1", Decimal(200), False, created, f"kept {system}"),
        ("2026-03-02", "d2", Decimal(5), True, created, f"kept {system}"),
    ]
    assert rows.total == rows.used + rows.excluded + rows.rejected


def test_two_kept_copies_end_to_end(tmp_path, capfd):
    """snapshot keeps two mornings; deals compares with the latest on or before its start."""
    exports, state = tmp_path / "exports", tmp_path / "state"
    exports.mkdir()
    head = "deal_id,deal_name,stage,amount,created_at,expected_close_date,closed_at\n"
    old = "w,W,Won,1,2026-01-01,,2026-01-02\n"
    mornings = {
        "2026-02-20": "a,A,Demo,100,2026-02-01,2026-03-10,\n",
        "2026-03-02": "a,A,Demo,150,2026-02-01,2026-03-10,\nb,B,Demo,40,2026-03-01,2026-03-20,\n",
        "2026-03-10": "a,A,Demo,150,2026-02-01,2026-04-10,\nb,B,Won,45,2026-03-01,,2026-03-08\n",
    }
    for day, rows in mornings.items():
        (exports / "deals.csv").write_text(head + old + rows)
        if day != "2026-03-10":
            kept = _run(capfd, "snapshot", exports, day, "--state", state)
            assert "gives the deals of each day that is kept" in kept["notes"][0]
    asked = ("--data", state / "snapshots")
    said = _run(capfd, "deals", exports, "2026-03-10 12:00", *asked)
    assert "kept on 2026-03-02, the latest kept on or before the start" in "\n".join(said["notes"])
    assert said["context"]["from"] == "2026-03-02T00:00:00"
    rows = {row["step"]: row["value"] for row in said["tables"]["waterfall"]}
    assert rows["Open then"] == "190.00"
    assert (rows["Grew"], rows["Won"], rows["Open now"]) == ("5.00", "-45.00", "150.00")
    due = {row["step"]: row["value"] for row in said["tables"]["due"]}
    assert (due["Open then"], due["Slipped"], due["Open now"]) == ("190.00", "-150.00", "0.00")
    said = _run(capfd, "deals", exports, "2026-03-10 12:00", *asked, "--since", "2026-02-25")
    rows = {row["step"]: row["value"] for row in said["tables"]["waterfall"]}
    assert (rows["Open then"], rows["Grew"], rows["New"]) == ("100.00", "50.00", "45.00")
    said = _run(capfd, "deals", exports, "2026-03-10 12:00", *asked, "--since", "2026-02-01")
    assert "Copies of the exports are kept from 2026-02-20 on." in said["notes"]


def _run(capfd, command, data, as_of, *more):
    argv = [command, "--data", data, "--as-of", as_of, "--tz", "UTC", "--format", "json", *more]
    code = cli.main([str(one) for one in argv])
    out, err = capfd.readouterr()
    assert code == 0, err
    return json.loads(out)
