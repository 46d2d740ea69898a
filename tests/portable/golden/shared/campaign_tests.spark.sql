WITH persons AS (
  SELECT DISTINCT
    campaign,
    person,
    treated,
    sent_local
  FROM campaign_people
  WHERE
    NOT treated IS NULL
), sends AS (
  SELECT
    campaign,
    person,
    treated,
    sent_local,
    MAX(CASE WHEN treated = 1 THEN sent_local END) OVER (
      PARTITION BY person
      ORDER BY sent_local NULLS LAST, campaign NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS other_before,
    MIN(CASE WHEN treated = 1 THEN sent_local END) OVER (
      PARTITION BY person
      ORDER BY sent_local NULLS LAST, campaign NULLS LAST
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS other_after
  FROM persons
), tested AS (
  SELECT
    campaign
  FROM persons
  GROUP BY
    campaign
  HAVING
    MIN(treated) < MAX(treated)
)
SELECT
  s.*
FROM sends AS s
INNER JOIN tested AS t
  ON s.campaign = t.campaign
