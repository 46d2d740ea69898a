SELECT
  shop_id,
  customer,
  CAST(ROW_NUMBER() OVER (ORDER BY shop_id NULLS LAST, customer NULLS LAST) AS INT) AS buyer
FROM order_customers
WHERE
  NOT customer IS NULL AND NOT ordered_local IS NULL
GROUP BY
  shop_id,
  customer
