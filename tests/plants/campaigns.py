"""One case of each finding of campaigns: too dear, groups chosen, spend without sales or old."""

from collections import Counter
from decimal import Decimal

from planting import Plant, rows
from pulse import rejected_rows, stale_data

MAILED = "July newsletter"
DEAR = Decimal(20000)
"""More than the newsletter's gross profit can be, by its interval."""
LOYAL = 3
"""Orders that make a loyal customer."""
LAST = "2026-09-08"
FROM, UNTIL = "2026-08-21", "2026-09-18"
"""The last four weeks of spend."""


def campaign_loses(exports):
    """Sending the newsletter cost 20,000."""
    with rows(exports / "marketing_spend.csv") as lines:
        (sent,) = (row for row in lines if row["Campaign"] == MAILED)
        sent["Cost"] = str(DEAR)
    return {"campaign": MAILED, "method": "control", "spend": "20000.00"}


def groups_differ(exports):
    """The newsletter went to the loyal, and who ordered seldom was held back."""
    with rows(exports / "orders_export.csv") as lines:
        bought = Counter(row["Email"].lower() for row in lines if row["Id"])
    with rows(exports / "campaign_members.csv") as lines:
        for row in lines:
            if row["campaign"] == MAILED:
                loyal = bought[row["email"].lower()] >= LOYAL
                row["group"] = "treatment" if loyal else "holdout"
    return {"campaign": MAILED}


def spend_without_sales(exports):
    """The last four weeks of the advertisements cost three times as much; orders are as they were.

    So that they are no more than before, every eighth order of these weeks is taken out.
    """
    with rows(exports / "marketing_spend.csv") as lines:
        for row in lines:
            if row["Campaign"] == "Shopping" and row["Day"] >= FROM:
                row["Cost"] = str(3 * Decimal(row["Cost"]))
    with rows(exports / "orders_export.csv") as lines:
        new = [row["Name"] for row in lines if row["Id"] and FROM <= row["Created at"] < UNTIL]
        out = set(new[::8])
        lines[:] = [row for row in lines if row["Name"] not in out]
    with rows(exports / "transactions_export.csv") as lines:
        lines[:] = [row for row in lines if row["Order"] not in out]
    return {"channel": "google ads"}


def spend_stale(exports):
    """The spend ends nine days before the question does."""
    with rows(exports / "marketing_spend.csv") as lines:
        lines[:] = [row for row in lines if row["Day"] <= LAST]
    return {"last_day": LAST, "days": 9}


PLANTS = {
    "campaign-loses": Plant(campaign_loses),
    "groups-differ": Plant(groups_differ),
    "spend-without-sales": Plant(spend_without_sales),
    "spend-stale": Plant(spend_stale),
    "stale-data": Plant(stale_data, arguments=("--since", "1y")),
    "rejected-rows": Plant(rejected_rows),
}
