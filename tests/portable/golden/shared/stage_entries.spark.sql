WITH rows_in_order AS (
  SELECT
    shop_id,
    deal_id,
    stage,
    from_stage,
    entered_local,
    LAG(stage) OVER (
      PARTITION BY shop_id, deal_id
      ORDER BY entered_local NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS stage_before,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, deal_id
      ORDER BY entered_local NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS row_no
  FROM deal_stage_history
  WHERE
    NOT stage IS NULL
), entered AS (
  SELECT
    shop_id,
    deal_id,
    stage,
    entered_local,
    row_no
  FROM rows_in_order
  WHERE
    stage_before IS NULL OR stage_before <> stage
  UNION ALL
  SELECT
    f.shop_id,
    f.deal_id,
    f.from_stage AS stage,
    COALESCE(d.created_local, f.entered_local) AS entered_local,
    0 AS row_no
  FROM rows_in_order AS f
  LEFT JOIN deals AS d
    ON f.shop_id = d.shop_id AND f.deal_id = d.deal_id
  WHERE
    f.row_no = 1 AND f.from_stage <> f.stage
)
SELECT
  shop_id,
  deal_id,
  stage,
  entered_local,
  LEAD(entered_local) OVER (PARTITION BY shop_id, deal_id ORDER BY row_no NULLS LAST) AS exited_local,
  LEAD(stage) OVER (PARTITION BY shop_id, deal_id ORDER BY row_no NULLS LAST) AS next_stage,
  ROW_NUMBER() OVER (PARTITION BY shop_id, deal_id ORDER BY row_no NULLS LAST) AS nth
FROM entered
