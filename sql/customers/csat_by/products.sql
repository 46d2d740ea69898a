-- How satisfied customers are with each product: an answer counts for every product of its order.
-- reads: satisfaction, orders, order_lines
-- may read: products
-- $start_at, $end_at TIMESTAMP: the window [start, end), whose rows are is_now 1
-- $before_from_at, $before_to_at TIMESTAMP: the one that it is compared with, is_now 0
-- $by VARCHAR: product, sku or category

-- name: products_of
WITH
kinds AS (
    SELECT
        shop_id,
        sku,
        max(title) AS title,
        max(type) AS category
    FROM products
    GROUP BY shop_id, sku
),
asked AS (
    SELECT
        s.*,
        CASE WHEN s.at_local >= $start_at THEN 1 ELSE 0 END AS is_now
    FROM satisfaction AS s
    WHERE
        (s.at_local >= $start_at AND s.at_local < $end_at)
        OR (s.at_local >= $before_from_at AND s.at_local < $before_to_at)
),
-- What an answer names itself goes before what its order holds.
pairs AS (
    SELECT
        s.*,
        coalesce(s.sku, l.sku) AS bought_sku,
        l.title,
        l.category
    FROM asked AS s
    LEFT JOIN order_lines AS l
        ON
            s.shop_id = l.shop_id AND s.order_id = l.order_id
            AND l.kind = 'product' AND s.sku IS NULL
),
named AS (
    SELECT DISTINCT
        p.about,
        p.shop_id,
        p.id,
        CASE
            WHEN $by = 'sku' THEN coalesce(p.bought_sku, p.title)
            WHEN $by = 'category' THEN coalesce(p.category, k.category)
            ELSE coalesce(k.title, p.title, p.bought_sku)
        END AS name,
        p.is_now,
        p.is_rated,
        p.is_satisfied,
        p.is_scored,
        p.is_promoter,
        p.is_detractor
    FROM pairs AS p
    LEFT JOIN kinds AS k ON p.shop_id = k.shop_id AND p.bought_sku = k.sku
)
SELECT
    count(*) AS answers,
    sum(is_rated)::BIGINT AS rated,
    sum(is_satisfied)::BIGINT AS satisfied,
    sum(is_scored)::BIGINT AS scored,
    sum(is_promoter)::BIGINT AS promoters,
    sum(is_detractor)::BIGINT AS detractors,
    name,
    is_now
FROM named
GROUP BY name, is_now
ORDER BY name NULLS LAST, is_now
