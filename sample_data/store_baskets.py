"""What goes into one basket: a job to do, the parts that belong to it, and the odd extra."""

from store_catalog import Shelf, Variant
from store_dice import Dice
from store_families import FAMILIES, GIFT
from store_orders import Line
from store_people import DIY, ENTHUSIAST, PLAIN, SHOP
from store_rhythm import DECEMBER, RACING

# Parts bought together on purpose, with the chance in thousandths: what cross-selling must find.
_TOGETHER = {
    "CARB": (("FREG", 560), ("AFLT", 520), ("CGSK", 260)),
    "INTK": (("CARB", 260), ("CGSK", 300)),
    "FPMP": (("FLIN", 320), ("FFLT", 380)),
    "PADS": (("ROTR", 560), ("BFLD", 260), ("BCLN", 300)),
    "CALI": (("PADS", 420), ("BFLD", 350), ("BLIN", 240)),
    "MOIL": (("OFLT", 700), ("DRNK", 200)),
    "PLUG": (("WIRE", 400),),
    "DIST": (("WIRE", 450), ("COIL", 300)),
    "RADI": (("CLNT", 520), ("THRM", 380), ("HOSE", 300)),
    "WPMP": (("CLNT", 400), ("BELT", 350)),
    "ALTR": (("BELT", 450),),
    "BATT": (("TERM", 350),),
    "SHOK": (("BUSH", 380),),
    "HEAD": (("EGSK", 550), ("CLMP", 350)),
    "MUFF": (("CLMP", 600),),
    "WIPE": (("WASH", 350),),
}
# Three in four buy the partner made for their part, the rest any of that family.
_FITS = 760
# The job each kind of buyer comes for, as relative weights of the leading part.
_JOBS = {
    SHOP: "MOIL 22 PADS 18 OFLT 10 PLUG 10 BATT 6 ALTR 4 WPMP 5 BCLN 6 SHOK 5 RADI 3 STRT 4 WIPE 4",
    ENTHUSIAST: "CARB 15 INTK 6 HEAD 7 COIS 2 PLUG 9 DIST 5 FPMP 7 PADS 10 MUFF 6 MOIL 10 SHOK 6 "
    "COIL 5 GOIL 3 CLTC 4 TOOL 4",
    DIY: "PADS 15 MOIL 19 WIPE 9 BULB 9 BATT 8 PLUG 7 WPMP 4 RADI 4 ALTR 4 STRT 4 SHOK 4 CALI 3 "
    "TOOL 5 JACK 3 BELT 3 CTRL 3",
    PLAIN: "MOIL 16 WIPE 12 MATS 9 BULB 10 BATT 9 PADS 12 TOOL 6 LAMP 5 CLTH 4 GLOV 4 CHRG 4 "
    "FUSE 3",
}
# The racing season pulls tuning parts, December presents.
_SEASON = dict.fromkeys(RACING, "CARB 5 INTK 2 PLUG 4 HEAD 2 COIS 1") | {
    DECEMBER: "TOOL 7 LAMP 5 MATS 5 CHRG 4 JACK 3 BATT 5"
}
_GIFTS_MONTHLY, _GIFTS_DECEMBER = 5, 20
_GIFT_ALONE = 600
# Anything at all on top of the job, so that not every pair is meant.
_EXTRA, _EXTRA_OF_BEGINNERS = 350, 120
_MOST_EXTRAS = 3
_USUAL = {
    "PLUG": (4, 6, 8, 8),
    "ROTR": (1, 2, 2),
    "SHOK": (1, 2, 2),
    "BULB": (1, 2, 2),
    "WIPE": (1, 2),
    "CLMP": (2, 2, 4),
    "MOIL": (1, 1, 2),
    "BCLN": (1, 2, 3),
}
# Professional shops buy what they use up by the box, and nothing dear in bulk.
_BULK = (1, 2, 2, 3, 4, 6, 10)
_BULK_BELOW = 4000


def _weights(text: str) -> dict[str, int]:
    words = text.split()
    return {code: int(weight) for code, weight in zip(words[::2], words[1::2], strict=True)}


_PLANS = {kind: _weights(text) for kind, text in _JOBS.items()}
_PULLS = {month: _weights(text) for month, text in _SEASON.items()}
# Small things lie by the till; nobody adds a radiator on the way out.
_EXTRAS = tuple(f.code for f in FAMILIES if f.code != GIFT and f.cents < _BULK_BELOW)


def draw_basket(dice: Dice, shelf: Shelf, kind: str, month: int) -> list[Line]:
    """Return the lines of one order."""
    gift = dice.chance(_GIFTS_DECEMBER if month == DECEMBER else _GIFTS_MONTHLY)
    if gift and dice.chance(_GIFT_ALONE):
        return [Line(_any_of(dice, shelf, GIFT), 1)]
    extra = _EXTRA_OF_BEGINNERS if kind == DIY else _EXTRA
    chosen = _job(dice, shelf, kind, month) + _extras(dice, shelf, extra)
    if gift:
        chosen.append(_any_of(dice, shelf, GIFT))
    unique = list(dict.fromkeys(chosen))
    return [Line(variant, _quantity(dice, variant, kind)) for variant in unique]


def _job(dice: Dice, shelf: Shelf, kind: str, month: int) -> list[Variant]:
    jobs = dict(_PLANS[kind])
    for code, weight in _PULLS.get(month, {}).items():
        jobs[code] = jobs.get(code, 0) + weight
    lead = _any_of(dice, shelf, dice.weighted(list(jobs), list(jobs.values())))
    partners = _TOGETHER.get(lead.family, ())
    return [lead] + [
        _partner(dice, shelf, lead, code) for code, odds in partners if dice.chance(odds)
    ]


def _partner(dice: Dice, shelf: Shelf, lead: Variant, family: str) -> Variant:
    match = shelf.matching(lead, family) if dice.chance(_FITS) else None
    return match or _any_of(dice, shelf, family)


def _extras(dice: Dice, shelf: Shelf, extra: int) -> list[Variant]:
    found: list[Variant] = []
    while len(found) < _MOST_EXTRAS and dice.chance(extra):
        found.append(_any_of(dice, shelf, dice.pick(_EXTRAS)))
    return found


def _any_of(dice: Dice, shelf: Shelf, family: str) -> Variant:
    return dice.weighted(shelf.families[family], shelf.demands(family))


def _quantity(dice: Dice, variant: Variant, kind: str) -> int:
    usual = dice.pick(_USUAL.get(variant.family, (1,)))
    if kind != SHOP or variant.price >= _BULK_BELOW:
        return usual
    return usual * dice.pick(_BULK)
