"""traffic: what is compared with what, by hand; what has not arrived; falls, places and gaps."""

import pytest
from pulse_store import put, salesops
from traffic_store import AS_OF, LAST, ago, orders, store, traffic

import salesops as notebook
from salesops.commands.traffic.traffic import opportunities
from salesops.commands.traffic.traffic import traffic as ask
from salesops.models.overdispersed import band, dispersion, errors, successive

pytestmark = [pytest.mark.usefixtures("loaded_once"), pytest.mark.slow]

WEEKS = 14


def steady(days=range(WEEKS * 7), pages=("/a", "/b"), each=100, fell=None, share=0.5):
    """The same visits by each page on every day, two of them bought; `fell` lost some this week."""
    rows = []
    for n in days:
        for place, page in enumerate(pages):
            wobble = (n * 7 + place * 3) % 5 - 2
            sessions = each + wobble
            if page == fell and n < 7:
                sessions = int(sessions * share)
            channel = "Email" if page == "/b" else "Direct"
            rows.append(f"{ago(n)},{channel},{page},{sessions},9,5,2,40")
    return rows


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quiet")
    return store(folder, steady(), **orders({ago(n): 5 for n in range(28)}))


def test_a_week_against_the_week_before_by_hand(tmp_path):
    """Page /a: 7 x 10 and 7 x 20; /b came new; today and the day before both weeks are out."""
    rows = [f"{ago(n)},Direct,/a,{10 if n < 7 else 20},4,3,1,5.50" for n in range(14)]
    rows += [f"{ago(n)},Email,/b,30,0,0,0,0" for n in range(7)]
    rows += ["2026-03-10,Direct,/a,999,0,0,0,0", f"{ago(14)},Direct,/a,999,0,0,0,0"]
    said = traffic(store(tmp_path, rows, **orders({LAST: 3})))
    assert (said["sessions"], said["purchases"], said["traffic_revenue"]) == (280, 7, "38.50")
    assert said["conversion"] == pytest.approx(7 / 280)
    row = said.row("pages", name="/a")
    assert (row["sessions"], row["before"], row["change"]) == (70, 140, -0.5)
    assert (row["conversion"], row["conversion_before"]) == (7 / 70, 7 / 140)
    assert (row["share"], row["revenue"]) == (0.25, "38.50")
    new = said.row("pages", name="/b")
    assert (new["change"], new["reason"], new["before"]) == (None, "new", 0)
    assert said.answer["context"]["from"].startswith("2026-03-03")
    assert said.answer["context"]["to"].startswith("2026-03-10T00:00")
    assert "Today is left out" in said.notes
    assert "counts 7 purchases and the web shop 3 orders" in said.notes


def test_a_quiet_shop_says_nothing(quiet):
    said = traffic(quiet)
    assert said.answer["findings"] == []
    _, out, _ = salesops("traffic", "--data", quiet, "--as-of", AS_OF)
    assert "Nothing fell beyond what is usual." in " ".join(out.split())


def test_what_has_not_arrived_is_absent_and_not_zero(tmp_path):
    """Visits end on Saturday: five days against the five a week before. 100 a day either way."""
    rows = [row for row in steady() if not row.startswith((str(LAST), str(ago(1))))]
    put(tmp_path, salesops='[freshness]\nmax_age = "72h"')
    store(tmp_path, rows, **orders({LAST: 1}))
    said = traffic(tmp_path, "--config", tmp_path / "salesops.toml")
    assert 980 < said["sessions"] < 1020
    assert abs(said.row("channels", name="all visits")["change"]) < 0.02
    assert "Visits: known until 2026-03-07. What the last 2 days of the window brought has not" in (
        said.notes
    )
    assert said.row("reach", export="Visits")["missing"] == 2
    assert said.answer["findings"] == []


def test_visits_that_end_too_early_conclude_nothing(tmp_path):
    rows = [row for row in steady(fell="/a") if row[:10] < str(ago(2))]
    said = traffic(store(tmp_path, rows, **orders({LAST: 1})))
    assert [f["code"] for f in said.answer["findings"]] == ["visits-stale"]
    _, out, _ = salesops("traffic", "--data", tmp_path, "--as-of", AS_OF)
    assert "The visits known here end with 2026-03-06" in " ".join(out.split())


