-- HubSpot's export of contacts, one row a contact: the leads of a sales team.
-- vendor: HubSpot
-- export: CRM > Contacts > Export, as CSV, with all properties on records
-- cannot: which orders a contact placed: contacts land in leads, not in customers
-- cannot: who agreed to be written to, by which channel
-- unverified: Original Source | Associated Company | Associated Deal IDs | Associated Company IDs
-- input: rows
--   lead_id       text     needed key unique : Record ID | Contact ID | ID de fiche d'informations | ID de fiche d’informations
--   email         text     needed            : Email | E-mail
--   lifecycle     text     one-of:told       : Lifecycle Stage
--   status        text     one-of:told       : Lead Status
--   owner         text     one-of:told       : Contact owner | Propriétaire du contact
--   created       instant                    : Create Date | Date de création
--   first_name    text                       : First Name | Prénom
--   last_name     text                       : Last Name | Nom
--   company       text                       : Company Name | Associated Company
--   company_ids   text                       : Primary Associated Company ID | Associated Company IDs
--   deal_ids      text                       : Associated Deal IDs
--   country       text                       : Country/Region
--   industry      text                       : Industry
--   origin        text                       : Original Traffic Source | Original Source | Lead Source
--   campaign      text                       : First Touch Converting Campaign
--   rating        text                       : Lead Rating
--   score         number                     : HubSpot Score
--   touched       instant                    : First outreach date | Date of first engagement
--   activity      instant                    : Last Activity Date | Last Contacted
--   marketing     instant                    : Became a Marketing Qualified Lead Date | Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)"
--   sales         instant                    : Became a Sales Qualified Lead Date | Date entered "Sales Qualified Lead (Lifecycle Stage Pipeline)"
--   opportunity   instant                    : Became an Opportunity Date | Date entered "Opportunity (Lifecycle Stage Pipeline)"
--   bought        instant                    : Became a Customer Date | Date entered "Customer (Lifecycle Stage Pipeline)"
--   updated       instant                    : Last Modified Date
--   deal          text     never             : Deal Name | Ticket name | Deal Stage | Ticket status | Nom de la transaction
--
-- A contact is qualified when sales took it, else when marketing did, and converted when it became an
-- opportunity, else a customer. Of lifecycle stages opportunity, customer and evangelist have
-- converted; subscriber, lead and the two qualified ones have not; of stages of your own it is unknown
-- unless a date says it. Stamps are on the clock of the account.

-- name: _contacts
SELECT
    *,
    regexp_replace(lower(lifecycle), '[^a-z]', '', 'g') AS word,
    1 = row_number() OVER (
        PARTITION BY source_file, lead_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM rows

-- name: leads
SELECT
    shop_id, lead_id, created AS created_at, nullif(lower(trim(email)), '') AS email_norm,
    nullif(concat_ws(' ', first_name, last_name), '') AS name, company, country, industry,
    origin AS lead_source, campaign, status, lifecycle AS stage, rating, score,
    owner AS owner_id, owner, touched AS first_touch_at, activity AS last_activity_at,
    coalesce(sales, marketing) AS qualified_at, coalesce(opportunity, bought) AS converted_at,
    CASE
        WHEN coalesce(opportunity, bought) IS NOT NULL THEN true
        WHEN word IN ('opportunity', 'customer', 'evangelist') THEN true
        WHEN
            word IN (
                'subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'mql', 'sql'
            )
            THEN false
    END AS is_converted,
    trim(string_split(deal_ids, ';')[1]) AS deal_id,
    trim(string_split(company_ids, ';')[1]) AS account_id, lead_id AS contact_id,
    updated AS updated_at, source_file, source_row
FROM _contacts
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a contact in the same file' AS reason
FROM _contacts
WHERE NOT is_last
