"""Servers that speak Spark Connect: Sail in this process, and a real one where there is one."""

import os
import socket
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("golden", "portable")]
os.environ.setdefault("RUST_LOG", "error")  # Sail tells every session on stderr


@pytest.fixture(scope="session")
def sail():
    """The address of a Sail server in this process: Spark Connect without Java."""
    server = pytest.importorskip("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def spark():
    """The address of a real Spark server, which scripts/spark.sh starts."""
    remote = os.environ.get("SPARK_REMOTE")
    if remote is None:
        pytest.skip("no real Spark: bash scripts/spark.sh python -m pytest -m spark tests/spark")
    return remote


@pytest.fixture
def nobody():
    """An address on this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"sc://127.0.0.1:{taken.getsockname()[1]}"
