-- What was done about the deals of each channel, and what was spent under its name.
-- reads: deal_channels, activity_facts, source_spend
-- may read: spend_daily, activities
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead

-- name: channel_acts
-- Calls, meetings, e-mails, demos and proposals that took place in the window, by the channel of
-- their deal; about no deal that is here: is_deal false.
WITH
done AS (
    SELECT
        shop_id,
        deal_id,
        count(*) AS activities
    FROM activity_facts
    WHERE
        took_place AND kind <> 'other'
        AND ($undated OR (at_local >= $start_at AND at_local < $end_at))
    GROUP BY shop_id, deal_id
)
SELECT
    c.channel_key AS id,
    c.deal_id IS NOT NULL AS is_deal,
    sum(d.activities)::BIGINT AS activities
FROM done AS d
LEFT JOIN deal_channels AS c ON d.shop_id = c.shop_id AND d.deal_id = c.deal_id
GROUP BY c.channel_key, c.deal_id IS NOT NULL
ORDER BY c.channel_key, c.deal_id IS NOT NULL

-- name: channel_spend_days
-- one row: the days that spend is known of.
SELECT
    min(day) AS first_day,
    max(day) AS last_day
FROM source_spend

-- name: channel_costs
-- What was spent in some days, and what was won of the same channel in the same days.
-- $spent_at, $spent_end TIMESTAMP: those days, [start, end)
WITH
spent AS (
    SELECT
        coalesce(letters, '') AS id,
        min(channel) AS written,
        sum(cost) AS cost
    FROM source_spend
    WHERE day >= $spent_at AND day < $spent_end
    GROUP BY coalesce(letters, '')
),
known AS (
    SELECT
        coalesce(channel_key, '') AS id,
        count(
            CASE
                WHEN state IN ('won', 'lost') AND closed_day >= $spent_at AND closed_day < $spent_end
                    THEN 1
            END
        ) AS closed,
        count(
            CASE
                WHEN state = 'won' AND closed_day >= $spent_at AND closed_day < $spent_end THEN 1
            END
        ) AS won,
        count(
            CASE
                WHEN state = 'won' AND closed_day >= $spent_at AND closed_day < $spent_end
                    THEN amount
            END
        ) AS won_stated,
        coalesce(sum(
            CASE
                WHEN state = 'won' AND closed_day >= $spent_at AND closed_day < $spent_end
                    THEN amount
            END
        ), 0) AS won_value
    FROM deal_channels
    GROUP BY coalesce(channel_key, '')
)
SELECT
    coalesce(k.id, s.id) AS id,
    s.written,
    k.id IS NOT NULL AS has_deals,
    s.cost,
    coalesce(k.closed, 0) AS closed,
    coalesce(k.won, 0) AS won,
    coalesce(k.won_stated, 0) AS won_stated,
    coalesce(k.won_value, 0) AS won_value
FROM known AS k
FULL OUTER JOIN spent AS s ON k.id = s.id
ORDER BY coalesce(k.id, s.id)
