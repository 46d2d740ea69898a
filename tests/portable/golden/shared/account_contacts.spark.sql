WITH named AS (
  SELECT
    shop_id,
    account_key,
    deal_id,
    contact_id AS person
  FROM account_deals
  UNION ALL
  SELECT
    a.shop_id,
    COALESCE(a.account_id, d.account_key) AS account_key,
    a.deal_id,
    a.contact_id AS person
  FROM activities AS a
  LEFT JOIN account_deals AS d
    ON a.shop_id = d.shop_id AND a.deal_id = d.deal_id
  WHERE
    COALESCE(a.done, TRUE)
  UNION ALL
  SELECT
    l.shop_id,
    COALESCE(l.account_id, d.account_key) AS account_key,
    l.deal_id,
    COALESCE(l.contact_id, l.name) AS person
  FROM leads AS l
  LEFT JOIN account_deals AS d
    ON l.shop_id = d.shop_id AND l.deal_id = d.deal_id
  WHERE
    NOT l.deal_id IS NULL OR NOT l.account_id IS NULL
)
SELECT DISTINCT
  shop_id,
  account_key,
  deal_id,
  REPLACE(LOWER(person), ' ', '') AS person_key
FROM named
WHERE
  NOT person IS NULL
