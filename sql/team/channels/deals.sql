-- What each channel of deals brings: how many, how many of them won, for how much, what is open.
-- reads: deal_channels
-- then asks: team/channels_by
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead

-- name: channel_groups
-- Created in the window, closed in it, and open now; without a channel: id NULL.
WITH
flagged AS (
    SELECT
        channel_key,
        state,
        amount,
        cycle_days,
        $undated OR (created_day >= $start_at AND created_day < $end_at) AS is_new,
        state IN ('won', 'lost') AND (
            $undated OR (closed_day >= $start_at AND closed_day < $end_at)
        ) AS is_ended
    FROM deal_channels
),
told AS (
    SELECT
        channel_key,
        is_new,
        is_ended AND state = 'won' AS is_won,
        is_ended AND state = 'lost' AS is_lost,
        state = 'open' AS is_open,
        amount,
        CASE WHEN is_ended AND state = 'won' THEN amount END AS won_amount,
        CASE WHEN is_ended AND state = 'won' THEN cycle_days END AS won_cycle
    FROM flagged
)
SELECT
    channel_key AS id,
    count(*) AS deals,
    count(CASE WHEN is_new THEN 1 END) AS created,
    count(CASE WHEN is_won THEN 1 END) AS won,
    count(CASE WHEN is_lost THEN 1 END) AS lost,
    count(won_amount) AS won_stated,
    coalesce(sum(won_amount), 0) AS won_value,
    median(won_amount::DOUBLE)::DECIMAL(28, 8) AS median_won,
    coalesce(sum(CASE WHEN is_lost THEN amount END), 0) AS lost_value,
    count(won_cycle) AS won_cycles,
    avg(won_cycle)::DOUBLE AS cycle_mean,
    median(won_cycle::DOUBLE) AS cycle_middle,
    count(CASE WHEN is_open THEN 1 END) AS open_deals,
    count(CASE WHEN is_open THEN amount END) AS open_stated,
    coalesce(sum(CASE WHEN is_open THEN amount END), 0) AS open_value
FROM told
GROUP BY channel_key
ORDER BY won_value DESC, won DESC, deals DESC, channel_key

-- name: channel_names
-- Each channel as deals write it, the commonest spelling first.
SELECT
    channel_key AS id,
    channel AS written,
    count(*) AS deals
FROM deal_channels
WHERE channel_key IS NOT NULL
GROUP BY channel_key, channel
ORDER BY channel_key, count(*) DESC, channel

-- name: channel_trend
-- Won and lost in two windows: now [now_at, now_end), and before [before_at, before_end).
-- $now_at, $now_end, $before_at, $before_end TIMESTAMP: the windows
WITH
ended AS (
    SELECT
        channel_key,
        state = 'won' AS is_won,
        closed_day >= $now_at AND closed_day < $now_end AS is_now,
        closed_day >= $before_at AND closed_day < $before_end AS is_before
    FROM deal_channels
    WHERE state IN ('won', 'lost')
)
SELECT
    channel_key AS id,
    count(CASE WHEN is_now AND is_won THEN 1 END) AS now_won,
    count(CASE WHEN is_now THEN 1 END) AS now_closed,
    count(CASE WHEN is_before AND is_won THEN 1 END) AS before_won,
    count(CASE WHEN is_before THEN 1 END) AS before_closed
FROM ended
WHERE is_now OR is_before
GROUP BY channel_key
ORDER BY channel_key

-- name: channel_known
-- one row: deals that are in no window, or in no state that counts.
SELECT
    count(*) AS deals,
    count(CASE WHEN state IN ('closed', 'unknown') THEN 1 END) AS untold,
    count(CASE WHEN state IN ('won', 'lost') AND closed_day IS NULL THEN 1 END) AS undated,
    count(CASE WHEN created_day IS NULL THEN 1 END) AS uncreated,
    max(CASE WHEN state IN ('won', 'lost') THEN closed_day END) AS last_closed
FROM deal_channels
