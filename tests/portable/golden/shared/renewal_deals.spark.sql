WITH spoken AS (
  SELECT
    shop_id,
    deal_id,
    LOWER(COALESCE(type, '') || ' ' || name) AS words
  FROM deal_facts
)
SELECT
  shop_id,
  deal_id
FROM spoken
WHERE
  CONTAINS(words, 'renew')
  OR CONTAINS(words, 'extension')
  OR CONTAINS(words, 'verläng')
  OR CONTAINS(words, 'rinnov')
