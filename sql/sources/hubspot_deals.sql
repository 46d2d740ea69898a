-- HubSpot's export of deals, one row a deal, under the labels of its properties.
-- vendor: HubSpot
-- export: CRM > Deals > Export, as CSV, with all properties on records
-- cannot: whether a stage of your own is won or lost, unless Is Closed Won is exported too
-- cannot: when a deal entered stages of your own: only those of the default Sales Pipeline
-- unverified: Associated Company | Associated Company IDs | Associated Contact
-- unverified: Associated Contact IDs | Competitor | Data di creazione
-- input: rows
--   deal_id       text     needed key unique : Record ID | ID record | ID de fiche d'informations | ID de fiche d’informations
--   name          text     needed            : Deal Name | Nome trattativa | Nom de la transaction
--   stage         text     needed            : Deal Stage | Fase trattativa | Phase de la transaction
--   pipeline      text                       : Pipeline
--   amount        money                      : Amount | Importo | Montant
--   currency      text                       : Currency
--   close_by      instant                    : Close Date | Data di chiusura | Date de fermeture
--   created       instant                    : Create Date | Data di creazione | Date de création
--   owner         text                       : Deal owner | Proprietario della trattativa | Propriétaire de la transaction | Collaborateur de transaction
--   team          text                       : HubSpot Team
--   activity      instant                    : Last Activity Date | Last Contacted
--   next_activity instant                    : Next Activity Date
--   updated       instant                    : Last Modified Date
--   changed       instant                    : Date entered current stage | Data di entrata nella fase corrente
--   company_ids   text                       : Associated Company IDs | Primary Associated Company
--   company       text                       : Associated Company | Associated Company (Primary) | Azienda Associata
--   contact_ids   text                       : Associated Contact IDs
--   contact       text                       : Associated Contact
--   origin        text                       : Original Traffic Source | Original Source | Lead source
--   campaign      text                       : HubSpot Campaign
--   type          text                       : Deal Type | Tipo di trattativa
--   probability   rate                       : Deal probability | Probabilità trattativa
--   category      text                       : Forecast category | Categoria di previsione
--   next_step     text                       : Next step
--   lost_reason   text                       : Closed Lost Reason
--   competitor    text                       : Competitor
--   won           flag                       : Is Closed Won | È con chiusura vinta
--   lost          flag                       : Is closed lost | È con chiusura persa
--   closed        flag                       : Is Deal Closed?
--   in_1          instant                    : Date entered "Appointment Scheduled (Sales Pipeline)" | Date entered 'Appointment Scheduled (Sales Pipeline)'
--   in_2          instant                    : Date entered "Qualified To Buy (Sales Pipeline)" | Date entered 'Qualified To Buy (Sales Pipeline)'
--   in_3          instant                    : Date entered "Presentation Scheduled (Sales Pipeline)" | Date entered 'Presentation Scheduled (Sales Pipeline)'
--   in_4          instant                    : Date entered "Decision Maker Bought-In (Sales Pipeline)" | Date entered 'Decision Maker Bought-In (Sales Pipeline)'
--   in_5          instant                    : Date entered "Contract Sent (Sales Pipeline)" | Date entered 'Contract Sent (Sales Pipeline)'
--   in_6          instant                    : Date entered "Closed Won (Sales Pipeline)" | Date entered 'Closed Won (Sales Pipeline)'
--   in_7          instant                    : Date entered "Closed Lost (Sales Pipeline)" | Date entered 'Closed Lost (Sales Pipeline)'
--   out_1         instant                    : Date exited "Appointment Scheduled (Sales Pipeline)" | Date exited 'Appointment Scheduled (Sales Pipeline)'
--   out_2         instant                    : Date exited "Qualified To Buy (Sales Pipeline)" | Date exited 'Qualified To Buy (Sales Pipeline)'
--   out_3         instant                    : Date exited "Presentation Scheduled (Sales Pipeline)" | Date exited 'Presentation Scheduled (Sales Pipeline)'
--   out_4         instant                    : Date exited "Decision Maker Bought-In (Sales Pipeline)" | Date exited 'Decision Maker Bought-In (Sales Pipeline)'
--   out_5         instant                    : Date exited "Contract Sent (Sales Pipeline)" | Date exited 'Contract Sent (Sales Pipeline)'
--
-- A stage stands as its label (Closed Won) or its internal name (closedwon); the default ones tell
-- whether a deal is open, won or lost, and of others it stays unknown unless a column says it. What
-- stands in brackets behind a stage is its pipeline. Close Date is when a deal is expected to close,
-- or when it did. Deal probability is a share, or percent where any of the file is above 1. A deal
-- with several companies or contacts is with the first. Stamps are on the clock of the account. The
-- Italian and French headers are those of programs that read such exports; of German there is no proof.

