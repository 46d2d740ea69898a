-- How deals stood by dated copies of exports, and what of them was won since.
-- reads: deal_facts, stage_codes, stage_plan
-- may read: deal_snapshots
-- $at DATE: the day of the copy
-- $first DATE, $until DATE: the period [first, until) in which deals were won
-- $filtered BOOLEAN: whether only deals count that a filter of today leaves
-- Deals that are gone since count as open then: whoever told it then did not know.

-- name: copies
-- Each copy: deals that it calls open, those of them with a chance, and those it says nothing of.
SELECT
    c.day,
    count(CASE WHEN NOT c.is_closed THEN 1 END) AS open_deals,
    count(CASE WHEN NOT c.is_closed THEN c.probability END) AS stated,
    count(CASE WHEN c.is_closed IS NULL THEN 1 END) AS unsaid
FROM deal_snapshots AS c
LEFT JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
WHERE NOT $filtered OR f.deal_id IS NOT NULL
GROUP BY c.day
ORDER BY c.day

-- name: open_in_copy
-- A copy states no entry into the stage.
SELECT
    coalesce(s.code, 0) AS code,
    NULL::BIGINT AS in_stage,
    date_diff('day', c.created_day, $at) AS age,
    date_diff('day', $at, c.close_date) AS closes_in,
    coalesce(c.probability, p.probability) AS chance,
    c.amount::DOUBLE AS amount,
    f.amount::DOUBLE AS amount_now,
    f.list_price::DOUBLE AS list_price,
    CASE
        WHEN f.state = 'won' AND f.closed_day >= $first AND f.closed_day < $until THEN 1
        ELSE 0
    END AS won
FROM deal_snapshots AS c
LEFT JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
LEFT JOIN stage_codes AS s ON coalesce(c.pipeline, '') = s.pipeline AND c.stage = s.stage
LEFT JOIN stage_plan AS p
    ON
        lower(trim(c.stage)) = lower(trim(p.stage))
        AND (p.pipeline IS NULL OR coalesce(c.pipeline, '') = p.pipeline)
WHERE c.day = $at AND NOT c.is_closed AND (NOT $filtered OR f.deal_id IS NOT NULL)
ORDER BY c.shop_id, c.deal_id

-- name: said_in_copies
-- Chances of open deals once for each stage, however many copies repeat them: as the first copy has it
-- that finds the deal there. outcome is none where nobody says what became of the deal.
WITH
said AS (
    SELECT
        shop_id,
        deal_id,
        coalesce(stage, '') AS stage,
        min(day) AS day,
        arg_min(probability, day) AS chance
    FROM deal_snapshots
    WHERE NOT is_closed AND probability IS NOT NULL
    GROUP BY shop_id, deal_id, coalesce(stage, '')
)
SELECT
    dense_rank() OVER (ORDER BY s.shop_id, s.deal_id) AS deal,
    date_diff('day', DATE '1970-01-01', s.day) AS day,
    s.chance,
    CASE
        WHEN f.state = 'open' THEN -1
        WHEN f.closed_day IS NULL THEN NULL
        WHEN f.state = 'won' THEN 1
        WHEN f.state = 'lost' THEN 0
    END AS outcome
FROM said AS s
LEFT JOIN deal_facts AS f ON s.shop_id = f.shop_id AND s.deal_id = f.deal_id
WHERE
    (f.closed_day IS NULL OR f.closed_day >= s.day)
    AND (NOT $filtered OR f.deal_id IS NOT NULL)
ORDER BY s.shop_id, s.deal_id, s.stage
