WITH done AS (
  SELECT DISTINCT
    shop_id,
    deal_id
  FROM activity_facts
  WHERE
    took_place
    AND kind <> 'other'
    AND NOT deal_id IS NULL
    AND at_local >= :start_at
    AND at_local < :end_at
), undated AS (
  SELECT
    COUNT(*) AS activities
  FROM activity_facts
  WHERE
    at_local IS NULL
)
SELECT
  (
    SELECT
      COUNT(*)
    FROM done
  ) AS deals,
  (
    SELECT
      activities
    FROM undated
  ) AS undated
