"""What codes were said to mean: `M=Married,S=Single`."""

from collections import Counter
from collections.abc import Iterator

from salesops.commands.grouping import UNKNOWN
from salesops.commands.sales._segments.story import Story
from salesops.errors import UsageError


def read(text: str) -> dict[str, str]:
    """Code -> label.

    Raises:
        UsageError: a part that is not CODE=Label, or a code named twice.
    """
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if bad := next((p for p in pairs if not all(word.strip() for word in p)), None):
        raise UsageError(f"--labels {''.join(bad)!r}: write CODE=Label, as in M=Married,S=Single")
    found = {code.strip(): label.strip() for code, _, label in pairs}
    if len(found) < len(pairs):
        raise UsageError(f"--labels {text!r}: a code is named twice")
    return found


def refuse_ambiguous(story: Story) -> None:
    """Two segments of one name could not be told apart.

    Raises:
        UsageError: a label is that of another code, another code itself, or Unknown.
    """
    if UNKNOWN in story.labels.values():
        raise UsageError(
            f"--labels: a segment would be called {UNKNOWN!r}, as what states no {story.by} is"
        )
    names = Counter(story.name(s.segment) for s in story.segments)
    if twice := next((name for name, times in names.items() if times > 1), None):
        raise UsageError(f"--labels: two segments would be called {twice!r}; name them apart")


def unused(story: Story) -> Iterator[str]:
    """A note on labels of codes that no order has."""
    known = {s.segment for s in story.segments}
    if strangers := [code for code in story.labels if code not in known]:
        yield f"No order here has the code {', '.join(strangers)}: its label is not used."
