SELECT
  COALESCE(c.code, 0) AS code,
  DATEDIFF(:today, CAST(o.entered_local AS DATE)) AS in_stage,
  DATEDIFF(:today, o.created_day) AS age,
  DATEDIFF(o.close_date, :today) AS closes_in,
  w.chance,
  COALESCE(w.basis, 'none') AS basis,
  CAST(o.amount AS DOUBLE) AS amount,
  CAST(o.list_price AS DOUBLE) AS list_price,
  DENSE_RANK() OVER (
    ORDER BY o.shop_id NULLS LAST, COALESCE(o.rep, '') NULLS LAST, COALESCE(o.team, '') NULLS LAST
  ) AS whose
FROM open_deals AS o
LEFT JOIN deal_weights AS w
  ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
LEFT JOIN stage_codes AS c
  ON o.pipeline = c.pipeline AND o.stage = c.stage
ORDER BY
  o.shop_id NULLS LAST,
  o.deal_id NULLS LAST
