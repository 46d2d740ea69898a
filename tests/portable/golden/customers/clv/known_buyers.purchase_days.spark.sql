WITH booked AS (
  SELECT
    shop_id,
    order_id,
    SUM(net_sales) AS net_sales
  FROM sales_ledger
  GROUP BY
    shop_id,
    order_id
)
SELECT
  b.buyer - 1 AS place,
  DATEDIFF(CAST(c.ordered_local AS DATE), CAST(:first_day AS DATE)) AS day,
  CAST(SUM(n.net_sales) AS DOUBLE) AS net_sales
FROM order_customers AS c
INNER JOIN numbered_buyers AS b
  ON c.shop_id = b.shop_id AND c.customer = b.customer
INNER JOIN booked AS n
  ON c.shop_id = n.shop_id AND c.order_id = n.order_id
WHERE
  NOT c.ordered_local IS NULL
GROUP BY
  b.buyer,
  CAST(c.ordered_local AS DATE)
ORDER BY
  b.buyer NULLS LAST,
  CAST(c.ordered_local AS DATE) NULLS LAST
