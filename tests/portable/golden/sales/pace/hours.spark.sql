SELECT
  day,
  CAST(HOUR(at_local) AS BIGINT) AS hour,
  SUM(net_sales) AS net_sales
FROM sales_ledger
WHERE
  at_local >= :course_from AND at_local < :end_at
GROUP BY
  day,
  HOUR(at_local)
ORDER BY
  day NULLS LAST,
  HOUR(at_local) NULLS LAST
