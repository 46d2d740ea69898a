WITH changes AS (
  SELECT
    shop_id,
    deal_id,
    MAX(entered_local) AS changed_local
  FROM deal_stage_history
  WHERE
    entered_local < :as_of
  GROUP BY
    shop_id,
    deal_id
)
SELECT
  f.shop_id AS shop,
  f.rep,
  MAX(c.changed_local) AS at_local
FROM changes AS c
INNER JOIN deal_facts AS f
  ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
WHERE
  NOT f.rep IS NULL
GROUP BY
  f.shop_id,
  f.rep
ORDER BY
  f.shop_id NULLS LAST,
  f.rep NULLS LAST
