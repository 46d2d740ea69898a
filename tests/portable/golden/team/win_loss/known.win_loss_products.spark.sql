SELECT
  written,
  listed,
  found,
  CAST(SUM(deals) AS BIGINT) AS deals,
  MAX(list_price) AS list_price
FROM deal_products
WHERE
  found <> 'as written'
GROUP BY
  written,
  listed,
  found
ORDER BY
  deals DESC,
  written NULLS LAST
