WITH moved AS (
  SELECT
    *
  FROM sales_moves
  WHERE
    (
      at_local >= :start_at AND at_local < :end_at
    )
    OR (
      at_local >= :base_from AND at_local < :base_to
    )
    OR (
      :undated AND at_local IS NULL
    )
), moved_orders AS (
  SELECT DISTINCT
    shop_id,
    order_id
  FROM moved
), facts AS (
  SELECT
    o.shop_id,
    o.order_id,
    c.customer,
    o.segment,
    o.channel,
    o.country
  FROM moved_orders AS m
  INNER JOIN orders AS o
    ON m.shop_id = o.shop_id AND m.order_id = o.order_id
  LEFT JOIN order_customers AS c
    ON o.shop_id = c.shop_id AND o.order_id = c.order_id
), told AS (
  SELECT
    m.shop_id,
    m.at_local,
    CASE WHEN m.sold THEN m.shop_id || ' ' || m.order_id END AS order_key,
    CASE WHEN m.sold THEN NULL ELSE m.at_local END AS back_at,
    m.sku,
    m.title,
    m.category,
    m.units,
    m.gross_sales,
    m.net_sales,
    COALESCE(f.customer, m.payee) AS customer,
    COALESCE(f.segment, w.segment) AS segment,
    f.channel,
    COALESCE(f.country, m.payee_country, w.country) AS country
  FROM moved AS m
  LEFT JOIN facts AS f
    ON m.shop_id = f.shop_id AND m.order_id = f.order_id
  LEFT JOIN customer_facts AS w
    ON m.shop_id = w.shop_id AND COALESCE(f.customer, m.payee) = w.customer
), buyers AS (
  SELECT DISTINCT
    shop_id,
    customer
  FROM told
), firsts AS (
  SELECT
    b.shop_id,
    b.customer,
    MIN(c.ordered_local) AS first_local
  FROM buyers AS b
  INNER JOIN order_customers AS c
    ON b.shop_id = c.shop_id AND b.customer = c.customer
  GROUP BY
    b.shop_id,
    b.customer
), bought AS (
  SELECT
    t.*,
    f.first_local
  FROM told AS t
  LEFT JOIN firsts AS f
    ON t.shop_id = f.shop_id AND t.customer = f.customer
), placed AS (
  SELECT
    *,
    TRUE AS is_now,
    :start_at AS window_from
  FROM bought
  WHERE
    (
      at_local >= :start_at AND at_local < :end_at
    )
    OR (
      :undated AND at_local IS NULL
    )
  UNION ALL
  SELECT
    *,
    FALSE AS is_now,
    :base_from AS window_from
  FROM bought
  WHERE
    at_local >= :base_from AND at_local < :base_to
), dimensions AS (
  SELECT
    v.dimension
  FROM VALUES
    ('sku'),
    ('category'),
    ('channel'),
    ('country'),
    ('segment'),
    ('customers'),
    ('shop') AS v(dimension)
), valued AS (
  SELECT
    d.dimension,
    CASE WHEN d.dimension = 'sku' AND NOT p.sku IS NULL THEN p.shop_id ELSE '' END AS of_shop,
    CASE d.dimension
      WHEN 'sku'
      THEN COALESCE(p.sku, 'Unknown')
      WHEN 'category'
      THEN COALESCE(p.category, 'Unknown')
      WHEN 'channel'
      THEN COALESCE(p.channel, 'Unknown')
      WHEN 'country'
      THEN COALESCE(p.country, 'Unknown')
      WHEN 'segment'
      THEN COALESCE(p.segment, 'Unknown')
      WHEN 'shop'
      THEN COALESCE(NULLIF(p.shop_id, ''), '(unnamed)')
      WHEN 'customers'
      THEN CASE
        WHEN p.customer IS NULL
        THEN 'Unknown'
        WHEN p.first_local < p.window_from
        THEN 'returning'
        ELSE 'new'
      END
    END AS value,
    CASE WHEN d.dimension = 'sku' THEN p.title END AS title,
    p.is_now,
    p.order_key,
    p.back_at,
    p.net_sales,
    p.units,
    p.gross_sales
  FROM placed AS p
  CROSS JOIN dimensions AS d
), by_order AS (
  SELECT
    dimension,
    of_shop,
    value,
    is_now,
    order_key,
    back_at,
    MAX(title) AS title,
    SUM(net_sales) AS net_sales,
    SUM(units) AS units,
    SUM(gross_sales) AS gross_sales
  FROM valued
  GROUP BY
    dimension,
    of_shop,
    value,
    is_now,
    order_key,
    back_at
)
SELECT
  dimension,
  of_shop AS shop,
  value,
  MAX(title) AS title,
  SUM(CASE WHEN is_now THEN net_sales ELSE 0 END) AS net_now,
  SUM(CASE WHEN is_now THEN 0 ELSE net_sales END) AS net_base,
  SUM(CASE WHEN is_now THEN units ELSE 0 END) AS units_now,
  SUM(CASE WHEN is_now THEN 0 ELSE units END) AS units_base,
  SUM(CASE WHEN is_now THEN gross_sales ELSE 0 END) AS gross_now,
  SUM(CASE WHEN is_now THEN 0 ELSE gross_sales END) AS gross_base,
  COUNT(CASE WHEN is_now THEN order_key END) AS orders_now,
  COUNT(CASE WHEN is_now THEN NULL ELSE order_key END) AS orders_base,
  SUM(
    CASE
      WHEN is_now
      THEN CAST(net_sales AS DOUBLE) * CAST(net_sales AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END
  ) AS squares_now,
  SUM(
    CASE
      WHEN is_now
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(net_sales AS DOUBLE) * CAST(net_sales AS DOUBLE)
    END
  ) AS squares_base
FROM by_order
GROUP BY
  dimension,
  of_shop,
  value
ORDER BY
  dimension NULLS LAST,
  of_shop NULLS LAST,
  value NULLS LAST
