"""Personal values are masked wherever a check would show them, unless it is told otherwise."""

import pytest
from check_store import AS_OF, check, contract, declared, put, table
from pulse_store import salesops

HEADER = "order_id,order_date,product,quantity,amount"
MASKED = "=… (13 characters)"
"""`=Ada Lovelace`: its first character and its length."""
PERSONAL = ("email", "phone", "customer_name", "Customer", "shipping address", "First Name")
OPEN = ("customer_id", "note", "discount_code", "shipping_method")


def named(tmp_path, header, value="=Ada Lovelace"):
    """A file of one row with a value under a header."""
    text = f"{HEADER},{header}\n1,2026-03-02,Mug,1,5.00,{value}\n"
    return put(tmp_path / "x", orders_csv=text)


@pytest.mark.parametrize("header", [*PERSONAL, *OPEN])
def test_a_header_says_whether_its_values_are_personal(tmp_path, header):
    found = check(named(tmp_path, header))
    shown = MASKED if header in PERSONAL else "=Ada Lovelace"
    assert found.rows("formula") == [(2, shown)]
    assert (shown in found.failure("formula")["message"]) is True
    assert ("Lovelace" in found.out) is (header in OPEN)


def test_show_values_shows_them(tmp_path):
    exports = named(tmp_path, "email")
    assert check(exports, "--show-values").rows("formula") == [(2, "=Ada Lovelace")]


FORMATS = ("terminal", "markdown", "html", "json", "csv", "junit", "sarif", "github")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("value", ["=Ada Lovelace", "Ada\u200bLovelace", "Ada\u202eLovelace"])
def test_no_format_shows_them(tmp_path, format_, value):
    exports = named(tmp_path, "email", value)
    code, out, err = salesops("check", exports, "--as-of", AS_OF, "--format", format_)
    assert code == 0
    assert "characters)" in out
    assert "Lovelace" not in out + err


PRIVATE = "logicalType: string, classification: %s"


@pytest.mark.parametrize(
    ("keys", "masks"),
    [
        (PRIVATE % "restricted", True),
        (PRIVATE % "public", False),
        ("logicalType: string, customProperties: [{property: personal, value: true}]", True),
    ],
)
def test_a_contract_says_so_too(tmp_path, keys, masks):
    rules = ", logicalTypeOptions: {maxLength: 3}"
    exports = named(tmp_path, "note", "Ada Lovelace")
    found = check(exports, *declared(exports, contract(table(note=keys + rules))))
    assert found.rows("length") == [(2, "A… (12 characters)" if masks else "Ada Lovelace")]


def test_a_contract_may_say_that_a_name_is_none(tmp_path):
    keys = "logicalType: string, customProperties: [{property: personal, value: false}]"
    exports = named(tmp_path, "email", "=sales@shop.example")
    found = check(exports, *declared(exports, contract(table(email=keys))))
    assert found.rows("formula") == [(2, "=sales@shop.example")]


@pytest.mark.parametrize(
    "rule",
    [
        "unique: true",
        "logicalTypeOptions: {maxLength: 3}",
        "logicalTypeOptions: {pattern: '^x'}",
        "quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [x]}}]",
        "relationships: [{type: foreignKey, to: orders.product}]",
    ],
)
def test_every_rule_masks(tmp_path, rule):
    rows = "1,2026-03-02,Mug,1,5.00,Lovelace\n2,2026-03-02,Mug,1,5.00,Lovelace\n"
    exports = put(tmp_path / "x", orders_csv=f"{HEADER},email\n{rows}")
    ruled = contract(table(email=f"logicalType: string, {rule}"))
    found = check(exports, *declared(exports, ruled))
    (code,) = found.failing
    assert {value for _, value in found.rows(code)} == {"L… (8 characters)"}
    assert "Lovelace" not in found.out


def test_a_value_that_is_no_number_is_masked_where_the_column_is_personal(tmp_path):
    exports = named(tmp_path, "phone", "Lovelace")
    ruled = contract(table(phone="logicalType: number"))
    found = check(exports, *declared(exports, ruled))
    assert found.rows("type") == [(2, "L… (8 characters)")]
    assert "Lovelace" not in found.out


def test_a_select_masks_what_it_may_have_renamed(tmp_path):
    exports = named(tmp_path, "email", "Lovelace")
    rule = "- {type: sql, name: mine, query: SELECT email AS whose FROM orders}"
    ruled = contract(table(email="logicalType: string", rules=rule))
    found = check(exports, *declared(exports, ruled))
    assert [value for _, value in found.rows("sql")] == ["whose = L… (8 characters)"]


def test_the_example_of_an_order_that_is_no_order_masks_the_customer(tmp_path):
    exports = named(tmp_path, "email", "test@lovelace.example")
    found = check(exports)
    ((line, value),) = found.rows("test-orders")
    assert line == 2
    assert "lovelace" not in value
    assert "lovelace" not in found.out
