-- Salesforce's opportunities, accounts, leads, users and activities as a Fivetran pipeline lands them.
-- vendor: Salesforce
-- export: Fivetran's Salesforce connector: copy opportunity, user and others out of the warehouse
-- cannot: why a deal was lost and to whom: those are fields of your own
-- cannot: when a deal entered its stages, where the history of opportunities is left out
-- unverified: currency_iso_code | last_stage_change_date
-- input: deal_rows
--   deal_id        text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   stage          text     needed             : stage_name
--   close_by       instant  utc needed         : close_date
--   name           text     needed             : name
--   active         flag                        : _fivetran_active
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   closed         flag                        : is_closed
--   won            flag                        : is_won
--   account_id     text                        : account_id
--   owner_id       text                        : owner_id
--   amount         money                       : amount
--   currency       text                        : currency_iso_code
--   probability    number                      : probability
--   category       text                        : forecast_category_name | forecast_category
--   created        instant  utc                : created_date
--   changed        instant  utc                : last_stage_change_date
--   activity       instant  utc                : last_activity_date
--   updated        instant  utc                : last_modified_date | system_modstamp
--   next_step      text                        : next_step
--   lead_source    text                        : lead_source
--   campaign       text                        : campaign_id
--   type           text                        : type
--   since          text     never              : _fivetran_start
--   opportunity    text     never              : opportunity_id
-- input: version_rows optional
--   version_id     text     one-of:deal        : opportunity_id
--   deal_id        text     one-of:deal        : id
--   synced         instant  utc needed         : _fivetran_synced
--   stage          text     needed             : stage_name
--   close_by       instant  utc needed         : close_date
--   probability    number   needed             : probability
--   since          instant  utc one-of:since   : _fivetran_start
--   created        instant  utc one-of:since   : created_date
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   amount         money                       : amount
--   currency       text                        : currency_iso_code
--   category       text                        : forecast_category_name | forecast_category
--   owner_id       text                        : owner_id
--   changed_by     text                        : created_by_id
--   name           text                        : name
--   active         flag                        : _fivetran_active
--   closed         flag                        : is_closed
--   won            flag                        : is_won
--   account_id     text                        : account_id
--   activity       instant  utc                : last_activity_date
--   updated        instant  utc                : last_modified_date | system_modstamp
--   next_step      text                        : next_step
--   lead_source    text                        : lead_source
--   campaign       text                        : campaign_id
--   type           text                        : type
-- input: account_rows optional
--   account_id     text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   name           text     needed             : name
--   owner_id       text     needed             : owner_id
--   industry       text     needed             : industry
--   employees      number   needed             : number_of_employees
--   active         flag                        : _fivetran_active
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   parent_id      text                        : parent_id
--   type           text                        : type
--   country        text                        : billing_country_code | billing_country
--   region         text                        : billing_state
--   revenue        money                       : annual_revenue
--   created        instant  utc                : created_date
--   activity       instant  utc                : last_activity_date
--   updated        instant  utc                : last_modified_date
--   converted      flag     never              : is_converted
-- input: lead_rows optional
--   lead_id        text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   created        instant  utc needed         : created_date
--   status         text     needed             : status
--   converted      flag     needed             : is_converted
--   active         flag                        : _fivetran_active
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   email          text                        : email
--   name           text                        : name
--   company        text                        : company
--   country        text                        : country_code | country
--   industry       text                        : industry
--   lead_source    text                        : lead_source
--   rating         text                        : rating
--   owner_id       text                        : owner_id
--   activity       instant  utc                : last_activity_date
--   mailed         instant  utc                : first_email_date_time
--   called         instant  utc                : first_call_date_time
--   converted_on   instant  utc                : converted_date
--   deal_id        text                        : converted_opportunity_id
--   account_id     text                        : converted_account_id
--   contact_id     text                        : converted_contact_id
--   updated        instant  utc                : last_modified_date
-- input: task_rows optional
--   activity_id    text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   due            instant  utc needed         : activity_date
--   status         text     needed             : status
--   who_id         text     needed             : who_id
--   what_id        text     needed             : what_id
--   owner_id       text     needed             : owner_id
--   active         flag                        : _fivetran_active
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   completed      instant  utc                : completed_date_time
--   closed         flag                        : is_closed
--   created        instant  utc                : created_date
--   updated        instant  utc                : last_modified_date
--   subtype        text                        : task_subtype
--   type           text                        : type
--   subject        text                        : subject
--   seconds        number                      : call_duration_in_seconds
--   outcome        text                        : call_disposition
--   direction      text                        : call_type
--   account_id     text                        : account_id
-- input: event_rows optional
--   activity_id    text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   started        instant  utc needed         : start_date_time
--   due            instant  utc needed         : activity_date
--   minutes        number   needed             : duration_in_minutes
--   who_id         text     needed             : who_id
--   what_id        text     needed             : what_id
--   owner_id       text     needed             : owner_id
--   active         flag                        : _fivetran_active
--   deleted        flag                        : is_deleted | _fivetran_deleted
--   created        instant  utc                : created_date
--   updated        instant  utc                : last_modified_date
--   type           text                        : type
--   subject        text                        : subject
--   account_id     text                        : account_id
-- input: user_rows optional
--   user_id        text     key needed         : id
--   synced         instant  utc needed         : _fivetran_synced
--   name           text     needed             : name
--   username       text     needed             : username
--   profile_id     text     needed             : profile_id
--   is_active      flag                        : is_active
--   active         flag                        : _fivetran_active
--   deleted        flag                        : _fivetran_deleted | is_deleted
--   email          text                        : email
--   manager_id     text                        : manager_id
--   team           text                        : user_role_id
--   role           text                        : title
--   kind           text                        : user_type
--   created        instant  utc                : created_date
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, a row that is not
-- `_fivetran_active` is history, and what was deleted is set aside. Probability is 0 to 100; what
-- lies outside is a fault, taken as blank and counted. A date that Salesforce keeps without a time
-- stays that day in every zone. The history of stages is the table opportunity_history, or the
-- opportunities of a pipeline that keeps versions, each from when it was first seen.

