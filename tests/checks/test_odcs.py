"""A contract file as the tables and columns that files are held against."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from odcs_files import HEAD, STANDARD, column, contract, table

from salesops.checks import odcs
from salesops.checks.contract import Rule
from salesops.checks.odcs_keys import GROUPS
from salesops.errors import UsageError
from salesops.exports.shapes import Format

WHOLE = Rule("range", arguments={"multipleOf": Decimal(1)})


@pytest.mark.parametrize(
    ("written", "type_", "rules"),
    [
        ("logicalType: string", "text", ()),
        ("logicalType: date", "date", ()),
        ("logicalType: timestamp", "instant", ()),
        ("logicalType: time", "text", ()),
        ("logicalType: number", "money", ()),
        ("logicalType: boolean", "flag", ()),
        ("logicalType: integer", "number", (WHOLE,)),
        ("physicalType: DECIMAL(18,2)", "money", ()),
        ("physicalType: BIGINT", "number", (WHOLE,)),
        ("physicalType: timestamp_tz", "instant", ()),
        ("physicalType: varchar(10)", "text", ()),
        ("description: nothing said", "text", ()),
        (
            "logicalType: number\ncustomProperties: [{property: type, value: rate}]",
            "rate",
            (),
        ),
    ],
)
def test_each_logical_type_is_one_of_ours(written, type_, rules):
    found = column(written)
    assert (found.type, found.rules) == (type_, rules)


def test_a_column_is_found_by_its_physical_name_and_other_headers():
    found = column(
        """
        physicalName: Order  Total
        customProperties: [{property: headers, value: [Grand total, TOTAL]}]
        """
    )
    assert (found.name, found.label) == ("amount", "Order  Total")
    assert found.headers == ("order total", "grand total", "total")


@pytest.mark.parametrize(
    ("type_", "options", "rule"),
    [
        (
            "number",
            "{minimum: 0, maximum: 9.50}",
            {"minimum": Decimal(0), "maximum": Decimal("9.5")},
        ),
        ("number", "{exclusiveMinimum: 0}", {"exclusiveMinimum": Decimal(0)}),
        # As a flag, before version 3.1.
        ("number", "{minimum: 0, exclusiveMinimum: true}", {"exclusiveMinimum": Decimal(0)}),
        ("number", "{maximum: 9, exclusiveMaximum: false}", {"maximum": Decimal(9)}),
        ("number", "{multipleOf: 0.05}", {"multipleOf": Decimal("0.05")}),
        ("date", "{minimum: 2024-01-01}", {"minimum": "2024-01-01"}),
        (
            "timestamp",
            "{exclusiveMaximum: '2024-01-01 10:30:00'}",
            {"exclusiveMaximum": "2024-01-01 10:30:00"},
        ),
    ],
)
def test_limits_are_a_rule_of_range(type_, options, rule):
    found = column(f"logicalType: {type_}\nlogicalTypeOptions: {options}")
    assert found.rules == (Rule("range", arguments=rule),)


def test_lengths_and_patterns_are_rules_of_text():
    found = column(
        """
        logicalType: string
        logicalTypeOptions: {minLength: 2, maxLength: 5, pattern: '^#[0-9]+$'}
        """
    )
    assert found.rules == (
        Rule("length", arguments={"minimum": 2, "maximum": 5}),
        Rule("pattern", arguments={"pattern": "^#[0-9]+$"}),
    )


@pytest.mark.parametrize(
    ("pattern", "strptime"),
    [
        ("yyyy-MM-dd", "%Y-%m-%d"),
        ("dd/MM/yyyy HH:mm:ss", "%d/%m/%Y %H:%M:%S"),
        ("d MMM yy", "%d %b %y"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "%Y-%m-%dT%H:%M:%S.%f%z"),
        ("h:mm a", "%I:%M %p"),
        ("yyyy 'o''clock' HH", "%Y o'clock %H"),
        ("'%d.%m.%Y'", "%d.%m.%Y"),
    ],
)
def test_a_date_format_is_written_as_the_standard_or_strptime_writes_it(pattern, strptime):
    quoted = pattern if pattern.startswith("'%") else '"' + pattern + '"'
    found = column(f"logicalType: timestamp\nlogicalTypeOptions: {{format: {quoted}}}")
    assert found.format == Format(date=strptime)


@pytest.mark.parametrize(
    ("pattern", "said"), [("yyyy-QQ", "'QQ'"), ("%Y-%Q", "'%Q'"), ("yyyy 'x", "does not close")]
)
def test_a_date_format_with_a_part_that_means_nothing_is_refused(pattern, said):
    with pytest.raises(UsageError, match=said):
        column(f'logicalType: date\nlogicalTypeOptions: {{format: "{pattern}"}}')


def test_what_the_contract_says_holds_where_nothing_nearer_says_otherwise():
    first, second = contract(
        """
        customProperties:
          - {property: decimal, value: ","}
          - {property: thousands, value: .}
          - {property: dateFormat, value: dd/MM/yyyy}
          - {property: timezone, value: Europe/Rome}
          - {property: encoding, value: [utf-8, cp1252]}
        schema:
          - name: orders
            properties:
              - {name: total, logicalType: number}
              - {name: day, logicalType: date}
              - {name: note, logicalType: string}
          - name: refunds
            customProperties:
              - {property: timezone, value: UTC}
              - {property: decimal, value: .}
              - {property: thousands, value: none}
            properties:
              - {name: total, logicalType: number}
              - name: swiss
                logicalType: number
                customProperties: [{property: thousands, value: "'’"}]
        """
    ).tables
    assert [c.format for c in first.columns] == [
        Format(decimal=",", thousands="."),
        Format(date="%d/%m/%Y"),
        Format(),
    ]
    assert [c.format for c in second.columns] == [Format("."), Format(".", "'’")]
    assert (first.zone, second.zone) == ("Europe/Rome", "UTC")
    assert first.encodings == second.encodings == ("utf-8", "cp1252")


def test_every_property_of_a_table_is_read():
    found = table(
        """
        physicalName: orders_*.csv
        customProperties:
          - {property: source, value: shopify_orders}
          - {property: delimiter, value: tab}
          - {property: sheet, value: Orders 2024}
          - {property: maxAge, value: 26h}
          - {property: furtherColumns, value: true}
        """
    )
    assert found.pattern == "orders_*.csv"
    assert (found.source, found.delimiter, found.sheet) == ("shopify_orders", "\t", "Orders 2024")
    assert (found.max_age, found.further, found.encodings) == ("26h", True, ("utf-8",))


@pytest.mark.parametrize(
    ("physical", "pattern"),
    [("orders.csv", "orders.csv"), ("tbl_orders", ""), ("sales.orders_v2", ""), ("o?.gz", "o?.gz")],
)
def test_a_physical_name_is_a_glob_only_where_it_is_that_of_a_file(physical, pattern):
    assert table(f"physicalName: {physical}").pattern == pattern


def test_all_columns_of_the_primary_key_are_unique_together_in_their_order():
    found = table(
        """
        properties:
          - {name: line, primaryKey: true, primaryKeyPosition: 2}
          - {name: order, primaryKey: true, primaryKeyPosition: 1, required: true}
          - {name: sku, unique: true}
        """
    )
    assert found.unique == (("order", "line"),)
    assert [(c.key, c.required, c.unique) for c in found.columns] == [
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ]


def test_a_key_that_may_be_there_twice_is_no_primary_key():
    found = table("properties: [{name: a, customProperties: [{property: key, value: true}]}]")
    assert (found.columns[0].key, found.unique) == (True, ())


@pytest.mark.parametrize(
    ("name", "written", "personal"),
    [
        ("email", "", True),
        ("total", "classification: PII", True),
        ("total", "classification: public", False),
        ("total", "physicalName: Ship To Phone", True),
        ("email", "customProperties: [{property: personal, value: false}]", False),
        ("total", "customProperties: [{property: personal, value: true}]", True),
        ("product", "", False),
    ],
)
def test_a_column_is_personal_by_what_is_said_of_it_or_by_its_name(name, written, personal):
    assert column(written, name).personal is personal


def test_a_key_pattern_holds_for_keys_and_where_it_stands():
    found = table(
        """
        customProperties: [{property: keyPattern, value: "^#[0-9]+$"}]
        properties:
          - {name: order, primaryKey: true}
          - {name: sku}
          - {name: ref, customProperties: [{property: keyPattern, value: "^R"}]}
        """
    )
    assert [c.rules for c in found.columns] == [
        (Rule("pattern", arguments={"pattern": "^#[0-9]+$"}),),
        (),
        (Rule("pattern", arguments={"pattern": "^R"}),),
    ]


def test_a_relationship_is_a_rule_of_the_column_that_refers():
    orders, _ = contract(
        """
        schema:
          - name: orders
            properties:
              - {name: customer, relationships: [{to: customers.id}]}
              - {name: buyer}
            relationships:
              - {from: orders.buyer, to: /schema/customers/properties/id}
          - name: customers
            properties: [{name: id}]
        """
    ).tables
    rule = Rule("reference", arguments={"to": "customers.id"})
    assert [c.rules for c in orders.columns] == [(rule,), (rule,)]


@pytest.mark.parametrize(
    ("to", "said"),
    [("customer.id", "did you mean 'customers'"), ("customers.ids", "did you mean 'id'")],
)
def test_a_relationship_to_nothing_is_refused_with_the_nearest(to, said):
    with pytest.raises(UsageError, match=said):
        contract(
            f"""
            schema:
              - {{name: orders, properties: [{{name: c, relationships: [{{to: {to}}}]}}]}}
              - {{name: customers, properties: [{{name: id}}]}}
            """
        )


@pytest.mark.parametrize(
    ("written", "ages"),
    [
        ("{property: freshness, value: 26, unit: h}", ["26h", "26h"]),
        ("{property: latency, value: 2, unit: days, element: orders.day}", ["2d", ""]),
        ("{property: LY, value: 1, unit: w, element: 'orders.day, refunds.day'}", ["7d", "7d"]),
    ],
)
def test_freshness_is_the_age_of_the_tables_that_it_names(written, ages):
    found = contract(f"slaProperties: [{written}]\nschema: [{{name: orders}}, {{name: refunds}}]")
    assert [t.max_age for t in found.tables] == ages
    assert found.notes == ()


def test_what_is_not_checked_is_said_once_a_kind_with_its_places():
    found = contract(
        """
        name: Sales
        team: {members: [{username: ann}]}
        price: {priceAmount: 9.95, priceCurrency: EUR}
        customProperties:
          - {property: owner, value: [a, 1]}
          - {property: decimal, value: x, vendor: Other}
        slaProperties: [{property: retention, value: 3, unit: y}]
        schema:
          - name: orders
            quality:
              - {type: text, description: Totals are right.}
              - {type: text, description: Taxes.}
              - {type: custom, engine: soda, implementation: 'freshness(day) < 1d'}
        """
    )
    words = ("schema[0].quality[0]", "schema[0].quality[1]")
    assert found.name == "Sales"
    assert found.notes == (
        "Of the contract, not checked: `price` (price).",
        "Of the contract, not checked: `team` (team).",
        "Of the contract, not checked: the custom property owner (customProperties[0]).",
        "Of the contract, not checked: the custom property decimal (customProperties[1]).",
        "Of the contract, not checked: service levels other than freshness (slaProperties[0]).",
        f"Of the contract, not checked: rules in words ({', '.join(words)}).",
        "Of the contract, not checked: rules of the engine soda (schema[0].quality[2]).",
    )


ORDERS = "schema:\n  - name: orders\n    properties:\n      - name: a\n"


def custom(name, value):
    """A contract of one table that says one thing of ours."""
    return f"customProperties: [{{property: {name}, value: {value}}}]\nschema: [{{name: a}}]"


OPTIONAL = "customProperties: [{property: optional, value: true}]"
TYPO = (
    r"line 9: schema\[0\]\.properties\[0\]\.requird: unknown key 'requird': "
    "did you mean 'required'"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ORDERS + "        requird: true", TYPO),
        ("shema: []", "unknown key 'shema': did you mean 'schema'"),
        (ORDERS + "        required: yes", r"properties\[0\]\.required: is 'yes': write true"),
        (ORDERS + "        unique: [true]", "wants one value"),
        (ORDERS + "        quality: {metric: nullValues}", "wants a list"),
        (ORDERS + "        logicalType: strng", "did you mean 'string'"),
        (ORDERS + "        logicalTypeOptions: {minLength: 1.5}", "write a whole number"),
        (ORDERS + "        logicalTypeOptions: {minimum: 1}", "no option of a column of type text"),
        (ORDERS + "        physicalType:", r"physicalType: is empty"),
        (ORDERS + "      - name: A", "'A' is declared twice, first on line 8"),
        (ORDERS + "      - {name: b, physicalName: ' a '}", "the header 'a' already means a"),
        (ORDERS + "  - name: ORDERS", "'ORDERS' is declared twice"),
        (ORDERS + "      - logicalType: string", "has no `name`"),
        (ORDERS + f"        required: true\n        {OPTIONAL}", "both required and optional"),
        ("tenant: x", "declares no table"),
        ("schema: []", "declares no table"),
        (custom("decimel", "."), "unknown custom property 'decimel': did you mean 'decimal'"),
        (custom("Encoding", "utf-8"), "did you mean 'encoding'"),
        (custom("salesopsZone", "x"), "unknown custom property"),
        (custom("optional", "true"), "optional belongs on a column, not a contract"),
        (custom("decimal", ";"), "decimal mark"),
        (custom("thousands", "x"), "no thousands marks"),
        (custom("encoding", "base64"), "no text encoding"),
        (custom("timezone", "Europe/Roma"), "no time zone"),
        (custom("timezone", "../etc"), "no time zone"),
        (custom("maxAge", "2 weeks"), "26h or 2d"),
        (custom("delimiter", "'||'"), "is not read between fields"),
        ("slaProperties: [{property: ly, value: 4, unit: y}]\nschema: [{name: a}]", "unit 'y'"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place_and_remedy(body, said):
    with pytest.raises(UsageError, match=said) as raised:
        contract(body)
    assert str(raised.value).startswith("c.yaml, line ")


def test_one_mark_cannot_be_both_decimal_and_thousands():
    with pytest.raises(UsageError, match="both the decimal and the thousands mark"):
        column(
            """
            logicalType: number
            customProperties:
              - {property: decimal, value: ","}
              - {property: thousands, value: ".,"}
            """
        )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("apiVersion: v2.2.2", "'v2.2.2' is not read"),
        ("kind: Product", "'Product' is not read: write DataContract"),
        ("version: 1.0.0", "has no `apiVersion`"),
    ],
)
def test_a_document_of_another_kind_or_version_is_refused(tmp_path, line, said):
    path = tmp_path / "c.yaml"
    path.write_text(f"{line}\nschema: [{{name: a}}]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        odcs.read(path)


GROUPS_OF_THE_STANDARD = {
    "contract": ["#"],
    "server": ["Server"],
    "table": ["SchemaObject", "SchemaElement"],
    "column": ["SchemaBaseProperty", "SchemaElement"],
    "quality": ["DataQuality", "DataQualityLibrary", "DataQualitySql", "DataQualityCustom"],
    "definition": ["AuthoritativeDefinitions"],
    "support": ["SupportItem"],
    "price": ["Pricing"],
    "team": ["Team"],
    "member": ["TeamMember"],
    "role": ["Role"],
    "sla": ["ServiceLevelAgreementProperty"],
    "custom": ["CustomProperty"],
    "value": ["EnumValue"],
    "synonym": ["Synonym"],
    "relationship": ["RelationshipBase"],
}


def keys_of(definition):
    if definition == "#":
        return set(STANDARD.schema["properties"])
    found = STANDARD.schema["$defs"][definition]
    return set(found.get("items", found)["properties"])


@pytest.mark.parametrize("group", GROUPS_OF_THE_STANDARD)
def test_every_key_that_the_standard_knows_is_taken(group):
    known = set().union(*map(keys_of, GROUPS_OF_THE_STANDARD[group]))
    missing = known - set(GROUPS[group])
    assert missing == set()


def test_every_key_of_every_kind_of_server_is_taken():
    known = set().union(
        *(set(s["properties"]) for s in STANDARD.schema["$defs"]["ServerSource"].values())
    )
    assert known - set(GROUPS["server"]) == set()


@pytest.mark.parametrize("name", ["order_lines", "customers", "new_york"])
def test_the_contracts_of_the_corpus_hold_to_the_standard_and_leave_nothing_unchecked(name):
    path = Path(__file__).parents[1] / "corpus" / f"{name}.odcs.yaml"
    STANDARD.validate(yaml.safe_load(path.read_text("utf-8")))
    assert odcs.read(path).notes == ()


def test_the_head_of_these_tests_holds_to_the_standard():
    STANDARD.validate(yaml.safe_load(HEAD))
