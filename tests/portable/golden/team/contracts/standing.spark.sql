WITH known AS (
  SELECT
    CASE
      WHEN f.state IN ('draft', 'cancelled', 'ended')
      THEN f.state
      WHEN f.end_date < :today AND (
        NOT f.auto_renews OR r.renewed_from <= :today
      )
      THEN 'ended'
      WHEN f.start_date > :today
      THEN 'upcoming'
      WHEN f.end_date < :today
      THEN 'gone on'
      ELSE 'active'
    END AS stands,
    f.end_date IS NULL AS is_endless,
    f.auto_renews,
    f.value,
    f.annual_value
  FROM contract_facts AS f
  LEFT JOIN contract_renewals AS r
    ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
  WHERE
    NOT f.is_backwards
)
SELECT
  stands,
  COUNT(*) AS contracts,
  COUNT(CASE WHEN auto_renews THEN 1 END) AS auto,
  COUNT(CASE WHEN is_endless THEN 1 END) AS endless,
  COUNT(value) AS valued,
  COALESCE(SUM(value), 0) AS value,
  COUNT(annual_value) AS annual_stated,
  COALESCE(SUM(annual_value), 0) AS annual_value
FROM known
GROUP BY
  stands
ORDER BY
  stands NULLS LAST
