"""Where sql/, reports/, sample_data/ and definitions/ are, in a checkout and in a wheel."""

from pathlib import Path

from salesops.errors import SalesopsError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder of that name: inside the package in a wheel, else beside it in a checkout."""
    for path in (_PACKAGE / "_assets" / name, _PACKAGE.parent / name):
        if path.is_dir():
            return path
    raise SalesopsError(f"salesops is installed without its {name}/ folder: install it again")
