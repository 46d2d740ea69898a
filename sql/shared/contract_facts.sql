-- Each contract: how it stands, whose it is, what it is worth in a year.
-- reads: contracts, rep_facts, rep_names
-- may read: deal_facts, deals, accounts
-- state is draft, active, ended, cancelled or unknown, as the system says it. annual_value is stated,
-- else the value by the months of the term, of 30.4375 days each; by its days where it has no whole
-- months; NULL where nobody says how long it runs. Without a last day it is the day before the one on
-- which it is to be renewed. is_backwards: it ends before it starts.
-- What a contract does not state (rep, company, product) is that of the deal it comes from.
WITH
account_names AS (
    SELECT
        shop_id,
        account_id,
        min(account) AS account
    FROM deals
    WHERE account_id IS NOT NULL AND account IS NOT NULL
    GROUP BY shop_id, account_id
),
ended AS (
    SELECT
        *,
        coalesce(end_date, (renewal_date - INTERVAL 1 DAY)::DATE) AS last_day
    FROM contracts
),
dealt AS (
    SELECT
        c.*,
        coalesce(c.account, a.name, n.account, c.account_id, d.account) AS company,
        coalesce(c.product, d.product) AS sold,
        coalesce(c.owner_id, c.owner, d.rep) AS own_rep,
        coalesce(c.owner, c.owner_id, d.owner) AS own_name,
        date_diff('day', c.start_date, c.last_day) + 1 AS term_days
    FROM ended AS c
    LEFT JOIN accounts AS a ON c.shop_id = a.shop_id AND c.account_id = a.account_id
    LEFT JOIN account_names AS n ON c.shop_id = n.shop_id AND c.account_id = n.account_id
    LEFT JOIN deal_facts AS d ON c.shop_id = d.shop_id AND c.deal_id = d.deal_id
),
termed AS (
    SELECT
        *,
        floor(term_days / 30.4375::DOUBLE + 0.5) AS months
    FROM dealt
),
repped AS (
    SELECT
        t.*,
        coalesce(i.rep_id, n.rep_id, t.own_rep) AS rep
    FROM termed AS t
    LEFT JOIN rep_facts AS i ON t.shop_id = i.shop_id AND t.own_rep = i.rep_id
    LEFT JOIN rep_names AS n
        ON
            t.shop_id = n.shop_id
            AND replace(lower(t.own_name), ' ', '') = n.name_key
            AND (n.is_listed OR t.own_rep = t.own_name)
)
SELECT
    t.shop_id,
    t.contract_id,
    coalesce(t.name, t.contract_id) AS name,
    t.deal_id,
    t.company AS account,
    replace(lower(t.company), ' ', '') AS account_key,
    t.sold AS product,
    t.rep,
    coalesce(r.name, CASE WHEN t.own_rep = t.own_name THEN t.rep END, t.own_name, t.rep) AS owner,
    r.manager,
    coalesce(t.team, r.team) AS team,
    CASE
        WHEN t.cancelled_local IS NOT NULL THEN 'cancelled'
        WHEN lower(coalesce(t.state, t.status)) IN ('draft', 'active', 'ended', 'cancelled')
            THEN lower(coalesce(t.state, t.status))
        ELSE 'unknown'
    END AS state,
    t.signed_day,
    t.start_date,
    t.last_day AS end_date,
    t.renewal_date,
    t.renewal_of,
    t.notice_days,
    coalesce(t.auto_renews, false) AS auto_renews,
    t.cancelled_day,
    t.value,
    coalesce(
        t.annual_value,
        CASE
            WHEN t.term_days < 1 THEN NULL
            WHEN t.months >= 1 AND abs(t.term_days - t.months * 30.4375::DOUBLE) <= 3
                THEN (t.value::DOUBLE * 12 / nullif(t.months, 0))::DECIMAL(28, 8)
            ELSE (t.value::DOUBLE * 365 / nullif(t.term_days, 0))::DECIMAL(28, 8)
        END
    ) AS annual_value,
    coalesce(t.last_day < t.start_date, false) AS is_backwards
FROM repped AS t
LEFT JOIN rep_facts AS r ON t.shop_id = r.shop_id AND t.rep = r.rep_id
