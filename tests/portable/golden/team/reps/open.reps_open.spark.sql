SELECT
  f.shop_id AS shop,
  f.rep,
  f.pipeline,
  f.stage,
  COUNT(*) AS deals,
  COUNT(f.amount) AS valued,
  COALESCE(SUM(f.amount), 0) AS value,
  COUNT(f.amount * w.chance) AS weighed,
  COALESCE(
    SUM(
      CAST((
        f.amount * CAST(CAST(ROUND((
          CAST(w.chance AS DOUBLE)
        ) * CAST('1E6' AS DOUBLE)) AS DECIMAL(9, 0)) * CAST('0.000001' AS DECIMAL(6, 6)) AS DECIMAL(9, 6))
      ) AS DECIMAL(18, 2))
    ),
    0
  ) AS weighted
FROM deal_facts AS f
LEFT JOIN deal_weights AS w
  ON f.shop_id = w.shop_id AND f.deal_id = w.deal_id
WHERE
  f.state = 'open'
GROUP BY
  f.shop_id,
  f.rep,
  f.pipeline,
  f.stage
ORDER BY
  f.shop_id NULLS LAST,
  f.rep NULLS LAST,
  f.pipeline NULLS LAST,
  f.stage NULLS LAST
