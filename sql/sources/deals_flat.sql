-- Deals or opportunities under the usual names, one row a deal.
-- vendor: Any system (flat CSV)
-- export: a row for each deal: its id, its stage or status, its value, when it began and closed
-- cannot: the stages a deal went through: that is a table of its own
-- input: rows
--   deal_id        text     needed key       : deal_id | opportunity_id | deal | opportunity | deal_number | opp_id | deal_no | opportunity_no | dealid | opportunityid
--   stage          text     one-of:state     : deal_stage | stage | opportunity_stage | stage_name | sales_stage | pipeline_stage
--   status         text     one-of:state     : deal_status | opportunity_status | status | outcome | result
--   won            flag     one-of:state     : is_won | won
--   closed         flag                      : is_closed
--   name           text                      : deal_name | opportunity_name | name | title
--   account_id     text                      : account_id | company_id | organization_id | customer_id | client_id
--   account        text                      : account | account_name | company | company_name | organization | customer | client
--   contact        text                      : contact_id | contact | contact_name
--   owner_id       text                      : owner_id | rep_id | sales_rep_id | user_id
--   owner          text                      : sales_agent | owner | deal_owner | sales_rep | rep | owner_name | salesperson | sales_person | account_executive | assigned_to | sales_representative
--   team           text                      : team | sales_team
--   territory      text                      : territory | region | regional_office
--   pipeline       text                      : pipeline | pipeline_name
--   stage_order    number                    : stage_order | stage_number
--   amount         money                     : close_value | amount | deal_value | value | deal_amount | opportunity_amount | deal_size | contract_value
--   currency       text                      : currency | currency_code
--   chance         text                      : probability | probability_% | probability (%) | win_probability
--   category       text                      : forecast_category
--   created        instant                   : engage_date | created_at | created_date | create_date | created | created_on | date_created | open_date | opened_at | start_date
--   close_by       instant                   : close_date | expected_close_date | expected_close | closing_date
--   closed_on      instant                   : closed_at | closed_date | closed_on | date_closed | won_date | actual_close_date
--   activity       instant                   : last_activity_at | last_activity_date | last_activity
--   changed        instant                   : stage_entered_at | last_stage_change | date_entered_stage
--   updated        instant                   : updated_at | last_modified | last_modified_date | modified_at
--   next_step      text                      : next_step | next_action
--   lead_source    text                      : lead_source | source | deal_source
--   channel        text                      : channel | sales_channel
--   campaign       text                      : campaign
--   type           text                      : type | deal_type | opportunity_type
--   segment        text                      : segment | industry | sector
--   product        text                      : product | product_name
--   lost_reason    text                      : lost_reason | loss_reason | reason_lost | close_reason
--   competitor     text                      : competitor | main_competitor
--   shop           text                      : shop_id | shop | store
--   ticket         text     never            : ticket_id | order_id | order_number | invoice_id | activity_id | task_id | lead_id | quote_id | contract_id
--   history        text     never            : entered_at | exited_at | from_stage | to_stage | old_value | new_value
--
-- A deal is won or lost where a column says so, or where its stage or status is one of the usual
-- words: won, closed won, lost, closed lost. In a file that says won or lost of any deal, all others
-- are open; in one that never does, it stays unknown. What was taken as what is said. close_date is
-- when a deal closed, or is expected to where it is open. Probability is a share, or percent where any
-- of the file is above 1. Of a deal that stands several times in one file the one changed last counts.

