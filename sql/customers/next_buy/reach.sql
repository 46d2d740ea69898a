-- How much of the shop the rules are of.
-- reads: goods_bought, order_customers
-- $start_day DATE, $last_day DATE: from which to which day orders count
-- $seen_day DATE: the last day of a purchase that is observed to its end
WITH
known AS (
    SELECT
        count(*) AS purchases,
        count(DISTINCT buyer) AS customers,
        sum(CASE WHEN day <= $seen_day THEN 1 ELSE 0 END) AS seen
    FROM goods_bought
    WHERE day >= $start_day AND day <= $last_day
),
placed AS (
    SELECT
        count(*) AS orders,
        sum(CASE WHEN customer IS NULL THEN 1 ELSE 0 END) AS unknown,
        sum(CASE WHEN customer IS NOT NULL AND ordered_local IS NULL THEN 1 ELSE 0 END) AS undated
    FROM order_customers
)
SELECT
    k.purchases,
    k.customers,
    coalesce(k.seen, 0)::BIGINT AS seen,
    p.orders,
    coalesce(p.unknown, 0)::BIGINT AS unknown,
    coalesce(p.undated, 0)::BIGINT AS undated
FROM known AS k
CROSS JOIN placed AS p
-- one row
