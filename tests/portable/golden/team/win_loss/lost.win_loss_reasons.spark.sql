WITH lost AS (
  SELECT
    shop_id,
    deal_id,
    pipeline,
    stage,
    amount,
    NULLIF(TRIM(lost_reason), '') AS reason,
    NULLIF(TRIM(competitor), '') AS competitor,
    :undated
    OR (
      CASE WHEN :cohort THEN created_day ELSE closed_day END >= :start_at
      AND CASE WHEN :cohort THEN created_day ELSE closed_day END < :end_at
    ) AS inside,
    closed_day >= :recent_at AND closed_day < :end_at AS lately,
    closed_day >= :before_at AND closed_day < :recent_at AS before
  FROM deal_facts
  WHERE
    state = 'lost'
), open_stages AS (
  SELECT
    pipeline,
    stage
  FROM deal_stages
  WHERE
    kind = 'open'
), stays AS (
  SELECT
    l.shop_id,
    l.deal_id,
    e.stage,
    ROW_NUMBER() OVER (PARTITION BY l.shop_id, l.deal_id ORDER BY e.nth DESC) AS back
  FROM lost AS l
  INNER JOIN stage_entries AS e
    ON l.shop_id = e.shop_id AND l.deal_id = e.deal_id
  INNER JOIN open_stages AS o
    ON l.pipeline = o.pipeline AND e.stage = o.stage
), told AS (
  SELECT
    l.*,
    COALESCE(s.stage, o.stage) AS lost_from
  FROM lost AS l
  LEFT JOIN stays AS s
    ON l.shop_id = s.shop_id AND l.deal_id = s.deal_id AND s.back = 1
  LEFT JOIN open_stages AS o
    ON l.pipeline = o.pipeline AND l.stage = o.stage
)
SELECT
  MIN(reason) AS reason,
  lost_from AS stage,
  MIN(competitor) AS competitor,
  COUNT(CASE WHEN inside THEN 1 END) AS lost,
  COALESCE(SUM(CASE WHEN inside THEN amount END), 0) AS value,
  COUNT(CASE WHEN lately THEN 1 END) AS lately,
  COUNT(CASE WHEN before THEN 1 END) AS before
FROM told
WHERE
  inside OR lately OR before
GROUP BY
  LOWER(reason),
  lost_from,
  LOWER(competitor)
ORDER BY
  lost DESC,
  reason NULLS LAST,
  lost_from NULLS LAST,
  competitor NULLS LAST
