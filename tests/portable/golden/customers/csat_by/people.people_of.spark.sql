WITH who AS (
  SELECT
    s.*,
    COALESCE(i.customer, s.email) AS customer,
    CASE WHEN s.at_local >= :start_at THEN 1 ELSE 0 END AS is_now
  FROM satisfaction AS s
  LEFT JOIN identities AS i
    ON s.shop_id = i.shop_id AND s.email = i.email_norm
  WHERE
    (
      s.at_local >= :start_at AND s.at_local < :end_at
    )
    OR (
      s.at_local >= :before_from_at AND s.at_local < :before_to_at
    )
), named AS (
  SELECT
    CASE
      WHEN :by = 'segment'
      THEN COALESCE(o.segment, c.segment, e.segment)
      ELSE COALESCE(o.country, c.country, e.country)
    END AS name,
    w.is_now,
    w.is_rated,
    w.is_satisfied,
    w.is_scored,
    w.is_promoter,
    w.is_detractor
  FROM who AS w
  LEFT JOIN order_facts AS o
    ON w.shop_id = o.shop_id AND w.order_id = o.order_id
  LEFT JOIN customer_facts AS c
    ON w.shop_id = c.shop_id AND w.customer_id = c.customer
  LEFT JOIN customer_facts AS e
    ON w.shop_id = e.shop_id AND w.customer = e.customer
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
