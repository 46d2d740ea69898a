-- Each person that deals, activities or leads name, once for each deal and account they are of.
-- reads: account_deals
-- may read: activities, leads
-- A person is their id in the CRM, else their name, but for case and spaces.
WITH
named AS (
    SELECT
        shop_id,
        account_key,
        deal_id,
        contact_id AS person
    FROM account_deals
    UNION ALL
    SELECT
        a.shop_id,
        coalesce(a.account_id, d.account_key) AS account_key,
        a.deal_id,
        a.contact_id AS person
    FROM activities AS a
    LEFT JOIN account_deals AS d ON a.shop_id = d.shop_id AND a.deal_id = d.deal_id
    WHERE coalesce(a.done, true)
    UNION ALL
    SELECT
        l.shop_id,
        coalesce(l.account_id, d.account_key) AS account_key,
        l.deal_id,
        coalesce(l.contact_id, l.name) AS person
    FROM leads AS l
    LEFT JOIN account_deals AS d ON l.shop_id = d.shop_id AND l.deal_id = d.deal_id
    WHERE l.deal_id IS NOT NULL OR l.account_id IS NOT NULL
)
SELECT DISTINCT
    shop_id,
    account_key,
    deal_id,
    replace(lower(person), ' ', '') AS person_key
FROM named
WHERE person IS NOT NULL
