WITH split AS (
  SELECT
    shop_id,
    source_file,
    MAX(CASE WHEN NOT channel IS NULL THEN 1 ELSE 0 END) + MAX(CASE WHEN NOT source_medium IS NULL THEN 2 ELSE 0 END) + MAX(CASE WHEN NOT landing_page IS NULL THEN 4 ELSE 0 END) + MAX(CASE WHEN NOT device IS NULL THEN 8 ELSE 0 END) + MAX(CASE WHEN NOT country IS NULL THEN 16 ELSE 0 END) AS grain
  FROM traffic_daily
  GROUP BY
    shop_id,
    source_file
), daily AS (
  SELECT
    t.shop_id,
    s.grain,
    t.day,
    MAX(CASE WHEN t.day >= :start_at AND t.day < :end_at THEN 1 ELSE 0 END) AS is_now,
    MAX(CASE WHEN t.day >= :base_from AND t.day < :base_to THEN 1 ELSE 0 END) AS is_base,
    SUM(t.sessions) AS sessions
  FROM traffic_daily AS t
  INNER JOIN split AS s
    ON t.shop_id = s.shop_id AND t.source_file = s.source_file
  WHERE
    NOT t.sessions IS NULL
    AND (
      (
        t.day >= :start_at AND t.day < :end_at
      )
      OR (
        t.day >= :base_from AND t.day < :base_to
      )
    )
  GROUP BY
    t.shop_id,
    s.grain,
    t.day
), ways AS (
  SELECT
    shop_id,
    CAST(SUM(is_now) AS BIGINT) AS days_now,
    CAST(SUM(is_base) AS BIGINT) AS days_base,
    CAST(SUM(sessions * is_now) AS BIGINT) AS sessions_now,
    CAST(SUM(sessions * is_base) AS BIGINT) AS sessions_base,
    ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY COUNT(*) DESC, SUM(sessions) DESC, grain NULLS LAST) AS rank
  FROM daily
  GROUP BY
    shop_id,
    grain
), best AS (
  SELECT
    shop_id,
    days_now,
    days_base,
    sessions_now,
    sessions_base
  FROM ways
  WHERE
    rank = 1
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
FULL OUTER JOIN best AS w
  ON s.shop_id = w.shop_id
ORDER BY
  shop NULLS LAST
