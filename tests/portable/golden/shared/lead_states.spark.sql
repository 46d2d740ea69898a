SELECT
  l.*,
  CASE
    WHEN l.is_converted OR NOT l.deal_id IS NULL OR NOT l.converted_local IS NULL
    THEN 1
    WHEN NOT l.is_converted
    THEN 0
  END AS became,
  COALESCE(
    NOT l.lost_reason IS NULL
    OR CONTAINS(LOWER(l.status), 'disqual')
    OR CONTAINS(LOWER(l.status), 'unqual')
    OR CONTAINS(LOWER(l.status), 'not qual')
    OR CONTAINS(LOWER(l.status), 'lost')
    OR CONTAINS(LOWER(l.status), 'dead')
    OR CONTAINS(LOWER(l.status), 'junk')
    OR CONTAINS(LOWER(l.status), 'bad'),
    FALSE
  ) AS given_up,
  f.state,
  CASE WHEN f.state = 'won' THEN f.amount END AS won_amount
FROM leads AS l
LEFT JOIN deal_facts AS f
  ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
