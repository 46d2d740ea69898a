WITH daily AS (
  SELECT
    CASE
      WHEN :by = 'category'
      THEN COALESCE(category, '(not stated)')
      ELSE COALESCE(sku, item)
    END AS member,
    MAX(CASE WHEN :by = 'category' THEN NULL ELSE item END) AS title,
    MAX(CASE WHEN :by = 'category' THEN NULL ELSE sku END) AS sku,
    day,
    SUM(viewed) AS viewed,
    SUM(added) AS added,
    SUM(checked_out) AS checked_out,
    SUM(COALESCE(purchased, 0)) AS purchased,
    SUM(revenue) AS revenue
  FROM items_daily
  WHERE
    day >= :start_at AND day < :end_at
  GROUP BY
    CASE
      WHEN :by = 'category'
      THEN COALESCE(category, '(not stated)')
      ELSE COALESCE(sku, item)
    END,
    day
)
SELECT
  member,
  MAX(title) AS title,
  MAX(sku) AS sku,
  CAST(COALESCE(SUM(viewed), 0) AS BIGINT) AS viewed,
  CAST(SUM(added) AS BIGINT) AS added,
  CAST(SUM(checked_out) AS BIGINT) AS checked_out,
  CAST(SUM(purchased) AS BIGINT) AS purchased,
  CAST(SUM(purchased * purchased) AS BIGINT) AS squares,
  CAST(SUM(revenue) AS DECIMAL(28, 8)) AS revenue
FROM daily
GROUP BY
  member
ORDER BY
  viewed DESC,
  member NULLS LAST
