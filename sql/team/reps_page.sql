-- The page of one rep: the largest open deals, and why deals were lost.
-- reads: deal_facts
-- $shop VARCHAR, $rep VARCHAR: whose page it is
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the days [start, end) on the store's clock
-- $top BIGINT: deals listed by name

-- name: rep_largest
WITH
ranked AS (
    SELECT
        deal_id,
        name,
        account,
        pipeline,
        stage,
        amount,
        close_date,
        next_step,
        row_number() OVER (ORDER BY coalesce(amount, 0) DESC, deal_id) AS place
    FROM deal_facts
    WHERE state = 'open' AND shop_id = $shop AND rep = $rep
)
SELECT
    deal_id,
    name,
    account,
    pipeline,
    stage,
    amount,
    close_date,
    next_step
FROM ranked
WHERE place <= $top
ORDER BY place

-- name: rep_lost
-- A reason is the same but for case and spaces around it.
SELECT
    min(nullif(trim(lost_reason), '')) AS reason,
    count(CASE WHEN shop_id = $shop AND rep = $rep THEN 1 END) AS lost,
    coalesce(sum(CASE WHEN shop_id = $shop AND rep = $rep THEN amount END), 0) AS value,
    count(*) AS of_all
FROM deal_facts
WHERE state = 'lost' AND closed_day >= $start_at AND closed_day < $end_at
GROUP BY lower(nullif(trim(lost_reason), ''))
ORDER BY count(CASE WHEN shop_id = $shop AND rep = $rep THEN 1 END) DESC, reason