-- name: _deals
-- Where the only table of opportunities keeps its versions, a deal is its active one.
WITH every AS (
    SELECT *, false AS is_version FROM deal_rows
    UNION ALL BY NAME
    SELECT * EXCLUDE (version_id, since, changed_by), true AS is_version FROM version_rows AS v
    WHERE
        v.since IS NOT NULL AND coalesce(v.active, true) AND v.deal_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM deal_rows AS d
            WHERE d.shop_id = v.shop_id AND d.deal_id = v.deal_id
        )
)
SELECT
    *,
    coalesce(closed, won OR NULL, lower(stage) IN ('closed won', 'closed lost') OR NULL) AS is_closed,
    CASE lower(replace(category, ' ', ''))
        WHEN 'forecast' THEN 'commit' WHEN 'bestcase' THEN 'best case' WHEN 'mostlikely' THEN 'most likely'
        ELSE lower(category)
    END AS forecast,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, deal_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, updated.at DESC NULLS LAST,
                    source_file DESC, source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
    END AS why_not
FROM every

-- name: _versions
SELECT
    v.* EXCLUDE (deal_id, version_id, since),
    coalesce(v.version_id, v.deal_id) AS deal_id, coalesce(v.since, v.created) AS entered,
    CASE lower(replace(v.category, ' ', ''))
        WHEN 'forecast' THEN 'commit' WHEN 'bestcase' THEN 'best case' WHEN 'mostlikely' THEN 'most likely'
        ELSE lower(v.category)
    END AS forecast,
    CASE
        WHEN coalesce(v.since, v.created) IS NULL OR coalesce(v.version_id, v.deal_id) IS NULL
            THEN 'version of a deal without the moment it began'
        WHEN
            row_number() OVER (
                PARTITION BY
                    v.shop_id, coalesce(v.version_id, v.deal_id), coalesce(v.since, v.created).at, v.stage
                ORDER BY v.synced.at DESC NULLS LAST, v.source_file DESC, v.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN v.deleted THEN 'deleted in Salesforce'
        WHEN
            EXISTS (
                SELECT 1 FROM _deals AS d
                WHERE
                    d.shop_id = v.shop_id AND d.deal_id = coalesce(v.version_id, v.deal_id)
                    AND d.why_not = 'deleted in Salesforce'
            ) THEN 'deleted in Salesforce'
    END AS why_not
FROM version_rows AS v

-- name: _accounts
SELECT
    *,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, account_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
    END AS why_not
FROM account_rows

-- name: _leads
SELECT
    *,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, lead_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
    END AS why_not
FROM lead_rows

-- name: _users
SELECT
    *,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, user_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
        WHEN
            kind IN (
                'PowerPartner', 'PowerCustomerSuccess', 'CustomerSuccess', 'CSPLitePortal', 'CspLitePortal',
                'CsnOnly', 'Guest', 'AutomatedProcess', 'CloudIntegrationUser'
            )
            THEN 'user of Salesforce who is no rep'
    END AS why_not
FROM user_rows

-- name: _activities
WITH both_kinds AS (
    SELECT
        'task' AS what, *,
        coalesce(completed, due) AS happened,
        seconds / 60 AS took
    FROM task_rows
    UNION ALL BY NAME
    SELECT 'event' AS what, *, coalesce(started, due) AS happened, minutes AS took FROM event_rows
)
SELECT
    *,
    CASE
        WHEN lower(subtype) IN ('call', 'email', 'listemail') THEN lower(subtype)
        ELSE lower(coalesce(type, CASE what WHEN 'event' THEN 'meeting' ELSE 'task' END))
    END AS kind,
    CASE
        WHEN NOT active THEN 'older version of a row, not active'
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, activity_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN deleted THEN 'deleted in Salesforce'
    END AS why_not
FROM both_kinds

-- name: deals
SELECT
    d.shop_id, d.deal_id, d.name, d.account_id, a.name AS account, d.owner_id, u.name AS owner,
    d.stage, d.changed AS stage_entered_at, d.is_closed,
    coalesce(
        d.won,
        CASE
            WHEN NOT d.is_closed OR lower(d.stage) = 'closed lost' THEN false
            WHEN lower(d.stage) = 'closed won' THEN true
        END
    ) AS is_won,
    d.amount, upper(d.currency) AS currency,
    CASE WHEN d.probability BETWEEN 0 AND 100 THEN (d.probability * 0.01)::DOUBLE END AS probability,
    d.forecast AS forecast_category, d.created AS created_at, d.close_by.at::DATE AS close_date,
    CASE
        WHEN d.is_closed AND d.close_by IS NOT NULL
            THEN {'at': date_trunc('day', d.close_by.at), 'local': date_trunc('day', d.close_by.at)}
    END AS closed_at,
    CASE
        WHEN d.activity.at = date_trunc('day', d.activity.at)
            THEN {'at': d.activity.at, 'local': d.activity.at}
        ELSE d.activity
    END AS last_activity_at,
    d.updated AS updated_at, d.next_step, d.lead_source, d.campaign, d.type, d.source_file, d.source_row
FROM _deals AS d
LEFT JOIN _accounts AS a
    ON d.shop_id = a.shop_id AND d.account_id = a.account_id AND a.why_not IS NULL
LEFT JOIN _users AS u ON d.shop_id = u.shop_id AND d.owner_id = u.user_id AND u.why_not IS NULL
WHERE d.why_not IS NULL

-- name: deal_stage_history
-- A stage is left when the next other stage is entered, however often the deal changed within it.
WITH entries AS (
    SELECT
        *,
        lag(stage) OVER of_deal AS came_from, lead(entered) OVER of_deal AS next_change,
        lead(stage) OVER of_deal AS next_stage
    FROM _versions
    WHERE why_not IS NULL
    WINDOW of_deal AS (PARTITION BY shop_id, deal_id ORDER BY entered.at, source_file, source_row)
)
SELECT
    shop_id, deal_id, stage, entered AS entered_at,
    CASE WHEN came_from <> stage THEN came_from END AS from_stage,
    first_value(CASE WHEN next_stage <> stage THEN next_change END IGNORE NULLS) OVER (
        PARTITION BY shop_id, deal_id ORDER BY entered.at, source_file, source_row
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
    ) AS exited_at,
    changed_by, owner_id, amount, upper(currency) AS currency,
    CASE WHEN probability BETWEEN 0 AND 100 THEN (probability * 0.01)::DOUBLE END AS probability,
    forecast AS forecast_category, close_by.at::DATE AS close_date, source_file, source_row
FROM entries

-- name: accounts
SELECT
    a.shop_id, a.account_id, a.name, a.parent_id, a.owner_id, u.name AS owner, a.industry, a.type,
    a.country, a.region, a.employees::BIGINT AS employees, a.revenue AS annual_revenue,
    a.created AS created_at, a.activity AS last_activity_at, a.updated AS updated_at,
    a.source_file, a.source_row
FROM _accounts AS a
LEFT JOIN _users AS u ON a.shop_id = u.shop_id AND a.owner_id = u.user_id AND u.why_not IS NULL
WHERE a.why_not IS NULL

-- name: leads
SELECT
    l.shop_id, l.lead_id, l.created AS created_at, nullif(lower(trim(l.email)), '') AS email_norm,
    l.name, l.company, l.country, l.industry, l.lead_source, l.status, l.rating, l.owner_id,
    u.name AS owner,
    CASE WHEN l.mailed IS NULL OR l.called.at <= l.mailed.at THEN l.called ELSE l.mailed END
        AS first_touch_at,
    l.activity AS last_activity_at,
    CASE WHEN coalesce(l.converted, true) THEN l.converted_on END AS converted_at,
    l.converted AS is_converted, l.deal_id, l.account_id, l.contact_id, l.updated AS updated_at,
    l.source_file, l.source_row
FROM _leads AS l
LEFT JOIN _users AS u ON l.shop_id = u.shop_id AND l.owner_id = u.user_id AND u.why_not IS NULL
WHERE l.why_not IS NULL

-- name: activities
SELECT
    a.shop_id, a.activity_id,
    CASE
        WHEN a.happened.at = date_trunc('day', a.happened.at)
            THEN {'at': a.happened.at, 'local': a.happened.at}
        ELSE a.happened
    END AS happened_at,
    a.created AS created_at,
    CASE
        WHEN contains(a.kind, 'demo') THEN 'demo'
        WHEN contains(a.kind, 'proposal') OR contains(a.kind, 'quote') THEN 'proposal'
        WHEN contains(a.kind, 'mail') THEN 'email'
        WHEN contains(a.kind, 'call') THEN 'call'
        WHEN contains(a.kind, 'meeting') THEN 'meeting'
        WHEN a.kind = 'other' THEN 'task'
        ELSE a.kind
    END AS type,
    a.subject, a.status,
    CASE WHEN a.what = 'task' THEN coalesce(a.closed, lower(a.status) = 'completed') END AS done,
    a.took::DECIMAL(18, 3) AS minutes, a.outcome, lower(a.direction) AS direction,
    a.owner_id, u.name AS owner,
    -- The first three signs of an id say what it is of.
    CASE WHEN starts_with(a.what_id, '006') THEN a.what_id END AS deal_id,
    CASE WHEN starts_with(a.who_id, '00Q') THEN a.who_id END AS lead_id,
    CASE WHEN starts_with(a.who_id, '003') THEN a.who_id END AS contact_id,
    coalesce(a.account_id, CASE WHEN starts_with(a.what_id, '001') THEN a.what_id END) AS account_id,
    a.updated AS updated_at, a.source_file, a.source_row
FROM _activities AS a
LEFT JOIN _users AS u ON a.shop_id = u.shop_id AND a.owner_id = u.user_id AND u.why_not IS NULL
WHERE a.why_not IS NULL

-- name: reps
SELECT
    u.shop_id, u.user_id AS rep_id, u.name, nullif(lower(trim(u.email)), '') AS email_norm,
    u.manager_id, m.name AS manager, u.team, u.role,
    u.created."local"::DATE AS start_date, u.is_active, u.source_file, u.source_row
FROM _users AS u
LEFT JOIN _users AS m ON u.shop_id = m.shop_id AND u.manager_id = m.user_id AND m.why_not IS NULL
WHERE u.why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _deals
WHERE why_not IS NOT NULL AND NOT is_version
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _versions
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _accounts
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _leads
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _users
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _activities
WHERE why_not IS NOT NULL

-- name: said
SELECT
    'probabilities of opportunities that are not within 0 to 100, taken as blank: ' || count(*) AS sentence
FROM _deals
WHERE probability NOT BETWEEN 0 AND 100
HAVING count(*) > 0
UNION ALL
SELECT
    'all ' || count(*) || ' opportunities are deleted in Salesforce or replaced by newer versions: '
    || 'none of them counts'
FROM _deals
HAVING count(*) > 0 AND count(*) FILTER (WHERE why_not IS NULL) = 0
