"""Cells, headers and file names that were written to harm who reads them."""

from corpus_case import FINDINGS, OK, REFUSED, Case
from six_orders import HEADER, ROWS, plain, put

CELLS = {
    # name: (the cell, what it would do, the level, the check)
    "clear_screen": ("\x1b[2J\x1b[1;1H", "clears the terminal", "warning", "control"),
    "c1_csi": ("\u009b2J", "the same by one character of C1", "warning", "control"),
    "title": ("\x1b]0;owned\x07", "renames the window", "warning", "control"),
    "backspaces": ("Cem\x08\x08\x08Bob", "writes over what was there", "warning", "control"),
    "delete": ("Cem\x7f", "is deleted by some", "warning", "control"),
    "isolate": ("a\u2066b\u2069", "turns the reading direction", "warning", "bidi"),
    "arabic_mark": ("\u061cabc", "is a mark of direction", "warning", "bidi"),
    "tags": ("Cem\U000e0041\U000e0042", "hides text in tag characters", "warning", "zero-width"),
    "soft_hyphen": ("C\u00adem", "hides a hyphen", "ok|warning", ""),
    "hangul_filler": ("\u3164", "is a name that shows nothing", "ok|warning", ""),
    "family": ("👨\u200d👩\u200d👧", "an emoji of three, joined: nothing wrong", "ok|warning", ""),
    "persian": ("می\u200cخواهم", "Persian with its joiner: nothing wrong", "ok", ""),
    "arabic": ("أحمد", "Arabic without any mark: nothing wrong", "ok", ""),
    "homoglyph": ("С\u0435m", "Cyrillic letters that look Latin: nobody can tell", "ok", ""),
    "zalgo": ("C" + "\u0301" * 200, "200 accents on one letter", "ok|warning", ""),
    "hyperlink": ('=HYPERLINK("http://evil","x")', "a link for who opens it", "warning", "formula"),
    "at": ("@SUM(1+1)*cmd", "a formula of Lotus that Excel runs", "warning", "formula"),
    "plus": ("+1+cmd|' /C calc'!A0", "a formula by its plus", "warning", "formula"),
    "minus": ("-2+3+cmd|' /C calc'!A0", "a formula by its minus", "warning", "formula"),
    "tab_formula": ("\t=1+1", "a formula behind a tab", "warning|ok", ""),
    "pipe_formula": ("|=1+1", "no formula: a bar stands before it", "ok", ""),
    "table_cell": ("a | b | c", "more cells of Markdown", "ok", ""),
    "image": ("![x](http://evil/x.png)", "an image of Markdown that calls home", "ok", ""),
    "annotation": ("::error file=x::owned", "a command of GitHub Actions", "ok", ""),
    "annotation_escaped": ("%0A::set-output name=x::y", "the same, escaped", "ok", ""),
    "annotation_line": ("x\n::error::owned", "the same on a line of its own", "ok|warning", ""),
    "cdata": ("]]><failure/>", "the end of a section of XML", "ok", ""),
    "event": ('<img src=x onerror="alert(1)">', "script by an event", "ok", ""),
    "javascript": ("javascript:alert(1)", "a link that is script", "ok", ""),
    "template": ("{{ 7*7 }}{% raw %}", "a template", "ok", ""),
    "sql": ("'; DROP TABLE order_lines; --", "a second statement", "ok", ""),
    "path": ("../../etc/passwd", "a path", "ok", ""),
    "format": ("%s%n{0.__class__}", "a format string", "ok", ""),
    "megabyte": ("x" * 1_000_000, "a cell of a megabyte", "ok", ""),
}
NAMES = {
    "script": "<script>alert(1)</script>",
    "escape": "\x1b[31mred",
    "formula": "=1+1",
    "sql": 'x"; DROP TABLE order_lines; --',
    "annotation": "x\n::error::owned",
    "markup": "[bold red]x[/]",
    "bidi": "abc\u202egnp.exe",
    "source_row": "source_row",
    "kilobytes": "n" * 5_000,
    "template": "{{ config }}",
}
PATHS = {
    "command": "$(touch owned).csv",
    "backticks": "`touch owned`.csv",
    "semicolon": "a; touch owned; b.csv",
    "annotation": "x\n::error::owned.csv",
    "bidi": "orders\u202evsc.csv",
    "escape": "\x1b[2J.csv",
    "markup": "[bold red]orders[blink].csv",
    "quote": "o'rders\".csv",
    "markdown": "](http:evil)orders.csv",
    "html": "<b>orders.csv",
    "percent": "orders%2e%0a.csv",
    "braces": "{orders,x}.csv",
    "dollar_brace": "${HOME}.csv",
    "newline_end": "orders.csv\n.csv",
}

CASES = [
    *(
        Case(
            f"cell_{name}",
            f"a customer whose name {does}" if not does[0].isupper() else does,
            plain(put("customer", cell)),
            OK,
            level,
            check,
            new=name not in ("hyperlink", "event"),
        )
        for name, (cell, does, level, check) in CELLS.items()
    ),
    *(
        Case(
            f"header_{name}",
            "a column with such a name",
            plain([[*r, "x"] for r in ROWS], [*HEADER, header]),
            OK,
            "warning|error",
            "new-column",
            accept=(FINDINGS, REFUSED),
            new=True,
        )
        for name, header in NAMES.items()
    ),
    *(
        Case(f"file_{name}", "a file with such a name", plain(), name=path, new=name != "escape")
        for name, path in PATHS.items()
    ),
]
