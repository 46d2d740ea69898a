-- HubSpot's deals, companies, contacts and owners as a Fivetran pipeline lands them.
-- vendor: HubSpot
-- export: Fivetran's HubSpot connector: copy its deal tables and others out of the warehouse
-- cannot: calls, mails and meetings, which are the tables of engagements
-- unverified: property_hs_calculated_merged_vids
-- input: deal_rows
--   deal_id         text     key needed         : deal_id
--   name            text     needed             : property_dealname
--   stage_id        text     one-of:stage       : deal_pipeline_stage_id
--   stage_property  text     one-of:stage       : property_dealstage
--   pipeline_id     text                        : deal_pipeline_id | property_pipeline
--   synced          instant  utc                : _fivetran_synced
--   deleted         flag                        : is_deleted | _fivetran_deleted
--   owner_id        text                        : owner_id | property_hubspot_owner_id
--   amount          money                       : property_amount
--   currency        text                        : property_deal_currency_code
--   close_by        instant  utc                : property_closedate
--   created         instant  utc                : property_createdate
--   updated         instant  utc                : property_hs_lastmodifieddate
--   activity        instant  utc                : property_notes_last_updated | property_notes_last_contacted
--   next_activity   instant  utc                : property_notes_next_activity_date
--   probability     number                      : property_hs_deal_stage_probability
--   closed          flag                        : property_hs_is_closed
--   won             flag                        : property_hs_is_closed_won
--   category        text                        : property_hs_manual_forecast_category
--   next_step       text                        : property_hs_next_step
--   origin          text                        : property_hs_analytics_source
--   type            text                        : property_dealtype
--   lost_reason     text                        : property_closed_lost_reason
-- input: stage_rows optional
--   stage_id        text     key needed         : stage_id
--   pipeline_id     text     needed             : pipeline_id
--   label           text     needed             : label
--   chance          number   needed             : probability
--   place           number   needed             : display_order
--   synced          instant  utc needed         : _fivetran_synced
--   won             flag                        : closed_won
--   closed          flag                        : is_closed
--   deleted         flag                        : _fivetran_deleted
-- input: pipeline_rows optional
--   pipeline_id     text     key needed         : pipeline_id
--   label           text     needed             : label
--   place           number   needed             : display_order
--   synced          instant  utc needed         : _fivetran_synced
--   stage           text     never              : stage_id
-- input: entry_rows optional
--   deal_id         text     key needed         : deal_id
--   stage_id        text     needed             : value
--   entered         instant  utc needed reject  : date_entered
--   synced          instant  utc needed         : _fivetran_synced
--   ended           instant  utc                : _fivetran_end
--   changed_by      text                        : source_id
-- input: owner_rows optional
--   owner_id        text     key needed         : owner_id
--   email           text     needed             : email
--   first_name      text     needed             : first_name
--   last_name       text     needed             : last_name
--   synced          instant  utc needed         : _fivetran_synced
--   active          flag                        : is_active
--   deleted         flag                        : _fivetran_deleted | is_deleted
-- input: company_rows optional
--   company_id      text     key needed         : id
--   name            text     needed             : property_name
--   synced          instant  utc needed         : _fivetran_synced
--   deleted         flag                        : is_deleted | _fivetran_deleted
--   created         instant  utc                : property_createdate
--   updated         instant  utc                : property_hs_lastmodifieddate
--   activity        instant  utc                : property_notes_last_updated
--   industry        text                        : property_industry
--   type            text                        : property_type
--   country         text                        : property_country
--   region          text                        : property_state
--   revenue         money                       : property_annualrevenue
--   employees       number                      : property_numberofemployees
--   owner_id        text                        : property_hubspot_owner_id
-- input: contact_rows optional
--   contact_id      text     key needed         : id
--   email           text     needed             : property_email
--   created         instant  utc needed         : property_createdate
--   synced          instant  utc needed         : _fivetran_synced
--   first_name      text                        : property_firstname
--   last_name       text                        : property_lastname
--   company         text                        : property_company
--   company_id      text                        : property_associatedcompanyid
--   deleted         flag                        : _fivetran_deleted | is_deleted
--   merged          text                        : property_hs_merged_object_ids | property_hs_calculated_merged_vids
--   country         text                        : property_country
--   industry        text                        : property_industry
--   origin          text                        : property_hs_analytics_source
--   life            text                        : property_lifecyclestage
--   lead_status     text                        : property_hs_lead_status
--   score           number                      : property_hubspotscore
--   owner_id        text                        : property_hubspot_owner_id
--   activity        instant  utc                : property_notes_last_updated
--   qualified       instant  utc                : property_hs_lifecyclestage_salesqualifiedlead_date
--   converted       instant  utc                : property_hs_lifecyclestage_opportunity_date
--   updated         instant  utc                : property_lastmodifieddate
-- input: merged_rows optional
--   into_id         text     key needed         : deal_id
--   deal_id         text     key needed         : merged_deal_id
-- input: company_links optional
--   deal_id         text     key needed         : deal_id
--   company_id      text     key needed         : company_id
--   name            text     never              : property_dealname | deal_name | name | stage | deal_stage | activity_id
-- input: contact_links optional
--   deal_id         text     key needed         : deal_id
--   contact_id      text     key needed         : contact_id
--   name            text     never              : property_dealname | deal_name | name | stage | deal_stage | activity_id
--
-- Which property_ columns there are differs by account. Stamps are in UTC. Of several rows of one id
-- the one synced last counts, and what was deleted does not. A deal's stage is the label of its
-- stage_id; whether it is won or lost the deal says, else its stage. A probability is a share: one
-- outside 0 to 1 is a fault, taken as blank and counted. A deal with several companies or contacts
-- is with the first. A contact or deal that was merged into another is set aside.

