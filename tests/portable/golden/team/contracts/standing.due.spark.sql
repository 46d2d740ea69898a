WITH running AS (
  SELECT
    f.*,
    DATEDIFF(f.end_date, CAST(:today AS DATE)) AS days_left,
    DATEDIFF(f.end_date, CAST(:today AS DATE)) - f.notice_days AS notice_left
  FROM contract_facts AS f
  WHERE
    NOT f.is_backwards
    AND NOT f.state IN ('draft', 'cancelled', 'ended')
    AND COALESCE(f.start_date <= :today, TRUE)
    AND COALESCE(f.end_date >= :today, TRUE)
)
SELECT
  f.shop_id AS shop,
  f.contract_id AS contract,
  f.name,
  f.account,
  f.product,
  f.owner,
  f.start_date,
  f.end_date,
  f.days_left,
  f.notice_days,
  f.notice_left,
  f.auto_renews,
  f.value,
  f.annual_value,
  COALESCE(r.renewed_by, r.won_deal) AS renewed_by,
  r.open_renewal,
  r.open_deal
FROM running AS f
LEFT JOIN contract_renewals AS r
  ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
WHERE
  f.end_date IS NULL OR f.days_left <= :days OR f.notice_left BETWEEN 0 AND :days
ORDER BY
  f.end_date NULLS LAST,
  f.annual_value DESC,
  shop NULLS LAST,
  contract NULLS LAST
