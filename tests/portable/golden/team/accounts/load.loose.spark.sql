SELECT
  COUNT(CASE WHEN d.state = 'open' THEN 1 END) AS open_deals,
  COALESCE(SUM(CASE WHEN d.state = 'open' THEN d.amount END), 0) AS open_value,
  COALESCE(
    SUM(
      CAST((
        d.amount * CAST(CAST(ROUND((
          CAST(w.chance AS DOUBLE)
        ) * CAST('1E6' AS DOUBLE)) AS DECIMAL(9, 0)) * CAST('0.000001' AS DECIMAL(6, 6)) AS DECIMAL(9, 6))
      ) AS DECIMAL(18, 2))
    ),
    0
  ) AS weighted,
  COALESCE(
    SUM(
      CASE
        WHEN d.state = 'won' AND d.closed_day > :since AND d.closed_day <= :today
        THEN d.amount
      END
    ),
    0
  ) AS won_value
FROM account_deals AS d
LEFT JOIN deal_weights AS w
  ON d.shop_id = w.shop_id AND d.deal_id = w.deal_id
WHERE
  d.account_key IS NULL
