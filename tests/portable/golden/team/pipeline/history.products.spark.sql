SELECT
  written,
  CAST(SUM(deals) AS BIGINT) AS deals,
  MAX(listed) AS listed,
  found,
  MAX(list_price) AS list_price
FROM deal_products
GROUP BY
  written,
  found
ORDER BY
  deals DESC,
  written NULLS LAST,
  found NULLS LAST