def test_a_page_falls_beyond_the_usual(tmp_path):
    """/a halves: 700 to 347 or so; /b stays. All visits fall by a quarter, and are named first."""
    said = traffic(store(tmp_path, steady(fell="/a"), **orders({ago(n): 5 for n in range(28)})))
    found = said.finding("traffic-down")
    assert found["level"] == "error"
    assert [(f["by"], f["name"]) for f in found["facts"]["fallen"]] == [
        ("all", ""),
        ("channel", "Direct"),
        ("page", "/a"),
    ]
    assert found["facts"]["worst"] == "Direct"
    assert said.row("pages", name="/a")["verdict"] == "down"
    with notebook.open(tmp_path, as_of=AS_OF) as db:
        (offer,) = opportunities(ask(db))
    row = said.row("pages", name="/a")
    lost = row["before"] - row["sessions"]
    worth = lost * row["conversion_before"] * 20
    assert float(offer.amount) == pytest.approx(worth)
    assert (offer.about, offer.probability) == ("page /a", 0.25)


def test_a_fall_of_a_fifth_is_a_warning_and_of_less_none(tmp_path):
    pages = ("/a", *(f"/{n}" for n in range(9)))
    for name, share, level in (("x", 0.75, "warning"), ("y", 0.85, None)):
        (tmp_path / name).mkdir()
        rows = steady(pages=pages, fell="/a", share=share)
        said = traffic(store(tmp_path / name, rows, **orders({LAST: 1})))
        found = said.finding("traffic-down")
        assert (found and found["level"]) == level
        if found:
            assert [f["name"] for f in found["facts"]["fallen"]] == ["/a"]


def test_a_small_page_may_fall_as_it_likes(tmp_path):
    rows = steady() + [f"{ago(n)},Direct,/small,{1 if n < 7 else 9},0,0,0,0" for n in range(98)]
    assert traffic(store(tmp_path, rows, **orders({LAST: 1}))).answer["findings"] == []


def test_where_weeks_swing_a_fall_is_usual(tmp_path):
    """Every second week has half the visits: so has this one."""
    rows = [f"{ago(n)},Direct,/a,{60 if n // 7 % 2 == 0 else 120},9,5,2,40" for n in range(98)]
    said = traffic(store(tmp_path, rows, **orders({LAST: 1})))
    assert said.row("pages", name="/a")["change"] == -0.5
    assert said.answer["findings"] == []


def test_a_day_without_visits_is_a_gap(tmp_path):
    """It stands in no sum: six days against six."""
    rows = [row for row in steady() if not row.startswith(str(ago(3)))]
    said = traffic(store(tmp_path, rows, **orders({LAST: 1})))
    found = said.finding("tracking-gap")
    assert found["facts"] == {"days": [str(ago(3))]}
    assert said.row("reach", export="Visits")["missing"] == 1
    assert 1190 < said["sessions"] < 1210


def test_orders_without_a_purchase_are_not_tracked(tmp_path):
    rows = [
        row.replace(",9,5,2,40", ",9,5,0,0") if row.startswith(str(ago(2))) else row
        for row in steady()
    ]
    said = traffic(store(tmp_path, rows, **orders({ago(n): 5 for n in range(28)})))
    found = said.finding("purchases-untracked")
    assert found["facts"] == {"days": [str(ago(2))], "orders": 5}
    assert [f["code"] for f in said.answer["findings"]] == ["purchases-untracked"]


def test_orders_by_telephone_are_no_sign_of_it(tmp_path):
    rows = [row.replace(",9,5,2,40", ",9,5,0,0") for row in steady()]
    files = orders({LAST: 9}, channel="phone")
    web = orders({LAST: 1})
    files = {name: f"{text}\n" + web[name].split("\n", 1)[1] for name, text in files.items()}
    assert traffic(store(tmp_path, rows, **files)).answer["findings"] == []


def test_one_visit_said_by_two_files_counts_once(quiet, tmp_path):
    """By device as well, which knows a few less: all visits stay, and the few are a row."""
    first = traffic(quiet)
    rows = [f"{ago(n)},{d},95" for n in range(98) for d in ("phone", "desktop")]
    folder = store(tmp_path, steady(), **orders({LAST: 1}))
    put(folder, devices="\n".join(["day,device,sessions", *rows]))
    assert traffic(folder)["sessions"] == first["sessions"]
    said = traffic(folder, "--by", "device")
    assert said.column("devices", "name", "sessions") == [
        ("desktop", 665),
        ("phone", 665),
        ("(not split by device)", 67),
        ("all visits", 1397),
    ]
    assert said.table("channels") == []


