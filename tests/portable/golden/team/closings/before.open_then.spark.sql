WITH there AS (
  SELECT
    shop_id,
    deal_id,
    pipeline,
    created_day,
    amount,
    list_price,
    CASE WHEN state = 'won' AND closed_day < :until THEN 1 ELSE 0 END AS won
  FROM deal_facts
  WHERE
    (
      state = 'open' OR (
        state IN ('won', 'lost') AND closed_day >= :at
      )
    )
    AND (
      created_day < :at OR created_day IS NULL
    )
), rows_before AS (
  SELECT
    h.shop_id,
    h.deal_id,
    h.amount,
    h.probability,
    h.close_date,
    ROW_NUMBER() OVER (
      PARTITION BY h.shop_id, h.deal_id
      ORDER BY h.entered_local DESC, h.source_file DESC, h.source_row DESC
    ) AS nth_last
  FROM deal_stage_history AS h
  INNER JOIN there AS t
    ON h.shop_id = t.shop_id AND h.deal_id = t.deal_id
  WHERE
    h.entered_local < :at
), stays AS (
  SELECT
    shop_id,
    deal_id,
    stage,
    entered_local
  FROM stage_entries
  WHERE
    entered_local < :at AND (
      exited_local IS NULL OR exited_local >= :at
    )
)
SELECT
  COALESCE(c.code, 0) AS code,
  DATEDIFF(:at, CAST(s.entered_local AS DATE)) AS in_stage,
  DATEDIFF(:at, t.created_day) AS age,
  DATEDIFF(r.close_date, :at) AS closes_in,
  r.probability AS chance,
  CAST(r.amount AS DOUBLE) AS amount,
  CAST(t.amount AS DOUBLE) AS amount_now,
  CAST(t.list_price AS DOUBLE) AS list_price,
  t.won
FROM there AS t
LEFT JOIN rows_before AS r
  ON t.shop_id = r.shop_id AND t.deal_id = r.deal_id AND r.nth_last = 1
LEFT JOIN stays AS s
  ON t.shop_id = s.shop_id AND t.deal_id = s.deal_id
LEFT JOIN stage_codes AS c
  ON t.pipeline = c.pipeline AND s.stage = c.stage
WHERE
  NOT t.created_day IS NULL OR NOT s.stage IS NULL
ORDER BY
  t.shop_id NULLS LAST,
  t.deal_id NULLS LAST
