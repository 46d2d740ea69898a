-- The members of campaigns that held some back, and the sends of others to the same person next to it.
-- reads: campaign_people
-- not kept: one statement reads it.
WITH
persons AS (
    SELECT DISTINCT
        campaign,
        person,
        treated,
        sent_local
    FROM campaign_people
    WHERE treated IS NOT NULL
),
sends AS (
    SELECT
        campaign,
        person,
        treated,
        sent_local,
        max(CASE WHEN treated = 1 THEN sent_local END) OVER (
            PARTITION BY person ORDER BY sent_local, campaign
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS other_before,
        min(CASE WHEN treated = 1 THEN sent_local END) OVER (
            PARTITION BY person ORDER BY sent_local, campaign
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS other_after
    FROM persons
),
tested AS (
    SELECT campaign
    FROM persons
    GROUP BY campaign
    HAVING min(treated) < max(treated)
)
SELECT s.*
FROM sends AS s
INNER JOIN tested AS t ON s.campaign = t.campaign
