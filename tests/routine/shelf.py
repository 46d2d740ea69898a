"""A folder of small reports: what is written into it, and what its pages say when parsed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from pulse_store import put, salesops

LINES = """
    order_id,order_date,sku,quantity,amount
    1,2026-03-02 10:00,X,1,20
    2,2026-03-03 10:00,X,1,30
    3,2026-03-04 10:00,X,1,40
    4,2026-03-05 10:00,X,1,50
    5,2026-03-06 10:00,X,1,60
    6,2026-03-07 10:00,X,1,70
    7,2026-03-08 10:00,X,1,80
    """
"""A day is worth ten times its date: 3 March is 30. Late orders of other months as needed."""


def shop(folder, *, lines=LINES, settings="", **periods):
    """Exports, and a report of one section for each name and period; `mini` is of yesterday."""
    folder.mkdir(exist_ok=True)
    put(folder, lines=lines, salesops=f'data = "lines.csv"\n{settings}')
    (folder / "reports").mkdir(exist_ok=True)
    for name, period in ({"mini": "yesterday"} | periods).items():
        text = f'title = "{name} report"\nperiod = "{period}"\n[[section]]\nanalysis = "pulse"\n'
        (folder / "reports" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def report(folder, as_of, *args, name="mini"):
    """Exit code, stdout and stderr of a run into `out` beside the exports."""
    given = ("--out", str(folder / "out")) if "--out" not in args else ()
    config = ("--config", str(folder / "salesops.toml"))
    return salesops("report", name, *config, "--as-of", as_of, *given, *args)


def write(folder, *mornings, name="mini"):
    """Runs that end well; the folder that they write into."""
    for as_of in mornings:
        code, said, err = report(folder, as_of, name=name)
        assert (code, said) == (0, ""), err
    return folder / "out"


@dataclass
class Parsed(HTMLParser):
    """The links of a page by where they stand, and its text."""

    html: str
    links: list[tuple[str, str]] = field(default_factory=list)
    nav: list[tuple[str, str, str]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def __post_init__(self):
        super().__init__()
        self._open, self._at = [], {}
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._at = dict(attrs)
        self.tags.add(tag)
        if tag in ("tr", "h2"):
            {"tr": self.rows, "h2": self.headings}[tag].append("")
        if tag == "nav" and self._at.get("class") == "runs":
            self._open.append("runs")
        elif tag in ("a", "tbody", "h2"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        if self._open and tag in ("nav", "a", "tbody", "h2") and (tag != "nav" or self.in_nav):
            self._open.pop()

    @property
    def in_nav(self):
        return "runs" in self._open

    def handle_data(self, data):
        if "a" in self._open and self.in_nav:
            self.nav.append((self._at["rel"], unquote(self._at["href"]), data))
        elif "a" in self._open and "tbody" in self._open:
            self.links.append((unquote(self._at["href"]), data))
        if "tbody" in self._open:
            self.rows[-1] = " ".join(f"{self.rows[-1]} {data}".split())
        if "h2" in self._open:
            self.headings[-1] += data


def parsed(path):
    return Parsed(path.read_text(encoding="utf-8"))


def nav(path):
    """Where the links to other runs lead, by what they are."""
    return {rel: to for rel, to, _ in parsed(path).nav}


def files(folder):
    """What lies in a folder, byte for byte."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
