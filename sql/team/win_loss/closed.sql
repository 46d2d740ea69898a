-- What was won and lost, by whom, and by what it may be grouped.
-- reads: deal_facts
-- then asks: team/win_loss_sizes
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead
-- $cohort BOOLEAN: deals created in the window, whatever became of them; else those that closed in it

-- name: win_loss_outcomes
-- By how they stand, and those won and lost together.
WITH
dated AS (
    SELECT
        state,
        amount,
        cycle_days,
        CASE WHEN $cohort THEN created_day ELSE closed_day END AS on_day
    FROM deal_facts
    WHERE $cohort OR state IN ('won', 'lost')
),
counted AS (
    SELECT
        state AS outcome,
        amount,
        cycle_days
    FROM dated
    WHERE $undated OR (on_day >= $start_at AND on_day < $end_at)
),
told AS (
    SELECT
        outcome,
        amount,
        cycle_days
    FROM counted
    UNION ALL
    SELECT
        'won or lost' AS outcome,
        c.amount,
        c.cycle_days
    FROM counted AS c
    WHERE c.outcome IN ('won', 'lost')
)
SELECT
    outcome,
    count(*) AS deals,
    count(amount) AS stated,
    count(CASE WHEN amount > 0 THEN 1 END) AS valued,
    coalesce(sum(amount), 0) AS value,
    median(amount::DOUBLE)::DECIMAL(28, 8) AS middle,
    count(cycle_days) AS cycles,
    avg(cycle_days)::DOUBLE AS cycle_mean,
    median(cycle_days::DOUBLE) AS cycle_middle
FROM told
GROUP BY outcome
ORDER BY outcome

-- name: win_loss_groups
-- $by VARCHAR: what they are grouped by; names of a rep or an account are of one shop
-- $priced BOOLEAN: the size of a deal is its product's list price, else its amount
-- $size_1, $size_2, $size_3 DECIMAL: where its bands end
WITH
dated AS (
    SELECT
        *,
        CASE WHEN $cohort THEN created_day ELSE closed_day END AS on_day,
        CASE WHEN $priced THEN list_price ELSE amount END AS size
    FROM deal_facts
    WHERE $cohort OR state IN ('won', 'lost')
),
named AS (
    SELECT
        CASE WHEN $by IN ('owner', 'account') THEN shop_id ELSE '' END AS shop,
        CASE
            WHEN $by = 'owner' THEN rep
            WHEN $by = 'manager' THEN manager
            WHEN $by = 'team' THEN team
            WHEN $by = 'territory' THEN territory
            WHEN $by = 'source' THEN lead_source
            WHEN $by = 'channel' THEN channel
            WHEN $by = 'competitor' THEN competitor
            WHEN $by = 'segment' THEN segment
            WHEN $by = 'product' THEN product
            WHEN $by = 'type' THEN type
            WHEN $by = 'account' THEN account
            WHEN $by = 'month' THEN date_trunc('month', on_day)::DATE::VARCHAR
            WHEN $by = 'quarter' THEN date_trunc('quarter', on_day)::DATE::VARCHAR
            WHEN $by <> 'size' OR size IS NULL OR size <= 0 THEN NULL
            WHEN size <= $size_1 THEN '1'
            WHEN size <= $size_2 THEN '2'
            WHEN size <= $size_3 THEN '3'
            ELSE '4'
        END AS id,
        CASE WHEN $by = 'owner' THEN owner END AS called,
        state,
        amount,
        CASE WHEN state = 'won' THEN amount END AS won_amount,
        CASE WHEN state = 'won' THEN cycle_days END AS won_cycle
    FROM dated
    WHERE $undated OR (on_day >= $start_at AND on_day < $end_at)
)
SELECT
    shop,
    id,
    coalesce(min(called), id) AS name,
    count(*) AS deals,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN state = 'open' THEN 1 END) AS still_open,
    count(won_amount) AS won_stated,
    coalesce(sum(won_amount), 0) AS won_value,
    median(won_amount::DOUBLE)::DECIMAL(28, 8) AS median_won,
    coalesce(sum(CASE WHEN state = 'lost' THEN amount END), 0) AS lost_value,
    count(won_cycle) AS won_cycles,
    avg(won_cycle)::DOUBLE AS cycle_mean
FROM named
GROUP BY shop, id
ORDER BY won_value DESC, won DESC, lost DESC, shop, id
