WITH daily AS (
  SELECT
    shop_id,
    sessions,
    CASE WHEN day >= :start_at AND day < :end_at THEN 1 ELSE 0 END AS is_now,
    CASE WHEN day >= :base_from AND day < :base_to THEN 1 ELSE 0 END AS is_base
  FROM visits
), seen AS (
  SELECT
    shop_id,
    CAST(SUM(is_now) AS BIGINT) AS days_now,
    CAST(SUM(is_base) AS BIGINT) AS days_base,
    CAST(SUM(sessions * is_now) AS BIGINT) AS sessions_now,
    CAST(SUM(sessions * is_base) AS BIGINT) AS sessions_base
  FROM daily
  WHERE
    is_now + is_base > 0
  GROUP BY
    shop_id
), selling AS (
  SELECT DISTINCT
    shop_id
  FROM order_value
  WHERE
    (
      ordered_local >= :start_at AND ordered_local < :end_at
    )
    OR (
      ordered_local >= :base_from AND ordered_local < :base_to
    )
)
SELECT
  COALESCE(s.shop_id, w.shop_id) AS shop,
  COALESCE(w.days_now, 0) AS days_now,
  COALESCE(w.days_base, 0) AS days_base,
  COALESCE(w.sessions_now, 0) AS sessions_now,
  COALESCE(w.sessions_base, 0) AS sessions_base
FROM selling AS s
FULL OUTER JOIN seen AS w
  ON s.shop_id = w.shop_id
ORDER BY
  shop NULLS LAST
