WITH acts AS (
  SELECT
    shop_id,
    deal_id,
    MAX(at_local) AS last_local
  FROM activity_facts
  WHERE
    took_place AND at_local < :as_of
  GROUP BY
    shop_id,
    deal_id
), open_now AS (
  SELECT
    f.shop_id,
    f.deal_id,
    f.rep,
    f.team,
    f.amount,
    f.created_local,
    GREATEST(
      a.last_local,
      CASE WHEN f.last_activity_local < :as_of THEN f.last_activity_local END
    ) AS touched_local
  FROM deal_facts AS f
  LEFT JOIN acts AS a
    ON f.shop_id = a.shop_id AND f.deal_id = a.deal_id
  WHERE
    f.state = 'open'
), placed AS (
  SELECT
    *,
    CASE
      WHEN touched_local >= :quiet_at
      THEN 'lately'
      WHEN NOT touched_local IS NULL
      THEN 'quiet'
      WHEN created_local >= :quiet_at
      THEN 'new'
      ELSE 'never'
    END AS place
  FROM open_now
)
SELECT
  shop_id AS shop,
  rep,
  MIN(team) AS team,
  COUNT(*) AS deals,
  COALESCE(SUM(amount), 0) AS value,
  COUNT(CASE WHEN place = 'lately' THEN 1 END) AS lately,
  COUNT(CASE WHEN place = 'quiet' THEN 1 END) AS quiet,
  COUNT(CASE WHEN place = 'never' THEN 1 END) AS never,
  COUNT(CASE WHEN place = 'new' THEN 1 END) AS fresh,
  COALESCE(SUM(CASE WHEN place IN ('quiet', 'never') THEN amount END), 0) AS untouched_value
FROM placed
GROUP BY
  shop_id,
  rep
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST
