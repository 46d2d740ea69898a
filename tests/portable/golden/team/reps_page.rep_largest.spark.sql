WITH ranked AS (
  SELECT
    deal_id,
    name,
    account,
    pipeline,
    stage,
    amount,
    close_date,
    next_step,
    ROW_NUMBER() OVER (ORDER BY COALESCE(amount, 0) DESC, deal_id NULLS LAST) AS place
  FROM deal_facts
  WHERE
    state = 'open' AND shop_id = :shop AND rep = :rep
)
SELECT
  deal_id,
  name,
  account,
  pipeline,
  stage,
  amount,
  close_date,
  next_step
FROM ranked
WHERE
  place <= :top
ORDER BY
  place NULLS LAST
