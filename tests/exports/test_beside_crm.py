"""Deals, leads, activities and reps are as they were at as-of, and in one currency."""

from decimal import Decimal

import pytest
from exports_loading import FLAT, accounted, lines, opened, put

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue
from salesops.exports.recognise import Near
from salesops.settings import Settings

ORDERS = lines(FLAT, "1001,2026-03-01 09:00,A,1,10,EUR", "1002,2026-03-09 09:00,A,1,10,EUR")
DEALS = lines(
    "deal_id,stage,stage_entered_at,is_closed,is_won,amount,currency,probability,created_at,"
    "close_date,closed_at,last_activity_at,lost_reason",
    "won,Closed Won,2026-03-02 10:00,true,true,10,EUR,1,2026-01-01,2026-03-02,2026-03-02 10:00,"
    "2026-03-01 10:00,",
    "wins,Closed Won,2026-03-06 10:00,true,true,20,EUR,1,2026-01-01,2026-03-06,2026-03-06 10:00,"
    "2026-03-06 10:00,",
    "loses,Closed Lost,2026-03-05,true,false,30,EUR,0,2026-01-01,2026-03-05,2026-03-05,"
    "2026-03-01 10:00,price",
    "moves,Proposal,2026-03-07 10:00,false,false,40,EUR,0.6,2026-01-01,2026-04-30,,,",
    "comes,New,,false,false,50,EUR,0.1,2026-03-05 00:00,2026-04-30,,,",
    "dollars,New,,false,false,60,USD,0.1,2026-01-01,2026-04-30,,,",
)
HISTORY = lines(
    "deal_id,stage,entered_at,exited_at,amount,currency",
    "wins,New,2026-01-01 10:00,2026-03-06 10:00,20,EUR",
    "wins,Closed Won,2026-03-06 10:00,,20,EUR",
    "dollars,New,2026-01-01 10:00,,60,USD",
    "moves,Demo,2026-02-01 10:00,,35,EUR",
    "moves,Proposal,2026-03-07 10:00,,40,EUR",
)
LEADS = lines(
    "lead_id,created_at,status,is_converted,converted_at,deal_id,first_touch_at",
    "was,2026-03-01 10:00,Converted,true,2026-03-02 10:00,won,2026-03-01 11:00",
    "will,2026-03-01 10:00,Converted,true,2026-03-08 10:00,wins,2026-03-05 11:00",
    "comes,2026-03-05 00:00,New,false,,,",
)
CALLS = lines(
    "activity_id,created_at,happened_at,type,done,minutes",
    "did,2026-03-01,2026-03-02 10:00,call,true,5",
    "does,2026-03-01,2026-03-06 10:00,call,true,5",
    "plans,2026-03-01,2026-03-08 10:00,meeting,false,",
    "enters,2026-03-06,2026-03-06 10:00,call,true,5",
    "nowhen,,2026-03-06 10:00,call,true,5",
)
REPS = lines(
    "rep_id,name,start_date,end_date,is_active",
    "a,Ann,2025-01-01,,true",
    "b,Bo,2025-01-01,2026-03-31,false",
    "c,Cy,2026-03-05,,true",
)
ACCOUNTS = lines(
    "account_id,name,annual_revenue,currency,created_at,last_activity_at",
    "x,X,100,USD,2025-01-01,2026-03-06",
    "y,Y,100,EUR,2026-03-06,",
)
FILES = {
    "orders.csv": ORDERS,
    "deals.csv": DEALS,
    "history.csv": HISTORY,
    "leads.csv": LEADS,
    "calls.csv": CALLS,
    "reps.csv": REPS,
    "accounts.csv": ACCOUNTS,
}
AS_OF = "2026-03-05"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = put(tmp_path_factory.mktemp("crm"), FILES)
    with opened(folder, as_of=AS_OF, currency="EUR") as found:
        yield found


def asked(book, sql):
    return book.engine.run(sql).tuples


