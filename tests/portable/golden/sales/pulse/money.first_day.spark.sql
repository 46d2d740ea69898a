SELECT
  MIN(day) AS day
FROM sales_ledger
