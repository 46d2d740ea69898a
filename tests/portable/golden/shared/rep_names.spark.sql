WITH listed AS (
  SELECT
    shop_id,
    name_key,
    MAX(rep_id) AS rep_id,
    COUNT(*) AS reps
  FROM rep_facts
  GROUP BY
    shop_id,
    name_key
), spelled AS (
  SELECT
    shop_id,
    owner,
    REPLACE(LOWER(owner), ' ', '') AS name_key,
    COUNT(*) AS deals
  FROM deals
  WHERE
    COALESCE(owner_id, owner) = owner
  GROUP BY
    shop_id,
    owner
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, name_key
      ORDER BY deals DESC, owner = LOWER(owner) NULLS LAST, LENGTH(owner) NULLS LAST, owner DESC
    ) AS nth
  FROM spelled
)
SELECT
  shop_id,
  name_key,
  rep_id,
  TRUE AS is_listed
FROM listed
WHERE
  reps = 1
UNION ALL
SELECT
  r.shop_id,
  r.name_key,
  r.owner AS rep_id,
  FALSE AS is_listed
FROM ranked AS r
LEFT JOIN listed AS l
  ON r.shop_id = l.shop_id AND r.name_key = l.name_key
WHERE
  r.nth = 1 AND l.name_key IS NULL
