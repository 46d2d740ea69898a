-- What each account holds: deals, money, activities, and what accounts of its kind bring.
-- reads: account_facts, account_deals, account_acts, account_contacts, rep_facts, deal_weights
-- may read: targets
-- then asks: team/quotas
-- $since DATE, $today DATE: the twelve months to as-of
-- $few BIGINT: accounts of a segment and size of which a mean says something

-- name: accounts
-- One row an account; kin are the accounts of its segment and size, where these are few of its
-- segment, else all, and kin_won what was won with them: the mean is what its potential is told from.
WITH
sums AS (
    SELECT
        d.shop_id,
        d.account_key,
        count(*) AS deals,
        count(CASE WHEN d.state = 'open' THEN 1 END) AS open_deals,
        count(CASE WHEN d.state = 'open' AND d.amount IS NULL THEN 1 END) AS unpriced,
        coalesce(sum(CASE WHEN d.state = 'open' THEN d.amount END), 0) AS open_value,
        coalesce(sum((d.amount * w.chance::DOUBLE::DECIMAL(9, 6))::DECIMAL(18, 2)), 0) AS weighted,
        coalesce(sum(
            CASE WHEN d.state = 'won' AND d.closed_day > $since AND d.closed_day <= $today THEN d.amount END
        ), 0) AS won_value,
        max(d.last_activity_day) AS last_day
    FROM account_deals AS d
    LEFT JOIN deal_weights AS w ON d.shop_id = w.shop_id AND d.deal_id = w.deal_id
    WHERE d.account_key IS NOT NULL
    GROUP BY d.shop_id, d.account_key
),
acts AS (
    SELECT
        shop_id,
        account_key,
        count(CASE WHEN on_day > $since THEN 1 END) AS activities,
        max(on_day) AS last_day
    FROM account_acts
    GROUP BY shop_id, account_key
),
people AS (
    SELECT
        shop_id,
        account_key,
        count(DISTINCT person_key) AS contacts
    FROM account_contacts
    GROUP BY shop_id, account_key
),
held AS (
    SELECT
        f.*,
        coalesce(s.deals, 0) AS deals,
        coalesce(s.open_deals, 0) AS open_deals,
        coalesce(s.unpriced, 0) AS unpriced,
        coalesce(s.open_value, 0) AS open_value,
        coalesce(s.weighted, 0) AS weighted,
        coalesce(s.won_value, 0) AS won_value,
        coalesce(a.activities, 0) AS activities,
        coalesce(p.contacts, 0) AS contacts,
        greatest(f.last_activity_day, s.last_day, a.last_day) AS last_day,
        count(*) OVER (PARTITION BY f.segment, f.size) AS alike,
        sum(coalesce(s.won_value, 0)) OVER (PARTITION BY f.segment, f.size) AS alike_won,
        count(*) OVER (PARTITION BY f.segment) AS kind,
        sum(coalesce(s.won_value, 0)) OVER (PARTITION BY f.segment) AS kind_won,
        count(*) OVER () AS every,
        sum(coalesce(s.won_value, 0)) OVER () AS every_won
    FROM account_facts AS f
    LEFT JOIN sums AS s ON f.shop_id = s.shop_id AND f.account_key = s.account_key
    LEFT JOIN acts AS a ON f.shop_id = a.shop_id AND f.account_key = a.account_key
    LEFT JOIN people AS p ON f.shop_id = p.shop_id AND f.account_key = p.account_key
),
judged AS (
    SELECT
        *,
        CASE
            WHEN segment IS NOT NULL AND size IS NOT NULL AND alike >= $few THEN 'segment and size'
            WHEN segment IS NOT NULL AND kind >= $few THEN 'segment'
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
        WHEN 'segment and size' THEN alike_won
        WHEN 'segment' THEN kind_won
        ELSE every_won
    END AS kin_won
FROM judged
ORDER BY shop_id, account_key

-- name: roster
-- The list of reps.
SELECT
    shop_id AS shop,
    rep_id AS rep,
    name,
    manager,
    territory,
    start_date AS starts,
    end_date AS ends,
    is_active
FROM rep_facts
ORDER BY shop_id, rep_id

-- name: loose
-- Deals that name no account.
SELECT
    count(CASE WHEN d.state = 'open' THEN 1 END) AS open_deals,
    coalesce(sum(CASE WHEN d.state = 'open' THEN d.amount END), 0) AS open_value,
    coalesce(sum((d.amount * w.chance::DOUBLE::DECIMAL(9, 6))::DECIMAL(18, 2)), 0) AS weighted,
    coalesce(sum(
        CASE WHEN d.state = 'won' AND d.closed_day > $since AND d.closed_day <= $today THEN d.amount END
    ), 0) AS won_value
FROM account_deals AS d
LEFT JOIN deal_weights AS w ON d.shop_id = w.shop_id AND d.deal_id = w.deal_id
WHERE d.account_key IS NULL
-- one row

-- name: stakeholders
-- Open deals, the largest first, with the people that anything names for them.
SELECT
    d.shop_id AS shop,
    d.deal_id,
    d.name,
    d.account,
    d.rep,
    d.owner,
    d.amount,
    count(c.person_key) AS contacts
FROM account_deals AS d
LEFT JOIN account_contacts AS c ON d.shop_id = c.shop_id AND d.deal_id = c.deal_id
WHERE d.state = 'open'
GROUP BY d.shop_id, d.deal_id, d.name, d.account, d.rep, d.owner, d.amount
ORDER BY d.amount DESC NULLS LAST, d.shop_id, d.deal_id
