"""How numbers are written: plain, with marks between thousands, with signs and currencies.

A text that is a number under one decimal mark only proves that mark: 1.234,56 or 12,50 the comma,
1,234.50 or 0.5 the point. One that is a number under both (1,234 or 1.234) proves nothing.
"""

import re
from collections.abc import Sequence

from salesops.exports.shapes import MONEY, NUMBER, Format, Shape
from salesops.queries.duck import literal

_BLANKS = " \u00a0\u202f"
"""The blank, the one that does not break, and its narrow sister."""
_APOSTROPHES = "'\u2019"
_MINUS = "\u2212"
_SIGNS = "US[$]|C[$]|A[$]|R[$]|[$€£¥₹₩₽₺₫₪₴₦฿]|zł|Kč|kr|Fr"
_CODES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KRW KWD "
    "MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD "
    "VND ZAR"
)
_SYMBOL = f"(?:{_SIGNS}|{_CODES.replace(' ', '|')})"
_DIGITS = r"\d{1,14}"
_INDIAN = r"[1-9]\d?(?:,\d{2})+,\d{3}"


def _by(mark: str) -> str:
    """Groups of three behind a mark; no number of thousands begins with a zero."""
    return rf"[1-9]\d{{0,2}}(?:[{mark}]\d{{3}})+"


_APART = f"{_by(_BLANKS)}|{_by(_APOSTROPHES)}"
"""Thousands set apart by what no decimal mark is."""
AMBIGUOUS = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
"""What is a number of thousands under one decimal mark and one with decimals under the other."""
_GROUPED = {
    "": _APART,
    ".": f"{_by(',')}|{_INDIAN}|{_APART}",
    ",": f"{_by('.')}|{_APART}",
}
"""By decimal mark, whole numbers with marks between their thousands."""


def numbers(places: int) -> tuple[Shape, ...]:
    """The ways to write money (4 places) or a quantity (3), the usual ones first."""
    plain = rf"[+-]?(?:\d{{1,14}}(?:\.\d{{0,{places}}}0*)?|\.\d{{1,{places}}}0*)"
    return (
        Shape("1234", f"[+-]?{_DIGITS}", _cast(places)),
        # A quantity of 1.234 is a little over one; money could be a thousand, so it needs proof.
        Shape("1234.5", plain, _cast(places), order=".", default=_kind(places) == NUMBER),
        _bare(
            places,
            ".",
            "1,234.50",
            "are read with , as the thousands mark, which other values prove",
        ),
        _long(places, "."),
        _bare(
            places, ",", "1.234,50", "are read with , as the decimal mark, which the values prove"
        ),
        _long(places, ","),
        _bare(places, "", "1 234", "are read with what stands between their thousands taken out"),
        *(_dressed(places, mark) for mark in ("", ".", ",")),
    )


def declared(places: int, written: Format) -> tuple[Shape, ...]:
    """The one way that a format allows; a number with more decimals than are kept is rounded."""
    mark = written.decimal or ("," if written.thousands == "." else ".")
    groups = _by(_class(written.thousands)) + (f"|{_INDIAN}" if "," in written.thousands else "")
    whole = f"(?:{_DIGITS}|{groups})" if written.thousands else _DIGITS
    decimals = rf"[{re.escape(mark)}]\d{{1,{places}}}0*"
    body = rf"(?:{whole}(?:{decimals}|{re.escape(mark)})?|{decimals})"
    symbol = f"(?:{'|'.join(re.escape(s) for s in written.symbols)})" if written.symbols else ""
    ways = "|".join(_ways(body, symbol, written.negative, "-"))
    if symbol or written.negative:
        value = _dressed_value(places, mark, written.symbols)
    else:  # the usual contract: what costs least
        plain = mark == "." and not written.thousands
        value = _cast(places) if plain else _bare_value(places, mark)
    return (
        Shape(f"declared: 1{written.thousands[:1]}234{mark}50", ways, value),
        _long(places, mark, order=""),
    )


