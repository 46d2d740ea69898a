WITH dated AS (
  SELECT
    l.*,
    CASE :by
      WHEN ''
      THEN ''
      WHEN 'shop'
      THEN COALESCE(NULLIF(l.shop, ''), '(unnamed)')
      WHEN 'channel'
      THEN COALESCE(l.channel, 'Unknown')
      WHEN 'country'
      THEN COALESCE(l.country, 'Unknown')
      WHEN 'region'
      THEN COALESCE(l.region, 'Unknown')
      WHEN 'location'
      THEN COALESCE(l.location, 'Unknown')
      WHEN 'segment'
      THEN COALESCE(l.segment, 'Unknown')
      WHEN 'status'
      THEN COALESCE(l.status, 'Unknown')
      WHEN 'customer'
      THEN COALESCE(TRIM(l.customer_key), 'Unknown')
      WHEN 'category'
      THEN COALESCE(l.category, 'Unknown')
      WHEN 'vendor'
      THEN COALESCE(l.vendor, 'Unknown')
      WHEN 'product'
      THEN COALESCE(l.product, 'Unknown')
      WHEN 'sku'
      THEN COALESCE(l.sku, 'Unknown')
      WHEN 'rules'
      THEN COALESCE(r.segment, 'Unknown')
    END AS segment_key,
    CASE
      WHEN :monthly AND NOT l.at_local IS NULL
      THEN CAST(DATE_TRUNC('MONTH', l.at_local) AS DATE)
      ELSE CAST('9999-12-01' AS DATE)
    END AS starts,
    CASE WHEN l.with_order OR NOT :monthly THEN l.order_key END AS counted_key
  FROM sales_lines AS l
  LEFT JOIN rule_segments AS r
    ON l.customer_key = r.customer_key
  WHERE
    (
      l.at_local >= :start_at AND l.at_local < :end_at
    )
    OR (
      :undated AND l.at_local IS NULL
    )
), parts AS (
  SELECT
    segment_key,
    starts,
    counted_key,
    customer_key,
    SUM(CASE WHEN NOT unit_price IS NULL THEN lines ELSE 0 END) AS priced_lines,
    SUM(unit_price) AS prices,
    SUM(units) AS units,
    SUM(gross_sales - discounts) AS order_value,
    SUM(discounts) AS discounts,
    SUM(returns) AS returns,
    SUM(net_sales) AS net_sales,
    MIN(at_local) AS first_at,
    MIN(CASE WHEN lines > 0 THEN CAST(at_local AS DATE) END) AS first_day,
    MAX(CASE WHEN lines > 0 THEN CAST(at_local AS DATE) END) AS last_day
  FROM dated
  GROUP BY
    segment_key,
    starts,
    counted_key,
    customer_key
), clusters AS (
  SELECT
    segment_key,
    starts,
    COUNT(*) AS orders,
    SUM(units) AS units,
    SUM(order_value) AS order_value
  FROM parts
  WHERE
    NOT counted_key IS NULL
  GROUP BY
    segment_key,
    starts,
    CASE WHEN :by <> 'customer' THEN customer_key END,
    CASE WHEN :by = 'customer' OR customer_key IS NULL THEN counted_key END
), scatter AS (
  SELECT
    segment_key,
    starts,
    COUNT(*) AS clusters,
    SUM(CAST(orders AS DOUBLE) * CAST(orders AS DOUBLE)) AS cluster_orders,
    SUM(CAST(units AS DOUBLE) * CAST(orders AS DOUBLE)) AS crossed_units,
    SUM(CAST(units AS DOUBLE) * CAST(units AS DOUBLE)) AS squared_units,
    SUM(CAST(order_value AS DOUBLE) * CAST(orders AS DOUBLE)) AS crossed_value,
    SUM(CAST(order_value AS DOUBLE) * CAST(order_value AS DOUBLE)) AS squared_value
  FROM clusters
  GROUP BY
    segment_key,
    starts
), sized AS (
  SELECT
    segment_key,
    starts,
    order_value,
    CASE
      WHEN order_value > 0
      THEN FLOOR(LN(CAST(order_value AS DOUBLE)) * CAST(8.0 AS DOUBLE))
      ELSE -999
    END AS size
  FROM parts
  WHERE
    NOT counted_key IS NULL
), sizes AS (
  SELECT
    segment_key,
    starts,
    size,
    SUM(COUNT(*)) OVER (PARTITION BY segment_key, starts ORDER BY size DESC) AS so_far
  FROM sized
  GROUP BY
    segment_key,
    starts,
    size
), edges AS (
  SELECT
    segment_key,
    starts,
    COALESCE(MAX(CASE WHEN so_far >= 10 THEN size END), MIN(size)) AS size
  FROM sizes
  GROUP BY
    segment_key,
    starts
), ranked AS (
  SELECT
    o.segment_key,
    o.starts,
    o.order_value,
    ROW_NUMBER() OVER (PARTITION BY o.segment_key, o.starts ORDER BY o.order_value DESC) AS place
  FROM sized AS o
  INNER JOIN edges AS e
    ON o.segment_key = e.segment_key AND o.starts = e.starts
  WHERE
    o.size >= e.size
), largest AS (
  SELECT
    segment_key,
    starts,
    SUM(order_value) AS ten_largest
  FROM ranked
  WHERE
    place <= 10
  GROUP BY
    segment_key,
    starts
), bought AS (
  SELECT
    segment_key,
    starts,
    customer_key,
    COUNT(counted_key) AS orders,
    MIN(CASE WHEN NOT counted_key IS NULL THEN first_at END) AS first_at,
    SUM(order_value) AS order_value,
    SUM(net_sales) AS brought
  FROM parts
  WHERE
    NOT customer_key IS NULL
  GROUP BY
    segment_key,
    starts,
    customer_key
), buyers AS (
  SELECT
    segment_key,
    starts,
    COUNT(*) AS customers,
    CAST(SUM(orders) AS BIGINT) AS known_orders,
    CAST(SUM(orders * orders) AS BIGINT) AS squared_orders,
    CAST(SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeaters,
    CAST(SUM(CASE WHEN orders = 1 AND first_at < :settled_at THEN 1 ELSE 0 END) AS BIGINT) AS settled,
    SUM(brought) AS known_sales,
    SUM(CAST(brought AS DOUBLE) * CAST(brought AS DOUBLE)) AS squared_sales
  FROM bought
  WHERE
    orders > 0
  GROUP BY
    segment_key,
    starts
), most AS (
  SELECT
    segment_key,
    starts,
    MAX(brought) AS brought
  FROM bought
  GROUP BY
    segment_key,
    starts
), first_of_most AS (
  SELECT
    b.segment_key,
    b.starts,
    MIN(b.customer_key) AS customer_key
  FROM bought AS b
  INNER JOIN most AS m
    ON b.segment_key = m.segment_key AND b.starts = m.starts AND b.brought = m.brought
  GROUP BY
    b.segment_key,
    b.starts
), top AS (
  SELECT
    b.segment_key,
    b.starts,
    b.orders,
    b.order_value,
    b.brought
  FROM bought AS b
  INNER JOIN first_of_most AS f
    ON b.segment_key = f.segment_key
    AND b.starts = f.starts
    AND b.customer_key = f.customer_key
  WHERE
    b.orders > 0
), sold AS (
  SELECT
    segment_key,
    starts,
    COUNT(counted_key) AS orders,
    CAST(SUM(priced_lines) AS BIGINT) AS priced_lines,
    COALESCE(SUM(prices), 0) AS prices,
    SUM(units) AS units,
    SUM(order_value) AS order_value,
    SUM(discounts) AS discounts,
    SUM(returns) AS returns,
    SUM(net_sales) AS net_sales,
    MIN(first_day) AS first_day,
    MAX(last_day) AS last_day
  FROM parts
  GROUP BY
    segment_key,
    starts
)
SELECT
  s.segment_key AS segment,
  NULLIF(s.starts, CAST('9999-12-01' AS DATE)) AS starts,
  COALESCE(b.customers, 0) AS customers,
  COALESCE(b.known_orders, 0) AS known_orders,
  COALESCE(b.repeaters, 0) AS repeaters,
  COALESCE(b.squared_orders, 0) AS squared_orders,
  COALESCE(b.settled, 0) AS settled,
  COALESCE(b.known_sales, 0) AS known_sales,
  COALESCE(b.squared_sales, CAST(0.0 AS DOUBLE)) AS squared_sales,
  COALESCE(t.orders, 0) AS top_orders,
  COALESCE(t.order_value, 0) AS top_value,
  COALESCE(t.brought, 0) AS top_sales,
  s.orders,
  s.priced_lines,
  s.prices,
  s.units,
  s.order_value,
  s.discounts,
  s.returns,
  s.net_sales,
  s.first_day,
  s.last_day,
  COALESCE(c.clusters, 0) AS clusters,
  COALESCE(c.cluster_orders, CAST(0.0 AS DOUBLE)) AS cluster_orders,
  COALESCE(c.crossed_units, CAST(0.0 AS DOUBLE)) AS crossed_units,
  COALESCE(c.squared_units, CAST(0.0 AS DOUBLE)) AS squared_units,
  COALESCE(c.crossed_value, CAST(0.0 AS DOUBLE)) AS crossed_value,
  COALESCE(c.squared_value, CAST(0.0 AS DOUBLE)) AS squared_value,
  COALESCE(l.ten_largest, 0) AS ten_largest
FROM sold AS s
LEFT JOIN buyers AS b
  ON s.segment_key = b.segment_key AND s.starts = b.starts
LEFT JOIN top AS t
  ON s.segment_key = t.segment_key AND s.starts = t.starts
LEFT JOIN scatter AS c
  ON s.segment_key = c.segment_key AND s.starts = c.starts
LEFT JOIN largest AS l
  ON s.segment_key = l.segment_key AND s.starts = l.starts
ORDER BY
  s.starts NULLS LAST,
  s.net_sales DESC,
  s.segment_key NULLS LAST
