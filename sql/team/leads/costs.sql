-- What each source cost on the days that spend is told of, and what came of it.
-- reads: lead_facts
-- may read: source_spend
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end)

-- name: spend_days
-- one row
SELECT
    min(day) AS first_day,
    max(day) AS last_day
FROM source_spend
WHERE day >= $start_at::DATE AND day::TIMESTAMP < $end_at

-- name: costs
-- $first DATE, $last DATE: the days that spend is told of
WITH
parts AS (
    SELECT
        source,
        CASE WHEN source IS NULL THEN coalesce(channel, 'channel not stated') END AS channel,
        cost,
        0 AS leads,
        0 AS became,
        0 AS won
    FROM source_spend
    WHERE day >= $first AND day <= $last
    UNION ALL
    SELECT
        coalesce(source, 'Unknown') AS source,
        NULL AS channel,
        NULL AS cost,
        1 AS leads,
        CASE WHEN became = 1 THEN 1 ELSE 0 END AS became,
        CASE WHEN state = 'won' THEN 1 ELSE 0 END AS won
    FROM lead_facts
    WHERE
        created_day >= $first AND created_day <= $last
        AND created_local >= $start_at AND created_local < $end_at
)
SELECT
    source,
    channel,
    sum(cost) AS cost,
    sum(leads)::BIGINT AS leads,
    sum(became)::BIGINT AS became,
    sum(won)::BIGINT AS won
FROM parts
GROUP BY source, channel
ORDER BY source, channel
