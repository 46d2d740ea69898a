-- What each known customer bought in all loaded history, and on which days.
-- reads: numbered_buyers, customer_moves, order_customers, sales_ledger
-- may read: customer_contacts
-- then asks: sales/totals
-- $first_day DATE: what days are counted from

-- name: known_buyers
-- Those with a dated order first, in the order of their numbers. Whole units of their net sales
-- and the rest of these, in eight decimals, are exact as numbers.
WITH
brought AS (
    SELECT
        shop_id,
        customer,
        sum(orders) AS orders,
        sum(net_sales) AS net_sales
    FROM customer_moves
    GROUP BY shop_id, customer
)
SELECT
    w.shop_id AS shop,
    w.customer,
    coalesce(p.name, '') AS name,
    coalesce(p.email, '') AS email,
    coalesce(p.phone, '') AS phone,
    CASE WHEN p.accepts_email THEN 1 WHEN NOT p.accepts_email THEN 0 ELSE -1 END AS agreed,
    w.orders::BIGINT AS orders,
    floor(w.net_sales)::BIGINT AS whole,
    ((w.net_sales - floor(w.net_sales)) * 100000000)::BIGINT AS rest
FROM brought AS w
LEFT JOIN numbered_buyers AS b ON w.shop_id = b.shop_id AND w.customer = b.customer
LEFT JOIN customer_contacts AS p ON w.shop_id = p.shop_id AND w.customer = p.customer
ORDER BY b.buyer NULLS LAST, w.shop_id, w.customer

-- name: purchase_days
-- The days on which each bought, told by their place in the list above, and what they are worth:
-- net of all that came back of the day's orders, whenever.
WITH
booked AS (
    SELECT
        shop_id,
        order_id,
        sum(net_sales) AS net_sales
    FROM sales_ledger
    GROUP BY shop_id, order_id
)
SELECT
    b.buyer - 1 AS place,
    datediff('day', $first_day::DATE, c.ordered_local::DATE) AS day,
    sum(n.net_sales)::DOUBLE AS net_sales
FROM order_customers AS c
INNER JOIN numbered_buyers AS b ON c.shop_id = b.shop_id AND c.customer = b.customer
INNER JOIN booked AS n ON c.shop_id = n.shop_id AND c.order_id = n.order_id
WHERE c.ordered_local IS NOT NULL
GROUP BY b.buyer, c.ordered_local::DATE
ORDER BY b.buyer, c.ordered_local::DATE
