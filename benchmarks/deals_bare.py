"""The SQL that an analyst would write by hand for what commands about deals answer.

It answers the same of the data of benchmarks/deals.py and of no other: no names to match, no
several pipelines, no price list, no stages file.
"""

_WAITS = """
    CREATE OR REPLACE TEMP TABLE waits AS
    WITH moves AS (
        SELECT deal_id, stage, entered_local, source_row, lag(stage) OVER (
            PARTITION BY deal_id ORDER BY entered_local, source_row) AS stage_before
        FROM deal_stage_history
    ),
    stays AS (
        SELECT deal_id, stage, entered_local, lead(entered_local) OVER (
            PARTITION BY deal_id ORDER BY entered_local, source_row) AS exited_local
        FROM moves WHERE stage IS DISTINCT FROM stage_before
    )
    SELECT s.stage, s.deal_id, s.entered_local, s.exited_local,
        date_diff('day', s.entered_local, s.exited_local) AS days, d.is_closed, d.is_won
    FROM stays AS s INNER JOIN deals AS d USING (deal_id)"""
_USUAL = """
    CREATE OR REPLACE TEMP TABLE usual AS
    SELECT stage, median(days) FILTER (is_won) AS median_days,
        quantile_cont(days, 0.75) FILTER (is_won) AS p75,
        (count(DISTINCT deal_id) FILTER (is_won) + 10 * (SELECT avg(is_won::INT) FROM deals
            WHERE is_closed)) / (count(DISTINCT deal_id) FILTER (is_closed) + 10) AS chance
    FROM waits GROUP BY stage"""
_OPEN = """
    CREATE OR REPLACE TEMP TABLE opened AS
    SELECT d.deal_id, d.name, d.account, d.owner_id, r.name AS owner, d.stage, d.amount,
        d.close_date, date_trunc('month', d.close_date) AS month,
        (d.amount * coalesce(d.probability, u.chance)::DECIMAL(9,6))::DECIMAL(18,2) AS weighted,
        CASE WHEN d.probability IS NULL THEN 'own history' ELSE 'stated' END AS basis,
        date_diff('day', w.entered_local, TIMESTAMP '2026-09-18 15:00') AS days,
        days > u.p75 AS stale, d.close_date < DATE '2026-09-18' AS overdue, d.next_step IS NULL
            AS stepless
    FROM deals AS d
    LEFT JOIN reps AS r ON d.owner_id = r.rep_id
    LEFT JOIN waits AS w ON d.deal_id = w.deal_id AND d.stage = w.stage AND w.exited_local IS NULL
    LEFT JOIN usual AS u ON d.stage = u.stage
    WHERE NOT d.is_closed"""
_PARTS = """
    SELECT stage, owner_id, month, basis, count(*), count(amount), sum(amount), sum(weighted),
        median(days), count(*) FILTER (overdue), sum(amount) FILTER (overdue),
        count(*) FILTER (stale), sum(amount) FILTER (stale), count(*) FILTER (stepless),
        sum(amount) FILTER (stepless), count(owner_id)
    FROM opened GROUP BY GROUPING SETS ((), (stage), (owner_id), (month), (basis))"""
_ISSUES = """
    SELECT * FROM opened
    WHERE overdue OR stale OR stepless OR owner_id IS NULL OR amount IS NULL
    ORDER BY amount DESC NULLS LAST LIMIT 10"""
_LARGEST = "SELECT account, sum(amount) FROM opened GROUP BY account ORDER BY 2 DESC LIMIT 1"
_CLOSED = """
    SELECT count(*) FILTER (is_won), count(*) FILTER (is_closed), avg(amount) FILTER (is_won),
        avg(date_diff('day', created_day, closed_day)) FILTER (is_won),
        median(date_diff('day', created_day, closed_day)) FILTER (is_won)
    FROM deals"""
_STAGES = """
    SELECT stage, avg(nth) AS place FROM (
        SELECT stage, row_number() OVER (PARTITION BY deal_id ORDER BY entered_local) AS nth
        FROM waits
    ) GROUP BY stage ORDER BY place"""
_COVERED = """
    SELECT t.scope_id, max(t.value), sum(d.amount) FILTER (d.is_won),
        sum(d.amount) FILTER (NOT d.is_closed)
    FROM targets AS t LEFT JOIN deals AS d ON t.scope_id = d.owner_id
        AND coalesce(d.closed_day, d.close_date) BETWEEN DATE '2026-09-01' AND DATE '2026-09-30'
    GROUP BY t.scope_id"""
_PRODUCTS = "SELECT product, count(*) FROM deals GROUP BY product"

_PLACED = """
    CREATE OR REPLACE TEMP TABLE placed AS
    SELECT deal_id, entered_local, is_won, is_closed, stage,
        list_position(['Qualified', 'Needs', 'Demo', 'Proposal', 'Negotiation', 'Won'], stage)
            AS place
    FROM waits"""
_MOVED = """
    WITH firsts AS (
        SELECT deal_id, place, min(entered_local) AS first_local, any_value(is_won) AS is_won,
            any_value(is_closed) AS is_closed
        FROM placed WHERE place < 6 GROUP BY deal_id, place
    ),
    reached AS (
        SELECT f.deal_id, f.place, f.is_won, f.is_closed, max(p.place) AS furthest
        FROM firsts AS f
        LEFT JOIN placed AS p ON f.deal_id = p.deal_id AND p.entered_local > f.first_local
        GROUP BY ALL
    )
    SELECT place, count(*), count(*) FILTER (furthest > place OR is_won),
        count(*) FILTER (furthest >= 3 OR is_won), count(*) FILTER (furthest >= 4 OR is_won),
        count(*) FILTER (furthest >= 5 OR is_won), count(*) FILTER (is_won),
        count(*) FILTER (NOT is_closed AND coalesce(furthest, 0) <= place)
    FROM reached GROUP BY place"""
_TIMES = """
    SELECT stage, is_won, is_closed, exited_local IS NULL AS there, count(*), median(days),
        quantile_cont(days, 0.75), quantile_cont(days, 0.9)
    FROM waits GROUP BY ALL"""
_BACK = """
    SELECT count(*) FILTER (place < before), count(*) FILTER (place > before + 1) FROM (
        SELECT place, lag(place) OVER (PARTITION BY deal_id ORDER BY entered_local) AS before
        FROM placed WHERE place IS NOT NULL
    )"""
_SPANS = """
    SELECT date_diff('day', entered_local, TIMESTAMP '2026-09-18 15:00') // 90 AS span, stage,
        count(*), median(days), count(*) FILTER (is_won), count(*) FILTER (is_closed)
    FROM waits WHERE entered_local > TIMESTAMP '2025-06-01' GROUP BY ALL"""

BARE = {
    "pipeline": (
        _WAITS, _USUAL, _OPEN, _PARTS, _ISSUES, _LARGEST, _CLOSED, _STAGES, _COVERED, _PRODUCTS,
    ),
    "stages": (_WAITS, _STAGES, _PLACED, _MOVED, _TIMES, _BACK, _SPANS),
}  # fmt: skip
"""By command: statements, each once."""
