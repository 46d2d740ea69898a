WITH dated AS (
  SELECT
    *,
    CASE WHEN :cohort THEN created_day ELSE closed_day END AS on_day,
    CASE WHEN :priced THEN list_price ELSE amount END AS size
  FROM deal_facts
  WHERE
    :cohort OR state IN ('won', 'lost')
), named AS (
  SELECT
    CASE WHEN :by IN ('owner', 'account') THEN shop_id ELSE '' END AS shop,
    CASE
      WHEN :by = 'owner'
      THEN rep
      WHEN :by = 'manager'
      THEN manager
      WHEN :by = 'team'
      THEN team
      WHEN :by = 'territory'
      THEN territory
      WHEN :by = 'source'
      THEN lead_source
      WHEN :by = 'channel'
      THEN channel
      WHEN :by = 'competitor'
      THEN competitor
      WHEN :by = 'segment'
      THEN segment
      WHEN :by = 'product'
      THEN product
      WHEN :by = 'type'
      THEN type
      WHEN :by = 'account'
      THEN account
      WHEN :by = 'month'
      THEN CAST(CAST(DATE_TRUNC('MONTH', on_day) AS DATE) AS STRING)
      WHEN :by = 'quarter'
      THEN CAST(CAST(DATE_TRUNC('QUARTER', on_day) AS DATE) AS STRING)
      WHEN :by <> 'size' OR size IS NULL OR size <= 0
      THEN NULL
      WHEN size <= :size_1
      THEN '1'
      WHEN size <= :size_2
      THEN '2'
      WHEN size <= :size_3
      THEN '3'
      ELSE '4'
    END AS id,
    CASE WHEN :by = 'owner' THEN owner END AS called,
    state,
    amount,
    CASE WHEN state = 'won' THEN amount END AS won_amount,
    CASE WHEN state = 'won' THEN cycle_days END AS won_cycle
  FROM dated
  WHERE
    :undated OR (
      on_day >= :start_at AND on_day < :end_at
    )
)
SELECT
  shop,
  id,
  COALESCE(MIN(called), id) AS name,
  COUNT(*) AS deals,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN state = 'open' THEN 1 END) AS still_open,
  COUNT(won_amount) AS won_stated,
  COALESCE(SUM(won_amount), 0) AS won_value,
  CAST(CAST(ROUND((
    MEDIAN(CAST(won_amount AS DOUBLE))
  ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS median_won,
  COALESCE(SUM(CASE WHEN state = 'lost' THEN amount END), 0) AS lost_value,
  COUNT(won_cycle) AS won_cycles,
  CAST(AVG(CAST(won_cycle AS DOUBLE)) AS DOUBLE) AS cycle_mean
FROM named
GROUP BY
  shop,
  id
ORDER BY
  won_value DESC,
  won DESC,
  lost DESC,
  shop NULLS LAST,
  id NULLS LAST
