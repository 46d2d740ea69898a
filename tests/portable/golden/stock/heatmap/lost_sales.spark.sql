WITH lost AS (
  SELECT
    shop_id,
    sku,
    last_day,
    lost_units,
    lost_sales,
    basis,
    GREATEST(DATEDIFF(LEAST(to_day, :to_day), GREATEST(from_day, :from_day)), 0) AS days,
    to_day > :to_day AS goes_on
  FROM stockouts
  WHERE
    to_day > :from_day
)
SELECT
  shop_id AS shop,
  sku,
  CAST(SUM(days) AS BIGINT) AS days_out,
  MAX(last_day) AS last_day,
  CAST(MAX(CASE WHEN goes_on THEN lost_units END) AS DOUBLE) AS velocity,
  MAX(CASE WHEN goes_on THEN lost_sales END) AS lost_a_day,
  CAST(CAST(ROUND(
    (
      SUM(CAST(lost_sales AS DOUBLE) * CAST(days AS DOUBLE))
    ) * CAST('1E8' AS DOUBLE)
  ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS lost,
  MAX(basis) AS basis
FROM lost
GROUP BY
  shop_id,
  sku
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
