SELECT
  shop_id AS shop,
  rep,
  kind,
  COUNT(CASE WHEN took_place AND at_local >= :start_at AND at_local < :end_at THEN 1 END) AS done,
  COUNT(
    CASE
      WHEN NOT took_place AND at_local >= :start_at AND at_local < :end_at
      THEN 1
    END
  ) AS missed,
  COUNT(CASE WHEN NOT took_place AND at_local >= :as_of THEN 1 END) AS ahead
FROM activity_facts
GROUP BY
  shop_id,
  rep,
  kind
ORDER BY
  shop_id NULLS LAST,
  rep NULLS LAST,
  kind NULLS LAST
