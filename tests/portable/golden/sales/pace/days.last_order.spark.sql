SELECT
  MAX(at_local) AS at_local
FROM sales_ledger
WHERE
  orders > 0 AND at_local >= :start_at AND at_local < :end_at
