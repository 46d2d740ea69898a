-- The lines of an order sum to its subtotal, by one of the ways in which systems count discounts.
-- breach: have lines that do not sum to the subtotal
-- counts: orders
-- column order text : order_no
-- column subtotal money : subtotal
-- column price money : price
-- column quantity number : quantity
-- column discount money optional : line_discount
-- column figure money optional : discount_amount
-- column shipping money optional : shipping
-- column tax money optional : taxes
-- column total money optional : total
-- name: violations
WITH orders AS (
    SELECT
        "order",
        min(source_row) AS source_row,
        max(subtotal) AS subtotal,
        sum(price * quantity) AS lines,
        sum(coalesce(discount, 0)) AS discounts,
        max(coalesce(figure, 0)) AS figure,
        max(coalesce(shipping, 0)) AS shipping,
        max(coalesce(tax, 0)) AS tax,
        max(total) AS total,
        count(*) AS n
    FROM exported
    GROUP BY "order"
)

SELECT
    source_row,
    "order"
    || ': lines '
    || lines::DECIMAL(18, 2)
    || CASE WHEN figure <> 0 THEN ', discount ' || figure::DECIMAL(18, 2) ELSE '' END
    || ', subtotal ' || subtotal::DECIMAL(18, 2) AS value
FROM orders
WHERE least(
    -- The one figure may be off the shipping alone: then the total shows it.
    CASE
        WHEN figure = 0 OR shipping = 0 OR abs(subtotal + shipping - figure + tax - total) <= 0.01
            THEN abs(lines - subtotal)
    END,
    abs(lines - figure - subtotal),
    CASE WHEN discounts <> 0 THEN abs(lines - discounts - subtotal) END,
    CASE WHEN discounts <> 0 THEN abs(lines - discounts - figure - subtotal) END
) > 0.01 * n
-- name: of
SELECT count(DISTINCT "order") FROM exported
WHERE subtotal IS NOT NULL
