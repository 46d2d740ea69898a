WITH valued AS (
  SELECT
    shop_id,
    deal_id,
    name,
    account,
    CASE WHEN :listed THEN COALESCE(amount, list_price) ELSE amount END AS value
  FROM open_deals
  WHERE
    (
      :start_day IS NULL OR close_date >= :start_day
    )
    AND (
      :end_day IS NULL OR close_date < :end_day
    )
), sums AS (
  SELECT
    'deal' AS kind,
    deal_id AS id,
    name,
    1 AS deals,
    value
  FROM valued
  WHERE
    NOT value IS NULL
  UNION ALL
  SELECT
    'account' AS kind,
    account AS id,
    account AS name,
    COUNT(*) AS deals,
    SUM(value) AS value
  FROM valued
  WHERE
    NOT value IS NULL AND NOT account IS NULL
  GROUP BY
    account
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY kind ORDER BY value DESC, id NULLS LAST, name NULLS LAST) AS place
  FROM sums
)
SELECT
  kind,
  name,
  deals,
  value
FROM ranked
WHERE
  place = 1
ORDER BY
  kind NULLS LAST
