WITH words AS (
  SELECT
    shop_id,
    sku AS word,
    COALESCE(title, sku) AS product,
    price,
    0 AS deals
  FROM products
  UNION ALL
  SELECT
    shop_id,
    title AS word,
    title AS product,
    price,
    0 AS deals
  FROM products
  WHERE
    NOT title IS NULL
  UNION ALL
  SELECT
    d.shop_id,
    d.product AS word,
    NULL AS product,
    NULL AS price,
    COUNT(*) AS deals
  FROM deals AS d
  WHERE
    NOT d.product IS NULL
  GROUP BY
    d.shop_id,
    d.product
), bare AS (
  SELECT
    *,
    REPLACE(REPLACE(REPLACE(LOWER(word), ' ', ''), '-', ''), '_', '') AS unspaced
  FROM words
), spelled AS (
  SELECT
    *,
    REPLACE(REPLACE(unspaced, '.', ''), '/', '') AS letters
  FROM bare
), exact AS (
  SELECT
    shop_id,
    word,
    MIN(product) AS listed,
    MIN(price) AS list_price,
    MAX(price) AS most
  FROM spelled
  WHERE
    NOT product IS NULL
  GROUP BY
    shop_id,
    word
), loose AS (
  SELECT
    shop_id,
    letters,
    MIN(product) AS listed,
    MIN(price) AS list_price,
    MAX(price) AS most
  FROM spelled
  WHERE
    NOT product IS NULL
  GROUP BY
    shop_id,
    letters
)
SELECT
  n.shop_id,
  n.word AS written,
  n.deals,
  COALESCE(e.listed, l.listed) AS listed,
  CASE
    WHEN NOT e.listed IS NULL
    THEN 'as written'
    WHEN NOT l.listed IS NULL
    THEN 'but for case, spaces and signs'
    ELSE 'not in the price list'
  END AS found,
  COALESCE(e.list_price, l.list_price) AS list_price
FROM spelled AS n
LEFT JOIN exact AS e
  ON n.shop_id = e.shop_id AND n.word = e.word AND e.list_price = e.most
LEFT JOIN loose AS l
  ON n.shop_id = l.shop_id AND n.letters = l.letters AND l.list_price = l.most
WHERE
  n.deals > 0