def test_a_deal_that_goes_on_later_is_in_the_stage_that_its_history_tells_or_nobody_knows(book):
    found = asked(
        book,
        "SELECT deal_id, stage, is_closed, is_won, probability, close_date::VARCHAR, "
        "closed_day::VARCHAR, last_activity_day::VARCHAR, lost_reason FROM deals ORDER BY 1",
    )
    assert found == [
        ("loses", None, False, False, None, None, None, "2026-03-01", None),
        ("moves", "Demo", False, False, None, "2026-04-30", None, None, None),
        ("wins", "New", False, False, None, None, None, None, None),
        ("won", "Closed Won", True, True, 1.0, "2026-03-02", "2026-03-02", "2026-03-01", None),
    ]


def test_a_stage_is_not_left_before_it_is(book):
    found = asked(
        book, "SELECT deal_id, stage, exited_at, amount FROM deal_stage_history ORDER BY 1"
    )
    assert found == [
        ("dollars", "New", None, None),
        ("moves", "Demo", None, Decimal(35)),
        ("wins", "New", None, Decimal(20)),
    ]
    assert asked(book, "SELECT amount FROM deals WHERE deal_id = 'moves'") == [(Decimal(35),)]


def test_a_lead_that_converts_later_is_none_yet(book):
    found = asked(
        book,
        "SELECT lead_id, status, is_converted, deal_id, first_touch_at IS NULL FROM leads "
        "ORDER BY 1",
    )
    assert found == [("was", "Converted", True, "won", False), ("will", None, False, None, True)]


def test_what_takes_place_later_is_planned(book):
    found = asked(book, "SELECT activity_id, done, minutes FROM activities ORDER BY 1")
    assert found == [("did", True, Decimal(5)), ("does", False, None), ("plans", False, None)]


def test_who_leaves_later_is_there_and_who_comes_later_is_not(book):
    found = asked(book, "SELECT rep_id, end_date, is_active FROM reps ORDER BY 1")
    assert found == [("a", None, True), ("b", None, True)]
    assert asked(book, "SELECT account_id, annual_revenue, last_activity_day FROM accounts") == [
        ("x", None, None)
    ]


def test_every_row_is_accounted_for(book):
    accounted(book)
    assert book.rows.reasons == {
        "in another currency than EUR": 1,
        "stamped at or after as-of": 9,
    }


def test_deals_are_converted_on_the_day_they_closed_and_open_ones_by_the_latest_rate(tmp_path):
    rates = tmp_path / "rates.txt"
    rates.write_text("day,currency,rate\n2026-01-01,USD,0.5\n2026-03-04,USD,0.1\n")
    rows = ("early,Won,100,USD,2026-03-01", "open,New,100,USD,", "plain,Won,100,EUR,2026-03-01")
    put(
        tmp_path,
        {
            "orders.csv": ORDERS,
            "deals.csv": lines("deal_id,stage,amount,currency,closed_at", *rows),
            "history.csv": lines(
                "deal_id,stage,entered_at,amount,currency",
                "early,New,2026-01-02,100,USD",
                "open,New,2026-01-02,200,",
            ),
            "accounts.csv": lines("account_id,name,annual_revenue,currency", "x,X,100,USD"),
        },
    )
    tables = ("orders", "deals", "deal_stage_history", "accounts")
    with opened(tmp_path, tables=tables, currency="EUR", fx=rates) as book:
        found = asked(book, "SELECT deal_id, amount, currency FROM deals ORDER BY 1")
        assert found == [
            ("early", Decimal(50), "EUR"),
            ("open", Decimal(10), "EUR"),
            ("plain", Decimal(100), "EUR"),
        ]
        # By the rate of the deal itself: a rate that moved makes no deal grow or shrink.
        assert asked(book, "SELECT amount FROM deal_stage_history ORDER BY 1") == [
            (Decimal(20),),
            (Decimal(50),),
        ]
        assert asked(book, "SELECT annual_revenue FROM accounts") == [(Decimal(10),)]


