SELECT
  l.shop_id,
  l.order_id,
  o.location,
  l.sku,
  l.ordered_local,
  CAST(l.ordered_local AS DATE) AS day,
  l.qty AS units,
  l.sales
FROM line_sales AS l
INNER JOIN orders AS o
  ON l.shop_id = o.shop_id AND l.order_id = o.order_id
WHERE
  NOT l.ordered_local IS NULL
  AND l.cancelled_local IS NULL
  AND NOT (
    COALESCE(o.financial_status, '') = 'refunded'
    AND COALESCE(o.fulfillment_status, 'fulfilled') = 'unfulfilled'
  )
