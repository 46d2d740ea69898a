WITH sums AS (
  SELECT
    d.shop_id,
    d.account_key,
    COUNT(*) AS deals,
    COUNT(CASE WHEN d.state = 'open' THEN 1 END) AS open_deals,
    COUNT(CASE WHEN d.state = 'open' AND d.amount IS NULL THEN 1 END) AS unpriced,
    COALESCE(SUM(CASE WHEN d.state = 'open' THEN d.amount END), 0) AS open_value,
    COALESCE(
      SUM(
        CAST((
          d.amount * CAST(CAST(ROUND((
            CAST(w.chance AS DOUBLE)
          ) * CAST('1E6' AS DOUBLE)) AS DECIMAL(9, 0)) * CAST('0.000001' AS DECIMAL(6, 6)) AS DECIMAL(9, 6))
        ) AS DECIMAL(18, 2))
      ),
      0
    ) AS weighted,
    COALESCE(
      SUM(
        CASE
          WHEN d.state = 'won' AND d.closed_day > :since AND d.closed_day <= :today
          THEN d.amount
        END
      ),
      0
    ) AS won_value,
    MAX(d.last_activity_day) AS last_day
  FROM account_deals AS d
  LEFT JOIN deal_weights AS w
    ON d.shop_id = w.shop_id AND d.deal_id = w.deal_id
  WHERE
    NOT d.account_key IS NULL
  GROUP BY
    d.shop_id,
    d.account_key
), acts AS (
  SELECT
    shop_id,
    account_key,
    COUNT(CASE WHEN on_day > :since THEN 1 END) AS activities,
    MAX(on_day) AS last_day
  FROM account_acts
  GROUP BY
    shop_id,
    account_key
), people AS (
  SELECT
    shop_id,
    account_key,
    COUNT(DISTINCT person_key) AS contacts
  FROM account_contacts
  GROUP BY
    shop_id,
    account_key
), held AS (
  SELECT
    f.*,
    COALESCE(s.deals, 0) AS deals,
    COALESCE(s.open_deals, 0) AS open_deals,
    COALESCE(s.unpriced, 0) AS unpriced,
    COALESCE(s.open_value, 0) AS open_value,
    COALESCE(s.weighted, 0) AS weighted,
    COALESCE(s.won_value, 0) AS won_value,
    COALESCE(a.activities, 0) AS activities,
    COALESCE(p.contacts, 0) AS contacts,
    GREATEST(f.last_activity_day, s.last_day, a.last_day) AS last_day,
    COUNT(*) OVER (PARTITION BY f.segment, f.size) AS alike,
    SUM(COALESCE(s.won_value, 0)) OVER (PARTITION BY f.segment, f.size) AS alike_won,
    COUNT(*) OVER (PARTITION BY f.segment) AS kind,
    SUM(COALESCE(s.won_value, 0)) OVER (PARTITION BY f.segment) AS kind_won,
    COUNT(*) OVER () AS every,
    SUM(COALESCE(s.won_value, 0)) OVER () AS every_won
  FROM account_facts AS f
  LEFT JOIN sums AS s
    ON f.shop_id = s.shop_id AND f.account_key = s.account_key
  LEFT JOIN acts AS a
    ON f.shop_id = a.shop_id AND f.account_key = a.account_key
  LEFT JOIN people AS p
    ON f.shop_id = p.shop_id AND f.account_key = p.account_key
), judged AS (
  SELECT
    *,
    CASE
      WHEN NOT segment IS NULL AND NOT size IS NULL AND alike >= :few
      THEN 'segment and size'
      WHEN NOT segment IS NULL AND kind >= :few
      THEN 'segment'
      ELSE 'all accounts'
    END AS basis
  FROM held
)
SELECT
  shop_id AS shop,
  account_key AS account,
  name,
  parent_id AS parent,
  rep,
  owner,
  owned_by,
  is_listed AS listed,
  territory,
  segment,
  size,
  employees,
  deals,
  open_deals,
  unpriced,
  open_value,
  weighted,
  won_value,
  activities,
  contacts,
  last_day,
  basis,
  CASE basis WHEN 'segment and size' THEN alike WHEN 'segment' THEN kind ELSE every END AS kin,
  CASE basis
    WHEN 'segment and size'
    THEN alike_won
    WHEN 'segment'
    THEN kind_won
    ELSE every_won
  END AS kin_won
FROM judged
ORDER BY
  shop_id NULLS LAST,
  account_key NULLS LAST
