-- What was known before: how long deals stayed where, what they were worth then, and how they ended.
-- reads: deal_facts, stage_codes
-- may read: stage_entries, deal_stage_history
-- $at DATE: what was known when that day began; $until DATE: what was won before that day began
-- Days are numbers from 1970-01-01 on; outcome is 1 won, 0 lost, -1 open.

-- name: stays
WITH
numbered AS (
    SELECT
        shop_id,
        deal_id,
        pipeline,
        CASE
            WHEN state <> 'open' THEN date_diff('day', DATE '1970-01-01', closed_day)
        END AS closed,
        CASE WHEN state = 'won' THEN 1 WHEN state = 'lost' THEN 0 ELSE -1 END AS outcome,
        row_number() OVER (ORDER BY shop_id, deal_id) AS deal
    FROM deal_facts
    WHERE state = 'open' OR (state IN ('won', 'lost') AND closed_day IS NOT NULL)
),
said AS (
    SELECT
        shop_id,
        deal_id,
        stage,
        entered_local,
        max(probability) AS said
    FROM deal_stage_history
    WHERE probability IS NOT NULL
    GROUP BY shop_id, deal_id, stage, entered_local
)
SELECT
    n.deal,
    c.code,
    date_diff('day', DATE '1970-01-01', e.entered_local::DATE) AS entered,
    date_diff('day', DATE '1970-01-01', e.exited_local::DATE) AS gone,
    n.closed,
    n.outcome,
    s.said
FROM stage_entries AS e
INNER JOIN numbered AS n ON e.shop_id = n.shop_id AND e.deal_id = n.deal_id
INNER JOIN stage_codes AS c ON n.pipeline = c.pipeline AND e.stage = c.stage
LEFT JOIN said AS s
    ON
        e.shop_id = s.shop_id AND e.deal_id = s.deal_id
        AND e.stage = s.stage AND e.entered_local = s.entered_local
ORDER BY n.deal, e.nth

-- name: lives
SELECT
    date_diff('day', DATE '1970-01-01', created_day) AS created,
    CASE
        WHEN state <> 'open' THEN date_diff('day', DATE '1970-01-01', closed_day)
    END AS closed,
    CASE WHEN state = 'won' THEN 1 WHEN state = 'lost' THEN 0 ELSE -1 END AS outcome,
    amount::DOUBLE AS amount
FROM deal_facts
WHERE state = 'open' OR (state IN ('won', 'lost') AND closed_day IS NOT NULL)
ORDER BY shop_id, deal_id

-- name: open_then
-- Of several rows of its history at one instant the last counts. Whoever asks leaves out deals that
-- were in a stage of closed ones then.
-- Why not from sql/shared/deals_then.sql: that is a view of the one moment of deal_span, and this is
-- asked of several; that knows neither the chance nor the days in the stage, and costs as much without
-- them. Both call the same deals open, but for three kinds that are open there and not here: closed
-- without a day, or nobody says how; closed by their day, though history goes on after it; and created
-- later than their history. There a waterfall must add up; here a forecast is held against what was
-- won by the closing days of deals, so these say what was open.
WITH
there AS (
    SELECT
        shop_id,
        deal_id,
        pipeline,
        created_day,
        amount,
        list_price,
        CASE WHEN state = 'won' AND closed_day < $until THEN 1 ELSE 0 END AS won
    FROM deal_facts
    WHERE
        (state = 'open' OR (state IN ('won', 'lost') AND closed_day >= $at))
        AND (created_day < $at OR created_day IS NULL)
),
rows_before AS (
    SELECT
        h.shop_id,
        h.deal_id,
        h.amount,
        h.probability,
        h.close_date,
        row_number() OVER (
            PARTITION BY h.shop_id, h.deal_id
            ORDER BY h.entered_local DESC, h.source_file DESC, h.source_row DESC
        ) AS nth_last
    FROM deal_stage_history AS h
    INNER JOIN there AS t ON h.shop_id = t.shop_id AND h.deal_id = t.deal_id
    WHERE h.entered_local < $at
),
stays AS (
    SELECT
        shop_id,
        deal_id,
        stage,
        entered_local
    FROM stage_entries
    WHERE entered_local < $at AND (exited_local IS NULL OR exited_local >= $at)
)
SELECT
    coalesce(c.code, 0) AS code,
    date_diff('day', s.entered_local::DATE, $at) AS in_stage,
    date_diff('day', t.created_day, $at) AS age,
    date_diff('day', $at, r.close_date) AS closes_in,
    r.probability AS chance,
    r.amount::DOUBLE AS amount,
    t.amount::DOUBLE AS amount_now,
    t.list_price::DOUBLE AS list_price,
    t.won
FROM there AS t
LEFT JOIN rows_before AS r
    ON t.shop_id = r.shop_id AND t.deal_id = r.deal_id AND r.nth_last = 1
LEFT JOIN stays AS s ON t.shop_id = s.shop_id AND t.deal_id = s.deal_id
LEFT JOIN stage_codes AS c ON t.pipeline = c.pipeline AND s.stage = c.stage
WHERE t.created_day IS NOT NULL OR s.stage IS NOT NULL
ORDER BY t.shop_id, t.deal_id
