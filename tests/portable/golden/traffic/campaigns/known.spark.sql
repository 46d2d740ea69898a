WITH listed AS (
  SELECT
    campaign,
    MIN(shop_id) AS shop,
    MAX(name) AS name,
    MAX(kind) AS kind,
    MAX(channel) AS channel,
    MIN(starts) AS starts,
    MAX(ends) AS ends,
    MAX(TRIM(code)) AS code,
    MAX(sku) AS sku,
    MAX(category) AS category,
    MAX(segment) AS segment,
    SUM(budget) AS budget
  FROM campaigns
  GROUP BY
    campaign
), members AS (
  SELECT
    campaign,
    MIN(sent_local) AS first_sent,
    MAX(sent_local) AS last_sent,
    COUNT(DISTINCT CASE WHEN treated = 1 THEN person END) AS treated,
    COUNT(DISTINCT CASE WHEN treated = 0 THEN person END) AS held_back,
    COUNT(DISTINCT CASE WHEN in_both = 1 THEN person END) AS in_both,
    COUNT(DISTINCT CASE WHEN treated IS NULL AND in_both = 0 THEN person END) AS unclear
  FROM campaign_people
  GROUP BY
    campaign
), spent AS (
  SELECT
    COALESCE(n.campaign, s.campaign) AS campaign,
    MAX(s.channel) AS channel,
    MIN(s.day) AS first_day,
    MAX(s.day) AS last_day,
    SUM(s.cost) AS spend
  FROM spend_daily AS s
  LEFT JOIN campaign_names AS n
    ON LOWER(TRIM(s.campaign)) = n.called
  WHERE
    NOT s.campaign IS NULL
  GROUP BY
    COALESCE(n.campaign, s.campaign)
), every AS (
  SELECT
    campaign
  FROM listed
  UNION
  SELECT
    campaign
  FROM members
  UNION
  SELECT
    campaign
  FROM spent
)
SELECT
  e.campaign,
  COALESCE(l.name, e.campaign) AS name,
  NOT l.campaign IS NULL AS listed,
  l.shop,
  l.kind,
  COALESCE(l.channel, s.channel) AS channel,
  l.starts,
  l.ends,
  l.code,
  l.sku,
  l.category,
  l.segment,
  l.budget,
  m.first_sent,
  m.last_sent,
  COALESCE(m.treated, 0) AS treated,
  COALESCE(m.held_back, 0) AS held_back,
  COALESCE(m.in_both, 0) AS in_both,
  COALESCE(m.unclear, 0) AS unclear,
  s.first_day,
  s.last_day,
  s.spend
FROM every AS e
LEFT JOIN listed AS l
  ON e.campaign = l.campaign
LEFT JOIN members AS m
  ON e.campaign = m.campaign
LEFT JOIN spent AS s
  ON e.campaign = s.campaign
ORDER BY
  e.campaign NULLS LAST
