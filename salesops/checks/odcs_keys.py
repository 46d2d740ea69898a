"""Every key of the Open Data Contract Standard 3, and what kind of value it holds.

A kind is `text`, `flag`, `number`, `whole` or `any`; a group of keys by its name here; a list of
one of these in brackets; or several with `|` between them.
"""

from collections.abc import Iterator, Mapping

from salesops.checks.node import Node, nearest


def _group(text: str = "", **others: str) -> dict[str, str]:
    """Keys that hold text, and those that hold something else."""
    return dict.fromkeys(text.split(), "text") | others


_OWN = {"customProperties": "[custom]"}
_MEANT = {"authoritativeDefinitions": "[definition]"}
_ELEMENT = _group(
    "id name physicalName physicalType description businessName",
    deprecated="flag",
    synonyms="[synonym]",
    tags="[text]",
    relationships="[relationship]",
    quality="[quality]",
    **_OWN,
    **_MEANT,
)
_COLUMN = _ELEMENT | _group(
    "logicalType semanticType classification encryptedName transformLogic transformDescription",
    primaryKey="flag",
    primaryKeyPosition="whole",
    logicalTypeOptions="options",
    required="flag",
    unique="flag",
    partitioned="flag",
    partitionKeyPosition="whole",
    transformSourceObjects="[text]",
    examples="[any]",
    enum="[value]",
    criticalDataElement="flag",
    items="item",
    map="map",
)
GROUPS: Mapping[str, Mapping[str, str]] = {
    "contract": _group(
        "version kind apiVersion id name tenant status dataProduct domain slaDefaultElement "
        "contractCreatedTs",
        tags="[text]",
        servers="[server]",
        description="description|text",
        context="context|text",
        schema="[table]",
        support="[support]",
        price="price",
        team="team|[member]",
        roles="[role]",
        slaProperties="[sla]",
        **_OWN,
        **_MEANT,
    ),
    "description": _group("usage purpose limitations", **_OWN, **_MEANT),
    "context": _group("instructions", verifiedStatements="[statement]", constraints="[constraint]"),
    "statement": _group("id question answer", tags="[text]", **_OWN, **_MEANT),
    "constraint": _group("id constraint", tags="[text]", **_OWN, **_MEANT),
    # Each type of server has some of these; none of them is looked at.
    "server": _group(
        "id server type description environment account catalog catalogUrl database dataset "
        "delimiter encoding endpointUrl format host location path port project region regionName "
        "schema serviceName stagingDir stream warehouse workgroup namespace",
        roles="[role]",
        **_OWN,
    ),
    "table": _ELEMENT
    | _group(
        "logicalType dataGranularityDescription",
        properties="[column]",
        context="context|text",
    ),
    "column": _COLUMN | _group(properties="[column]"),
    "item": _COLUMN | _group(properties="[column]"),
    "map": _group(key="item", value="item"),
    "options": _group(
        "pattern format defaultTimezone elementType distanceMetric embeddingModel "
        "embeddingModelVersion",
        minLength="whole",
        maxLength="whole",
        minimum="any",
        maximum="any",
        exclusiveMinimum="any",
        exclusiveMaximum="any",
        multipleOf="number",
        timezone="flag",
        required="[text]",
        **dict.fromkeys(
            ("minProperties", "maxProperties", "minItems", "maxItems", "dimensions"), "whole"
        ),
        **dict.fromkeys(("uniqueItems", "normalized"), "flag"),
    ),
    "quality": _group(
        "id name description businessImpact dimension method schedule scheduler severity type unit "
        "metric rule query engine",
        arguments="arguments",
        implementation="any",
        validValues="[any]",
        mustBe="any",
        mustNotBe="any",
        **dict.fromkeys(
            (
                "mustBeGreaterThan",
                "mustBeGreaterOrEqualTo",
                "mustBeGreaterThanOrEqualTo",
                "mustBeLessThan",
                "mustBeLessOrEqualTo",
                "mustBeLessThanOrEqualTo",
            ),
            "number",
        ),
        mustBeBetween="[number]",
        mustNotBeBetween="[number]",
        tags="[text]",
        **_OWN,
        **_MEANT,
    ),
    "arguments": _group("pattern", missingValues="[any]", validValues="[any]", properties="[text]"),
    "definition": _group("id url type description"),
    "support": _group("id channel url description tool scope invitationUrl", **_OWN),
    "price": _group("id priceCurrency priceUnit", priceAmount="number"),
    "team": _group("id name description", members="[member]", tags="[text]", **_OWN, **_MEANT),
    "member": _group(
        "id username name description role dateIn dateOut replacedByUsername",
        tags="[text]",
        **_OWN,
        **_MEANT,
    ),
    "role": _group("id role description access firstLevelApprovers secondLevelApprovers", **_OWN),
    "sla": _group(
        "id property unit element driver description scheduler schedule",
        value="any",
        valueExt="any",
        **_OWN,
        **_MEANT,
    ),
    "custom": _group("id property description vendor", value="any"),
    "value": _group("label id description", value="any", tags="[text]", **_OWN, **_MEANT),
    "synonym": _group("id synonym description locale source status", **_OWN),
    "relationship": _group("id type", **{"from": "text|[text]"}, to="text|[text]", **_OWN),
}
NEEDED: Mapping[str, str] = {
    "contract": "version apiVersion kind id",
    "table": "name",
    "column": "name",
    "custom": "property value",
    "sla": "property value",
    "value": "value",
    "relationship": "to",
}


def verify(node: Node, kind: str = "contract") -> None:
    """Refuse a key that the standard does not know, or a value of another kind.

    Raises:
        UsageError: the file, the place, and the nearest key.
    """
    kind = next((k for k in kind.split("|") if _alike(node, k)), kind.split("|", maxsplit=1)[0])
    if kind.startswith("["):
        for item in node.items():
            verify(item, kind[1:-1])
    elif kind in GROUPS:
        for inner, inner_kind in _known(node, kind):
            verify(inner, inner_kind)
    elif kind != "any":
        {"text": node.text, "flag": node.flag, "number": node.number, "whole": node.whole}[kind]()


def _alike(node: Node, kind: str) -> bool:
    """Whether a kind is of the node's shape: a list, a group or one value."""
    if kind.startswith("["):
        return isinstance(node.value, tuple)
    return isinstance(node.value, Mapping) == (kind in GROUPS) and not isinstance(node.value, tuple)


def _known(node: Node, group: str) -> Iterator[tuple[Node, str]]:
    keys, found = GROUPS[group], node.pairs()
    for key in NEEDED.get(group, "").split():
        if key not in found:
            raise node.error(f"has no `{key}`: the standard asks for it")
    for key, inner in found.items():
        if key not in keys:
            raise inner.error(f"unknown key {key!r}: {nearest(key, keys)}")
        yield inner, keys[key]
