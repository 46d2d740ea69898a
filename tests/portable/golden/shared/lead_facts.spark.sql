WITH acts AS (
  SELECT
    shop_id,
    lead_id,
    COALESCE(happened_local, created_local) AS acted_local
  FROM activities
  WHERE
    NOT lead_id IS NULL
    AND COALESCE(done, TRUE)
    AND COALESCE(direction, '') <> 'inbound'
), touches AS (
  SELECT
    shop_id,
    lead_id,
    first_touch_local AS at_local,
    created_local
  FROM leads
  WHERE
    NOT first_touch_local IS NULL
  UNION ALL
  SELECT
    a.shop_id,
    a.lead_id,
    a.acted_local AS at_local,
    l.created_local
  FROM acts AS a
  INNER JOIN leads AS l
    ON a.shop_id = l.shop_id AND a.lead_id = l.lead_id
), first_touches AS (
  SELECT
    shop_id,
    lead_id,
    COALESCE(MIN(CASE WHEN at_local >= created_local THEN at_local END), MIN(at_local)) AS touched_local
  FROM touches
  GROUP BY
    shop_id,
    lead_id
), told AS (
  SELECT
    l.*,
    COALESCE(i.rep_id, n.rep_id, l.owner_id, l.owner) AS rep,
    f.touched_local,
    COALESCE(s.source, l.lead_source) AS named
  FROM lead_states AS l
  LEFT JOIN first_touches AS f
    ON l.shop_id = f.shop_id AND l.lead_id = f.lead_id
  LEFT JOIN source_names AS s
    ON l.lead_source = s.written
  LEFT JOIN rep_facts AS i
    ON l.shop_id = i.shop_id AND l.owner_id = i.rep_id
  LEFT JOIN rep_names AS n
    ON l.shop_id = n.shop_id
    AND REPLACE(LOWER(COALESCE(l.owner, l.owner_id)), ' ', '') = n.name_key
    AND (
      n.is_listed OR COALESCE(l.owner_id, l.owner) = l.owner
    )
)
SELECT
  t.shop_id,
  t.lead_id,
  COALESCE(t.name, t.company, t.lead_id) AS name,
  t.company,
  t.created_local,
  t.created_day,
  t.named AS source,
  t.campaign,
  t.country,
  t.industry,
  t.rating,
  t.score,
  t.status,
  t.rep,
  COALESCE(
    r.name,
    CASE WHEN COALESCE(t.owner_id, t.owner) = t.owner THEN t.rep END,
    t.owner,
    t.owner_id
  ) AS owner,
  r.manager,
  r.team,
  r.start_date,
  r.end_date,
  t.became,
  t.converted_local,
  t.given_up,
  NOT t.qualified_local IS NULL
  OR (
    CONTAINS(t.said, 'qualified')
    AND NOT CONTAINS(t.said, 'disqual')
    AND NOT CONTAINS(t.said, 'unqual')
    AND NOT CONTAINS(t.said, 'not qual')
  ) AS says_qualified,
  t.touched_local,
  NOT t.touched_local IS NULL
  OR NOT t.qualified_local IS NULL
  OR COALESCE(t.became, 0) = 1
  OR COALESCE(t.last_activity_local >= t.created_local, FALSE) AS is_touched,
  t.deal_id,
  t.state,
  t.won_amount
FROM told AS t
LEFT JOIN rep_facts AS r
  ON t.shop_id = r.shop_id AND t.rep = r.rep_id