-- name: _deals
WITH
worded AS (
    SELECT
        *,
        coalesce(status, stage) AS word,
        regexp_replace(lower(coalesce(stage, '')), '[^a-z]', '', 'g') AS in_stage,
        regexp_replace(lower(coalesce(status, '')), '[^a-z]', '', 'g') AS in_status,
        try_cast(replace(rtrim(chance, ' %'), ',', '.') AS DOUBLE) AS likely,
        1 = row_number() OVER (
            PARTITION BY source_file, coalesce(shop, shop_id), deal_id
            ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
),
read AS (
    SELECT
        *,
        CASE
            WHEN won OR in_status IN ('won', 'closedwon', 'wonclosed', 'dealwon') THEN 'won'
            WHEN in_status IN ('lost', 'closedlost', 'lostclosed', 'deallost') THEN 'lost'
            WHEN in_stage IN ('won', 'closedwon', 'wonclosed', 'dealwon') THEN 'won'
            WHEN in_stage IN ('lost', 'closedlost', 'lostclosed', 'deallost') THEN 'lost'
            WHEN closed AND NOT won THEN 'lost'
            WHEN closed THEN 'closed'
            WHEN NOT closed OR in_status IN ('open', 'active', 'inprogress') THEN 'open'
        END AS ended
    FROM worded
),
told AS (
    SELECT
        *,
        max(likely) OVER (PARTITION BY source_file) > 1
        OR bool_or(contains(chance, '%')) OVER (PARTITION BY source_file) AS in_percent,
        coalesce(
            ended,
            CASE WHEN bool_or(ended IN ('won', 'lost')) OVER (PARTITION BY source_file) THEN 'open' END
        ) AS is_now
    FROM read
)
SELECT * FROM told

-- name: deals
SELECT
    coalesce(shop, shop_id) AS shop_id, deal_id, name, coalesce(account_id, account) AS account_id,
    account, contact AS contact_id, coalesce(owner_id, owner) AS owner_id, owner, team, territory,
    pipeline, coalesce(stage, status) AS stage, stage_order::BIGINT AS stage_order,
    changed AS stage_entered_at, is_now <> 'open' AS is_closed,
    CASE WHEN is_now <> 'closed' THEN is_now = 'won' END AS is_won, amount,
    upper(trim(currency)) AS currency,
    CASE
        WHEN in_percent AND likely BETWEEN 0 AND 100 THEN likely / 100
        WHEN NOT in_percent AND likely >= 0 THEN likely
    END AS probability,
    lower(category) AS forecast_category, created AS created_at,
    coalesce(CASE WHEN is_now <> 'open' THEN closed_on END, close_by)."local"::DATE AS close_date,
    CASE WHEN is_now <> 'open' THEN coalesce(closed_on, close_by) END AS closed_at,
    activity AS last_activity_at, updated AS updated_at, next_step, lead_source, channel, campaign,
    type, segment, product, lost_reason, competitor, source_file, source_row
FROM _deals
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a deal in the same file' AS reason
FROM _deals
WHERE NOT is_last

-- name: said
SELECT
    'deals are told by their stage or status: won '
    || coalesce(string_agg(DISTINCT word, ', ' ORDER BY word) FILTER (WHERE is_now = 'won'), 'by none')
    || '; lost '
    || coalesce(string_agg(DISTINCT word, ', ' ORDER BY word) FILTER (WHERE is_now = 'lost'), 'by none')
    || '; open '
    || coalesce(string_agg(DISTINCT word, ', ' ORDER BY word) FILTER (WHERE is_now = 'open'), 'by none')
        AS sentence
FROM _deals
WHERE is_last AND won IS NULL AND closed IS NULL
HAVING count(*) FILTER (WHERE is_now IS NOT NULL) > 0
UNION ALL
SELECT
    'deals of which no word says whether they are open, won or lost: ' || count(*) || ', as '
    || min(word)
FROM _deals
WHERE is_last AND is_now IS NULL
HAVING count(*) > 0
UNION ALL
SELECT 'probabilities of deals that are not within 0 to 100, taken as blank: ' || count(*)
FROM _deals
WHERE
    is_last AND chance IS NOT NULL
    AND coalesce(likely < 0 OR likely > CASE WHEN in_percent THEN 100 ELSE 1 END, true)
HAVING count(*) > 0