-- name: _deals
WITH
plain AS (
    SELECT
        *,
        regexp_replace(lower(regexp_replace(stage, ' \([^()]*\)$', '')), '[^a-z]', '', 'g') AS word,
        max(probability) OVER (PARTITION BY source_file) > 1 AS in_percent,
        1 = row_number() OVER (
            PARTITION BY source_file, deal_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
),
told AS (
    SELECT
        *,
        CASE
            WHEN won OR lost OR word IN ('closedwon', 'closedlost') THEN true
            WHEN closed IS NOT NULL THEN closed
            WHEN won IS NOT NULL AND lost IS NOT NULL THEN false
            WHEN
                word IN (
                    'appointmentscheduled', 'qualifiedtobuy', 'presentationscheduled',
                    'decisionmakerboughtin', 'contractsent'
                )
                THEN false
        END AS is_closed
    FROM plain
)
SELECT
    *,
    CASE
        WHEN won IS NOT NULL THEN won
        WHEN lost OR word = 'closedlost' OR NOT is_closed THEN false
        WHEN word = 'closedwon' THEN true
    END AS is_won
FROM told

-- name: deals
SELECT
    shop_id, deal_id, name,
    coalesce(trim(string_split(company_ids, ';')[1]), company) AS account_id, company AS account,
    coalesce(trim(string_split(contact_ids, ';')[1]), contact) AS contact_id,
    owner AS owner_id, owner, team, pipeline, stage, changed AS stage_entered_at, is_closed, is_won,
    amount, upper(currency) AS currency,
    CASE
        WHEN in_percent AND probability BETWEEN 0 AND 100 THEN probability / 100
        WHEN NOT in_percent AND probability >= 0 THEN probability
    END AS probability,
    lower(category) AS forecast_category, created AS created_at,
    close_by."local"::DATE AS close_date, CASE WHEN is_closed THEN close_by END AS closed_at,
    activity AS last_activity_at, updated AS updated_at, next_step,
    next_activity AS next_activity_at, origin AS lead_source, campaign, type, lost_reason,
    competitor, source_file, source_row
FROM _deals
WHERE is_last

-- name: deal_stage_history
SELECT
    shop_id, deal_id, 'Appointment Scheduled' AS stage, in_1 AS entered_at, out_1 AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_1 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Qualified To Buy' AS stage, in_2 AS entered_at, out_2 AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_2 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Presentation Scheduled' AS stage, in_3 AS entered_at, out_3 AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_3 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Decision Maker Bought-In' AS stage, in_4 AS entered_at, out_4 AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_4 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Contract Sent' AS stage, in_5 AS entered_at, out_5 AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_5 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Closed Won' AS stage, in_6 AS entered_at, NULL AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_6 IS NOT NULL
UNION ALL
SELECT
    shop_id, deal_id, 'Closed Lost' AS stage, in_7 AS entered_at, NULL AS exited_at,
    'Sales Pipeline' AS pipeline, source_file, source_row
FROM _deals
WHERE is_last AND in_7 IS NOT NULL

-- name: excluded
SELECT source_file, source_row, 'older copy of a deal in the same file' AS reason
FROM _deals
WHERE NOT is_last

-- name: said
SELECT
    'deals of HubSpot in stages of your own, of which only Is Closed Won could tell whether they are '
    || 'won: ' || count(*) || ', as in ' || min(stage) AS sentence
FROM _deals
WHERE is_closed IS NULL AND is_last AND stage IS NOT NULL
HAVING count(*) > 0
