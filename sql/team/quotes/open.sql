-- Quotes that the customer has and may still accept: how old they are, and which expire soon.
-- reads: quote_facts
-- $today DATE: the question's day

-- name: ages
-- Each age once, whatever the window: $soon BIGINT: days within which they expire.
WITH
waiting AS (
    SELECT
        date_diff('day', sent_day, $today::DATE) AS days,
        date_diff('day', $today::DATE, expires_day) AS days_left,
        amount
    FROM quote_facts
    WHERE is_latest AND state = 'sent' AND coalesce(expires_day >= $today, true)
)
SELECT
    days,
    count(*) AS quotes,
    count(amount) AS stated,
    coalesce(sum(amount), 0) AS value,
    count(CASE WHEN days_left <= $soon THEN 1 END) AS soon,
    coalesce(sum(CASE WHEN days_left <= $soon THEN amount END), 0) AS soon_value
FROM waiting
GROUP BY days
ORDER BY days

-- name: soon
-- $soon BIGINT: those that expire within so many days
SELECT
    shop_id AS shop,
    quote_id AS quote,
    version,
    name,
    account,
    owner,
    amount,
    discount,
    sent_day,
    expires_day,
    date_diff('day', sent_day, $today::DATE) AS days,
    date_diff('day', $today::DATE, expires_day) AS days_left,
    deal_id AS deal
FROM quote_facts
WHERE
    is_latest
    AND state = 'sent'
    AND expires_day >= $today
    AND date_diff('day', $today::DATE, expires_day) <= $soon
ORDER BY expires_day, amount DESC NULLS LAST, shop, quote, version