-- name: _stages
WITH newest AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, stage_id
            ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
        ) = 1 AS is_newest
    FROM stage_rows
),
pipelines AS (
    SELECT shop_id, pipeline_id, max_by(label, synced.at) AS pipeline FROM pipeline_rows
    GROUP BY shop_id, pipeline_id
)
SELECT
    n.*, coalesce(p.pipeline, n.pipeline_id) AS pipeline,
    row_number() OVER (
        PARTITION BY n.shop_id, n.pipeline_id, n.is_newest ORDER BY n.place, n.stage_id
    ) AS stage_order
FROM newest AS n
LEFT JOIN pipelines AS p ON n.shop_id = p.shop_id AND n.pipeline_id = p.pipeline_id

-- name: _owners
SELECT
    *,
    nullif(concat_ws(' ', first_name, last_name), '') AS name,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, owner_id
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
    END AS why_not
FROM owner_rows

-- name: _companies
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, company_id
                ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in HubSpot'
    END AS why_not
FROM company_rows

-- name: _contacts
WITH
listed AS (
    SELECT shop_id, contact_id AS into_id, unnest(string_split(merged, ';')) AS gone FROM contact_rows
    WHERE merged <> '' AND NOT coalesce(deleted, false)
),
-- An entry is an id, or an id with the moment behind a colon; some list the survivor's own id too.
merged_away AS (
    SELECT DISTINCT shop_id, trim(split_part(gone, ':', 1)) AS contact_id FROM listed
    WHERE trim(split_part(gone, ':', 1)) <> into_id
)
SELECT
    c.*,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY c.shop_id, c.contact_id
                ORDER BY c.synced.at DESC NULLS LAST, c.source_file DESC, c.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN c.deleted THEN 'deleted in HubSpot'
        WHEN m.contact_id IS NOT NULL THEN 'merged into another'
    END AS why_not
FROM contact_rows AS c
LEFT JOIN merged_away AS m ON c.shop_id = m.shop_id AND c.contact_id = m.contact_id

