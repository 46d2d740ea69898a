SELECT
  d.shop_id AS shop,
  d.deal_id,
  d.name,
  d.account,
  d.rep,
  d.owner,
  d.amount,
  COUNT(c.person_key) AS contacts
FROM account_deals AS d
LEFT JOIN account_contacts AS c
  ON d.shop_id = c.shop_id AND d.deal_id = c.deal_id
WHERE
  d.state = 'open'
GROUP BY
  d.shop_id,
  d.deal_id,
  d.name,
  d.account,
  d.rep,
  d.owner,
  d.amount
ORDER BY
  d.amount DESC,
  d.shop_id NULLS LAST,
  d.deal_id NULLS LAST
