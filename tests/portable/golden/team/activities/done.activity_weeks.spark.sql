SELECT
  CAST(DATE_TRUNC('WEEK', at_local) AS DATE) AS week,
  COUNT(CASE WHEN kind = 'call' THEN 1 END) AS calls,
  COUNT(CASE WHEN kind = 'meeting' THEN 1 END) AS meetings,
  COUNT(CASE WHEN kind = 'email' THEN 1 END) AS emails,
  COUNT(CASE WHEN kind = 'demo' THEN 1 END) AS demos,
  COUNT(CASE WHEN kind = 'proposal' THEN 1 END) AS proposals,
  COUNT(DISTINCT shop_id || ' ' || deal_id) AS deals
FROM activity_facts
WHERE
  took_place AND kind <> 'other' AND at_local >= :weeks_at AND at_local < :weeks_end
GROUP BY
  CAST(DATE_TRUNC('WEEK', at_local) AS DATE)
ORDER BY
  CAST(DATE_TRUNC('WEEK', at_local) AS DATE) NULLS LAST
