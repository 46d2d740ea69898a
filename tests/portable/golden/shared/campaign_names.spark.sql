SELECT
  LOWER(TRIM(campaign)) AS called,
  MIN(campaign) AS campaign
FROM campaigns
GROUP BY
  LOWER(TRIM(campaign))
UNION ALL
SELECT
  LOWER(TRIM(c.name)) AS called,
  MIN(c.campaign) AS campaign
FROM campaigns AS c
WHERE
  NOT c.name IS NULL
  AND NOT EXISTS(
    SELECT
      1
    FROM campaigns AS known
    WHERE
      LOWER(TRIM(known.campaign)) = LOWER(TRIM(c.name))
  )
GROUP BY
  LOWER(TRIM(c.name))