-- name: _deals
WITH firsts AS (
    SELECT
        shop_id, deal_id, min_by(company_id, source_row) AS company_id, NULL AS contact_id
    FROM company_links
    GROUP BY shop_id, deal_id
    UNION ALL
    SELECT
        shop_id, deal_id, NULL AS company_id, min_by(contact_id, source_row) AS contact_id
    FROM contact_links
    GROUP BY shop_id, deal_id
),
merged AS (
    SELECT DISTINCT shop_id, deal_id FROM merged_rows
    WHERE deal_id <> into_id
),
linked AS (
    SELECT shop_id, deal_id, max(company_id) AS company_id, max(contact_id) AS contact_id FROM firsts
    GROUP BY shop_id, deal_id
)
SELECT
    d.* EXCLUDE (closed, won, stage_id, pipeline_id),
    coalesce(d.stage_id, d.stage_property) AS stage_id,
    coalesce(s.label, d.stage_id, d.stage_property) AS stage,
    coalesce(s.pipeline, d.pipeline_id) AS pipeline, s.stage_order,
    coalesce(d.probability, s.chance) AS chance,
    -- A table of stages without is_closed has the lost one as the one without a chance.
    coalesce(
        d.closed, d.won OR NULL,
        CASE WHEN s.won OR s.closed THEN true WHEN s.closed IS NULL THEN s.chance = 0 ELSE false END
    ) AS is_closed,
    coalesce(d.won, s.won) AS is_won,
    l.company_id, l.contact_id, o.name AS owner,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY d.shop_id, d.deal_id
                ORDER BY
                    d.synced.at DESC NULLS LAST, d.updated.at DESC NULLS LAST, d.source_file DESC,
                    d.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN d.deleted THEN 'deleted in HubSpot'
        WHEN m.deal_id IS NOT NULL THEN 'merged into another'
    END AS why_not
FROM deal_rows AS d
LEFT JOIN merged AS m ON d.shop_id = m.shop_id AND d.deal_id = m.deal_id
LEFT JOIN _stages AS s
    ON
        d.shop_id = s.shop_id AND coalesce(d.stage_id, d.stage_property) = s.stage_id AND s.is_newest
LEFT JOIN linked AS l ON d.shop_id = l.shop_id AND d.deal_id = l.deal_id
LEFT JOIN _owners AS o ON d.shop_id = o.shop_id AND d.owner_id = o.owner_id AND o.why_not IS NULL

-- name: _entries
SELECT
    e.* EXCLUDE (ended),
    coalesce(s.label, e.stage_id) AS stage, s.pipeline,
    coalesce(
        lead(e.entered) OVER by_deal,
        CASE WHEN e.ended.at < TIMESTAMP '2049-01-01' THEN e.ended END
    ) AS exited,
    CASE
        WHEN
            EXISTS (
                SELECT 1 FROM _deals AS d
                WHERE
                    d.shop_id = e.shop_id AND d.deal_id = e.deal_id
                    AND d.why_not IN ('deleted in HubSpot', 'merged into another')
            ) THEN 'belongs to no row that counts'
    END AS why_not
