WITH running AS (
  SELECT
    f.shop_id,
    f.contract_id,
    CASE
      WHEN f.end_date >= :today
      THEN CAST(DATE_TRUNC('MONTH', f.end_date) AS DATE)
    END AS month,
    COALESCE(f.end_date < :today, FALSE) AS has_gone_on,
    f.auto_renews,
    f.value,
    f.annual_value
  FROM contract_facts AS f
  WHERE
    NOT f.is_backwards
    AND NOT f.state IN ('draft', 'cancelled', 'ended')
    AND (
      f.auto_renews OR COALESCE(f.end_date >= :today, TRUE)
    )
)
SELECT
  f.month,
  f.has_gone_on,
  COUNT(*) AS contracts,
  COALESCE(SUM(f.value), 0) AS value,
  COALESCE(SUM(f.annual_value), 0) AS annual_value,
  COUNT(CASE WHEN f.auto_renews THEN 1 END) AS auto,
  COUNT(CASE WHEN NOT r.renewed_by IS NULL OR NOT r.won_deal IS NULL THEN 1 END) AS renewed,
  COALESCE(
    SUM(
      CASE
        WHEN NOT f.auto_renews AND r.renewed_by IS NULL AND r.won_deal IS NULL
        THEN f.annual_value
      END
    ),
    0
  ) AS at_risk
FROM running AS f
LEFT JOIN contract_renewals AS r
  ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
WHERE
  NOT (
    f.has_gone_on AND COALESCE(r.renewed_from <= :today, FALSE)
  )
GROUP BY
  f.month,
  f.has_gone_on
ORDER BY
  f.month NULLS LAST,
  f.has_gone_on NULLS LAST
