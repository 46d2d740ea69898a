"""sources: each file with its source, tables and rows; what a file lacks to be recognised."""

import json

from pulse_store import put, salesops

LINES = "order_id,order_date,sku,quantity,amount\n1,2026-03-02,X,2,10.50\n1,2026-03-02,Y,1,5"


def sources(folder, *args: str):
    code, out, err = salesops("sources", "--data", str(folder), "--format", "json", *args)
    assert code == 0, err
    return json.loads(out)


def test_files_and_what_they_fill(tmp_path):
    said = sources(put(tmp_path, lines=LINES, targets="period,metric,value\n2026-03,net_sales,9"))
    found = [(r["file"], r["source"], r["table"], r["rows"]) for r in said["tables"]["sources"]]
    assert ("lines.csv", "order_lines_flat", "orders", 1) in found
    assert ("lines.csv", "order_lines_flat", "order_lines", 2) in found
    assert ("targets.csv", "canonical", "targets", 1) in found
    assert said["tables"]["unknown"] == []


def test_what_can_be_asked_of_them(tmp_path):
    found = asked(sources(put(tmp_path, lines=LINES)))
    assert found["pulse"] == ("in part", "")
    assert found["escalations"] == ("no", "tickets")
    assert found["churn"] == ("no", "subscriptions")
    tickets = "ticket_id,created_at,status\n1,2026-03-02 09:00,open"
    assert asked(sources(put(tmp_path, tickets=tickets)))["escalations"] == ("in part", "")


def test_a_file_without_rows_is_no_table_to_ask(tmp_path):
    known = sources(put(tmp_path, lines=LINES, tickets="ticket_id,created_at,status\n,,"))
    assert [r["rows"] for r in known["tables"]["sources"] if r["table"] == "tickets"] == [None]
    assert asked(known)["escalations"] == ("no", "tickets")


def asked(said):
    """Each command by name: whether it is answered, and the tables that it lacks."""
    rows = said["tables"]["commands"]
    return {name: (r["answers"], r["lacks"]) for r in rows for name in r["commands"].split(", ")}


def test_what_a_file_lacks(tmp_path):
    said = sources(put(tmp_path, lines=LINES, other="order_id,sku,quantity,amount\n1,X,1,1"))
    (unknown,) = said["tables"]["unknown"]
    assert unknown["file"] == "other.csv"
    assert unknown["nearest"] == "order_lines_flat"
    assert unknown["lacks"].startswith("ordered_at")


def test_exports_that_cannot_be_loaded_are_listed_still(tmp_path):
    """Two currencies stop an answer; which file is what is said all the same."""
    head = "order_id,order_date,sku,quantity,amount,currency"
    text = f"{head}\n1,2026-03-02,X,1,1,EUR\n2,2026-03-02,X,1,1,USD"
    said = sources(put(tmp_path, lines=text))
    assert {r["source"] for r in said["tables"]["sources"]} == {"order_lines_flat"}
    (finding,) = said["findings"]
    assert finding["level"] == "error"
    assert "EUR, USD" in finding["message"]


def test_a_file_that_lends_all_it_says_has_no_rows_of_its_own(tmp_path):
    """Of several files that one source reads each names the tables that it has rows in."""
    head = "id,_fivetran_synced,order_id,status,created_at,tracking_number"
    parcels = f"{head}\n1,2026-03-06 04:00:00,5001,success,2026-03-03 09:00:00,00340"
    head = "id,_fivetran_synced,fulfillment_id,status,happened_at"
    events = f"{head}\n7,2026-03-06 04:00:00,1,delivered,2026-03-04 09:00:00"
    said = sources(put(tmp_path, parcels=parcels, events=events))
    found = {r["file"]: (r["table"], r["rows"]) for r in said["tables"]["sources"]}
    assert found == {"parcels.csv": ("fulfillments", 1), "events.csv": ("fulfillments", None)}


def test_files_that_fill_no_table_are_named_and_passed_over(tmp_path):
    media = "id,status,created_at,updated_at\n1,READY,2026-03-02,2026-03-02"
    other = "id,_fivetran_synced,subject\n1,2026-03-02 04:00:00,Hello"
    said = sources(put(tmp_path, lines=LINES, media=media, mails=other))
    found = {r["file"]: r["table"] for r in said["tables"]["sources"] if "none" in r["table"]}
    assert found == {"media.csv": "none: media", "mails.csv": "none: other tables"}
    assert said["tables"]["unknown"] == []
    (note,) = said["notes"]
    assert note.startswith("2 files of fivetran_others: passed over, no table here holds")


def test_an_input_of_these_headers_only_takes_no_other_file(tmp_path):
    tickets = "id,status,created_at,updated_at,shelf\n1,open,2026-03-02,2026-03-02,A"
    said = sources(put(tmp_path, lines=LINES, tickets=tickets))
    assert [r["file"] for r in said["tables"]["sources"] if "none" in r["table"]] == []


def test_a_scorecard_is_answered_by_orders_or_by_deals(tmp_path):
    deals = "deal_id,stage,is_closed,created_at,amount\nD-1,Proposal,false,2026-03-01,5.00"
    folder = put(tmp_path, deals=deals)
    assert asked(sources(folder))["scorecard"] == ("in part", "")
    code, _, err = salesops("scorecard", "--data", str(folder), "--as-of", "2026-03-10")
    assert code == 0, err  # and so it does
    for file in folder.iterdir():
        file.unlink()
    none = asked(sources(put(tmp_path, tickets="ticket_id,created_at,status\n1,2026-03-02,open")))
    assert none["scorecard"][0] == "no"
