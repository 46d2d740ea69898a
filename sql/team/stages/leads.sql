-- What became of the leads that came in: opportunities, sales, or nothing yet.
-- reads: deal_facts
-- may read: leads
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of the days leads came in on
-- $undated BOOLEAN: whether leads without such a day count too
-- name: leads_come
-- one row
WITH
come AS (
    SELECT
        l.deal_id,
        CASE
            WHEN l.is_converted OR l.deal_id IS NOT NULL OR l.converted_local IS NOT NULL THEN 1
            WHEN NOT l.is_converted THEN 0
        END AS converted,
        l.lost_reason IS NOT NULL OR contains(lower(l.status), 'disqual')
        OR contains(lower(l.status), 'unqual') OR contains(lower(l.status), 'not qual')
        OR contains(lower(l.status), 'lost') OR contains(lower(l.status), 'dead')
        OR contains(lower(l.status), 'junk') OR contains(lower(l.status), 'bad') AS given_up,
        f.state
    FROM leads AS l
    LEFT JOIN deal_facts AS f ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
    WHERE
        (l.created_local >= $start_at AND l.created_local < $end_at)
        OR ($undated AND l.created_local IS NULL)
)
SELECT
    count(*) AS leads,
    count(converted) AS stated,
    count(CASE WHEN converted = 1 THEN 1 END) AS converted,
    count(CASE WHEN coalesce(converted, 0) = 0 AND given_up THEN 1 END) AS given_up,
    count(CASE WHEN state = 'won' THEN 1 END) AS won,
    count(CASE WHEN state = 'lost' THEN 1 END) AS lost,
    count(CASE WHEN converted = 1 AND state = 'open' THEN 1 END) AS open_deals,
    count(CASE WHEN converted = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
    count(CASE WHEN converted = 1 AND deal_id IS NOT NULL AND state IS NULL THEN 1 END)
        AS stray
FROM come
