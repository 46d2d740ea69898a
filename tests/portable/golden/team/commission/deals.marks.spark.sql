SELECT
  shop_id AS shop,
  deal_id AS deal,
  day,
  state,
  amount,
  closed_day AS closed,
  basis
FROM won_marks
ORDER BY
  shop_id NULLS LAST,
  deal_id NULLS LAST,
  nth NULLS LAST
