WITH entries AS (
  SELECT
    *,
    at_local + INTERVAL '1' DAY * DATEDIFF(CAST(:as_of AS DATE), day) < :as_of AS early
  FROM sales_ledger
  WHERE
    NOT at_local IS NULL
)
SELECT
  SUM(gross_sales) AS gross_sales,
  SUM(discounts) AS discounts,
  SUM(returns) AS returns,
  SUM(net_sales) AS net_sales,
  SUM(total_sales) AS total_sales,
  SUM(units) AS units,
  CAST(SUM(orders) AS BIGINT) AS orders,
  day,
  early
FROM entries
GROUP BY
  day,
  early
ORDER BY
  day NULLS LAST,
  early NULLS LAST
