WITH over AS (
  SELECT
    shop_id,
    contract_id,
    state,
    auto_renews,
    annual_value,
    CASE WHEN state = 'cancelled' THEN LEAST(cancelled_day, end_date) ELSE end_date END AS over_day
  FROM contract_facts
  WHERE
    NOT is_backwards AND state <> 'draft'
), told AS (
  SELECT
    CASE
      WHEN NOT r.renewed_by IS NULL
      THEN 'renewed'
      WHEN NOT r.won_deal IS NULL
      THEN 'renewed'
      WHEN o.state = 'cancelled'
      THEN 'cancelled'
      WHEN o.auto_renews AND o.state <> 'ended'
      THEN 'gone on'
      WHEN DATEDIFF(CAST(:today AS DATE), o.over_day) < :grace
      THEN 'undecided'
      ELSE 'not renewed'
    END AS how,
    o.annual_value,
    r.renewed_value
  FROM over AS o
  LEFT JOIN contract_renewals AS r
    ON o.shop_id = r.shop_id AND o.contract_id = r.contract_id
  WHERE
    o.over_day >= :start_day AND o.over_day < :end_day AND o.over_day < :today
)
SELECT
  how,
  COUNT(*) AS contracts,
  COALESCE(SUM(annual_value), 0) AS annual_value,
  COALESCE(SUM(renewed_value), 0) AS renewed_value
FROM told
GROUP BY
  how
ORDER BY
  how NULLS LAST
