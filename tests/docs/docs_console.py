"""The ```console blocks of the pages: which commands they show, and what each of them prints.

A line that starts with `$ ` is a command, the lines below it are its stdout, exactly. Blocks run in
this process, in a copy of docs/examples. `2>&1` shows stderr too, `echo $?` the last exit code.
"""

import os
import re
import runpy
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import asking

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
generate = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "generate.py")))
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_PROMPT = "$ "


@dataclass
class Shell:
    """The few commands that a page may show."""

    cwd: Path
    code: int = field(default=0)
    env: dict[str, str] = field(default_factory=dict)

    def run(self, line: str) -> str:
        """What the command prints."""
        both = line.endswith(" 2>&1")
        name, *words = shlex.split(line.removesuffix(" 2>&1"))
        match name:
            case "salesops":
                with patch.dict(os.environ, self.env):
                    self.code, out, said = self._asked(words) or generate.captured(words)
                return said + out if both else out
            case "cat":
                return "".join((self.cwd / word).read_text(encoding="utf-8") for word in words)
            case "head":
                lines = (self.cwd / words[-1]).read_text(encoding="utf-8").splitlines(keepends=True)
                return "".join(lines[: int(words[-2])])
            case "ls":
                names = sorted(path.name for path in self.cwd.joinpath(*words).iterdir())
                return "".join(f"{name}\n" for name in names)
            case "export":
                self.env |= dict(word.split("=", 1) for word in words)
                return ""
            case "echo":
                return f"{self.code}\n"
        raise ValueError(f"a page shows {name!r}, which this test does not run")

    def _asked(self, words: list[str]) -> tuple[int, str, str] | None:
        """The sample's answer to a bare command, which other tests ask too; None of all else."""
        if len(words) > 1 or words[0] in asking.ARGUMENTS or self.env:
            return None
        if words[0] not in asking.COMMANDS or asking.form(words[0]) != ("terminal",):
            return None
        found = asking.asked(words[0])
        return (found.code, found.formats["txt"].decode(), found.err) if found.code == 0 else None


def pages() -> list[Path]:
    """The pages that show a command."""
    return [page for page in generate.pages() if "```console" in page.read_text(encoding="utf-8")]


def run_again(text: str, shell: Shell) -> str:
    """The page with the output of every block as it is now."""
    return _BLOCK.sub(lambda found: "".join(_printed(found[0], shell)), text)


def _printed(block: str, shell: Shell) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith(_PROMPT):
            yield f"{line}\n{shell.run(line.removeprefix(_PROMPT))}"


def bash_block(text: str, name: str) -> str:
    """The script of the ```bash block that follows a line `<!-- ci: NAME -->`."""
    found = re.search(
        rf"^<!-- ci: {name} -->\n+```bash\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
    )
    assert found, f"README.md has no block <!-- ci: {name} -->"
    return found[1]
