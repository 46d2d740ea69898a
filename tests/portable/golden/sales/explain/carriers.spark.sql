WITH firsts AS (
  SELECT
    shop_id || ' ' || customer AS customer_key,
    MIN(ordered_local) AS first_local
  FROM customer_orders
  WHERE
    NOT customer IS NULL
  GROUP BY
    shop_id || ' ' || customer
), placed AS (
  SELECT
    l.*,
    TRUE AS is_now,
    :start_at AS window_from
  FROM sales_lines AS l
  WHERE
    (
      l.at_local >= :start_at AND l.at_local < :end_at
    )
    OR (
      :undated AND l.at_local IS NULL
    )
  UNION ALL
  SELECT
    l.*,
    FALSE AS is_now,
    :base_from AS window_from
  FROM sales_lines AS l
  WHERE
    l.at_local >= :base_from AND l.at_local < :base_to
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
    CASE WHEN d.dimension = 'sku' AND NOT p.sku IS NULL THEN p.shop ELSE '' END AS of_shop,
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
      THEN COALESCE(NULLIF(p.shop, ''), '(unnamed)')
      WHEN 'customers'
      THEN CASE
        WHEN p.customer_key IS NULL
        THEN 'Unknown'
        WHEN f.first_local < p.window_from
        THEN 'returning'
        ELSE 'new'
      END
    END AS value,
    CASE WHEN d.dimension = 'sku' THEN p.product END AS title,
    p.is_now,
    p.order_key,
    CASE WHEN p.order_key IS NULL THEN p.at_local END AS back_at,
    p.net_sales,
    p.units,
    p.gross_sales
  FROM placed AS p
  LEFT JOIN firsts AS f
    ON p.customer_key = f.customer_key
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
