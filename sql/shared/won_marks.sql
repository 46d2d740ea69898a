-- How each deal stood from the first time that it is known as won: each change of state or amount.
-- reads: deal_facts, deal_stages
-- may read: deal_stage_history, deal_snapshots
-- Stage history tells it, by the stages that are won or lost; of a deal that it does not show as won
-- the copies of exports do. state is won, lost or open. amount NULL says nothing new. closed_day is
-- what a copy states. How a deal stands now is in deal_facts: that may differ again.
WITH
from_history AS (
    SELECT
        h.shop_id,
        h.deal_id,
        h.entered_day AS day,
        h.entered_local AS seen_local,
        k.kind AS state,
        h.amount,
        NULL::DATE AS closed_day,
        h.source_file,
        h.source_row,
        'stage history' AS basis
    FROM deal_stage_history AS h
    INNER JOIN deal_facts AS f ON h.shop_id = f.shop_id AND h.deal_id = f.deal_id
    INNER JOIN deal_stages AS k ON f.pipeline = k.pipeline AND h.stage = k.stage
),
won_in_history AS (
    SELECT
        shop_id,
        deal_id,
        min(seen_local) AS seen_local
    FROM from_history
    WHERE state = 'won'
    GROUP BY shop_id, deal_id
),
from_copies AS (
    SELECT
        c.shop_id,
        c.deal_id,
        c.day,
        c.day::TIMESTAMP AS seen_local,
        CASE WHEN c.is_won THEN 'won' WHEN c.is_closed THEN 'lost' ELSE 'open' END AS state,
        c.amount,
        coalesce(c.closed_day, c.close_date) AS closed_day,
        c.source_file,
        c.source_row,
        'copies' AS basis
    FROM deal_snapshots AS c
    INNER JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
    LEFT JOIN won_in_history AS h ON c.shop_id = h.shop_id AND c.deal_id = h.deal_id
    WHERE h.deal_id IS NULL AND c.is_won IS NOT NULL
),
won_in_copies AS (
    SELECT
        shop_id,
        deal_id,
        min(seen_local) AS seen_local
    FROM from_copies
    WHERE state = 'won'
    GROUP BY shop_id, deal_id
),
since_won AS (
    SELECT s.*
    FROM from_history AS s
    INNER JOIN won_in_history AS w
        ON s.shop_id = w.shop_id AND s.deal_id = w.deal_id AND s.seen_local >= w.seen_local
    UNION ALL
    SELECT s.*
    FROM from_copies AS s
    INNER JOIN won_in_copies AS w
        ON s.shop_id = w.shop_id AND s.deal_id = w.deal_id AND s.seen_local >= w.seen_local
),
in_order AS (
    SELECT
        *,
        lag(state) OVER (
            PARTITION BY shop_id, deal_id ORDER BY seen_local, source_file, source_row
        ) AS state_before,
        lag(amount) OVER (
            PARTITION BY shop_id, deal_id ORDER BY seen_local, source_file, source_row
        ) AS amount_before,
        row_number() OVER (
            PARTITION BY shop_id, deal_id ORDER BY seen_local, source_file, source_row
        ) AS nth
    FROM since_won
)
SELECT
    shop_id,
    deal_id,
    day,
    state,
    amount,
    closed_day,
    basis,
    nth
FROM in_order
WHERE
    nth = 1
    OR state <> state_before
    OR amount <> amount_before
    OR (amount IS NOT NULL AND amount_before IS NULL)
