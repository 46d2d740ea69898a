-- What is known of deals at all, which names the price list has, and who sells nothing.
-- reads: deal_facts, deal_products, rep_facts
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead

-- name: win_loss_known
WITH
seen AS (
    SELECT
        *,
        state IN ('won', 'lost') AS ended,
        $undated OR (closed_day >= $start_at AND closed_day < $end_at) AS inside
    FROM deal_facts
)
SELECT
    count(*) AS deals,
    count(CASE WHEN state = 'open' THEN 1 END) AS still_open,
    count(CASE WHEN state = 'closed' THEN 1 END) AS untold,
    count(CASE WHEN state = 'unknown' THEN 1 END) AS unknown,
    min(CASE WHEN ended THEN closed_day END) AS first_closed,
    max(CASE WHEN ended THEN closed_day END) AS last_closed,
    count(CASE WHEN ended AND closed_day IS NULL THEN 1 END) AS undated,
    count(CASE WHEN ended AND closed_day >= $end_at THEN 1 END) AS later,
    count(CASE WHEN created_day IS NULL THEN 1 END) AS uncreated,
    count(CASE WHEN ended AND inside AND created_day IS NULL THEN 1 END) AS no_start,
    count(CASE WHEN ended AND inside AND closed_day < created_day THEN 1 END) AS backwards,
    count(CASE WHEN ended AND inside AND rep IS NULL THEN 1 END) AS no_owner,
    count(CASE WHEN account IS NULL THEN 1 END) AS no_account,
    count(CASE WHEN ended AND inside AND account IS NULL THEN 1 END) AS closed_no_account
FROM seen

-- name: win_loss_products
-- Names of deals that the price list does not have as they are written.
SELECT
    written,
    listed,
    found,
    sum(deals)::BIGINT AS deals,
    max(list_price) AS list_price
FROM deal_products
WHERE found <> 'as written'
GROUP BY written, listed, found
ORDER BY sum(deals) DESC, written

-- name: win_loss_idle
-- Who is on the team list and has no deal; those whom others name as their manager are left out.
WITH
sellers AS (
    SELECT DISTINCT
        shop_id,
        rep
    FROM deal_facts
    WHERE rep IS NOT NULL
),
managers AS (
    SELECT DISTINCT
        shop_id,
        replace(lower(manager), ' ', '') AS name_key
    FROM rep_facts
    WHERE manager IS NOT NULL
)
SELECT r.name
FROM rep_facts AS r
LEFT JOIN sellers AS s ON r.shop_id = s.shop_id AND r.rep_id = s.rep
LEFT JOIN managers AS m ON r.shop_id = m.shop_id AND r.name_key = m.name_key
WHERE s.rep IS NULL AND m.name_key IS NULL
ORDER BY r.name, r.rep_id
