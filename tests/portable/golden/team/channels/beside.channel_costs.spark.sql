WITH spent AS (
  SELECT
    COALESCE(letters, '') AS id,
    MIN(channel) AS written,
    SUM(cost) AS cost
  FROM source_spend
  WHERE
    day >= :spent_at AND day < :spent_end
  GROUP BY
    COALESCE(letters, '')
), known AS (
  SELECT
    COALESCE(channel_key, '') AS id,
    COUNT(
      CASE
        WHEN state IN ('won', 'lost') AND closed_day >= :spent_at AND closed_day < :spent_end
        THEN 1
      END
    ) AS closed,
    COUNT(
      CASE
        WHEN state = 'won' AND closed_day >= :spent_at AND closed_day < :spent_end
        THEN 1
      END
    ) AS won,
    COUNT(
      CASE
        WHEN state = 'won' AND closed_day >= :spent_at AND closed_day < :spent_end
        THEN amount
      END
    ) AS won_stated,
    COALESCE(
      SUM(
        CASE
          WHEN state = 'won' AND closed_day >= :spent_at AND closed_day < :spent_end
          THEN amount
        END
      ),
      0
    ) AS won_value
  FROM deal_channels
  GROUP BY
    COALESCE(channel_key, '')
)
SELECT
  COALESCE(k.id, s.id) AS id,
  s.written,
  NOT k.id IS NULL AS has_deals,
  s.cost,
  COALESCE(k.closed, 0) AS closed,
  COALESCE(k.won, 0) AS won,
  COALESCE(k.won_stated, 0) AS won_stated,
  COALESCE(k.won_value, 0) AS won_value
FROM known AS k
FULL OUTER JOIN spent AS s
  ON k.id = s.id
ORDER BY
  COALESCE(k.id, s.id) NULLS LAST
