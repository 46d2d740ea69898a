WITH bare AS (
  SELECT
    *,
    REPLACE(REPLACE(REPLACE(LOWER(channel), ' ', ''), '-', ''), '_', '') AS unspaced
  FROM deal_facts
)
SELECT
  *,
  COALESCE(
    NULLIF(REPLACE(REPLACE(REPLACE(unspaced, '.', ''), '/', ''), '&', ''), ''),
    NULLIF(LOWER(TRIM(channel)), '')
  ) AS channel_key
FROM bare
