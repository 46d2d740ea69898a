WITH named AS (
  SELECT
    good,
    CASE :by WHEN 'sku' THEN sku WHEN 'product' THEN product ELSE category END AS item
  FROM numbered_goods
)
SELECT
  n.item,
  p.buyer,
  DATEDIFF(:last_day, MAX(p.day)) AS age
FROM goods_bought AS p
INNER JOIN named AS n
  ON p.good = n.good
WHERE
  p.day >= :since_day AND p.day <= :last_day AND NOT n.item IS NULL
GROUP BY
  n.item,
  p.buyer
ORDER BY
  n.item NULLS LAST,
  p.buyer NULLS LAST
