-- What is open: its money, its chances and what is wrong with it.
-- reads: open_deals, deal_weights, deal_facts, deal_stages, stage_waits
-- $by VARCHAR: one more column to part it by, or NULL
-- $listed BOOLEAN: whether a deal without an amount is worth its product's list price
-- $start_day DATE, $end_day DATE: expected to close in [start, end); NULL: whenever
-- $today DATE, $now TIMESTAMP: as-of
-- $few BIGINT: won deals that a usual stay is told from
-- $steps, $owners, $values, $dates BOOLEAN: whether next steps, owners, values, close dates are stated
-- at all: what no deal states is no fault of one
-- $top BIGINT: deals listed by name

-- name: parts
-- One row for each part of each dimension; all is the whole, basis what says the chances.
WITH
asked AS (
    SELECT 'all' AS dimension
    UNION ALL
    SELECT 'stage' AS dimension
    UNION ALL
    SELECT 'owner' AS dimension
    UNION ALL
    SELECT 'month' AS dimension
    UNION ALL
    SELECT 'basis' AS dimension
    UNION ALL
    SELECT $by::VARCHAR AS dimension
    FROM question
    WHERE $by IS NOT NULL
),
weighed AS (
    SELECT
        o.*,
        w.chance,
        w.basis,
        s.p75_days,
        CASE WHEN $listed THEN coalesce(o.amount, o.list_price) ELSE o.amount END AS value,
        date_diff('day', o.entered_local::DATE, $today) AS days
    FROM open_deals AS o
    LEFT JOIN deal_weights AS w ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
    LEFT JOIN stage_waits AS s
        ON o.pipeline = s.pipeline AND o.stage = s.stage AND s.won_stays >= $few
    WHERE
        ($start_day IS NULL OR o.close_date >= $start_day)
        AND ($end_day IS NULL OR o.close_date < $end_day)
),
judged AS (
    SELECT
        *,
        (value * chance::DOUBLE::DECIMAL(9, 6))::DECIMAL(18, 2) AS weighted,
        CASE WHEN amount IS NULL THEN value END AS list_value,
        CASE WHEN close_date < $today THEN 1 ELSE 0 END AS overdue,
        CASE WHEN days > p75_days THEN 1 ELSE 0 END AS stale,
        CASE
            WHEN $steps AND next_step IS NULL AND coalesce(next_activity_local < $now, true) THEN 1
            ELSE 0
        END AS stepless
    FROM weighed
),
parted AS (
    SELECT
        a.dimension,
        CASE
            WHEN
                overdue + stale + stepless > 0
                OR ($owners AND owner IS NULL)
                OR ($values AND value IS NULL)
                OR ($dates AND close_date IS NULL)
                THEN 1
        END AS wrong,
        CASE WHEN a.dimension = 'stage' THEN j.pipeline ELSE '' END AS stage_pipeline,
        CASE a.dimension
            WHEN 'all' THEN 'all'
            WHEN 'stage' THEN j.stage
            WHEN 'owner' THEN j.rep
            WHEN 'month' THEN left(j.close_date::VARCHAR, 7)
            WHEN 'basis' THEN j.basis
            WHEN 'manager' THEN j.manager
            WHEN 'team' THEN j.team
            WHEN 'territory' THEN j.territory
            WHEN 'channel' THEN j.channel
            WHEN 'source' THEN j.lead_source
            WHEN 'segment' THEN j.segment
            WHEN 'product' THEN j.product
            WHEN 'account' THEN j.account
        END AS part,
        j.*
    FROM judged AS j
    CROSS JOIN asked AS a
)
SELECT
    dimension,
    stage_pipeline AS pipeline,
    part,
    max(CASE WHEN dimension = 'owner' THEN owner ELSE part END) AS label,
    count(*) AS deals,
    count(value) AS valued,
    sum(value) AS value,
    count(list_value) AS listed,
    sum(list_value) AS list_value,
    count(weighted) AS weighed,
    sum(weighted) AS weighted,
    avg(chance) AS chance,
    count(CASE WHEN basis = 'stated' THEN 1 END) AS stated,
    count(CASE WHEN basis = 'stages file' THEN 1 END) AS planned,
    count(CASE WHEN basis = 'own history' THEN 1 END) AS known,
    count(CASE WHEN basis = 'win rate' THEN 1 END) AS guessed,
    count(close_date) AS dated,
    sum(overdue)::BIGINT AS overdue,
    sum(CASE WHEN overdue = 1 THEN value END) AS overdue_value,
    sum(stepless)::BIGINT AS stepless,
    sum(CASE WHEN stepless = 1 THEN value END) AS stepless_value,
    count(p75_days + days) AS timed,
    sum(stale)::BIGINT AS stale,
    sum(CASE WHEN stale = 1 THEN value END) AS stale_value,
    count(days) AS entered,
    median(days::DOUBLE) AS days,
    count(wrong) AS wrong,
    count(owner) AS owned,
    sum(CASE WHEN owner IS NULL THEN value END) AS ownerless_value
