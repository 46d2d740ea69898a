-- What each SKU would have sold on the days it could not be bought: an estimate.
-- reads: stock_now, stockouts
-- $from_day, $to_day DATE: the days [from, to) that lost sales are estimated for

-- name: lost_sales
-- What it loses a day is told of what is without stock on $to_day, the day that is not over.
WITH
lost AS (
    SELECT
        shop_id,
        sku,
        last_day,
        lost_units,
        lost_sales,
        basis,
        greatest(
            date_diff('day', greatest(from_day, $from_day), least(to_day, $to_day)), 0
        ) AS days,
        to_day > $to_day AS goes_on
    FROM stockouts
    WHERE to_day > $from_day
)
SELECT
    shop_id AS shop,
    sku,
    sum(days)::BIGINT AS days_out,
    max(last_day) AS last_day,
    max(CASE WHEN goes_on THEN lost_units END)::DOUBLE AS velocity,
    max(CASE WHEN goes_on THEN lost_sales END) AS lost_a_day,
    sum(lost_sales::DOUBLE * days::DOUBLE)::DECIMAL(28, 8) AS lost,
    max(basis) AS basis
FROM lost
GROUP BY shop_id, sku
ORDER BY shop_id, sku
