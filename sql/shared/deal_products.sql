-- What deals call each product, and the product of the price list that it is.
-- reads: deals
-- may read: products
-- not kept: a row a name.
-- A name that no list has as it is written is looked for but for case, spaces and - _ . /; where
-- that finds products of two prices it is nobody's.
WITH
words AS (
    SELECT
        shop_id,
        sku AS word,
        coalesce(title, sku) AS product,
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
    WHERE title IS NOT NULL
    UNION ALL
    SELECT
        d.shop_id,
        d.product AS word,
        NULL AS product,
        NULL AS price,
        count(*) AS deals
    FROM deals AS d
    WHERE d.product IS NOT NULL
    GROUP BY d.shop_id, d.product
),
bare AS (
    SELECT
        *,
        replace(replace(replace(lower(word), ' ', ''), '-', ''), '_', '') AS unspaced
    FROM words
),
spelled AS (
    SELECT
        *,
        replace(replace(unspaced, '.', ''), '/', '') AS letters
    FROM bare
),
exact AS (
    SELECT
        shop_id,
        word,
        min(product) AS listed,
        min(price) AS list_price,
        max(price) AS most
    FROM spelled
    WHERE product IS NOT NULL
    GROUP BY shop_id, word
),
loose AS (
    SELECT
        shop_id,
        letters,
        min(product) AS listed,
        min(price) AS list_price,
        max(price) AS most
    FROM spelled
    WHERE product IS NOT NULL
    GROUP BY shop_id, letters
)
SELECT
    n.shop_id,
    n.word AS written,
    n.deals,
    coalesce(e.listed, l.listed) AS listed,
    CASE
        WHEN e.listed IS NOT NULL THEN 'as written'
        WHEN l.listed IS NOT NULL THEN 'but for case, spaces and signs'
        ELSE 'not in the price list'
    END AS found,
    coalesce(e.list_price, l.list_price) AS list_price
FROM spelled AS n
LEFT JOIN exact AS e
    ON n.shop_id = e.shop_id AND n.word = e.word AND e.list_price = e.most
LEFT JOIN loose AS l
    ON n.shop_id = l.shop_id AND n.letters = l.letters AND l.list_price = l.most
WHERE n.deals > 0
