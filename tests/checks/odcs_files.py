"""Contracts of a few lines, for tests: text as YAML, read as a file is."""

import json
from importlib.resources import files
from textwrap import dedent, indent

import jsonschema

from salesops.checks import odcs, strict_yaml

HEAD = "apiVersion: v3.1.0\nkind: DataContract\nid: test\nversion: 1.0.0\n"
STANDARD = jsonschema.Draft201909Validator(
    json.loads((files("open_data_contract_standard") / "schema.json").read_text("utf-8"))
)


def parsed(text):
    """The document of a text."""
    return strict_yaml.parse(dedent(text), "c.yaml")


def contract(body):
    """A contract with the four lines that each must have before it."""
    return odcs.of_node(strict_yaml.parse(HEAD + dedent(body), "c.yaml"))


def table(body):
    """The only table of a contract, from the lines below its name."""
    (found,) = contract("schema:\n  - name: orders\n" + indent(dedent(body), "    ")).tables
    return found


def column(body, name="amount"):
    """The only column of a table, from the lines below its name."""
    (found,) = table(f"properties:\n  - name: {name}\n" + indent(dedent(body), "    ")).columns
    return found
