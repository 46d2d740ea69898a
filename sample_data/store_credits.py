"""How reps are paid: the plans, and the deals that one of the field and one inside share."""

from collections.abc import Iterator

from store_csv import Row
from store_deals import WON, Deal
from store_deals_files import deal_id
from store_deals_team import FIELD, TEAM, works
from store_dice import Dice

CREDITS = ["deal_id", "sales_rep", "share"]
_KEY = 131
_SHARED = 120
"""In thousandths of the deals that are won."""
_SHARES = ((80, 20), (70, 30), (50, 50))

# What salesops commission reads.
PLANS = """\
# How the sample's reps are paid. Everything in this folder is invented: see README.md.
default = "Inside"

[[plans]]
name = "Inside"
period = "month"
rate = "5 %"
draw = { amount = 150, recoverable = true }

[[plans.spiffs]]
name = "Workshop starter set"
amount = 20
per = "product"
product = "Workshop starter set"

[[plans]]
name = "Field"
period = "quarter"
by = "attainment"
tiers = [
    { from = "0 %", rate = "4 %" },
    { from = "80 %", rate = "6 %" },
    { from = "120 %", rate = "8 %" },
]
cap = 6000
clawback = { within = "180d" }

[[plans.spiffs]]
name = "Quota reached"
amount = 250
per = "period"
attainment = "100 %"

[teams]
Field = "Field"
Inside = "Inside"
"""


def credit_rows(deals: list[Deal]) -> Iterator[Row]:
    """Yield a row for each of two who share a deal: the owner, and one of the other team."""
    teams = {rep.name: rep.team for rep in TEAM}
    for deal in deals:
        dice = Dice(_KEY, deal.number)
        if deal.stage != WON or not dice.chance(_SHARED):
            continue
        ended = deal.ends
        others = [
            rep.name
            for rep in TEAM
            if (rep.team == FIELD) != (teams[deal.owner] == FIELD)
            and works(rep, ended.year, ended.month)
        ]
        own, other = dice.pick(_SHARES)
        for name, share in ((deal.owner, own), (dice.pick(others), other)):
            yield {"deal_id": deal_id(deal), "sales_rep": name, "share": f"0.{share:02}"}
