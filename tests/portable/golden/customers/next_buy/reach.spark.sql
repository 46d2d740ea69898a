WITH known AS (
  SELECT
    COUNT(*) AS purchases,
    COUNT(DISTINCT buyer) AS customers,
    SUM(CASE WHEN day <= :seen_day THEN 1 ELSE 0 END) AS seen
  FROM goods_bought
  WHERE
    day >= :start_day AND day <= :last_day
), placed AS (
  SELECT
    COUNT(*) AS orders,
    SUM(CASE WHEN customer IS NULL THEN 1 ELSE 0 END) AS unknown,
    SUM(CASE WHEN NOT customer IS NULL AND ordered_local IS NULL THEN 1 ELSE 0 END) AS undated
  FROM order_customers
)
SELECT
  k.purchases,
  k.customers,
  CAST(COALESCE(k.seen, 0) AS BIGINT) AS seen,
  p.orders,
  CAST(COALESCE(p.unknown, 0) AS BIGINT) AS unknown,
  CAST(COALESCE(p.undated, 0) AS BIGINT) AS undated
FROM known AS k
CROSS JOIN placed AS p
