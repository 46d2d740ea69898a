"""Build the wheel and use it where there is no checkout: it must answer as the checkout does.

What only a wheel can show: SQL, templates, sample and definitions travel in it and are found, the
sample's generator does not, and the dependencies it declares suffice.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASSETS = ("sql", "reports", "sample_data", "definitions")
LIMIT = 4_500_000
"""Bytes. The sample's CSVs are most of it; more means that something strayed in."""
ENV = {k: v for k, v in os.environ.items() if not k.startswith(("SALESOPS_", "PYTHON"))}


class WheelError(Exception):
    """What is wrong with the wheel, in a sentence."""


def out(args: Sequence[str | Path], cwd: Path, **env: str) -> str:
    """The stdout of a command that must end with 0; it sees nothing of the caller's environment."""
    done = subprocess.run(
        args, cwd=cwd, env=ENV | env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise WheelError(f"exit {done.returncode}: {args}\n{done.stdout}{done.stderr}")
    return done.stdout


def built(folder: Path) -> Path:
    """The wheel, built into the folder."""
    out([sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT], folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def inspect(wheel: Path) -> None:
    """Its size, and that it holds each asset and no generator."""
    size = wheel.stat().st_size
    if size >= LIMIT:
        raise WheelError(f"{wheel.name} has {size:,} bytes: {LIMIT:,} is the limit")
    held = {n.partition("_assets/")[2] for n in zipfile.ZipFile(wheel).namelist()} - {""}
    kept = {
        path.relative_to(ROOT).as_posix()
        for name in ASSETS
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    if held != kept:
        raise WheelError(f"lacks {sorted(kept - held)}, holds besides {sorted(held - kept)}")
    print(f"{wheel.name}: {size:,} bytes, {len(held)} files of {', '.join(ASSETS)}")


def installed(wheel: Path, folder: Path) -> Path:
    """The `salesops` of a new environment that holds the wheel and what it asks for."""
    venv.create(folder)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    # By the pip of this interpreter: to give it one of its own takes half as long as the rest.
    pip = ("-m", "pip", "--python", bin_ / "python", "install", "-q", "--no-compile")
    out([sys.executable, *pip, wheel], folder)
    return bin_ / "salesops"


def use(salesops: Path, elsewhere: Path) -> None:
    """Ask it what anybody asks first, and compare with the checkout."""
    print(out([salesops, "--version"], elsewhere).strip())
    if "Net sales" not in out([salesops, "pulse"], elsewhere):
        raise WheelError("`salesops pulse` says nothing of net sales")
    if "define" not in out([salesops, "--help"], elsewhere):
        raise WheelError("`salesops --help` does not list define")
    out([salesops, "define", "net_sales"], elsewhere)
    out([salesops, "report", "daily", "--out", "reports-out"], elsewhere)
    text = (elsewhere / "reports-out" / "daily-2026-09-17.md").read_text(encoding="utf-8")
    # A plain install has no extra: the report is whole without, and says what it lacks.
    if "## Top sellers" not in text or "No pictures: they take the extra" not in text:
        raise WheelError("`salesops report daily` is not whole, or does not say it lacks pictures")
    out([salesops, "check", "--init", "--contract", "drafted.yaml"], elsewhere)
    for ask in (["pulse"], ["check"], ["check", "--contract", "drafted.yaml"]):
        asked = [*ask, "--format", "json"]
        here = [sys.executable, "-m", "salesops", *asked]
        with ThreadPoolExecutor() as pool:  # side by side
            wheel = pool.submit(out, [salesops, *asked], elsewhere)
            checkout = pool.submit(out, here, elsewhere, PYTHONPATH=str(ROOT))
        if wheel.result() != checkout.result():
            raise WheelError(f"the wheel answers `{' '.join(ask)}` otherwise than the checkout")
        run = json.loads(wheel.result())["run_id"]
        print(f"{' '.join(ask)}: {run}, as in the checkout, byte for byte")


def main() -> int:
    """Build, look, install, ask; 1 with a sentence if anything is wrong."""
    with tempfile.TemporaryDirectory(prefix="salesops-wheel-") as name:
        folder = Path(name).resolve()
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        try:
            wheel = built(folder)
            inspect(wheel)
            use(installed(wheel, folder / "venv"), elsewhere)
        except WheelError as error:
            print(f"wheel: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
