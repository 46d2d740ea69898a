-- What variable pay is of: deals that were ever won, what became of them, and who shares in them.
-- reads: deal_facts, won_marks
-- may read: credits, deal_snapshots
-- then asks: team/quotas
-- $today DATE: what closed after it has not come

-- name: deals
-- Each deal that is won, or was: as it stands now.
WITH
marked AS (
    SELECT DISTINCT
        shop_id,
        deal_id
    FROM won_marks
)
SELECT
    f.shop_id AS shop,
    f.deal_id AS deal,
    f.name,
    f.account,
    f.rep,
    f.product,
    f.state,
    f.amount,
    f.closed_day AS closed,
    coalesce(f.stage_entered_local, f.updated_local)::DATE AS entered,
    f.updated_local::DATE AS updated
FROM deal_facts AS f
LEFT JOIN marked AS m ON f.shop_id = m.shop_id AND f.deal_id = m.deal_id
WHERE f.state = 'won' OR m.deal_id IS NOT NULL
ORDER BY f.closed_day, f.shop_id, f.deal_id

-- name: marks
-- How those stood before, as far as something tells: the first time won, and each change since.
SELECT
    shop_id AS shop,
    deal_id AS deal,
    day,
    state,
    amount,
    closed_day AS closed,
    basis
FROM won_marks
ORDER BY shop_id, deal_id, nth

-- name: credits
-- Who shares in what.
SELECT
    shop_id AS shop,
    deal_id AS deal,
    order_id,
    rep_id AS rep,
    sum(share) AS share
FROM credits
WHERE share IS NOT NULL
GROUP BY shop_id, deal_id, order_id, rep_id
ORDER BY shop_id, deal_id, order_id, rep_id

-- name: known
-- What is in no statement, and why.
WITH
gone AS (
    SELECT DISTINCT
        c.shop_id,
        c.deal_id
    FROM deal_snapshots AS c
    LEFT JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
    WHERE c.is_won AND f.deal_id IS NULL
)
SELECT
    coalesce(sum(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS undated,
    coalesce(sum(CASE WHEN state = 'won' AND amount IS NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS blank,
    coalesce(sum(CASE WHEN state = 'closed' THEN 1 ELSE 0 END), 0)::BIGINT AS unsaid,
    coalesce(sum(CASE WHEN state = 'unknown' THEN 1 ELSE 0 END), 0)::BIGINT AS unknown,
    coalesce(sum(CASE WHEN closed_day > $today THEN 1 ELSE 0 END), 0)::BIGINT AS later,
    (SELECT count(*) FROM gone) AS gone
FROM deal_facts
