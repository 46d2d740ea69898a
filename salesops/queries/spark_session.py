"""The way to a Spark server: its address, a session there, and what may go wrong, in sentences."""

import logging
import re
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from salesops.errors import InputError, SalesopsError, UnreachableError, UsageError

PORT = 15002
"""Where Spark Connect listens unless told otherwise."""
PATIENCE = 10.0
"""Seconds in which somebody must answer at the address: the client's own tries take minutes."""
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_TRIES = 4
_AS_DUCKDB = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum past its digits is an error, not a NULL
    # A product keeps all its places; else Spark rounds it to six where it may grow long.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    # And so does one number where it meets another of more digits, in a comparison or a CASE.
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
}
_OF_DATA = ("ARITHMETIC", "CAST_", "DIVIDE_", "NUMERIC_", "FAILED_READ", "DATETIME_")
"""How the conditions begin that Spark raises where a value is to blame."""


def address(remote: str) -> tuple[str, int]:
    """Host and port of `sc://host:port`.

    Raises:
        UsageError: it is written another way.
    """
    try:
        parts = urlsplit(remote)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, PORT
    if host is None or not remote.startswith("sc://"):
        raise UsageError(f"--spark-remote should be as in sc://host:{PORT}, which this is not")
    return host, port


def shown(remote: str) -> str:
    """The address without what else it holds, which may be a token."""
    host, port = address(remote)
    return f"sc://{host}:{port}"


def session(remote: str) -> Any:
    """A session of its own, on UTC as DuckDB's is.

    Raises:
        UnreachableError: nobody answers there as Spark Connect does.
        UsageError: the address is none, or the extra is not installed.
    """
    refuse_silence(remote)
    main = sys.modules["__main__"]
    if main.__spec__ is None and not hasattr(main, "__file__"):
        main.__file__ = ""  # pyspark takes `python -c` and the like for its own doctests, and exits
    try:
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.session import SparkSession

        from salesops.queries import spark  # noqa: F401 - sqlglot is a part of the extra
    except ImportError as error:
        raise UsageError(
            f"--engine spark needs more: pip install 'salesops[spark]' ({error})"
        ) from error
    warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]")
    for name in ("pyspark", "SQLQueryContextLogger"):  # they say in pages what we say again
        logging.getLogger(name).disabled = True
    with told(remote):
        made = SparkSession.builder.remote(remote).create()
        made.client.set_retry_policies([DefaultPolicy(max_retries=_TRIES)])
        for key, value in _AS_DUCKDB.items():
            made.conf.set(key, value)
    return made


def refuse_silence(remote: str) -> None:
    """Find out in seconds whether anybody listens there.

    Raises:
        UnreachableError: nobody does.
    """
    try:
        socket.create_connection(address(remote), PATIENCE).close()
    except OSError as error:
        raise UnreachableError(
            f"no Spark answers at {shown(remote)} ({error.strerror or error}): start it, or name "
            "another with --spark-remote"
        ) from error


@contextmanager
def told(remote: str) -> Iterator[None]:
    """What Spark and the way to it have to say, as a sentence of ours.

    Raises:
        InputError: a statement cannot be asked of the data.
        UnreachableError: no answer came.
        SalesopsError: Spark refuses a statement, which is a bug of ours.
    """
    from grpc import RpcError
    from pyspark.errors import PySparkException
    from pyspark.errors.exceptions.base import AnalysisException, ParseException

    try:
        yield
    except (AnalysisException, ParseException) as error:
        raise SalesopsError(
            f"a bug in salesops: Spark refuses a statement: {first_line(error)}. Please report it."
        ) from error
    except (RpcError, PySparkException) as error:
        condition = getattr(error, "getCondition", lambda: None)() or ""
        if condition.startswith(_OF_DATA):
            raise InputError(f"Spark at {shown(remote)}: {first_line(error)}") from error
        raise UnreachableError(
            f"Spark at {shown(remote)} gave no answer: {first_line(error)}"
        ) from error


def first_line(error: BaseException) -> str:
    """What an error says, without a trace of the server's stack."""
    text = str(error)
    inner = re.search(r'details = "(.*)"', text)  # gRPC's own words are many lines long
    return (inner[1] if inner else text.strip().split("\n", 1)[0])[:300]
