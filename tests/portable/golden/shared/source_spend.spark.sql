WITH spent AS (
  SELECT
    shop_id,
    day,
    COALESCE(LOWER(TRIM(channel)), '') AS channel,
    SUM(cost) AS cost
  FROM spend_daily
  WHERE
    NOT cost IS NULL
  GROUP BY
    shop_id,
    day,
    COALESCE(LOWER(TRIM(channel)), '')
), bare AS (
  SELECT
    *,
    REPLACE(REPLACE(REPLACE(channel, ' ', ''), '-', ''), '_', '') AS unspaced
  FROM spent
), spelled AS (
  SELECT
    shop_id,
    day,
    NULLIF(channel, '') AS channel,
    COALESCE(
      NULLIF(REPLACE(REPLACE(REPLACE(unspaced, '.', ''), '/', ''), '&', ''), ''),
      channel
    ) AS letters,
    cost
  FROM bare
), sources AS (
  SELECT DISTINCT
    letters,
    source
  FROM source_names
)
SELECT
  s.shop_id,
  s.day,
  s.channel,
  s.letters,
  n.source,
  s.cost
FROM spelled AS s
LEFT JOIN sources AS n
  ON s.letters = n.letters