FROM (
    SELECT * FROM entry_rows
    QUALIFY row_number() OVER (
        PARTITION BY shop_id, deal_id, stage_id, entered.at
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1
) AS e
LEFT JOIN _stages AS s ON e.shop_id = s.shop_id AND e.stage_id = s.stage_id AND s.is_newest
WINDOW by_deal AS (PARTITION BY e.shop_id, e.deal_id ORDER BY e.entered.at, e.source_file, e.source_row)

-- name: deals
WITH latest AS (
    SELECT shop_id, deal_id, stage_id, max(entered) AS entered FROM _entries
    WHERE why_not IS NULL
    GROUP BY ALL
)
SELECT
    d.shop_id, d.deal_id, d.name, d.company_id AS account_id, c.name AS account, d.contact_id,
    d.owner_id, d.owner, d.pipeline, d.stage, d.stage_order, e.entered AS stage_entered_at,
    d.is_closed,
    -- What is open is not won; of what is closed only a word says it.
    coalesce(d.is_won, CASE WHEN NOT d.is_closed THEN false END) AS is_won,
    d.amount, upper(d.currency) AS currency,
    CASE WHEN d.chance BETWEEN 0 AND 1 THEN d.chance::DOUBLE END AS probability,
    lower(d.category) AS forecast_category, d.created AS created_at,
    d.close_by."local"::DATE AS close_date, CASE WHEN d.is_closed THEN d.close_by END AS closed_at,
    d.activity AS last_activity_at, d.updated AS updated_at, d.next_step,
    d.next_activity AS next_activity_at, d.origin AS lead_source, d.type, d.lost_reason,
    d.source_file, d.source_row
FROM _deals AS d
LEFT JOIN _companies AS c ON d.shop_id = c.shop_id AND d.company_id = c.company_id AND c.why_not IS NULL
LEFT JOIN latest AS e
    ON d.shop_id = e.shop_id AND d.deal_id = e.deal_id AND d.stage_id = e.stage_id
WHERE d.why_not IS NULL

-- name: deal_stage_history
SELECT
    shop_id, deal_id, stage, entered AS entered_at, exited AS exited_at, changed_by, pipeline,
    source_file, source_row
FROM _entries
WHERE why_not IS NULL

-- name: accounts
SELECT
    c.shop_id, c.company_id AS account_id, c.name, c.owner_id, o.name AS owner, c.industry, c.type,
    c.country, c.region, c.employees::BIGINT AS employees, c.revenue AS annual_revenue,
    c.created AS created_at, c.activity AS last_activity_at, c.updated AS updated_at,
    c.source_file, c.source_row
FROM _companies AS c
LEFT JOIN _owners AS o ON c.shop_id = o.shop_id AND c.owner_id = o.owner_id AND o.why_not IS NULL
WHERE c.why_not IS NULL

-- name: leads
SELECT
    c.shop_id, c.contact_id AS lead_id, c.created AS created_at,
    nullif(lower(trim(c.email)), '') AS email_norm,
    nullif(concat_ws(' ', c.first_name, c.last_name), '') AS name, c.company, c.country, c.industry,
    c.origin AS lead_source, c.lead_status AS status, c.life AS stage, c.score, c.owner_id,
    o.name AS owner, c.activity AS last_activity_at, c.qualified AS qualified_at,
    c.converted AS converted_at,
    CASE
        WHEN c.converted IS NOT NULL OR lower(c.life) IN ('opportunity', 'customer', 'evangelist')
            THEN true
        WHEN
            lower(c.life) IN (
                'subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead'
            )
            THEN false
    END AS is_converted,
    c.company_id AS account_id, c.contact_id, c.updated AS updated_at, c.source_file, c.source_row
FROM _contacts AS c
LEFT JOIN _owners AS o ON c.shop_id = o.shop_id AND c.owner_id = o.owner_id AND o.why_not IS NULL
WHERE c.why_not IS NULL

-- name: reps
SELECT
    shop_id, owner_id AS rep_id, name, nullif(lower(trim(email)), '') AS email_norm,
    coalesce(active, NOT deleted) AS is_active, source_file, source_row
FROM _owners
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _deals
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _companies
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _contacts
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _owners
WHERE why_not IS NOT NULL
UNION ALL
SELECT m.source_file, m.source_row, 'belongs to no row that counts' AS reason
FROM merged_rows AS m
WHERE
    NOT EXISTS (
        SELECT 1 FROM _deals AS d
        WHERE d.shop_id = m.shop_id AND d.deal_id = m.deal_id
    )
UNION ALL
SELECT source_file, source_row, 'older version of a row: the one synced last counts' AS reason
FROM _stages
WHERE NOT is_newest
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _entries
WHERE why_not IS NOT NULL
UNION ALL
SELECT h.source_file, h.source_row, 'older version of a row: the one synced last counts' AS reason
FROM entry_rows AS h
WHERE
    NOT EXISTS (
        SELECT 1 FROM _entries AS e
        WHERE e.source_file = h.source_file AND e.source_row = h.source_row
    )
UNION ALL
SELECT l.source_file, l.source_row, 'belongs to no row that counts' AS reason
FROM (
    SELECT shop_id, deal_id, source_file, source_row FROM company_links
    UNION ALL
    SELECT shop_id, deal_id, source_file, source_row FROM contact_links
) AS l
WHERE
    NOT EXISTS (
        SELECT 1 FROM _deals AS d
        WHERE d.why_not IS NULL AND d.shop_id = l.shop_id AND d.deal_id = l.deal_id
    )

-- name: said
SELECT
    'probabilities of deals that are not within 0 to 1, taken as blank: ' || count(*) AS sentence
FROM _deals
WHERE why_not IS NULL AND chance NOT BETWEEN 0 AND 1
HAVING count(*) > 0
UNION ALL
SELECT
    'deals of HubSpot whose stage no table names, so that nobody knows whether they are won: ' || count(*)
FROM _deals
WHERE why_not IS NULL AND is_closed IS NULL
HAVING count(*) > 0
