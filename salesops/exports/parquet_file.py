"""A Parquet file as bytes: its columns by name, and its pages against their checksums."""

from collections import Counter
from pathlib import Path

from salesops.errors import InputError
from salesops.exports.literal_path import literally
from salesops.queries.duck import Duck, refused

SMALL = 64 << 20
"""Bytes up to which every command verifies pages: 0.3 s to import pyarrow and one more decoding.

Beyond it only `check` does, whose business it is.
"""


def columns(path: Path) -> tuple[str, ...]:
    """The top-level columns as they are written, twins included.

    Raises:
        InputError: the footer is damaged or missing.
    """
    return tuple(name for name, _ in schema(path))


def schema(path: Path) -> list[tuple[str, str]]:
    """The top-level columns, each with the type that DuckDB reads it as; empty for a nested one.

    Raises:
        InputError: the footer is damaged or missing.
    """
    duck = Duck([path.resolve()])
    try:
        sql = (
            "SELECT name, coalesce(duckdb_type, ''), coalesce(num_children, 0) "
            "FROM parquet_schema($path)"
        )
        rows = list(duck.run(sql, {"path": str(literally(path, duck.folder).resolve())}).tuples)
    except Exception as error:
        # Nothing but damage keeps a footer from being read; DuckDB may call it an error of its own.
        said = refused(error, str(path)) or InputError(f"{path}: its footer cannot be read")
        said.check = "whole"
        raise said from error
    finally:
        duck.close()
    found, inside = [], 0
    for name, kind, children in rows[1:]:  # the first row is the file's root
        if not inside:
            found.append((name, kind))
        inside = max(0, inside - 1) + children
    return found


def refuse_twins(path: Path) -> None:
    """Pass a file whose columns have a name each.

    Raises:
        InputError: two share one, ignoring case, as every reader does.
    """
    for name, count in Counter(name.casefold() for name in columns(path)).items():
        if count > 1:
            raise InputError(
                f"{path} has {count} columns named {name!r}: which one counts cannot be settled; "
                "export it with one",
                "header",
            )


def verify(path: Path) -> None:
    """Read every page that has a checksum against it; DuckDB does not. Memory stays at a batch.

    Raises:
        InputError: a page is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for _ in file.iter_batches():
                pass
    except NotImplementedError:
        return  # a type that only DuckDB reads: it says itself what it cannot
    except (OSError, pa.ArrowInvalid, UnicodeDecodeError) as error:  # the last of names
        said = str(error).partition("\n")[0]
        raise InputError(f"{path} is corrupt ({said}): fetch it again", "whole") from error
