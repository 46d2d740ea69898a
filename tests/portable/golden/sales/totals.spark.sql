SELECT
  COALESCE(SUM(gross_sales), 0) AS gross_sales,
  COALESCE(SUM(discounts), 0) AS discounts,
  COALESCE(SUM(returns), 0) AS returns,
  COALESCE(SUM(net_sales), 0) AS net_sales,
  COALESCE(SUM(total_sales), 0) AS total_sales,
  COALESCE(SUM(units), 0) AS units,
  CAST(COALESCE(SUM(orders), 0) AS BIGINT) AS orders,
  CAST(COALESCE(SUM(other_orders), 0) AS BIGINT) AS other_orders,
  COALESCE(SUM(shipping), 0) AS shipping,
  COALESCE(SUM(taxes), 0) AS taxes,
  COALESCE(SUM(duties), 0) AS duties,
  COALESCE(SUM(tips), 0) AS tips,
  COALESCE(SUM(gift_cards), 0) AS gift_cards,
  COALESCE(SUM(services), 0) AS services,
  COALESCE(SUM(other_refunds), 0) AS other_refunds,
  COALESCE(SUM(not_tied), 0) AS not_tied
FROM sales_ledger
WHERE
  (
    at_local >= :start_at AND at_local < :end_at
  )
  OR (
    :undated AND at_local IS NULL
  )
