WITH kinds AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(type) AS category
  FROM products
  GROUP BY
    shop_id,
    sku
), asked AS (
  SELECT
    s.*,
    CASE WHEN s.at_local >= :start_at THEN 1 ELSE 0 END AS is_now
  FROM satisfaction AS s
  WHERE
    (
      s.at_local >= :start_at AND s.at_local < :end_at
    )
    OR (
      s.at_local >= :before_from_at AND s.at_local < :before_to_at
    )
), pairs AS (
  SELECT
    s.*,
    COALESCE(s.sku, l.sku) AS bought_sku,
    l.title,
    l.category
  FROM asked AS s
  LEFT JOIN order_lines AS l
    ON s.shop_id = l.shop_id
    AND s.order_id = l.order_id
    AND l.kind = 'product'
    AND s.sku IS NULL
), named AS (
  SELECT DISTINCT
    p.about,
    p.shop_id,
    p.id,
    CASE
      WHEN :by = 'sku'
      THEN COALESCE(p.bought_sku, p.title)
      WHEN :by = 'category'
      THEN COALESCE(p.category, k.category)
      ELSE COALESCE(k.title, p.title, p.bought_sku)
    END AS name,
    p.is_now,
    p.is_rated,
    p.is_satisfied,
    p.is_scored,
    p.is_promoter,
    p.is_detractor
  FROM pairs AS p
  LEFT JOIN kinds AS k
    ON p.shop_id = k.shop_id AND p.bought_sku = k.sku
)
SELECT
  COUNT(*) AS answers,
  CAST(SUM(is_rated) AS BIGINT) AS rated,
  CAST(SUM(is_satisfied) AS BIGINT) AS satisfied,
  CAST(SUM(is_scored) AS BIGINT) AS scored,
  CAST(SUM(is_promoter) AS BIGINT) AS promoters,
  CAST(SUM(is_detractor) AS BIGINT) AS detractors,
  name,
  is_now
FROM named
GROUP BY
  name,
  is_now
ORDER BY
  name NULLS LAST,
  is_now NULLS LAST