def test_what_a_split_does_not_hold_is_a_row(tmp_path):
    """The second shop has no pages: its visits stand by themselves."""
    folder = store(tmp_path, steady(), **orders({LAST: 1}))
    rows = [f"S,{ago(n)},Direct,10" for n in range(98)]
    put(folder, other="\n".join(["shop_id,day,channel,sessions", *rows]))
    said = traffic(folder)
    assert said.row("pages", name="(not split by page)")["sessions"] == 70


def search(place, n, times=50):
    return f"{ago(n)},{'mug' if place else 'cup'},{times // 10},{times},{place or 3}"


SEARCH = "day,query,clicks,impressions,position"


def test_places_lost_by_hand(tmp_path):
    """Known until Saturday. mug: 4 then 10.5 on half of the days: (4 + 10.5 x 3) / .. by weight."""
    rows = [search(0, n) for n in range(2, 30)]
    rows += [search(4 if n > 4 else 10.5, n, 50 if n > 4 else 100) for n in range(2, 30)]
    folder = store(tmp_path, steady(), **orders({LAST: 1}))
    put(folder, search="\n".join([SEARCH, *rows]))
    said = traffic(folder)
    row = said.row("searches", name="mug")
    assert (row["impressions"], row["impressions_before"]) == (400, 250)
    assert row["position"] == pytest.approx((10.5 * 300 + 4 * 100) / 400)
    assert (row["position_before"], row["clicks"]) == (4, 40)
    assert said.answer["findings"] == []  # 4.875 places
    assert said.row("reach", export="Web search")["last_day"] == "2026-03-07"
    put(folder, search="\n".join([SEARCH, *(r.replace("10.5", "14.9") for r in rows)]))
    said = traffic(folder)
    assert said.finding("ranking-drop")["level"] == "warning"
    put(folder, search="\n".join([SEARCH, *(r.replace("10.5", "18") for r in rows)]))
    found = traffic(folder).finding("ranking-drop")
    assert (found["level"], found["facts"]["worst"]) == ("error", "mug")
    assert found["facts"]["dropped"][0]["lost"] == 10.5


def test_search_alone_answers_by_query(tmp_path):
    put(tmp_path, search="\n".join([SEARCH, *(search(0, n) for n in range(20))]))
    said = traffic(tmp_path, "--by", "query")
    assert said.row("searches", name="all clicks")["clicks"] == 35
    assert "sessions" not in said.answer["metrics"]
    code, _, err = salesops("traffic", "--data", tmp_path, "--as-of", AS_OF, "--by", "page")
    assert code == 3
    assert "traffic_daily" in err


def test_dates_hold_what_queries_do_not_name(tmp_path):
    """Two splits of one thing: of the days 9 clicks, of queries 5."""
    put(tmp_path, queries="\n".join([SEARCH, *(search(0, n) for n in range(20))]))
    dates = [f"{ago(n)},9,90,5" for n in range(20)]
    put(tmp_path, dates="\n".join(["day,clicks,impressions,position", *dates]))
    said = traffic(tmp_path, "--by", "query")
    assert said.column("searches", "name", "clicks") == [
        ("cup", 35),
        ("(not named)", 28),
        ("all clicks", 63),
    ]


def test_the_first_week_has_nothing_before_it(tmp_path):
    """Its own numbers stand; nothing is called new."""
    said = traffic(store(tmp_path, steady(range(7)), **orders({LAST: 1})))
    assert said.row("pages", name="all visits")["reason"] == "no history"
    assert said.column("pages", "before", "change") == [(None, None)] * 3
    assert 1390 < said["sessions"] < 1410
    assert said.answer["findings"] == []
    _, out, _ = salesops("traffic", "--data", tmp_path, "--as-of", AS_OF)
    assert "nothing is known of a week earlier" in " ".join(out.split())


def test_a_day_is_compared_with_its_weekday(quiet):
    said = traffic(quiet, "--since", "yesterday")
    assert said.answer["context"]["from"].startswith(str(LAST))
    assert said.row("reach", export="Visits")["window"] == f"{LAST} to {LAST}"


@pytest.mark.parametrize("since", ["2026-03-10", "2019-01-01"])
def test_a_window_without_a_day_or_with_more_than_there_is(quiet, since):
    said = traffic(quiet, "--since", since)
    assert said.answer["findings"] == []


def test_zero_rows(tmp_path):
    said = traffic(store(tmp_path, [], **orders({LAST: 1})))
    assert said["sessions"] is None
    assert [f["code"] for f in said.answer["findings"]] == ["visits-stale"]


