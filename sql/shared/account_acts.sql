-- Each activity that took place with an account: its own, else that of its deal.
-- reads: account_deals
-- may read: activities
-- not kept: a statement asks a few columns of it.
SELECT
    a.shop_id,
    coalesce(a.account_id, d.account_key) AS account_key,
    coalesce(a.happened_day, a.created_day) AS on_day
FROM activities AS a
LEFT JOIN account_deals AS d ON a.shop_id = d.shop_id AND a.deal_id = d.deal_id
WHERE coalesce(a.done, true) AND coalesce(a.account_id, d.account_key) IS NOT NULL
