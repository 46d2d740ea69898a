-- Amounts that are summed are in one currency.
-- breach: are in another currency than most: sum each apart, as with --currency
-- counts: rows
-- column currency text : currency | currency_code
-- name: violations
WITH usual AS (
    -- Of two that are as frequent the first in the file counts; mode() takes either.
    SELECT currency
    FROM exported
    WHERE currency IS NOT NULL
    GROUP BY currency
    ORDER BY count(*) DESC, min(source_row)
    LIMIT 1
)

SELECT source_row, currency AS value
FROM exported
WHERE currency <> (SELECT usual.currency FROM usual)
-- name: of
SELECT count(currency) FROM exported
