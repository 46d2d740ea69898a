WITH from_history AS (
  SELECT
    h.shop_id,
    h.deal_id,
    h.entered_day AS day,
    h.entered_local AS seen_local,
    k.kind AS state,
    h.amount,
    CAST(NULL AS DATE) AS closed_day,
    h.source_file,
    h.source_row,
    'stage history' AS basis
  FROM deal_stage_history AS h
  INNER JOIN deal_facts AS f
    ON h.shop_id = f.shop_id AND h.deal_id = f.deal_id
  INNER JOIN deal_stages AS k
    ON f.pipeline = k.pipeline AND h.stage = k.stage
), won_in_history AS (
  SELECT
    shop_id,
    deal_id,
    MIN(seen_local) AS seen_local
  FROM from_history
  WHERE
    state = 'won'
  GROUP BY
    shop_id,
    deal_id
), from_copies AS (
  SELECT
    c.shop_id,
    c.deal_id,
    c.day,
    CAST(c.day AS TIMESTAMP_NTZ) AS seen_local,
    CASE WHEN c.is_won THEN 'won' WHEN c.is_closed THEN 'lost' ELSE 'open' END AS state,
    c.amount,
    COALESCE(c.closed_day, c.close_date) AS closed_day,
    c.source_file,
    c.source_row,
    'copies' AS basis
  FROM deal_snapshots AS c
  INNER JOIN deal_facts AS f
    ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
  LEFT JOIN won_in_history AS h
    ON c.shop_id = h.shop_id AND c.deal_id = h.deal_id
  WHERE
    h.deal_id IS NULL AND NOT c.is_won IS NULL
), won_in_copies AS (
  SELECT
    shop_id,
    deal_id,
    MIN(seen_local) AS seen_local
  FROM from_copies
  WHERE
    state = 'won'
  GROUP BY
    shop_id,
    deal_id
), since_won AS (
  SELECT
    s.*
  FROM from_history AS s
  INNER JOIN won_in_history AS w
    ON s.shop_id = w.shop_id AND s.deal_id = w.deal_id AND s.seen_local >= w.seen_local
  UNION ALL
  SELECT
    s.*
  FROM from_copies AS s
  INNER JOIN won_in_copies AS w
    ON s.shop_id = w.shop_id AND s.deal_id = w.deal_id AND s.seen_local >= w.seen_local
), in_order AS (
  SELECT
    *,
    LAG(state) OVER (
      PARTITION BY shop_id, deal_id
      ORDER BY seen_local NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS state_before,
    LAG(amount) OVER (
      PARTITION BY shop_id, deal_id
      ORDER BY seen_local NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS amount_before,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, deal_id
      ORDER BY seen_local NULLS LAST, source_file NULLS LAST, source_row NULLS LAST
    ) AS nth
  FROM since_won
)
SELECT
  shop_id,
  deal_id,
  day,
  state,
  amount,
  closed_day,
  basis,
  nth
FROM in_order
WHERE
  nth = 1
  OR state <> state_before
  OR amount <> amount_before
  OR (
    NOT amount IS NULL AND amount_before IS NULL
  )
