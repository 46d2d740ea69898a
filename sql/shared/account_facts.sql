-- Each account of the list, and each that only deals name: whose it is, where, what kind, what size.
-- reads: account_owners, account_deals
-- Where the list states no owner of any account, and of accounts that no list has, an account is that
-- of its latest open deal, else of its latest deal; owned_by says which. Sizes are those of the EU's
-- recommendation 2003/361/EC, by who works there.
WITH
stated AS (
    SELECT count(rep) AS owners
    FROM account_owners
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, account_key
            ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, created_day DESC NULLS LAST, deal_id
        ) AS nth
    FROM account_deals
    WHERE account_key IS NOT NULL
),
latest AS (
    SELECT *
    FROM ranked
    WHERE nth = 1
),
known AS (
    SELECT
        coalesce(a.shop_id, r.shop_id) AS shop_id,
        coalesce(a.account_id, r.account_key) AS account_key,
        coalesce(a.name, r.account, r.account_key) AS name,
        a.account_id IS NOT NULL AS is_listed,
        a.parent_id,
        CASE
            WHEN a.account_id IS NOT NULL AND s.owners > 0 THEN 'list'
            ELSE 'deals'
        END AS owned_by,
        CASE WHEN a.account_id IS NOT NULL AND s.owners > 0 THEN a.rep ELSE r.rep END AS rep,
        CASE WHEN a.account_id IS NOT NULL AND s.owners > 0 THEN a.owner ELSE r.owner END AS owner,
        coalesce(a.territory, r.territory) AS territory,
        coalesce(a.segment, r.segment) AS segment,
        a.employees,
        a.last_activity_day
    FROM account_owners AS a
    FULL JOIN latest AS r
        ON a.shop_id = r.shop_id AND a.account_id = r.account_key
    CROSS JOIN stated AS s
)
SELECT
    *,
    CASE
        WHEN employees < 10 THEN 'micro'
        WHEN employees < 50 THEN 'small'
        WHEN employees < 250 THEN 'medium'
        WHEN employees >= 250 THEN 'large'
    END AS size
FROM known
