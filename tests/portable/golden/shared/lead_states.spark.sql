WITH told AS (
  SELECT
    *,
    REPLACE(
      REPLACE(LOWER(COALESCE(status, '') || ' ' || COALESCE(stage, '')), '_', ' '),
      '-',
      ' '
    ) || ' ' AS said
  FROM leads
)
SELECT
  l.*,
  CASE
    WHEN l.is_converted OR NOT l.deal_id IS NULL OR NOT l.converted_local IS NULL
    THEN 1
    WHEN NOT l.is_converted
    THEN 0
  END AS became,
  NOT l.lost_reason IS NULL
  OR CONTAINS(l.said, 'disqual')
  OR CONTAINS(l.said, 'unqual')
  OR CONTAINS(l.said, 'not qual')
  OR CONTAINS(l.said, 'not conv')
  OR CONTAINS(l.said, 'not interest')
  OR CONTAINS(l.said, 'no longer')
  OR CONTAINS(l.said, 'cancel')
  OR CONTAINS(l.said, 'lost')
  OR CONTAINS(l.said, 'dead ')
  OR CONTAINS(l.said, 'junk')
  OR CONTAINS(l.said, 'bad ') AS given_up,
  f.state,
  CASE WHEN f.state = 'won' THEN f.amount END AS won_amount
FROM told AS l
LEFT JOIN deal_facts AS f
  ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
