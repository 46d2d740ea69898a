-- Contracts under the usual names, one row a contract.
-- vendor: Any system (flat CSV)
-- export: a row for each contract: its number, its company, its first and last day, its value
-- cannot: changes of a contract while it runs: its value is the one exported
-- input: rows
--   contract_id  text    needed key     : contract_id | contract_number | contract_no | contract | agreement_id | agreement_number | vertragsnummer | vertragsnr | vertragsnr. | vertrags_nr. | vertrag | numero_contratto | contratto
--   starts       date    needed         : start_date | starts | starts_on | start | contract_start | contract_start_date | effective_date | valid_from | beginn | vertragsbeginn | laufzeitbeginn | startdatum | gültig_ab | gültig_von | inizio | data_inizio | inizio_contratto | decorrenza | data_decorrenza | valido_dal
--   number       text    needed         : =contract_id
--   from_day     text    needed         : =starts
--   ends         date    one-of:until   : end_date | ends | ends_on | end | contract_end | contract_end_date | expiration_date | expiry_date | expires_on | valid_until | valid_to | ende | vertragsende | laufzeitende | enddatum | gültig_bis | ablaufdatum | fine | data_fine | fine_contratto | scadenza | data_scadenza | valido_fino_al
--   term         number  one-of:until   : term_months | contract_term | contract_term_(months) | contract term (months) | duration_months | months | laufzeit_(monate) | laufzeit_in_monaten | laufzeit_monate | durata_(mesi) | durata_in_mesi | durata_mesi
--   renewal      date    one-of:until   : renewal_at | renewal_date | renews_on | renews_at | next_renewal | verlängerungsdatum | verlängerung_am | data_rinnovo
--   auto         flag    one-of:until   : auto_renews | auto_renew | auto_renewal | automatic_renewal | automatische_verlängerung | rinnovo_automatico | tacito_rinnovo
--   renewal_of   text                   : renewal_of | renewed_from | previous_contract_id | parent_contract_id | renews | verlängerung_von | vorgängervertrag | rinnovo_di | contratto_precedente
--   name         text                   : contract_name | name | title | subject | bezeichnung | betreff | titel | nome | titolo | oggetto
--   deal_id      text                   : deal_id | opportunity_id | deal | opportunity | verkaufschance | trattativa | opportunità
--   account_id   text                   : account_id | company_id | customer_id | client_id | kundennummer | kundennr | kundennr. | codice_cliente | id_cliente
--   account      text                   : account | account_name | company | company_name | customer | customer_name | client | kunde | kundenname | firma | cliente | azienda | ragione_sociale
--   owner_id     text                   : owner_id | rep_id | sales_rep_id | user_id
--   owner        text                   : owner | contract_owner | sales_rep | rep | owner_name | sales_agent | salesperson | account_executive | account_manager | verkäufer | vertriebsmitarbeiter | venditore | agente | commerciale
--   team         text                   : team | sales_team | vertriebsteam
--   product      text                   : product | product_name | produkt | artikel | prodotto | articolo
--   status       text                   : contract_status | status | state | vertragsstatus | stato | stato_contratto
--   created      instant                : created_at | created_date | create_date | created | erstellt_am | erstellungsdatum | creato_il | data_creazione
--   signed       instant                : signed_at | signed_on | signed_date | date_signed | executed_at | execution_date | executed_on | activated_at | activated_date | unterzeichnet_am | unterschrieben_am | vertragsdatum | firmato_il | data_firma | data_stipula
--   cancelled    instant                : cancelled_at | canceled_at | cancelled_on | cancellation_date | terminated_at | terminated_on | termination_date | gekündigt_am | kündigungsdatum | disdetto_il | data_disdetta | data_recesso
--   notice       number                 : notice_days | notice_period_days | notice_period | notice_period_(days) | kündigungsfrist_(tage) | kündigungsfrist_in_tagen | kündigungsfrist_tage | preavviso_(giorni) | giorni_di_preavviso | preavviso_giorni
--   value        money                  : value | contract_value | total_value | total_contract_value | tcv | amount | wert | vertragswert | gesamtwert | betrag | valore | valore_contratto | valore_totale | importo
--   annual       money                  : annual_value | annual_contract_value | acv | arr | annual_amount | jahreswert | jahresbetrag | valore_annuo | canone_annuo | importo_annuo
--   currency     text                   : currency | currency_code | währung | valuta
--   updated      instant                : updated_at | last_modified | last_modified_date | modified_at | geändert_am | aktualisiert_am | modificato_il | aggiornato_il
--   shop         text                   : shop_id | shop | store
--   other        text    never          : order_id | order_number | order_no | invoice_id | invoice_number | lead_id | ticket_id | activity_id | quote_id | sku | subscription_id | subscription | plan | plan_name | membership | mrr | monthly_charges | monthly_fee | tenure | tenure_months | churn | churned | churn_date | bestellnummer | auftragsnummer | rechnungsnummer | angebotsnummer | numero_ordine | numero_fattura | numero_preventivo
--
-- A file with plans, monthly charges or churn is one of subscriptions, not of contracts.
-- Without a last day it is told from the term: a year from 1 March ends on the last of February, a
-- month from 31 January on the last of February. A contract that ends before it starts keeps both
-- days, and no question counts it. A word of status that is none of the usual ones says nothing.
-- Headers and statuses are read in English, German and Italian; a term or a period of notice only where
-- the header says months or days.

