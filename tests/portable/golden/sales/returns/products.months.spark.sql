WITH moves AS (
  SELECT
    CAST(DATE_TRUNC('MONTH', ordered_local) AS DATE) AS month,
    units AS sold,
    sales,
    CAST(0 AS DECIMAL(28, 8)) AS back,
    CAST(0 AS DECIMAL(28, 8)) AS returns
  FROM demand
  WHERE
    ordered_local >= :months_at
  UNION ALL
  SELECT
    CAST(DATE_TRUNC('MONTH', CASE WHEN :cohort THEN ordered_local ELSE booked_local END) AS DATE) AS month,
    0 AS sold,
    CAST(0 AS DECIMAL(28, 8)) AS sales,
    COALESCE(units, 0) AS back,
    returns
  FROM returned_lines
  WHERE
    NOT never_sent
    AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END >= :months_at
)
SELECT
  month,
  SUM(sold) AS sold,
  SUM(sales) AS sales,
  SUM(back) AS back,
  SUM(returns) AS returns
FROM moves
GROUP BY
  month
ORDER BY
  month NULLS LAST
