"""The team's eight files, one after the other."""

from pathlib import Path

from store_accounts import ACCOUNTS, account_rows
from store_credits import CREDITS, PLANS, credit_rows
from store_csv import write
from store_deals import deals
from store_deals_accounts import meet
from store_deals_activities import ACTIVITIES, activities, activity_rows, last_acts
from store_deals_amounts import steer
from store_deals_files import DEALS, HISTORY, deal_rows, history_rows
from store_deals_leads import LEADS, lead_rows, leads
from store_deals_owners import give
from store_deals_team import QUOTAS, REPS, quota_rows, rep_rows
from store_papers import write_papers


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
    write(out / "accounts.csv", ACCOUNTS, account_rows(found))
    write(out / "reps.csv", REPS, rep_rows())
    write(out / "quotas.csv", QUOTAS, quota_rows())
    write(out / "credits.csv", CREDITS, credit_rows(found))
    (out / "commission.toml").write_text(PLANS, encoding="utf-8", newline="\n")
    write_papers(out, found)
