"""Damage and oddities that once made a check crash or err, each as the smallest file of its kind.

Found by turning every bit of the footer of a Parquet file (tests/checks/flips.py): a footer has no
checksum, and what is wrong in it makes values wrong whose own checksums hold.
"""

import io
from decimal import Decimal

import corpus_ask
import flips
import make_contracts
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

WHOLE = flips.whole("plain.parquet")
WIDTH = WHOLE.index(b"\x15\x0c\x15\x02\x18\x06amount") + 1
"""Where the footer says that an amount is 6 bytes wide: 12 digits need as many."""
SCALE = WHOLE.index(b"amount%\n\x15\x04\x15\x18") + len(b"amount%\n\x15")
"""Where it says that an amount has 2 decimals, for the first of two times."""


def check(tmp_path, data, contract="legacy"):
    path = tmp_path / "orders.parquet"
    path.write_bytes(data)
    return corpus_ask.check([str(path)], make_contracts.write(contract, tmp_path))


def with_byte(at, value):
    return WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]


@pytest.mark.parametrize("scale", [0, 1, 3, 12], ids="{} decimals".format)
def test_a_scale_that_the_footer_contradicts_is_refused(tmp_path, scale):
    """DuckDB goes by one of the two, and read 1300.00 as 13000.0."""
    found = check(tmp_path, with_byte(SCALE, scale * 2))
    assert (found.code, found.failing) == (3, {"whole"})


@pytest.mark.parametrize("width", [1, 2, 4], ids="{} bytes".format)
def test_a_decimal_too_narrow_for_its_digits_is_refused(tmp_path, width):
    """Pages are read with no error, each value from the wrong place."""
    found = check(tmp_path, with_byte(WIDTH, width * 2))
    assert (found.code, found.failing) == (3, {"whole"})


def test_a_name_that_is_no_text_is_refused(tmp_path):
    """pyarrow raises what is no error of its own."""
    at = WHOLE.index(b"currency")
    found = check(tmp_path, with_byte(at, ord("c") | 0x80))
    assert (found.code, found.failing) == (3, {"whole"})


def test_a_width_below_zero_is_refused(tmp_path):
    """DuckDB calls it an internal error, and its database is of no use to any file after."""
    (tmp_path / "good.csv").write_bytes(flips.whole("plain.csv"))
    (tmp_path / "orders.parquet").write_bytes(with_byte(WIDTH, 13))
    paths = [str(tmp_path / name) for name in ("orders.parquet", "good.csv")]
    found = corpus_ask.check(paths, make_contracts.write("legacy", tmp_path))
    assert (found.code, found.failing) == (3, {"whole"})
    assert (found.used, found.sum) == (8, Decimal(1300))


def test_a_column_without_a_name_is_not_read_and_told(tmp_path):
    """DuckDB calls it by another name than none."""
    whole = pq.read_table(io.BytesIO(WHOLE))
    out = io.BytesIO()
    pq.write_table(whole.add_column(0, "", pa.array(["x"] * 8)), out)
    found = check(tmp_path, out.getvalue())
    assert (found.code, found.used, found.sum) == (0, 8, Decimal(1300))
    assert "header-names" in found.failing


@pytest.mark.parametrize("as_integer", [False, True], ids=["bytes", "integers"])
@pytest.mark.parametrize("digits", [3, 9, 10, 18, 19, 38, 40])
def test_a_decimal_of_any_width_is_believed(tmp_path, digits, as_integer):
    whole = pq.read_table(io.BytesIO(WHOLE))
    money = pa.array([Decimal("1.25")] * 8)
    kind = pa.decimal128(digits, 2) if digits <= 38 else pa.decimal256(digits, 2)
    table = whole.set_column(5, "amount", money.cast(kind))
    out = io.BytesIO()
    pq.write_table(table, out, store_decimal_as_integer=as_integer)
    found = check(tmp_path, out.getvalue())
    assert (found.code, found.used, found.sum) == (0, 8, Decimal(10))
