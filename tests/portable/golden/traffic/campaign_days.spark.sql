WITH aims AS (
  SELECT
    campaign,
    MIN(shop_id) AS shop_id,
    MAX(sku) AS sku,
    MAX(LOWER(TRIM(category))) AS category,
    MAX(LOWER(TRIM(segment))) AS segment
  FROM campaigns
  WHERE
    NOT starts IS NULL
  GROUP BY
    campaign
), aimed_skus AS (
  SELECT DISTINCT
    sku
  FROM aims
  WHERE
    NOT sku IS NULL
), aimed_segments AS (
  SELECT DISTINCT
    segment
  FROM aims
  WHERE
    NOT segment IS NULL
), segments AS (
  SELECT
    o.shop_id,
    o.order_id,
    s.segment
  FROM aimed_segments AS s
  INNER JOIN (
    SELECT
      c.shop_id,
      c.order_id,
      LOWER(COALESCE(o.segment, f.segment)) AS segment
    FROM order_customers AS c
    INNER JOIN orders AS o
      ON c.shop_id = o.shop_id AND c.order_id = o.order_id
    LEFT JOIN customer_facts AS f
      ON c.shop_id = f.shop_id AND c.customer = f.customer
  ) AS o
    ON s.segment = o.segment
), by_day AS (
  SELECT
    CAST(m.at_local AS DATE) AS day,
    m.shop_id,
    s.sku,
    LOWER(m.category) AS category,
    g.segment,
    SUM(m.net_sales) AS net_sales,
    COALESCE(SUM(m.cost), 0) AS cost,
    SUM(CASE WHEN NOT m.cost IS NULL THEN m.gross_sales - m.returns ELSE 0 END) AS covered,
    SUM(CASE WHEN m.cost IS NULL THEN m.gross_sales - m.returns ELSE 0 END) AS uncovered
  FROM sales_moves AS m
  LEFT JOIN aimed_skus AS s
    ON m.sku = s.sku
  LEFT JOIN segments AS g
    ON m.shop_id = g.shop_id AND m.order_id = g.order_id
  WHERE
    m.at_local >= :from_at AND m.at_local < :to_at
  GROUP BY
    CAST(m.at_local AS DATE),
    m.shop_id,
    s.sku,
    LOWER(m.category),
    g.segment
), judged AS (
  SELECT
    a.campaign,
    d.day,
    (
      a.sku IS NULL OR COALESCE(d.sku = a.sku, FALSE)
    )
    AND (
      a.category IS NULL OR COALESCE(d.category = a.category, FALSE)
    )
    AND (
      a.segment IS NULL OR COALESCE(d.segment = a.segment, FALSE)
    ) AS its_own,
    d.net_sales,
    d.cost,
    d.covered,
    d.uncovered
  FROM aims AS a
  INNER JOIN by_day AS d
    ON a.shop_id = d.shop_id OR a.shop_id = ''
)
SELECT
  campaign,
  day,
  its_own,
  SUM(net_sales) AS net_sales,
  SUM(cost) AS cost,
  SUM(covered) AS covered,
  SUM(uncovered) AS uncovered
FROM judged
GROUP BY
  campaign,
  day,
  its_own
ORDER BY
  campaign NULLS LAST,
  day NULLS LAST,
  its_own NULLS LAST
