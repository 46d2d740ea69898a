WITH cells AS (
  SELECT DISTINCT
    tags
  FROM sales_lines
  WHERE
    NOT tags IS NULL AND 'tags' IN (:first, :second)
), digits AS (
  SELECT
    v.d
  FROM VALUES
    (0),
    (1),
    (2),
    (3),
    (4),
    (5),
    (6),
    (7),
    (8),
    (9) AS v(d)
), spread AS (
  SELECT DISTINCT
    c.tags,
    TRIM(SPLIT_PART(c.tags, ',', a.d * 10 + b.d + 1)) AS tag
  FROM cells AS c
  CROSS JOIN digits AS a
  CROSS JOIN digits AS b
  WHERE
    TRIM(SPLIT_PART(c.tags, ',', a.d * 10 + b.d + 1)) <> ''
), keyed AS (
  SELECT
    l.*,
    CASE :first
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
      WHEN 'tags'
      THEN COALESCE(t.tag, '(none)')
    END AS first_key,
    CASE :second
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
      WHEN 'tags'
      THEN COALESCE(t.tag, '(none)')
    END AS second_key,
    CASE :freq
      WHEN 'day'
      THEN CAST(l.at_local AS DATE)
      WHEN 'week'
      THEN CAST(DATE_TRUNC('WEEK', CAST(l.at_local AS DATE) - :week_starts) AS DATE) + :week_starts
      WHEN 'month'
      THEN CAST(DATE_TRUNC('MONTH', l.at_local) AS DATE)
      WHEN 'quarter'
      THEN CAST(DATE_TRUNC('QUARTER', l.at_local) AS DATE)
      WHEN 'year'
      THEN CAST(DATE_TRUNC('YEAR', l.at_local) AS DATE)
    END AS starts,
    (
      l.at_local >= :start_at AND l.at_local < :end_at
    )
    OR (
      :undated AND l.at_local IS NULL
    ) AS is_now,
    COALESCE(l.at_local >= :base_from AND l.at_local < :base_to, FALSE) AS is_base
  FROM sales_lines AS l
  LEFT JOIN spread AS t
    ON l.tags = t.tags
), ranked AS (
  SELECT
    first_key,
    second_key,
    ROW_NUMBER() OVER (
      ORDER BY SUM(CASE WHEN is_now THEN net_sales ELSE 0 END) DESC, SUM(CASE WHEN is_base THEN net_sales ELSE 0 END) DESC, first_key NULLS LAST, second_key NULLS LAST
    ) AS rank
  FROM keyed
  WHERE
    is_now OR is_base
  GROUP BY
    first_key,
    second_key
), shown AS (
  SELECT
    k.*,
    r.rank > :top AS is_rest,
    CASE WHEN r.rank > :top THEN 'other' ELSE k.first_key END AS first_shown,
    CASE WHEN r.rank > :top AND :second <> '' THEN 'other' ELSE k.second_key END AS second_shown
  FROM keyed AS k
  INNER JOIN ranked AS r
    ON k.first_key = r.first_key AND k.second_key = r.second_key
  WHERE
    k.is_now OR k.is_base
)
SELECT
  first_shown AS first_key,
  second_shown AS second_key,
  is_rest,
  starts,
  SUM(CASE WHEN is_now THEN net_sales ELSE 0 END) AS net_sales,
  SUM(CASE WHEN is_now THEN gross_sales - discounts ELSE 0 END) AS order_value,
  COUNT(DISTINCT CASE WHEN is_now AND (
    :freq = '' OR with_order
  ) THEN order_key END) AS orders,
  SUM(CASE WHEN is_now THEN units ELSE 0 END) AS units,
  SUM(CASE WHEN is_now THEN covered ELSE 0 END) AS covered,
  SUM(CASE WHEN is_now THEN COALESCE(cost, 0) ELSE 0 END) AS cost,
  SUM(CASE WHEN is_base THEN net_sales ELSE 0 END) AS base
FROM shown
GROUP BY
  first_shown,
  second_shown,
  is_rest,
  starts
ORDER BY
  starts NULLS LAST,
  is_rest NULLS LAST,
  net_sales DESC,
  base DESC,
  first_key NULLS LAST,
  second_key NULLS LAST
