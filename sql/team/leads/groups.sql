-- What became of the leads that came in, by what they state.
-- reads: lead_facts
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of when leads came in
-- $undated BOOLEAN: whether leads without such a stamp count too
-- $by VARCHAR: what parts them; all is none
-- name: groups
WITH
parted AS (
    SELECT
        CASE $by
            WHEN 'source' THEN source
            WHEN 'owner' THEN rep
            WHEN 'manager' THEN manager
            WHEN 'team' THEN team
            WHEN 'campaign' THEN campaign
            WHEN 'country' THEN country
            WHEN 'industry' THEN industry
            WHEN 'rating' THEN rating
            WHEN 'status' THEN status
            WHEN 'month' THEN left(created_day::VARCHAR, 7)
            ELSE 'all'
        END AS part,
        CASE WHEN $by = 'owner' THEN shop_id ELSE '' END AS shop,
        *
    FROM lead_facts
    WHERE
        (created_local >= $start_at AND created_local < $end_at)
        OR ($undated AND created_local IS NULL)
)
SELECT
    shop,
    part,
    max(CASE WHEN $by = 'owner' THEN owner ELSE part END) AS label,
    count(*) AS leads,
    count(CASE WHEN says_qualified OR became = 1 THEN 1 END) AS qualified,
    count(CASE WHEN became = 1 THEN 1 END) AS became,
    count(CASE WHEN coalesce(became, 0) = 0 AND given_up THEN 1 END) AS given_up,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN became = 1 AND state = 'open' THEN 1 END) AS open_deals,
    count(CASE WHEN became = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
    count(CASE WHEN became = 1 AND deal_id IS NOT NULL AND state IS NULL THEN 1 END) AS stray,
    count(won_amount) AS won_valued,
    coalesce(sum(won_amount), 0) AS won_value
FROM parted
GROUP BY shop, part
ORDER BY count(*) DESC, part, shop
