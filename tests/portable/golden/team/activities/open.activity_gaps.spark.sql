WITH done AS (
  SELECT
    f.shop_id,
    f.rep,
    CAST((FLOOR(UNIX_TIMESTAMP(a.at_local) / 1) - FLOOR(UNIX_TIMESTAMP(LAG(a.at_local) OVER (PARTITION BY a.shop_id, a.deal_id ORDER BY a.at_local NULLS LAST)) / 1)) AS DOUBLE) / 86400 AS days
  FROM activity_facts AS a
  INNER JOIN deal_facts AS f
    ON a.shop_id = f.shop_id AND a.deal_id = f.deal_id
  WHERE
    f.state = 'open' AND a.took_place AND a.kind <> 'other' AND a.at_local < :as_of
), told AS (
  SELECT
    shop_id,
    rep,
    FALSE AS is_all,
    days
  FROM done
  WHERE
    NOT days IS NULL
  UNION ALL
  SELECT
    '' AS shop_id,
    NULL AS rep,
    TRUE AS is_all,
    days
  FROM done
  WHERE
    NOT days IS NULL
)
SELECT
  shop_id AS shop,
  rep,
  is_all,
  COUNT(*) AS gaps,
  MEDIAN(CAST(days AS DOUBLE)) AS middle,
  PERCENTILE(CAST(days AS DOUBLE), 0.9) AS high
FROM told
GROUP BY
  shop_id,
  rep,
  is_all
ORDER BY
  is_all NULLS LAST,
  shop_id NULLS LAST,
  rep NULLS LAST
