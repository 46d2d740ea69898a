WITH told AS (
  SELECT
    lead_source AS written
  FROM leads
  WHERE
    NOT lead_source IS NULL
  UNION ALL
  SELECT
    lead_source AS written
  FROM deals
  WHERE
    NOT lead_source IS NULL
), named AS (
  SELECT
    written,
    COUNT(*) AS records
  FROM told
  GROUP BY
    written
), bare AS (
  SELECT
    *,
    REPLACE(REPLACE(REPLACE(LOWER(written), ' ', ''), '-', ''), '_', '') AS unspaced
  FROM named
), spelled AS (
  SELECT
    written,
    records,
    COALESCE(
      NULLIF(REPLACE(REPLACE(REPLACE(unspaced, '.', ''), '/', ''), '&', ''), ''),
      LOWER(written)
    ) AS letters
  FROM bare
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY letters ORDER BY records DESC, written NULLS LAST) AS nth
  FROM spelled
)
SELECT
  n.written,
  n.letters,
  r.written AS source
FROM ranked AS n
INNER JOIN ranked AS r
  ON n.letters = r.letters AND r.nth = 1
