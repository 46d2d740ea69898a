WITH done AS (
  SELECT
    shop_id,
    deal_id,
    MAX(COALESCE(happened_local, created_local)) AS last_local
  FROM activities
  WHERE
    COALESCE(done, TRUE)
  GROUP BY
    shop_id,
    deal_id
), changed AS (
  SELECT
    shop_id,
    deal_id,
    MAX(entered_local) AS last_local
  FROM deal_stage_history
  GROUP BY
    shop_id,
    deal_id
), passed AS (
  SELECT DISTINCT
    shop_id,
    deal_id
  FROM stage_entries
  WHERE
    NOT exited_local IS NULL
)
SELECT
  f.shop_id,
  f.deal_id,
  f.rep,
  f.owner,
  f.state,
  GREATEST(
    f.created_local,
    f.stage_entered_local,
    f.last_activity_local,
    a.last_local,
    c.last_local
  ) AS touched_local,
  f.updated_local,
  NOT f.last_activity_local IS NULL
  OR NOT a.deal_id IS NULL
  OR NOT p.deal_id IS NULL AS is_followed
FROM deal_facts AS f
LEFT JOIN done AS a
  ON f.shop_id = a.shop_id AND f.deal_id = a.deal_id
LEFT JOIN changed AS c
  ON f.shop_id = c.shop_id AND f.deal_id = c.deal_id
LEFT JOIN passed AS p
  ON f.shop_id = p.shop_id AND f.deal_id = p.deal_id
WHERE
  f.state IN ('open', 'won')
