-- Accounts that may be one: their names are the same but for how they are written.
-- may read: accounts, deals
-- $forms VARCHAR: a pattern of the legal forms that a name may end with
-- $top BIGINT: names that are shown, those with most deals first
-- Case, blanks, signs, accents and legal forms are no difference. Two names are candidates and no more:
-- one that the CRM says belongs to the other is none.

-- name: account_totals
WITH
named AS (
    SELECT
        shop_id,
        account_id
    FROM accounts
    UNION
    SELECT
        shop_id,
        account_id
    FROM deals
    WHERE account_id IS NOT NULL
)
SELECT count(*) AS accounts
FROM named

-- name: account_twins
WITH
dealt AS (
    SELECT
        shop_id,
        account_id,
        max(account) AS name,
        count(*) AS deals,
        min(source_file) AS source_file,
        arg_min(source_row, source_file || lpad(source_row::VARCHAR, 12, '0')) AS source_row
    FROM deals
    WHERE account_id IS NOT NULL
    GROUP BY shop_id, account_id
),
known AS (
    SELECT
        a.shop_id,
        a.account_id,
        coalesce(a.name, a.account_id) AS name,
        a.parent_id,
        a.country,
        coalesce(a.owner, a.owner_id) AS owner,
        coalesce(d.deals, 0) AS deals,
        a.source_file,
        a.source_row
    FROM accounts AS a
    LEFT JOIN dealt AS d ON a.shop_id = d.shop_id AND a.account_id = d.account_id
    UNION ALL
    SELECT
        d.shop_id,
        d.account_id,
        coalesce(d.name, d.account_id) AS name,
        NULL AS parent_id,
        NULL AS country,
        NULL AS owner,
        d.deals,
        d.source_file,
        d.source_row
    FROM dealt AS d
    ANTI JOIN accounts AS a ON d.shop_id = a.shop_id AND d.account_id = a.account_id
),
folded AS (
    SELECT
        *,
        trim(regexp_replace(
            replace(replace(replace(replace(replace(regexp_replace(
                translate(strip_accents(lower(name)), 'øłđð', 'oldd'), '[.''’`´]', '', 'g'
            ), '&', ' and '), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'),
            '[^\p{L}\p{N}]+', ' ', 'g'
        )) AS words
    FROM known
),
keyed AS (
    SELECT
        *,
        regexp_replace(words, $forms, '') AS stem
    FROM folded
    WHERE words <> ''
),
grouped AS (
    SELECT
        k.*,
        replace(k.stem, ' ', '') AS name_key,
        count(*) OVER (PARTITION BY k.shop_id, replace(k.stem, ' ', '')) AS alike
    FROM keyed AS k
    LEFT JOIN keyed AS p ON k.shop_id = p.shop_id AND k.parent_id = p.account_id
    WHERE coalesce(replace(p.stem, ' ', '') <> replace(k.stem, ' ', ''), true)
),
valued AS (
    SELECT
        *,
        sum(deals) OVER (PARTITION BY shop_id, name_key) AS all_deals,
        count(*) OVER () AS twins
    FROM grouped
    WHERE alike > 1
),
ranked AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY all_deals DESC, shop_id, name_key) AS nth
    FROM valued
)
SELECT
    twins,
    shop_id,
    name_key,
    account_id,
    name,
    trim(substr(words, length(stem) + 1)) AS form,
    country,
    owner,
    deals,
    source_file,
    source_row
FROM ranked
WHERE nth <= $top
ORDER BY nth, deals DESC, account_id
