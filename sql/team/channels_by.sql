-- Won and lost by a second name beside the channel.
-- reads: deal_channels
-- $start_at, $end_at TIMESTAMP: the window [start, end); $undated BOOLEAN: all that is loaded instead
-- $by VARCHAR: owner, manager, team, territory, source, segment or product
WITH
named AS (
    SELECT
        channel_key,
        CASE
            WHEN $by = 'owner' THEN owner
            WHEN $by = 'manager' THEN manager
            WHEN $by = 'team' THEN team
            WHEN $by = 'territory' THEN territory
            WHEN $by = 'source' THEN lead_source
            WHEN $by = 'segment' THEN segment
            WHEN $by = 'product' THEN product
        END AS id,
        state,
        amount
    FROM deal_channels
    WHERE
        state IN ('won', 'lost')
        AND ($undated OR (closed_day >= $start_at AND closed_day < $end_at))
)
SELECT
    channel_key AS channel,
    id,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    coalesce(sum(CASE WHEN state = 'won' THEN amount END), 0) AS won_value
FROM named
GROUP BY channel_key, id
ORDER BY channel_key, won_value DESC, won DESC, id
