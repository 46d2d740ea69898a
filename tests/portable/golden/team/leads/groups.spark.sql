WITH parted AS (
  SELECT
    CASE :by
      WHEN 'source'
      THEN source
      WHEN 'owner'
      THEN rep
      WHEN 'manager'
      THEN manager
      WHEN 'team'
      THEN team
      WHEN 'campaign'
      THEN campaign
      WHEN 'country'
      THEN country
      WHEN 'industry'
      THEN industry
      WHEN 'rating'
      THEN rating
      WHEN 'status'
      THEN status
      WHEN 'month'
      THEN LEFT(CAST(created_day AS STRING), 7)
      ELSE 'all'
    END AS id,
    CASE WHEN :by = 'owner' THEN shop_id ELSE '' END AS shop,
    CASE
      WHEN ROW_NUMBER() OVER (
        PARTITION BY shop_id, deal_id
        ORDER BY CASE WHEN created_local IS NULL THEN 1 ELSE 0 END NULLS LAST, created_local NULLS LAST, lead_id NULLS LAST
      ) = 1
      THEN won_amount
    END AS first_amount,
    *
  FROM lead_facts
  WHERE
    (
      created_local >= :start_at AND created_local < :end_at
    )
    OR (
      :undated AND created_local IS NULL
    )
)
SELECT
  shop,
  id,
  MAX(CASE WHEN :by = 'owner' THEN owner ELSE id END) AS label,
  COUNT(*) AS leads,
  COUNT(CASE WHEN says_qualified OR became = 1 THEN 1 END) AS qualified,
  COUNT(CASE WHEN became = 1 THEN 1 END) AS became,
  COUNT(CASE WHEN COALESCE(became, 0) = 0 AND given_up THEN 1 END) AS given_up,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN became = 1 AND state = 'open' THEN 1 END) AS open_deals,
  COUNT(CASE WHEN became = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
  COUNT(CASE WHEN became = 1 AND NOT deal_id IS NULL AND state IS NULL THEN 1 END) AS stray,
  COUNT(CASE WHEN touched_local IS NULL AND is_touched THEN 1 END) AS untimed,
  COUNT(CASE WHEN touched_local < created_local THEN 1 END) AS backwards,
  COUNT(first_amount) AS won_valued,
  COALESCE(SUM(first_amount), 0) AS won_value
FROM parted
GROUP BY
  shop,
  id
ORDER BY
  leads DESC,
  id NULLS LAST,
  shop NULLS LAST
