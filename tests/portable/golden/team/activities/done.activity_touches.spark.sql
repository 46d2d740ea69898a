WITH done AS (
  SELECT
    shop_id,
    deal_id,
    rep,
    at_local
  FROM activity_facts
  WHERE
    took_place AND kind <> 'other' AND at_local < :end_at
), firsts AS (
  SELECT
    shop_id,
    deal_id,
    MIN(at_local) AS first_local
  FROM done
  WHERE
    NOT deal_id IS NULL
  GROUP BY
    shop_id,
    deal_id
)
SELECT
  d.shop_id AS shop,
  d.rep,
  COUNT(DISTINCT d.deal_id) AS deals,
  COUNT(CASE WHEN d.at_local > f.first_local THEN 1 END) AS follow_ups,
  COUNT(CASE WHEN d.deal_id IS NULL THEN 1 END) AS dealless
FROM done AS d
LEFT JOIN firsts AS f
  ON d.shop_id = f.shop_id AND d.deal_id = f.deal_id
WHERE
  d.at_local >= :start_at
GROUP BY
  d.shop_id,
  d.rep
ORDER BY
  d.shop_id NULLS LAST,
  d.rep NULLS LAST
