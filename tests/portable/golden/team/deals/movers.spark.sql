WITH pipelines AS (
  SELECT
    pipeline,
    MAX(place) AS places
  FROM deal_stages
  WHERE
    kind = 'open'
  GROUP BY
    pipeline
), changed AS (
  SELECT
    c.*,
    COALESCE(3 * t.place > 2 * p.places AND p.places > 1, FALSE) AS was_late,
    n.place - t.place AS steps,
    COALESCE(c.was_open AND c.is_open AND c.stage_then <> c.stage_now, FALSE) AS has_moved_on,
    COALESCE(c.was_open AND c.is_open AND c.close_then <> c.close_now, FALSE) AS is_redated,
    ABS(
      CASE
        WHEN c.leaves = 'won' OR NOT c.was_open
        THEN COALESCE(c.amount_now, 0)
        WHEN NOT c.leaves IS NULL
        THEN COALESCE(c.amount_then, 0)
        ELSE COALESCE(c.amount_now, 0) - COALESCE(c.amount_then, 0)
      END
    ) AS at_stake
  FROM deal_changes AS c
  LEFT JOIN deal_stages AS t
    ON c.pipeline = t.pipeline AND c.stage_then = t.stage
  LEFT JOIN deal_stages AS n
    ON c.pipeline = n.pipeline AND c.stage_now = n.stage
  LEFT JOIN pipelines AS p
    ON c.pipeline = p.pipeline
)
SELECT
  shop_id AS shop,
  deal_id AS deal,
  name,
  account,
  owner,
  enters,
  leaves,
  moved,
  leaves_period,
  enters_period,
  has_moved_on,
  is_redated,
  steps,
  was_late,
  state_then,
  state_now,
  stage_then,
  stage_now,
  amount_then,
  amount_now,
  close_then,
  close_now,
  at_stake
FROM changed
WHERE
  NOT enters IS NULL
  OR NOT leaves IS NULL
  OR NOT moved IS NULL
  OR has_moved_on
  OR is_redated
ORDER BY
  at_stake DESC,
  amount_now DESC,
  shop_id NULLS LAST,
  deal_id NULLS LAST
