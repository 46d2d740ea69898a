-- What became of the leads that came in, by what they state. The money of a deal that several leads
-- became is that of the first of them.
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
        END AS id,
        CASE WHEN $by = 'owner' THEN shop_id ELSE '' END AS shop,
        CASE
            WHEN row_number() OVER (
                PARTITION BY shop_id, deal_id
                ORDER BY CASE WHEN created_local IS NULL THEN 1 ELSE 0 END, created_local, lead_id
            ) = 1 THEN won_amount
        END AS first_amount,
        *
    FROM lead_facts
    WHERE
        (created_local >= $start_at AND created_local < $end_at)
        OR ($undated AND created_local IS NULL)
)
SELECT
    shop,
    id,
    max(CASE WHEN $by = 'owner' THEN owner ELSE id END) AS label,
    count(*) AS leads,
    count(CASE WHEN says_qualified OR became = 1 THEN 1 END) AS qualified,
    count(CASE WHEN became = 1 THEN 1 END) AS became,
    count(CASE WHEN coalesce(became, 0) = 0 AND given_up THEN 1 END) AS given_up,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN became = 1 AND state = 'open' THEN 1 END) AS open_deals,
    count(CASE WHEN became = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
    count(CASE WHEN became = 1 AND deal_id IS NOT NULL AND state IS NULL THEN 1 END) AS stray,
    count(CASE WHEN touched_local IS NULL AND is_touched THEN 1 END) AS untimed,
    count(CASE WHEN touched_local < created_local THEN 1 END) AS backwards,
    count(first_amount) AS won_valued,
    coalesce(sum(first_amount), 0) AS won_value
FROM parted
GROUP BY shop, id
ORDER BY count(*) DESC, id, shop
