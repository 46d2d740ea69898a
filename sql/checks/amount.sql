-- A line's amount is quantity x unit price less its discount, within a cent.
-- breach: have an amount that is not quantity x price within a cent
-- counts: lines
-- column amount money : amount | sales | line total | line amount
-- column quantity number : quantity | qty | units
-- column price money : unit_price | price
-- column discount money optional : line_discount | discount | discount amount
-- name: violations
SELECT
    source_row,
    rtrim(rtrim(amount::VARCHAR, '0'), '.') || ' is not '
    || rtrim(rtrim(quantity::VARCHAR, '0'), '.') || ' x ' || rtrim(rtrim(price::VARCHAR, '0'), '.')
    || CASE WHEN discount <> 0 THEN ' - ' || rtrim(rtrim(discount::VARCHAR, '0'), '.') ELSE '' END AS value
FROM exported
-- A discount is in the amount in some systems and beside it in others; some state each line's price
-- for one unit and others for all of them.
WHERE
    abs(amount - quantity * price) > 0.01
    AND abs(amount - quantity * price + coalesce(abs(discount), 0)) > 0.01
-- name: of
SELECT count(*) FROM exported
WHERE amount IS NOT NULL AND quantity IS NOT NULL AND price IS NOT NULL
