-- The customer behind each rating and answer to a survey: found as that of a ticket is.
-- reads: satisfaction, buyer_names, order_customers
WITH
told AS (
    SELECT
        about,
        shop_id,
        id,
        customer_id AS name,
        1 AS way
    FROM satisfaction
    UNION ALL
    SELECT
        about,
        shop_id,
        id,
        email AS name,
        2 AS way
    FROM satisfaction
),
found AS (
    SELECT
        t.about,
        t.shop_id AS answer_shop,
        t.id,
        t.way,
        n.shop_id,
        n.customer
    FROM told AS t
    INNER JOIN buyer_names AS n ON t.name = n.name AND t.way = n.way
    WHERE t.shop_id = n.shop_id OR (t.shop_id = '' AND n.in_any_shop)
    UNION ALL
    SELECT
        a.about,
        a.shop_id AS answer_shop,
        a.id,
        3 AS way,
        c.shop_id,
        c.customer
    FROM satisfaction AS a
    INNER JOIN order_customers AS c ON a.shop_id = c.shop_id AND a.order_id = c.order_id
    WHERE c.customer IS NOT NULL
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY about, answer_shop, id ORDER BY way, shop_id, customer
        ) AS place
    FROM found
)
SELECT
    about,
    answer_shop,
    id,
    shop_id,
    customer
FROM ranked
WHERE place = 1
