WITH codes AS (
  SELECT
    campaign,
    MIN(shop_id) AS shop_id,
    MAX(LOWER(TRIM(code))) AS code,
    MIN(starts) AS starts,
    MAX(ends) AS ends
  FROM campaigns
  WHERE
    NOT code IS NULL
  GROUP BY
    campaign
), with_code AS (
  SELECT
    c.campaign,
    o.shop_id,
    o.order_id
  FROM codes AS c
  INNER JOIN orders AS o
    ON CONTAINS(
      ',' || REPLACE(REPLACE(LOWER(o.discount_codes), ' ', ''), '+', ',') || ',',
      ',' || c.code || ','
    )
  WHERE
    NOT o.discount_codes IS NULL
    AND (
      c.shop_id = o.shop_id OR c.shop_id = ''
    )
    AND (
      c.starts IS NULL
      OR CAST(COALESCE(o.processed_local, o.created_local) AS DATE) >= c.starts
    )
    AND (
      c.ends IS NULL
      OR CAST(COALESCE(o.processed_local, o.created_local) AS DATE) <= c.ends
    )
), catalogue AS (
  SELECT
    shop_id,
    sku,
    MAX(unit_cost) AS unit_cost
  FROM products
  GROUP BY
    shop_id,
    sku
), costs AS (
  SELECT
    w.campaign,
    SUM(l.amount) AS amount,
    SUM(
      CASE WHEN NOT COALESCE(l.unit_cost, p.unit_cost) IS NULL THEN l.amount ELSE 0 END
    ) AS covered,
    COALESCE(SUM(l.qty * COALESCE(l.unit_cost, p.unit_cost)), 0) AS cost
  FROM with_code AS w
  INNER JOIN order_lines AS l
    ON w.shop_id = l.shop_id AND w.order_id = l.order_id
  LEFT JOIN catalogue AS p
    ON l.shop_id = p.shop_id AND l.sku = p.sku
  WHERE
    l.kind = 'product'
  GROUP BY
    w.campaign
), returned AS (
  SELECT
    w.campaign,
    SUM(r.returns) AS returns
  FROM with_code AS w
  INNER JOIN refund_events AS r
    ON w.shop_id = r.shop_id AND w.order_id = r.order_id
  GROUP BY
    w.campaign
), sums AS (
  SELECT
    w.campaign,
    COUNT(*) AS orders,
    SUM(v.kept) AS kept,
    SUM(v.discounts) AS discounts,
    COUNT(CASE WHEN NOT c.customer IS NULL AND c.ordered_local = f.first_local THEN 1 END) AS new_customers
  FROM with_code AS w
  INNER JOIN order_value AS v
    ON w.shop_id = v.shop_id AND w.order_id = v.order_id
  INNER JOIN order_customers AS c
    ON w.shop_id = c.shop_id AND w.order_id = c.order_id
  LEFT JOIN customer_firsts AS f
    ON c.shop_id = f.shop_id AND c.customer IS NOT DISTINCT FROM f.customer
  GROUP BY
    w.campaign
)
SELECT
  s.campaign,
  s.orders,
  s.kept,
  COALESCE(r.returns, 0) AS returns,
  s.discounts,
  s.new_customers,
  c.amount,
  c.covered,
  c.cost
FROM sums AS s
INNER JOIN costs AS c
  ON s.campaign = c.campaign
LEFT JOIN returned AS r
  ON s.campaign = r.campaign
ORDER BY
  s.campaign NULLS LAST