-- name: _contracts
WITH
worded AS (
    SELECT
        *,
        regexp_replace(strip_accents(lower(coalesce(status, ''))), '[^a-z]', '', 'g') AS word,
        CASE WHEN term BETWEEN 1 AND 1200 AND term = floor(term) THEN starts + to_months(term::INTEGER) END
            AS then_at,
        1 = row_number() OVER (
            PARTITION BY source_file, coalesce(shop, shop_id), contract_id
            ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    coalesce(
        ends,
        CASE WHEN day(then_at) < day(starts) THEN then_at::DATE ELSE (then_at - INTERVAL 1 DAY)::DATE END
    ) AS last_day,
    CASE
        WHEN
            cancelled IS NOT NULL
            OR word IN (
                'cancelled', 'canceled', 'terminated', 'void', 'revoked', 'gekundigt', 'storniert',
                'disdetto', 'annullato', 'revocato'
            )
            THEN 'cancelled'
        WHEN
            word IN (
                'draft', 'pending', 'inapproval', 'inapprovalprocess', 'negotiation', 'proposed',
                'unsigned', 'entwurf', 'inverhandlung', 'bozza', 'intrattativa'
            )
            THEN 'draft'
        WHEN
            word IN (
                'expired', 'ended', 'closed', 'completed', 'inactive', 'lapsed', 'abgelaufen', 'ausgelaufen',
                'beendet', 'scaduto', 'terminato', 'concluso', 'cessato'
            )
            THEN 'ended'
        WHEN
            word IN (
                'active', 'activated', 'signed', 'executed', 'live', 'inforce', 'current', 'renewed',
                'running', 'aktiv', 'laufend', 'inkraft', 'unterzeichnet', 'attivo', 'incorso', 'firmato',
                'vigente', 'invigore'
            )
            THEN 'active'
    END AS is_now
FROM worded

-- name: contracts
SELECT
    coalesce(shop, shop_id) AS shop_id, contract_id, name, deal_id,
    coalesce(account_id, account) AS account_id, account, coalesce(owner_id, owner) AS owner_id,
    owner, team, product, status, is_now AS state, created AS created_at, signed AS signed_at,
    starts AS start_date, last_day AS end_date, renewal AS renewal_date, renewal_of,
    CASE WHEN notice >= 0 THEN notice::BIGINT END AS notice_days, auto AS auto_renews,
    cancelled AS cancelled_at, value, annual AS annual_value, upper(trim(currency)) AS currency,
    updated AS updated_at, source_file, source_row
FROM _contracts
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a contract in the same file' AS reason
FROM _contracts
WHERE NOT is_last

-- name: said
SELECT
    'contracts whose last day is told from their term: ' || count(*) AS sentence
FROM _contracts
WHERE is_last AND ends IS NULL AND last_day IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT 'statuses of contracts that are none of the usual words: ' || count(*) || ', as ' || min(status)
FROM _contracts
WHERE is_last AND status IS NOT NULL AND is_now IS NULL
HAVING count(*) > 0
