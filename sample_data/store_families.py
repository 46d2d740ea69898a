"""What the shelves hold: families of parts, their sizes and their prices (all invented)."""

from typing import NamedTuple


class Family(NamedTuple):
    """One kind of part: `grades` products, each in every size."""

    code: str
    noun: str
    kind: str
    size: str
    sizes: tuple[str, ...]
    grades: int
    cents: int  # the first grade's smallest size
    grade_step: int
    size_step: int
    grams: int


GRADES = ("Street", "Sport", "Classic", "Heavy Duty", "Track")
VENDORS = ("Korvale", "Tressolin", "Pimandor", "Ostrima", "Brennoval", "Quillard", "Zanthur")
NO_SIZE = ("Default Title",)
GIFT = "GIFT"
GIFT_CENTS = (2500, 5000, 10000, 20000)

_FLOW = ("500 cfm", "600 cfm", "750 cfm")
_ENDS = ("Front", "Rear")
_SIDES = ("Left", "Right")
_PIPES = ("2 in", "2.5 in", "3 in")
_PACKS = ("500 ml", "1 l")
_ONE = NO_SIZE


# fmt: off
FAMILIES = (
    Family("CARB", "Carburetor", "Fuel and Air", "Flow", _FLOW, 3, 18900, 5000, 2500, 5200),
    Family("FREG", "Fuel Pressure Regulator", "Fuel and Air", "Fitting", ("3/8 in", "1/2 in"),
           3, 3499, 1800, 400, 400),
    Family("AFLT", "Air Filter Kit", "Fuel and Air", "Diameter", ("9 in", "12 in", "14 in"),
           3, 2999, 1100, 500, 900),
    Family("FPMP", "Fuel Pump", "Fuel and Air", "Pressure", ("Low", "High"),
           3, 5400, 2900, 1800, 1300),
    Family("FLIN", "Fuel Line Kit", "Fuel and Air", "Title", _ONE, 3, 2399, 900, 0, 700),
    Family("CGSK", "Carburetor Gasket Set", "Fuel and Air", "Title", _ONE, 3, 999, 300, 0, 90),
    Family("FFLT", "Fuel Filter", "Fuel and Air", "Title", _ONE, 4, 749, 350, 0, 150),
    Family("INTK", "Intake Manifold", "Fuel and Air", "Rise", ("Low", "High"),
           2, 18900, 6000, 4500, 7800),
    Family("PLUG", "Spark Plug", "Ignition", "Heat range", ("5", "6", "7", "8"),
           3, 499, 300, 50, 60),
    Family("WIRE", "Ignition Wire Set", "Ignition", "Cylinders", ("4", "6", "8"),
           3, 2900, 1400, 900, 800),
    Family("DIST", "Distributor", "Ignition", "Title", _ONE, 3, 11900, 5500, 0, 2400),
    Family("COIL", "Ignition Coil", "Ignition", "Title", _ONE, 4, 3499, 1700, 0, 900),
    Family("PADS", "Brake Pads", "Brakes", "Position", _ENDS, 5, 2999, 1300, -300, 1900),
    Family("ROTR", "Brake Rotor", "Brakes", "Position", _ENDS, 5, 4499, 1600, -500, 7600),
    Family("CALI", "Brake Caliper", "Brakes", "Side", _SIDES, 4, 6900, 2100, 0, 4300),
    Family("BFLD", "Brake Fluid", "Brakes", "Pack", _PACKS, 2, 699, 350, 450, 1000),
    Family("BCLN", "Brake Cleaner", "Brakes", "Title", _ONE, 2, 549, 150, 0, 600),
    Family("BLIN", "Brake Line Kit", "Brakes", "Title", _ONE, 4, 2299, 1100, 0, 800),
    Family("MOIL", "Motor Oil 5 qt", "Oil", "Grade", ("0W-20", "5W-30", "10W-40", "20W-50"),
           3, 2499, 700, -50, 4500),
    Family("OFLT", "Oil Filter", "Oil", "Thread", ("M20", "M22", "3/4 in"), 4, 649, 260, 60, 450),
    Family("GOIL", "Gear Oil", "Oil", "Pack", _PACKS, 2, 1199, 400, 800, 1000),
    Family("DRNK", "Drain Plug Kit", "Oil", "Title", _ONE, 3, 599, 200, 0, 60),
    Family("RADI", "Radiator", "Cooling", "Rows", ("2", "3"), 4, 14900, 3800, 4500, 8900),
    Family("THRM", "Thermostat", "Cooling", "Opens at", ("160 F", "180 F", "195 F"),
           2, 999, 500, 50, 200),
    Family("CLNT", "Coolant", "Cooling", "Title", _ONE, 3, 1499, 500, 0, 4100),
    Family("HOSE", "Radiator Hose Kit", "Cooling", "Title", _ONE, 5, 2499, 700, 0, 1200),
    Family("WPMP", "Water Pump", "Cooling", "Title", _ONE, 5, 5400, 1700, 0, 3500),
    Family("BATT", "Battery", "Electrical", "Cold start", ("550 A", "650 A", "750 A"),
           2, 9900, 2500, 2000, 17500),
    Family("TERM", "Battery Terminal Pair", "Electrical", "Title", _ONE, 3, 899, 350, 0, 200),
    Family("ALTR", "Alternator", "Electrical", "Output", ("80 A", "100 A", "140 A"),
           2, 12900, 3500, 2500, 6400),
    Family("STRT", "Starter Motor", "Electrical", "Title", _ONE, 4, 11900, 2200, 0, 6100),
    Family("BELT", "Drive Belt", "Electrical", "Title", _ONE, 5, 1799, 500, 0, 350),
    Family("BULB", "Headlight Bulb", "Electrical", "Beam", ("Low", "High"), 4, 899, 700, 100, 80),
    Family("FUSE", "Fuse Kit", "Electrical", "Title", _ONE, 2, 799, 500, 0, 200),
    Family("SHOK", "Shock Absorber", "Suspension", "Position", _ENDS, 5, 4900, 2100, -400, 3200),
    Family("BUSH", "Bushing Kit", "Suspension", "Title", _ONE, 4, 1999, 900, 0, 900),
    Family("CTRL", "Control Arm", "Suspension", "Side", _SIDES, 4, 6400, 1900, 0, 4800),
    Family("COIS", "Coilover Kit", "Suspension", "Title", _ONE, 4, 44900, 15000, 0, 18000),
    Family("HEAD", "Header Set", "Exhaust", "Title", _ONE, 5, 17900, 6000, 0, 9800),
    Family("MUFF", "Muffler", "Exhaust", "Pipe", _PIPES, 3, 5900, 3100, 900, 5100),
    Family("CLMP", "Exhaust Clamp", "Exhaust", "Pipe", _PIPES, 1, 599, 0, 100, 250),
    Family("EGSK", "Header Gasket", "Exhaust", "Title", _ONE, 4, 1299, 500, 0, 150),
    Family("CLTC", "Clutch Kit", "Drivetrain", "Title", _ONE, 4, 14900, 5500, 0, 9300),
    Family("WIPE", "Wiper Blade", "Care", "Length", ("18 in", "20 in", "22 in", "24 in"),
           2, 899, 500, 100, 250),
    Family("WASH", "Washer Fluid", "Care", "Title", _ONE, 2, 499, 200, 0, 3900),
    Family("MATS", "Floor Mat Set", "Care", "Colour", ("Black", "Grey", "Tan"),
           3, 2999, 1500, 0, 3600),
    Family("CLTH", "Microfibre Pack", "Care", "Title", _ONE, 2, 899, 500, 0, 300),
    Family("TOOL", "Wrench Set", "Tools", "Title", _ONE, 5, 2999, 2500, 0, 2800),
    Family("JACK", "Jack Stand Pair", "Tools", "Load", ("2 t", "3 t", "6 t"),
           2, 3900, 1500, 1400, 6900),
    Family("LAMP", "Work Light", "Tools", "Title", _ONE, 4, 1999, 1500, 0, 700),
    Family("GLOV", "Work Gloves", "Tools", "Size", ("S", "M", "L", "XL"), 1, 799, 500, 0, 120),
    Family("CHRG", "Battery Charger", "Tools", "Title", _ONE, 3, 3999, 3000, 0, 1900),
    Family(GIFT, "Gift Card", "Gift Card", "Denominations", ("$25", "$50", "$100", "$200"),
           1, 2500, 0, 0, 0),
)
# fmt: on
