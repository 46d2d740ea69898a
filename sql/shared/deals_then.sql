-- Each deal as it stood when the time of deal_span began.
-- reads: deal_span, deal_facts, deal_stages
-- may read: deal_snapshots, deal_stage_history
-- not kept: of deals that were closed long before it says nothing, and deal_span is made by a question.
-- state is none where the deal was not there yet. By copies it is what the copy says. By history the
-- last row before the start tells stage, amount and close date; what it does not state is unknown.
-- Where a deal has no such row, its own dates tell whether it was open. What was open at several
-- moments closings asks of sql/team/closings/before.sql, which says how the two differ.
WITH
copied AS (
    SELECT
        c.shop_id,
        c.deal_id,
        c.name,
        c.account,
        coalesce(c.owner, c.owner_id) AS owner,
        coalesce(c.pipeline, '') AS pipeline,
        CASE
            WHEN c.is_won THEN 'won'
            WHEN c.is_closed AND NOT c.is_won THEN 'lost'
            WHEN c.is_closed THEN 'closed'
            WHEN NOT c.is_closed THEN 'open'
            ELSE 'unknown'
        END AS state,
        c.stage,
        c.amount,
        c.close_date
    FROM deal_snapshots AS c
    INNER JOIN deal_span AS s ON c.day = s.start_day AND s.basis = 'copies'
    LEFT JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
    WHERE NOT s.is_filtered OR f.deal_id IS NOT NULL
),
moved AS (
    SELECT DISTINCT
        h.shop_id,
        h.deal_id
    FROM deal_stage_history AS h
    INNER JOIN deal_span AS s ON h.entered_local >= s.start_at AND s.basis <> 'copies'
),
-- All others were closed before, and are.
followed AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.name,
        f.account,
        f.owner,
        f.pipeline,
        f.stage,
        f.state,
        f.created_local,
        f.closed_day,
        m.deal_id IS NOT NULL AS has_moved,
        s.start_at,
        s.start_day
    FROM deal_facts AS f
    INNER JOIN deal_span AS s ON s.basis <> 'copies'
    LEFT JOIN moved AS m ON f.shop_id = m.shop_id AND f.deal_id = m.deal_id
    WHERE
        f.state IN ('open', 'unknown') OR f.closed_day >= s.start_day OR m.deal_id IS NOT NULL
),
rows_before AS (
    SELECT
        h.shop_id,
        h.deal_id,
        h.stage,
        h.amount,
        h.close_date,
        row_number() OVER (
            PARTITION BY h.shop_id, h.deal_id
            ORDER BY h.entered_local DESC, h.source_file DESC, h.source_row DESC
        ) AS nth_last
    FROM deal_stage_history AS h
    INNER JOIN followed AS f ON h.shop_id = f.shop_id AND h.deal_id = f.deal_id
    WHERE h.entered_local < f.start_at
)
SELECT
    shop_id,
    deal_id,
    name,
    account,
    owner,
    pipeline,
    state,
    stage,
    amount,
    close_date
FROM copied
UNION ALL
SELECT
    f.shop_id,
    f.deal_id,
    f.name,
    f.account,
    f.owner,
    f.pipeline,
    CASE
        WHEN r.deal_id IS NULL AND f.created_local >= f.start_at THEN 'none'
        WHEN f.closed_day < f.start_day AND NOT f.has_moved THEN f.state
        WHEN k.kind IN ('won', 'lost') THEN k.kind
        WHEN r.stage <> f.stage OR (r.stage IS NOT NULL AND f.stage IS NULL) THEN 'open'
        WHEN f.state = 'unknown' THEN 'unknown'
        WHEN f.state <> 'open' AND f.closed_day IS NULL THEN 'unknown'
        WHEN f.closed_day < f.start_day THEN f.state
        WHEN r.deal_id IS NULL AND f.created_local IS NULL THEN 'unknown'
        ELSE 'open'
    END AS state,
    r.stage,
    r.amount,
    r.close_date
FROM followed AS f
LEFT JOIN rows_before AS r
    ON f.shop_id = r.shop_id AND f.deal_id = r.deal_id AND r.nth_last = 1
LEFT JOIN deal_stages AS k ON f.pipeline = k.pipeline AND r.stage = k.stage
