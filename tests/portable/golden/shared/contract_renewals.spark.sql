WITH running AS (
  SELECT
    *
  FROM contract_facts
  WHERE
    NOT is_backwards
), renewing AS (
  SELECT
    *
  FROM running
  WHERE
    NOT (
      state = 'cancelled' AND COALESCE(cancelled_day <= start_date, TRUE)
    )
), named AS (
  SELECT
    n.shop_id,
    n.renewal_of AS contract_id,
    n.contract_id AS later_id,
    n.state = 'draft' AS is_draft,
    n.annual_value,
    n.start_date
  FROM renewing AS n
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
  INNER JOIN renewing AS n
    ON c.shop_id = n.shop_id
    AND c.account_key = n.account_key
    AND c.contract_id <> n.contract_id
    AND c.start_date < n.start_date
    AND DATEDIFF(n.start_date, c.end_date) BETWEEN -90 AND 90
    AND COALESCE(c.end_date < n.end_date, TRUE)
    AND COALESCE(c.product = n.product, TRUE)
  WHERE
    COALESCE(n.renewal_of = n.contract_id, TRUE)
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
    f.shop_id,
    f.deal_id,
    f.name,
    REPLACE(LOWER(f.account), ' ', '') AS account_key,
    f.product,
    f.state,
    f.created_day,
    f.closed_day,
    NOT r.deal_id IS NULL AS is_renewal
  FROM deal_facts AS f
  LEFT JOIN renewal_deals AS r
    ON f.shop_id = r.shop_id AND f.deal_id = r.deal_id
), says AS (
  SELECT
    COUNT(*) AS renewals
  FROM renewal_deals
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
        s.renewals > 0 AND d.is_renewal AND COALESCE(c.product = d.product, TRUE)
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
  CASE WHEN NOT f.is_draft THEN f.start_date END AS renewed_from,
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
