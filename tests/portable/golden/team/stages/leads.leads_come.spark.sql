WITH come AS (
  SELECT
    l.deal_id,
    CASE
      WHEN l.is_converted OR NOT l.deal_id IS NULL OR NOT l.converted_local IS NULL
      THEN 1
      WHEN NOT l.is_converted
      THEN 0
    END AS converted,
    NOT l.lost_reason IS NULL
    OR CONTAINS(LOWER(l.status), 'disqual')
    OR CONTAINS(LOWER(l.status), 'unqual')
    OR CONTAINS(LOWER(l.status), 'not qual')
    OR CONTAINS(LOWER(l.status), 'lost')
    OR CONTAINS(LOWER(l.status), 'dead')
    OR CONTAINS(LOWER(l.status), 'junk')
    OR CONTAINS(LOWER(l.status), 'bad') AS given_up,
    f.state
  FROM leads AS l
  LEFT JOIN deal_facts AS f
    ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
  WHERE
    (
      l.created_local >= :start_at AND l.created_local < :end_at
    )
    OR (
      :undated AND l.created_local IS NULL
    )
)
SELECT
  COUNT(*) AS leads,
  COUNT(converted) AS stated,
  COUNT(CASE WHEN converted = 1 THEN 1 END) AS converted,
  COUNT(CASE WHEN COALESCE(converted, 0) = 0 AND given_up THEN 1 END) AS given_up,
  COUNT(CASE WHEN state = 'won' THEN 1 END) AS won,
  COUNT(CASE WHEN state = 'lost' THEN 1 END) AS lost,
  COUNT(CASE WHEN converted = 1 AND state = 'open' THEN 1 END) AS open_deals,
  COUNT(CASE WHEN converted = 1 AND deal_id IS NULL THEN 1 END) AS dealless,
  COUNT(CASE WHEN converted = 1 AND NOT deal_id IS NULL AND state IS NULL THEN 1 END) AS stray
FROM come
