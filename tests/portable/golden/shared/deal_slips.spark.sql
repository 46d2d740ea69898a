WITH expected AS (
  SELECT
    h.shop_id,
    h.deal_id,
    h.entered_local AS told_at,
    h.source_row,
    h.close_date
  FROM deal_stage_history AS h
  INNER JOIN open_deals AS o
    ON h.shop_id = o.shop_id AND h.deal_id = o.deal_id
  WHERE
    NOT h.close_date IS NULL
  UNION ALL
  SELECT
    c.shop_id,
    c.deal_id,
    CAST(c.day AS TIMESTAMP_NTZ) AS told_at,
    0 AS source_row,
    c.close_date
  FROM deal_snapshots AS c
  INNER JOIN open_deals AS o
    ON c.shop_id = o.shop_id AND c.deal_id = o.deal_id
  WHERE
    NOT c.close_date IS NULL
  UNION ALL
  SELECT
    shop_id,
    deal_id,
    CAST('9999-12-31 00:00:00' AS TIMESTAMP_NTZ) AS told_at,
    0 AS source_row,
    close_date
  FROM open_deals
  WHERE
    NOT close_date IS NULL
), in_turn AS (
  SELECT
    shop_id,
    deal_id,
    close_date,
    LAG(close_date) OVER (PARTITION BY shop_id, deal_id ORDER BY told_at NULLS LAST, source_row NULLS LAST) AS date_before
  FROM expected
)
SELECT
  shop_id,
  deal_id,
  COUNT(*) AS slips
FROM in_turn
WHERE
  DATE_TRUNC('MONTH', close_date) > DATE_TRUNC('MONTH', date_before)
GROUP BY
  shop_id,
  deal_id
