-- Quotes under the usual names, one row a quote or a version of one.
-- vendor: Any system (flat CSV)
-- export: a row for each quote: its number, its deal, when it was sent and what became of it
-- cannot: the lines of a quote, only its sum
-- input: rows
--   quote_id     text    needed key     : quote_id | quote_number | quote_no | quote | quotation_id | quotation_number | quotation_no | quotation | offer_id | offer_number | estimate_id | estimate_number | proposal_id | proposal_number
--   number       text    needed         : =quote_id
--   status       text    one-of:fate    : quote_status | status | outcome | state
--   sent         instant one-of:fate    : sent_at | sent_on | sent_date | date_sent | sent | issued_at | issue_date | quote_date
--   accepted     instant one-of:fate    : accepted_at | accepted_on | accepted_date | date_accepted | signed_at
--   version      number                 : version | revision | quote_version | revision_number | version_number
--   revision_of  text                   : revision_of | original_quote_id | parent_quote_id | previous_quote_id | revised_from
--   name         text                   : quote_name | name | title | subject
--   deal_id      text                   : deal_id | opportunity_id | deal | opportunity
--   account_id   text                   : account_id | company_id | customer_id | client_id
--   account      text                   : account | account_name | company | company_name | customer | customer_name | client
--   owner_id     text                   : owner_id | rep_id | sales_rep_id | user_id
--   owner        text                   : owner | sales_rep | rep | owner_name | sales_agent | salesperson | sales_person | account_executive | prepared_by
--   team         text                   : team | sales_team
--   product      text                   : product | product_name
--   created      instant                : created_at | created_date | create_date | created | created_on | date_created
--   expires      instant                : expires_at | expires_on | expiration_date | expiry_date | expires | valid_until | valid_to
--   declined     instant                : declined_at | declined_on | declined_date | rejected_at | rejected_on | lost_at
--   amount       money                  : amount | quote_amount | total | quote_total | value | net_amount | total_price | grand_total
--   list_amount  money                  : list_amount | list_price | list_total | gross_amount | amount_before_discount | subtotal
--   discount     text                   : discount | discount_% | discount (%) | discount_percent | discount_rate | discount_pct
--   discounted   money                  : discount_amount | discount_value
--   currency     text                   : currency | currency_code
--   updated      instant                : updated_at | last_modified | last_modified_date | modified_at
--   shop         text                   : shop_id | shop | store
--   other        text    never          : order_id | order_number | order_no | invoice_id | invoice_number | lead_id | ticket_id | activity_id | sku | quantity | qty
--
-- A quote is what its dates and its status say: accepted, declined, expired, withdrawn, draft or
-- sent. A word that is none of the usual ones says nothing, and is named. Discount is a share, or
-- percent where any of the file is above 1 or has a percent sign; without one it is told from the
-- list amount and the amount, or from the amount of the discount. Of one version of a quote that
-- stands several times in one file the one changed last counts.

-- name: _quotes
WITH
worded AS (
    SELECT
        *,
        coalesce(version, 1)::BIGINT AS nth_version,
        regexp_replace(lower(coalesce(status, '')), '[^a-z]', '', 'g') AS word,
        try_cast(replace(rtrim(discount, ' %'), ',', '.') AS DOUBLE) AS off,
        1 = row_number() OVER (
            PARTITION BY source_file, coalesce(shop, shop_id), quote_id, coalesce(version, 1)
            ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
),
told AS (
    SELECT
        *,
        max(off) OVER (PARTITION BY source_file) > 1
        OR bool_or(contains(discount, '%')) OVER (PARTITION BY source_file) AS in_percent,
        CASE
            WHEN
                accepted IS NOT NULL
                OR word IN ('accepted', 'won', 'signed', 'ordered', 'converted', 'closedwon', 'invoiced')
                THEN 'accepted'
            WHEN
                declined IS NOT NULL
                OR word IN ('declined', 'rejected', 'denied', 'refused', 'lost', 'closedlost')
                THEN 'declined'
            WHEN word IN ('expired', 'lapsed') THEN 'expired'
            WHEN word IN ('withdrawn', 'cancelled', 'canceled', 'void', 'voided', 'superseded', 'replaced')
                THEN 'withdrawn'
            WHEN word IN ('draft', 'new', 'inpreparation', 'needsreview', 'inreview', 'pendingapproval')
                THEN 'draft'
            WHEN
                sent IS NOT NULL
                OR word IN (
                    'sent', 'open', 'presented', 'pending', 'delivered', 'viewed', 'submitted', 'issued',
                    'published'
                )
                THEN 'sent'
        END AS is_now
    FROM worded
)
SELECT
    *,
    CASE
        WHEN off IS NULL AND list_amount > 0 AND amount IS NOT NULL AND amount <= list_amount AND amount >= 0
            THEN ((list_amount - amount) / list_amount)::DOUBLE
        WHEN off IS NULL AND amount + discounted > 0 AND discounted >= 0 AND amount >= 0
            THEN (discounted / (amount + discounted))::DOUBLE
        WHEN in_percent AND off BETWEEN 0 AND 100 THEN off / 100
        WHEN NOT in_percent AND off BETWEEN 0 AND 1 THEN off
    END AS share_off
FROM told

-- name: quotes
SELECT
    coalesce(shop, shop_id) AS shop_id, quote_id, nth_version AS version, revision_of, name, deal_id,
    coalesce(account_id, account) AS account_id, account, coalesce(owner_id, owner) AS owner_id,
    owner, team, product, status, is_now AS state, created AS created_at, sent AS sent_at,
    expires AS expires_at, accepted AS accepted_at, declined AS declined_at, amount,
    coalesce(list_amount, amount + discounted) AS list_amount, share_off AS discount,
    upper(trim(currency)) AS currency, updated AS updated_at, source_file, source_row
FROM _quotes
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a quote in the same file' AS reason
FROM _quotes
WHERE NOT is_last

-- name: said
SELECT
    'quotes of which no date and no word says how they stand: ' || count(*)
    || coalesce(', as ' || min(status), '') AS sentence
FROM _quotes
WHERE is_last AND is_now IS NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'discounts of quotes that are not within 0 to ' || CASE WHEN in_percent THEN '100' ELSE '1' END
    || ', taken as blank: ' || count(*)
FROM _quotes
WHERE is_last AND discount IS NOT NULL AND share_off IS NULL
GROUP BY in_percent
