WITH codes AS (
  SELECT
    campaign,
    ',' || MAX(LOWER(TRIM(code))) || ',' AS code
  FROM campaigns
  WHERE
    NOT code IS NULL
  GROUP BY
    campaign
), moves AS (
  SELECT
    p.campaign,
    p.person,
    v.at_local >= p.sent_local AS after,
    v.orders,
    v.net_sales,
    v.profit,
    v.amount,
    v.covered,
    CASE WHEN CONTAINS(v.codes, c.code) THEN 1 ELSE 0 END AS coded
  FROM campaign_tests AS t
  INNER JOIN campaign_people AS p
    ON t.campaign = p.campaign AND t.person = p.person
  INNER JOIN campaign_moves AS v
    ON p.shop_id = v.shop_id AND p.customer = v.customer
  LEFT JOIN codes AS c
    ON p.campaign = c.campaign
  WHERE
    v.at_local >= :from_at
    AND v.at_local >= p.sent_local - :before_days * INTERVAL '1' DAY
    AND v.at_local < p.sent_local + :days * INTERVAL '1' DAY
    AND v.at_local < :as_of
), bought AS (
  SELECT
    campaign,
    person,
    SUM(CASE WHEN after THEN orders ELSE 0 END) AS orders,
    SUM(CASE WHEN after THEN net_sales ELSE 0 END) AS net_sales,
    CAST(SUM(CASE WHEN after THEN profit ELSE 0 END) AS DOUBLE) AS profit,
    SUM(CASE WHEN after THEN 0 ELSE orders END) AS orders_before,
    SUM(CASE WHEN after THEN 0 ELSE net_sales END) AS net_before,
    SUM(CASE WHEN after THEN amount END) AS amount,
    SUM(CASE WHEN after THEN covered END) AS covered,
    MAX(CASE WHEN after THEN coded ELSE 0 END) AS coded
  FROM moves
  GROUP BY
    campaign,
    person
)
SELECT
  p.campaign,
  p.treated,
  COUNT(*) AS members,
  COUNT(CASE WHEN b.orders > 0 THEN 1 END) AS buyers,
  CAST(COALESCE(SUM(b.orders), 0) AS BIGINT) AS orders,
  COALESCE(SUM(b.net_sales), 0) AS net_sales,
  COALESCE(
    SUM(CAST(b.net_sales AS DOUBLE) * CAST(b.net_sales AS DOUBLE)),
    CAST(0.0 AS DOUBLE)
  ) AS net_squares,
  COALESCE(SUM(b.profit), CAST(0.0 AS DOUBLE)) AS profit,
  COALESCE(SUM(b.profit * b.profit), CAST(0.0 AS DOUBLE)) AS profit_squares,
  COALESCE(SUM(b.amount), CAST(0.0 AS DOUBLE)) AS amount,
  COALESCE(SUM(b.covered), CAST(0.0 AS DOUBLE)) AS covered,
  COUNT(CASE WHEN b.orders_before > 0 THEN 1 END) AS buyers_before,
  COALESCE(SUM(b.net_before), 0) AS net_before,
  COALESCE(
    SUM(CAST(b.net_before AS DOUBLE) * CAST(b.net_before AS DOUBLE)),
    CAST(0.0 AS DOUBLE)
  ) AS before_squares,
  COUNT(
    CASE
      WHEN p.other_before > p.sent_local - :days * INTERVAL '1' DAY
      THEN 1
      WHEN p.other_after < p.sent_local + :days * INTERVAL '1' DAY
      THEN 1
    END
  ) AS also_reached,
  COUNT(CASE WHEN b.coded = 1 THEN 1 END) AS used_code
FROM campaign_tests AS p
LEFT JOIN bought AS b
  ON p.campaign = b.campaign AND p.person = b.person
GROUP BY
  p.campaign,
  p.treated
ORDER BY
  p.campaign NULLS LAST,
  p.treated NULLS LAST