FROM parted
GROUP BY dimension, stage_pipeline, part
ORDER BY dimension, stage_pipeline, part

-- name: issues
-- The open deals with most money of those with which something is wrong.
WITH
weighed AS (
    SELECT
        o.*,
        s.p75_days,
        CASE WHEN $listed THEN coalesce(o.amount, o.list_price) ELSE o.amount END AS value,
        date_diff('day', o.entered_local::DATE, $today) AS days
    FROM open_deals AS o
    LEFT JOIN stage_waits AS s
        ON o.pipeline = s.pipeline AND o.stage = s.stage AND s.won_stays >= $few
    WHERE
        ($start_day IS NULL OR o.close_date >= $start_day)
        AND ($end_day IS NULL OR o.close_date < $end_day)
),
judged AS (
    SELECT
        shop_id,
        deal_id,
        name,
        account,
        owner,
        stage,
        value,
        close_date,
        days,
        p75_days,
        coalesce(close_date < $today, false) AS overdue,
        coalesce(days > p75_days, false) AS stale,
        $steps AND next_step IS NULL AND coalesce(next_activity_local < $now, true) AS stepless
    FROM weighed
),
wrong AS (
    SELECT
        *,
        row_number() OVER (ORDER BY coalesce(value, 0) DESC, deal_id, shop_id) AS place
    FROM judged
    WHERE
        overdue OR stale OR stepless
        OR ($owners AND owner IS NULL)
        OR ($values AND value IS NULL)
        OR ($dates AND close_date IS NULL)
)
SELECT
    shop_id,
    deal_id,
    name,
    account,
    owner,
    stage,
    value,
    close_date,
    days,
    p75_days,
    overdue,
    stale,
    stepless
FROM wrong
WHERE place <= $top
ORDER BY place

-- name: largest
-- The one deal and the one account with most of the open money.
WITH
valued AS (
    SELECT
        shop_id,
        deal_id,
        name,
        account,
        CASE WHEN $listed THEN coalesce(amount, list_price) ELSE amount END AS value
    FROM open_deals
    WHERE
        ($start_day IS NULL OR close_date >= $start_day)
        AND ($end_day IS NULL OR close_date < $end_day)
),
sums AS (
    SELECT
        'deal' AS kind,
        deal_id AS id,
        name,
        1 AS deals,
        value
    FROM valued
    WHERE value IS NOT NULL
    UNION ALL
    SELECT
        'account' AS kind,
        account AS id,
        account AS name,
        count(*) AS deals,
        sum(value) AS value
    FROM valued
    WHERE value IS NOT NULL AND account IS NOT NULL
    GROUP BY account
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY kind ORDER BY value DESC, id, name) AS place
    FROM sums
)
SELECT
    kind,
    name,
    deals,
    value
FROM ranked
WHERE place = 1
ORDER BY kind
