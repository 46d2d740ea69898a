-- What the leads tell at all.
-- reads: lead_facts
-- name: known
-- one row
SELECT
    count(*) AS every_lead,
    count(CASE WHEN created_local IS NULL THEN 1 END) AS undated,
    count(became) AS stated,
    count(CASE WHEN says_qualified AND coalesce(became, 0) = 0 THEN 1 END) AS qualifies,
    count(touched_local) AS touched,
    count(CASE WHEN created_local <> created_day::TIMESTAMP THEN 1 END) AS timed,
    count(rep) AS owned,
    count(score) AS scored,
    max(touched_local) AS last_touch,
    max(created_local) AS last_lead
FROM lead_facts
