WITH account_names AS (
  SELECT
    shop_id,
    account_id,
    MIN(account) AS account
  FROM deals
  WHERE
    NOT account_id IS NULL AND NOT account IS NULL
  GROUP BY
    shop_id,
    account_id
), ended AS (
  SELECT
    *,
    COALESCE(end_date, CAST((
      renewal_date - INTERVAL '1' DAY
    ) AS DATE)) AS last_day
  FROM contracts
), dealt AS (
  SELECT
    c.*,
    COALESCE(c.account, a.name, n.account, c.account_id, d.account) AS company,
    COALESCE(c.product, d.product) AS sold,
    COALESCE(c.owner_id, c.owner, d.rep) AS own_rep,
    COALESCE(c.owner, c.owner_id, d.owner) AS own_name,
    DATEDIFF(c.last_day, c.start_date) + 1 AS term_days
  FROM ended AS c
  LEFT JOIN accounts AS a
    ON c.shop_id = a.shop_id AND c.account_id = a.account_id
  LEFT JOIN account_names AS n
    ON c.shop_id = n.shop_id AND c.account_id = n.account_id
  LEFT JOIN deal_facts AS d
    ON c.shop_id = d.shop_id AND c.deal_id = d.deal_id
), termed AS (
  SELECT
    *,
    FLOOR(CAST(term_days AS DOUBLE) / CAST(30.4375 AS DOUBLE) + 0.5) AS months
  FROM dealt
), repped AS (
  SELECT
    t.*,
    COALESCE(i.rep_id, n.rep_id, t.own_rep) AS rep
  FROM termed AS t
  LEFT JOIN rep_facts AS i
    ON t.shop_id = i.shop_id AND t.own_rep = i.rep_id
  LEFT JOIN rep_names AS n
    ON t.shop_id = n.shop_id
    AND REPLACE(LOWER(t.own_name), ' ', '') = n.name_key
    AND (
      n.is_listed OR t.own_rep = t.own_name
    )
)
SELECT
  t.shop_id,
  t.contract_id,
  COALESCE(t.name, t.contract_id) AS name,
  t.deal_id,
  t.company AS account,
  REPLACE(LOWER(t.company), ' ', '') AS account_key,
  t.sold AS product,
  t.rep,
  COALESCE(r.name, CASE WHEN t.own_rep = t.own_name THEN t.rep END, t.own_name, t.rep) AS owner,
  r.manager,
  COALESCE(t.team, r.team) AS team,
  CASE
    WHEN NOT t.cancelled_local IS NULL
    THEN 'cancelled'
    WHEN LOWER(COALESCE(t.state, t.status)) IN ('draft', 'active', 'ended', 'cancelled')
    THEN LOWER(COALESCE(t.state, t.status))
    ELSE 'unknown'
  END AS state,
  t.signed_day,
  t.start_date,
  t.last_day AS end_date,
  t.renewal_date,
  t.renewal_of,
  t.notice_days,
  COALESCE(t.auto_renews, FALSE) AS auto_renews,
  t.cancelled_day,
  t.value,
  COALESCE(
    t.annual_value,
    CASE
      WHEN t.term_days < 1
      THEN NULL
      WHEN t.months >= 1 AND ABS(t.term_days - t.months * CAST(30.4375 AS DOUBLE)) <= 3
      THEN CAST(CAST(ROUND(
        (
          CAST(CAST(t.value AS DOUBLE) * 12 AS DOUBLE) / NULLIF(t.months, 0)
        ) * CAST('1E8' AS DOUBLE)
      ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(CAST(ROUND(
        (
          CAST(CAST(t.value AS DOUBLE) * 365 AS DOUBLE) / NULLIF(t.term_days, 0)
        ) * CAST('1E8' AS DOUBLE)
      ) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
    END
  ) AS annual_value,
  COALESCE(t.last_day < t.start_date, FALSE) AS is_backwards
FROM repped AS t
LEFT JOIN rep_facts AS r
  ON t.shop_id = r.shop_id AND t.rep = r.rep_id
