"""The entries of the given corpus that cannot lie in a folder of files: made where they are run."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HEADER = "order_id,order_date,customer,product,quantity,amount,currency\n"


def row(number: int) -> str:
    """The row of that number of the plain file: 10.50 and one more for each row."""
    day, amount = number % 28 + 1, f"{10.5 + number % 10:.2f}"
    return f"{1000 + number},2024-03-{day:02},cust{number % 3},Widget,1,{amount},EUR\n"


PLAIN = HEADER + "".join(map(row, range(10)))


def reordered(folder: Path) -> str:
    """Two files with their columns in another order: 1 + 2 + 3 + 4."""
    (folder / "a.csv").write_text("id,amount,order_date\n0,1.00,2024-03-01\n1,2.00,2024-03-02\n")
    (folder / "b.csv").write_text("order_date,id,amount\n2024-03-03,2,3.00\n2024-03-04,3,4.00\n")
    return str(folder)


def missing(folder: Path) -> str:
    """The second file lacks the amount."""
    (folder / "a.csv").write_text("id,amount,order_date\n0,1.00,2024-03-01\n1,2.00,2024-03-02\n")
    (folder / "b.csv").write_text("id,order_date\n2,2024-03-03\n3,2024-03-04\n")
    return str(folder)


def long_line(folder: Path) -> str:
    """A product of 3 MB in the second of three rows: 10.5 + 11.5 + 12.5."""
    rows = [row(0), row(1).replace("Widget", "x" * 3_000_000), row(2)]
    (folder / "g03.csv").write_text(HEADER + "".join(rows))
    return str(folder / "g03.csv")


def parquet(path: Path, **columns: object) -> None:
    """A file of these columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)


def types(folder: Path) -> str:
    """Amounts in integers, then in doubles: 1 + 2 + 2.25 + 2.25."""
    parquet(folder / "a.parquet", id=["0", "1"], amount=[1, 2])
    parquet(folder / "b.parquet", id=["2", "3"], amount=[2.25, 2.25])
    return str(folder)


def wider(folder: Path) -> str:
    """A column more in the second file."""
    parquet(folder / "a.parquet", id=["0", "1"], amount=[1.0, 2.0])
    parquet(folder / "b.parquet", id=["2", "3"], amount=[3.0, 4.0], discount=[0.1, 0.2])
    return str(folder)


def months(folder: Path) -> str:
    """Folders month=01 and month=02: 1 + 2 + 3."""
    parquet(
        folder / "p20_hive.parquet" / "month=01" / "x.parquet", id=["0", "1"], amount=[1.0, 2.0]
    )
    parquet(folder / "p20_hive.parquet" / "month=02" / "x.parquet", id=["2"], amount=[3.0])
    return str(folder / "p20_hive.parquet")


def no_region(folder: Path) -> str:
    """A folder for the rows without a region."""
    parquet(folder / "p22" / "region=EU" / "x.parquet", id=["0"], amount=[1.0])
    null = "region=__HIVE_DEFAULT_PARTITION__"
    parquet(folder / "p22" / null / "x.parquet", id=["1"], amount=[1.0])
    return str(folder / "p22")


def directory(folder: Path) -> str:
    """An empty folder that is called like a file."""
    (folder / "q01_directory.csv").mkdir()
    return str(folder / "q01_directory.csv")


def loop(folder: Path) -> str:
    """A link to itself."""
    (folder / "q02_loop.csv").symlink_to(folder / "q02_loop.csv")
    return str(folder / "q02_loop.csv")


def broken(folder: Path) -> str:
    """A link to nothing."""
    (folder / "q03_broken.csv").symlink_to(folder / "gone.csv")
    return str(folder / "q03_broken.csv")


def fifo(folder: Path) -> str:
    """A pipe that nobody writes to: opening it would hang."""
    os.mkfifo(folder / "q04_fifo.csv")
    return str(folder / "q04_fifo.csv")


def zeros(folder: Path) -> str:
    """A link to the device that never ends."""
    (folder / "q12_devzero").symlink_to("/dev/zero")
    return str(folder / "q12_devzero")


def tilde(folder: Path) -> str:
    """A tilde that no shell has expanded, though there is such a file at home."""
    (folder / "q15.csv").write_text(PLAIN)
    return "~/q15.csv"


MADE: dict[str, Callable[[Path], str]] = {
    "d13_multi_reordered_cols": reordered,
    "d14_multi_missing_col": missing,
    "g03_line_3mb.csv": long_line,
    "p10_multi_type_drift": types,
    "p12_multi_extra_col": wider,
    "p20_hive.parquet": months,
    "p22_hive_null": no_region,
    "q01_directory.csv": directory,
    "q02_loop.csv": loop,
    "q03_broken.csv": broken,
    "q04_fifo.csv": fifo,
    "q12_devzero": zeros,
    "q15_tilde": tilde,
}


@contextmanager
def growing(path: Path) -> Iterator[str]:
    """A file that a writer appends to for as long as it is looked at.

    It is a large one, so that the writer comes to its turn while it is read.
    """
    path.write_text(HEADER + "".join(map(row, range(100_000))))
    done = threading.Event()
    writer = threading.Thread(target=_append, args=(path, done))
    writer.start()
    try:
        yield str(path)
    finally:
        done.set()
        writer.join()


def _append(path: Path, done: threading.Event) -> None:
    with path.open("a", encoding="utf-8") as file:
        while not done.is_set():
            file.write(row(0))
            file.flush()
            time.sleep(0.0005)
