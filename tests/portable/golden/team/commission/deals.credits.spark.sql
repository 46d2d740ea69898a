SELECT
  shop_id AS shop,
  deal_id AS deal,
  order_id,
  rep_id AS rep,
  SUM(share) AS share
FROM credits
WHERE
  NOT share IS NULL
GROUP BY
  shop_id,
  deal_id,
  order_id,
  rep_id
ORDER BY
  shop_id NULLS LAST,
  deal_id NULLS LAST,
  order_id NULLS LAST,
  rep_id NULLS LAST