def _class(marks: str) -> str:
    """The marks as a class of a pattern; a blank is any blank, an apostrophe either of them."""
    kinds = ((" ", _BLANKS), ("'", _APOSTROPHES))
    return re.escape(marks) + "".join(kin for mark, kin in kinds if mark in marks)


def _kind(places: int) -> str:
    return NUMBER if places == len("000") else MONEY


def _cast(places: int) -> str:
    return f"TRY_CAST({{c}} AS {_kind(places)})"


def _body(places: int, mark: str) -> str:
    """A number without sign under a decimal mark; without one, what is a number under any."""
    if not mark:
        return f"(?:{_DIGITS}|{_APART})"
    decimals = rf"[{mark}]\d{{1,{places}}}0*"
    return f"(?:(?:{_DIGITS}|{_GROUPED[mark]})(?:{decimals})?|{decimals})"


def _bare(places: int, mark: str, name: str, said: str) -> Shape:
    return Shape(
        name, f"[+-]?{_body(places, mark)}", _bare_value(places, mark or "."), order=mark, said=said
    )


def _long(places: int, mark: str, order: str | None = None) -> Shape:
    return Shape(
        f"0{mark}123456",
        rf"[+-]?\d{{0,14}}[{re.escape(mark)}]\d{{{places}}}\d*[1-9]\d*",
        _bare_value(places, mark),
        order=mark if order is None else order,
        said=f"have more than {places} decimals: rounded to {places}",
        rounds=True,
    )


def _dressed(places: int, mark: str) -> Shape:
    """With a currency sign, in brackets, or with a minus behind or of its own kind."""
    ways = _ways(_body(places, mark), _SYMBOL, "parens trailing", f"{_MINUS}-")
    return Shape(
        {"": "($12)", ".": "($12.50)", ",": "(12,50 €)"}[mark],
        "|".join(ways),
        _dressed_value(places, mark or "."),
        order=mark,
        said="are written with a currency sign, with brackets or with a minus of another kind",
        signed=True,
    )


def _ways(body: str, symbol: str, negative: str, minus: str) -> list[str]:
    """Where signs, symbols and brackets may stand about a number; at most one sign."""
    before = f"(?:{symbol}[{_BLANKS}]?)?" if symbol else ""
    behind = f"(?:[{_BLANKS}]?{symbol})?" if symbol else ""
    ways = [f"[+{minus}]?{before}{body}{behind}"]
    if symbol:
        ways.append(f"{before}[+{minus}]{body}{behind}")
    if "parens" in negative:
        ways.append(rf"{before}\({before}{body}{behind}\){behind}")
    if "trailing" in negative:
        ways.append(f"{before}{body}[{minus}]{behind}")
    return ways


def _bare_value(places: int, mark: str) -> str:
    """A number that shows its marks and no more: what is not its decimal mark is taken out."""
    other = "." if mark == "," else ","
    dropped = (other + _BLANKS + _APOSTROPHES).replace("'", "''")
    return f"TRY_CAST(translate({{c}}, '{mark}{dropped}', '.') AS {_kind(places)})"


def _dressed_value(places: int, mark: str, symbols: Sequence[str] = ()) -> str:
    """The digits and the decimal mark of a text, under its sign."""
    text = "{c}"
    for symbol in sorted(symbols, key=len, reverse=True):  # one may hold a decimal mark, as in Rs.
        text = f"replace({text}, {literal(symbol)}, '')"
    digits = f"replace(regexp_replace({text}, '[^0-9{mark}]+', '', 'g'), '{mark}', '.')"
    negative = " OR ".join(f"contains({text}, '{sign}')" for sign in f"-({_MINUS}")
    return f"TRY_CAST(CASE WHEN {negative} THEN '-' ELSE '' END || {digits} AS {_kind(places)})"


SIGNATURE = "regexp_replace({c}, '[^A-Za-złč$€£¥₹₩₽₺₫₪₴₦฿]+', '', 'g')"
"""SQL of the currency signs and codes in a text."""
