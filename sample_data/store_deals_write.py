"""The team's six files, one after the other."""

from pathlib import Path

from store_csv import write
from store_deals import deals
from store_deals_accounts import meet
from store_deals_activities import ACTIVITIES, activities, activity_rows, last_acts
from store_deals_amounts import steer
from store_deals_files import DEALS, HISTORY, deal_rows, history_rows
from store_deals_leads import LEADS, lead_rows, leads
from store_deals_owners import give
from store_deals_team import QUOTAS, REPS, quota_rows, rep_rows


def write_team(out: Path) -> None:
    """Write what the sales team's CRM exports."""
    found = deals()
    give(found)
    steer(found)
    meet(found)
    acts = activities(found)
    write(out / "deals.csv", DEALS, deal_rows(found, last_acts(acts)))
    write(out / "deal_stage_history.csv", HISTORY, history_rows(found))
    write(out / "activities.csv", ACTIVITIES, activity_rows(acts))
    write(out / "leads.csv", LEADS, lead_rows(leads(found)))
    write(out / "reps.csv", REPS, rep_rows())
    write(out / "quotas.csv", QUOTAS, quota_rows())
