"""What a spreadsheet did to exports is named by check: the column, how many, and the remedy."""

import corpus_ask
import odcs_files
import pytest

FILES = {
    "cut.csv": (
        "order_id,order_date,sku,qty,price,customer_id,phone\n"
        "7.21E+12,2026-03-01,2-Mar,1,10.00,5.01E+11,4.47E+11\n"
        "A-2,2026-03-02,BOWL,1,#VALUE!,C2,1\n"
        "#REF!,2026-03-02,#N/A,1,1.00,C3,2\n"
    ),
    "padded.csv": (
        "order_id,order_date,sku,qty,price,,\nB-1,2026-03-01,CUP,1,10,,\n,,,,,,\n,,,,,,\n"
    ),
    "serial.csv": "order_id,order_date,sku,qty,price\nC-1,46082,CUP,1,10\nC-2,46083.5,CUP,1,10\n",
}
PRODUCTS = "sku,title,price\n00123,Mug,1\n00124,Cup,2\n00200,Bowl,3\nAB-1,Plate,4\n"
ORDERS = "order_id,order_date,sku,qty,price\n"


def asked(folder, files):
    """The findings of a folder of these files, by code."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return corpus_ask.check([str(folder)], None, "--as-of", "2026-03-03")


def said(found, check):
    return [
        (v["outcome"], v["message"])
        for v in found.tables["checks"]
        if v["check"] == check and v["message"]
    ]


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    return asked(tmp_path_factory.mktemp("changed"), FILES)


def test_cut_ids_are_an_error_and_other_cut_numbers_a_warning(changed):
    found = said(changed, "lost-digits")
    assert [(outcome, message.split("'")[1]) for outcome, message in found] == [
        ("error", "order_id"),
        ("error", "customer_id"),
        ("warning", "phone"),
    ]
    assert found[0][1] == (
        "cut.csv: 1 of 3 values of 'order_id' (33.3 %) has lost digits in a spreadsheet, so that "
        "ids which differ are alike, first at line 2 (7.21E+12): export again and import the "
        "column as text."
    )


def test_errors_of_formulas_are_named_where_they_stand(changed):
    found = said(changed, "cell-error")
    assert [(outcome, "'order_id'" in message) for outcome, message in found] == [
        ("error", True),
        ("warning", False),
    ]
    (amount,) = [message for _, message in said(changed, "type") if "'price'" in message]
    assert amount.endswith(
        "(#VALUE!): an error of a spreadsheet; mend the formula or export again."
    )


def test_a_code_that_became_a_date_is_a_warning(changed):
    ((outcome, message),) = said(changed, "date-for-code")
    assert outcome == "warning"
    assert "1 of 3 values of 'sku' (33.3 %) has become a date in a spreadsheet" in message


def test_days_that_became_numbers_are_named_so(changed):
    (message,) = [m for _, m in said(changed, "type") if m.startswith("serial.csv")]
    assert "(46082): a spreadsheet's numbers of days" in message


def test_empty_columns_and_rows_at_the_end_are_warnings(changed):
    ((_, names),) = said(changed, "header-names")
    assert (
        "2 columns without a name, as a spreadsheet saves empty ones at the end: not read" in names
    )
    ((outcome, message),) = said(changed, "blank-row")
    assert (outcome, message.split(",")[0]) == (
        "warning",
        "padded.csv: 2 of 3 rows (66.7 %) hold no value",
    )
    padded = next(f for f in changed.tables["files"] if f["file"] == "padded.csv")
    assert (padded["rows"], padded["used"], padded["rejected"]) == (3, 1, 0)


def test_a_contract_still_holds_such_a_text_against_its_rules(tmp_path):
    declared = tmp_path / "c.yaml"
    rule = "quality: [{type: library, metric: invalidValues, mustBe: 0, arguments: {pattern: 'x'}}]"
    declared.write_text(
        f"{odcs_files.HEAD}\nschema:\n  - name: orders\n    properties:\n"
        "      - {name: order_id, logicalType: string, primaryKey: true}\n"
        f"      - {{name: sku, logicalType: string, {rule}}}\n",
        "utf-8",
    )
    (tmp_path / "orders.csv").write_text("order_id,sku\nA-1,#N/A\n#REF!,x\n", "utf-8")
    found = corpus_ask.check([str(tmp_path / "orders.csv")], declared)
    assert {"pattern", "cell-error"} <= found.failing
    assert [outcome for outcome, _ in said(found, "cell-error")] == ["error", "warning"]
    assert found.used == 1


SKUS = {
    # the codes of orders beside those of products -> how many lack their zeros
    "lost": (["123", "124", "AB-1"], 2),
    "kept": (["00123", "00124", "123"], 0),
    "one may be chance": (["123", "999"], 0),
    "other articles": (["777", "888", "999"], 0),
    "of one length": (["00123", "00124", "00125", "126", "13000"], 1),
    "of many lengths": (["00123", "0124", "00125", "126"], 0),
}


@pytest.mark.parametrize(("skus", "lost"), SKUS.values(), ids=SKUS)
def test_zeros_that_were_lost_are_told_by_what_kept_them(tmp_path, skus, lost):
    rows = "".join(f"D-{n},2026-03-01,{sku},1,10\n" for n, sku in enumerate(skus))
    found = asked(tmp_path, {"products.csv": PRODUCTS, "orders.csv": ORDERS + rows})
    bad = [v["rows"] for v in found.tables["checks"] if v["check"] == "lost-zeros" and v["rows"]]
    assert sum(bad) == lost, said(found, "lost-zeros")
    if lost == 2:
        ((outcome, message),) = said(found, "lost-zeros")
        assert outcome == "warning"
        assert "lack the zeros that products.csv has (00123), first at line 2 (123)" in message


def test_two_articles_that_differ_by_zeros_are_no_loss(tmp_path):
    both = PRODUCTS + "123,Tray,5\n124,Jar,6\n"
    orders = ORDERS + "D-1,2026-03-01,123,1,10\nD-2,2026-03-01,124,1,10\n"
    found = asked(tmp_path, {"products.csv": both.replace("00200", "0200"), "orders.csv": orders})
    assert "lost-zeros" not in found.failing
