SELECT
  COUNT(*) AS n
FROM order_lines
WHERE
  ABS(amount - unit_price * qty) > 0.01
