-- How long deals that were won had stayed in each stage before they went on.
-- reads: deal_facts
-- may read: stage_entries
-- In whole days, each stay by itself. Deals that were lost wait longer and say nothing of how a
-- deal that will be won goes.
WITH
stays AS (
    SELECT
        f.pipeline,
        e.stage,
        date_diff('day', e.entered_local::DATE, e.exited_local::DATE) AS days
    FROM stage_entries AS e
    INNER JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
    WHERE f.state = 'won' AND e.exited_local IS NOT NULL
)
SELECT
    pipeline,
    stage,
    count(*) AS won_stays,
    median(days::DOUBLE) AS median_days,
    quantile_cont(days::DOUBLE, 0.75) AS p75_days
FROM stays
GROUP BY pipeline, stage
