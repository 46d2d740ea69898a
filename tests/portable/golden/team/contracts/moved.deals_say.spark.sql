WITH spoken AS (
  SELECT
    LOWER(COALESCE(type, '') || ' ' || name) AS words
  FROM deal_facts
)
SELECT
  COUNT(*) AS deals
FROM spoken
WHERE
  CONTAINS(words, 'renew')
  OR CONTAINS(words, 'extension')
  OR CONTAINS(words, 'verläng')
  OR CONTAINS(words, 'rinnov')
