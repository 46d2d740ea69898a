-- An order's refunds are no more than the order, within a cent a line.
-- check: refund
-- breach: give back more than was paid
-- counts: orders
-- column order text : order_no | order_id | invoice | order
-- column amount money : amount | sales | total
-- name: violations
WITH returned AS (
    SELECT "order" AS given_back
    FROM exported
    WHERE amount < 0
)

SELECT min(source_row) FILTER (WHERE amount < 0) AS source_row, "order" || ': ' || sum(amount) AS value
FROM exported
-- Orders without a refund are most of them, and cost nothing this way.
WHERE "order" IN (SELECT given_back FROM returned)
GROUP BY "order"
-- An order that is not in the file at all may stand in another one.
HAVING count_if(amount > 0) > 0 AND sum(amount) < -0.01 * count(*)
-- name: of
SELECT count(DISTINCT "order") FROM exported
WHERE amount < 0
