WITH latest AS (
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
      WHEN :by = 'product'
      THEN product
      WHEN :by = 'segment'
      THEN segment
      WHEN :by = 'channel'
      THEN channel
      WHEN :by = 'source'
      THEN lead_source
      WHEN :by = 'account'
      THEN account
      WHEN :by = 'month'
      THEN LEFT(CAST(sent_day AS STRING), 7)
    END AS id,
    CASE WHEN :by = 'owner' THEN owner END AS called,
    CASE WHEN state = 'sent' AND expires_day < :today THEN 'expired' ELSE state END AS stands,
    amount,
    CASE WHEN NOT state IN ('draft', 'withdrawn') THEN discount END AS discount
  FROM quote_facts
  WHERE
    is_latest
    AND (
      :undated OR (
        sent_day >= :start_day AND sent_day < :end_day
      )
    )
)
SELECT
  shop,
  id,
  COALESCE(MIN(called), id) AS name,
  COUNT(*) AS quotes,
  COUNT(CASE WHEN stands = 'accepted' THEN 1 END) AS accepted,
  COUNT(CASE WHEN stands = 'declined' THEN 1 END) AS declined,
  COUNT(CASE WHEN stands = 'expired' THEN 1 END) AS expired,
  COUNT(CASE WHEN stands = 'sent' THEN 1 END) AS still_open,
  COALESCE(SUM(amount), 0) AS value,
  COALESCE(SUM(CASE WHEN stands = 'accepted' THEN amount END), 0) AS accepted_value,
  COUNT(discount) AS discounts,
  CAST(COALESCE(SUM(discount), 0) AS DOUBLE) AS discount_sum,
  CAST(COALESCE(SUM(discount * discount), 0) AS DOUBLE) AS discount_squares
FROM latest
GROUP BY
  shop,
  id
ORDER BY
  value DESC,
  shop NULLS LAST,
  id NULLS LAST
