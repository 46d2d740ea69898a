-- Who is given the leads, and which of them nobody has answered.
-- reads: lead_facts
-- $recent_at TIMESTAMP, $end_at TIMESTAMP: new are leads that came in in [recent, end)

-- name: reps
SELECT
    shop_id AS shop,
    rep,
    max(owner) AS label,
    max(start_date) AS start_date,
    max(end_date) AS end_date,
    count(*) AS leads,
    count(CASE WHEN created_local >= $recent_at AND created_local < $end_at THEN 1 END) AS recent,
    count(CASE WHEN coalesce(became, 0) = 0 AND NOT given_up THEN 1 END) AS open_leads,
    count(CASE WHEN coalesce(became, 0) = 0 AND NOT given_up AND NOT is_touched THEN 1 END)
        AS untouched
FROM lead_facts
WHERE created_local < $end_at OR created_local IS NULL
GROUP BY shop_id, rep
ORDER BY shop_id, rep

-- name: waiting
SELECT
    shop_id AS shop,
    lead_id,
    name,
    company,
    source,
    owner,
    score,
    created_local AS came
FROM lead_facts
WHERE
    coalesce(became, 0) = 0 AND NOT given_up AND NOT is_touched
    AND created_local < $end_at
ORDER BY created_local, shop_id, lead_id
