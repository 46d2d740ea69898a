WITH marked AS (
  SELECT DISTINCT
    shop_id,
    deal_id
  FROM won_marks
)
SELECT
  f.shop_id AS shop,
  f.deal_id AS deal,
  f.name,
  f.account,
  f.rep,
  f.product,
  f.state,
  f.amount,
  f.closed_day AS closed,
  CAST(COALESCE(f.stage_entered_local, f.updated_local) AS DATE) AS entered,
  CAST(f.updated_local AS DATE) AS updated
FROM deal_facts AS f
LEFT JOIN marked AS m
  ON f.shop_id = m.shop_id AND f.deal_id = m.deal_id
WHERE
  f.state = 'won' OR NOT m.deal_id IS NULL
ORDER BY
  f.closed_day NULLS LAST,
  f.shop_id NULLS LAST,
  f.deal_id NULLS LAST
