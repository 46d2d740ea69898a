-- Under which ids and names each campaign goes: those of the list of campaigns, in lower case.
-- reads: orders
-- may read: campaigns
-- not kept: a handful of rows.
-- An id goes before a name that is the same word.
SELECT
    lower(trim(campaign)) AS called,
    min(campaign) AS campaign
FROM campaigns
GROUP BY lower(trim(campaign))
UNION ALL
SELECT
    lower(trim(c.name)) AS called,
    min(c.campaign) AS campaign
FROM campaigns AS c
WHERE
    c.name IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM campaigns AS known
        WHERE lower(trim(known.campaign)) = lower(trim(c.name))
    )
GROUP BY lower(trim(c.name))
