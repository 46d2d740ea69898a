WITH running AS (
  SELECT
    *
  FROM contract_facts
  WHERE
    NOT is_backwards
), named AS (
  SELECT
    n.shop_id,
    n.renewal_of AS contract_id,
    n.contract_id AS later_id,
    n.state = 'draft' AS is_draft,
    n.annual_value,
    n.start_date
  FROM running AS n
  WHERE
    n.renewal_of <> n.contract_id
  UNION ALL
  SELECT
    c.shop_id,
    c.contract_id,
    n.contract_id AS later_id,
    n.state = 'draft' AS is_draft,
    n.annual_value,
    n.start_date
  FROM running AS c
  INNER JOIN running AS n
    ON c.shop_id = n.shop_id
    AND c.account_key = n.account_key
    AND c.contract_id <> n.contract_id
    AND c.start_date < n.start_date
    AND DATEDIFF(n.start_date, c.end_date) BETWEEN -90 AND 90
    AND COALESCE(c.end_date < n.end_date, TRUE)
    AND COALESCE(c.product = n.product, TRUE)
  WHERE
    COALESCE(n.renewal_of = n.contract_id, TRUE) AND n.state <> 'cancelled'
), followed AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, contract_id
      ORDER BY is_draft NULLS LAST, start_date NULLS LAST, later_id NULLS LAST
    ) AS nth
  FROM named
), spoken AS (
  SELECT
    shop_id,
    deal_id,
    name,
    REPLACE(LOWER(account), ' ', '') AS account_key,
    product,
    state,
    created_day,
    closed_day,
    CONTAINS(LOWER(COALESCE(type, '') || ' ' || name), 'renew')
    OR CONTAINS(LOWER(COALESCE(type, '') || ' ' || name), 'extension')
    OR CONTAINS(LOWER(COALESCE(type, '') || ' ' || name), 'verläng')
    OR CONTAINS(LOWER(COALESCE(type, '') || ' ' || name), 'rinnov') AS is_renewal
  FROM deal_facts
), says AS (
  SELECT
    COALESCE(MAX(CASE WHEN is_renewal THEN 1 ELSE 0 END), 0) AS renewals
  FROM spoken
), dealt AS (
  SELECT
    c.shop_id,
    c.contract_id,
    d.deal_id,
    d.name,
    d.state,
    ROW_NUMBER() OVER (
      PARTITION BY c.shop_id, c.contract_id, d.state
      ORDER BY d.created_day DESC, d.deal_id NULLS LAST
    ) AS nth
  FROM running AS c
  CROSS JOIN says AS s
  INNER JOIN spoken AS d
    ON c.shop_id = d.shop_id
    AND c.account_key = d.account_key
    AND COALESCE(c.deal_id <> d.deal_id, TRUE)
  WHERE
    (
      d.state = 'open'
      OR (
        d.state = 'won' AND DATEDIFF(d.closed_day, c.end_date) BETWEEN -180 AND 90
      )
    )
    AND (
      (
        s.renewals = 1 AND d.is_renewal AND COALESCE(c.product = d.product, TRUE)
      )
      OR (
        s.renewals = 0
        AND c.product = d.product
        AND COALESCE(d.created_day > c.start_date, TRUE)
      )
    )
)
SELECT
  c.shop_id,
  c.contract_id,
  CASE WHEN NOT f.is_draft THEN f.later_id END AS renewed_by,
  CASE WHEN NOT f.is_draft THEN f.annual_value END AS renewed_value,
  w.deal_id AS won_deal,
  COALESCE(o.name, CASE WHEN f.is_draft THEN f.later_id END) AS open_renewal,
  o.deal_id AS open_deal
FROM running AS c
LEFT JOIN followed AS f
  ON c.shop_id = f.shop_id AND c.contract_id = f.contract_id AND f.nth = 1
LEFT JOIN dealt AS w
  ON c.shop_id = w.shop_id
  AND c.contract_id = w.contract_id
  AND w.state = 'won'
  AND w.nth = 1
LEFT JOIN dealt AS o
  ON c.shop_id = o.shop_id
  AND c.contract_id = o.contract_id
  AND o.state = 'open'
  AND o.nth = 1