def test_of_two_exports_the_deal_changed_last_counts(tmp_path):
    head = "deal_id,stage,amount,updated_at"
    put(
        tmp_path,
        {
            "a.csv": lines(head, "d1,Won,20,2026-03-09 10:00", "d2,New,5,2026-03-01 10:00"),
            "b.csv": lines(head, "d1,Talks,10,2026-03-01 10:00"),
        },
    )
    with opened(tmp_path, tables=("deals",)) as book:
        found = asked(book, "SELECT deal_id, stage, amount FROM deals ORDER BY 1")
        assert found == [("d1", "Won", Decimal(20)), ("d2", "New", Decimal(5))]
        accounted(book)


def test_quotas_of_reps_in_two_files_are_all_there(tmp_path):
    head = "QuotaOwnerId,StartDate,QuotaAmount"
    put(
        tmp_path,
        {"a.csv": lines(head, "a,2026-02-01,10"), "b.csv": lines(head, "b,2026-02-01,20")},
    )
    with opened(tmp_path, tables=("targets",)) as book:
        found = asked(book, "SELECT scope_id, period, value FROM targets ORDER BY 1")
        assert found == [("a", "2026-02", Decimal(10)), ("b", "2026-02", Decimal(20))]


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ("Id,StageName,CloseDate,Amount", "salesforce_opportunities"),
        ("Id,OpportunityId,StageName,CreatedDate,CloseDate", "salesforce_history"),
        ("Opportunity Name,From Stage,To Stage,Last Modified,Stage", "salesforce_history"),
        ("Opportunity Name,Stage,Close Date,Amount", "salesforce_report"),
        ("opportunity_id,stage,amount,close_date,owner", "deals_flat"),
        ("deal_id,deal_name,deal_stage,amount", "deals_flat"),
        ("deal_id,stage,amount,currency,created_at,closed_at,is_won", "canonical"),
        ("Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Owner", "pipedrive_deals"),
        ("Id,Company,Status,Email", "salesforce_leads"),
        ("Id,WhoId,Status,ActivityDate,Subject", "salesforce_tasks"),
    ],
)
def test_each_export_is_taken_for_what_it_is(tmp_path, header, source):
    row = ",".join("1" * len(header.split(",")))
    put(tmp_path, {"list.csv": f"{header}\n{row}\n"})
    (found,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    assert found.found.source.name == source


def test_two_tables_side_by_side_are_none_of_them(tmp_path):
    """As a description of data heads its lists of columns."""
    heads = lines(
        "accounts,,,,,sales_teams,,",
        "account,sector,employees,,,sales_agent,manager,regional_office",
        "products,,,,,sales_pipeline,,",
    )
    put(tmp_path, {"dictionary.csv": heads})
    (found,) = Catalogue(Options(data=(tmp_path,)), Settings()).files
    assert isinstance(found.found, Near)


def test_a_report_and_a_data_loader_file_tell_of_the_same_deal(tmp_path):
    """Reports write ids of 15 letters, all else of 18."""
    put(
        tmp_path,
        {
            "report.csv": lines(
                "Opportunity ID,Opportunity Name,Stage,Amount",
                "0065f00000AbCdE,Ovens,Prospecting,10",
                "0065f00000ABcde,Trays,Prospecting,20",
            ),
            "extract.csv": lines(
                "Id,StageName,CloseDate,Amount,LastModifiedDate",
                "0065f00000AbCdEAAV,Closed Won,2026-03-01,12,2026-03-01T10:00:00.000Z",
            ),
        },
    )
    with opened(tmp_path, tables=("deals",)) as book:
        found = asked(book, "SELECT deal_id, amount FROM deals ORDER BY 1")
        assert found == [("0065f00000ABcdeAAD", Decimal(20)), ("0065f00000AbCdEAAV", Decimal(12))]
        accounted(book)