def test_hostile_text_stays_text(tmp_path):
    rows = steady(pages=("/<script>alert(1)</script>", "=1+1"))
    store(tmp_path, rows, **orders({LAST: 1}))
    ask = ("traffic", "--data", tmp_path, "--as-of", AS_OF, "--by", "page", "--format")
    assert "<script>" not in salesops(*ask, "html")[1]
    assert "\n'=1+1," in salesops(*ask, "csv")[1]


def test_what_is_not_stated_is_said(tmp_path):
    put(tmp_path, visits="\n".join(["day,sessions", *(f"{ago(n)},50" for n in range(20))]))
    said = traffic(tmp_path)
    for words in (
        "No export of web search",
        "No export splits the visits of these days by page",
        "does not say which visits bought",
    ):
        assert words in said.notes
    assert (said["sessions"], said["conversion"]) == (350, None)


def test_an_unknown_split_is_refused(quiet):
    code, _, err = salesops("traffic", "--data", quiet, "--as-of", AS_OF, "--by", "pages")
    assert code == 2
    assert "page" in err


def test_spread_by_hand():
    """(110-90)^2/200 = 2, (90-100)^2/190 = .526..; chance alone is 1."""
    assert successive([110, 90, 100]) == [(110, 90), (90, 100)]
    assert successive([1, 2, 3, 4], 2) == [(1, 3), (2, 4)]
    assert dispersion(successive([110, 90, 100])) == pytest.approx((2 + 100 / 190) / 2)
    assert dispersion([(100, 100)]) == 1.0
    assert errors(50, 150, 2.0) == pytest.approx(100 / 20)
    assert band(200, 1.0) == pytest.approx(0.196)
    assert band(0, 1.0) is None


def test_days_without_a_session_are_known_and_empty(tmp_path):
    said = store(tmp_path, [f"{ago(n)},Direct,/a,0,0,0,0,0" for n in range(14)])
    _, out, _ = salesops("traffic", "--data", said, "--as-of", AS_OF)
    assert "0 sessions in the 7 days to 2026-03-09, none a week earlier" in " ".join(out.split())


def test_more_purchases_than_orders_are_not_a_share(tmp_path):
    said = traffic(store(tmp_path, steady(), **orders({ago(n): 1 for n in range(7)})))
    assert "counts 28 purchases and the web shop 7 orders" in said.notes


def test_a_shop_whose_visits_end_earlier_is_named(tmp_path):
    """North is known of all 7 days, south of 5: 7 x 100 and 5 x 10 sessions."""
    header = "shop_id,day,sessions"
    rows = [f"north,{ago(n)},100" for n in range(14)]
    rows += [f"south,{ago(n)},10" for n in range(2, 14)]
    said = traffic(put(tmp_path, visits="\n".join([header, *rows])))
    assert said["sessions"] == 7 * 100 + 5 * 10
    assert f"Visits of south: known until {ago(2)}." in said.notes


def test_web_search_alone_is_shown_where_visits_lack(tmp_path):
    rows = [f"{ago(n)},{20 + n},1000,2%,6.1" for n in range(14)]
    found = put(tmp_path, Dates="\n".join(["Date,Clicks,Impressions,CTR,Position", *rows]))
    said = traffic(found)
    assert said["clicks"] == sum(20 + n for n in range(7))
    assert said["sessions"] is None  # there, for reports name it
    assert not said.table("searches")
    assert "No export of visits is loaded" in said.notes
    assert "does not split it by query or page" in said.notes


def test_a_total_that_says_so_behind_the_last_cell_is_excluded(tmp_path):
    """As Analytics' explorations write it; a longer row that says something else is rejected."""
    rows = [f"{ago(n):%Y%m%d},Direct,50" for n in range(14)]
    head = ["# Free form 1", "Date,Session primary channel group (Default Channel Group),Sessions"]
    said = traffic(put(tmp_path, ga4="\n".join([*head, ",,700,Grand total", *rows])))
    assert said.row("channels", name="Direct")["sessions"] == said["sessions"] == 350
    counted = said.answer["context"]["rows"]
    assert (counted["in"], counted["excluded"], counted["rejected"]) == (15, 1, 0)
    put(tmp_path, ga4="\n".join([*head, ",,700,All in all", *rows]))
    assert traffic(tmp_path).finding("rejected-rows")


def test_sources_says_why_a_file_gives_no_row(tmp_path):
    put(tmp_path, Queries="Top queries,Clicks,Impressions,CTR,Position\ncup,1,10,10%,3")
    _, out, _ = salesops("sources", "--data", tmp_path)
    assert "1 of 1 file is recognised" in out
    assert "Queries.csv: passed over, for no row says its day." in out
