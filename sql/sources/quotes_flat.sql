-- Quotes under the usual names, one row a quote or a version of one.
-- vendor: Any system (flat CSV)
-- export: a row for each quote: its number, its deal, when it was sent and what became of it
-- cannot: the lines of a quote, only its sum
-- input: rows
--   quote_id     text    needed key     : quote_id | quote_number | quote_no | quote | quotation_id | quotation_number | quotation_no | quotation | offer_id | offer_number | estimate_id | estimate_number | proposal_id | proposal_number | angebotsnummer | angebotsnr | angebotsnr. | angebots_nr. | angebot | numero_preventivo | preventivo | numero_offerta | offerta
--   number       text    needed         : =quote_id
--   status       text    one-of:fate    : quote_status | status | outcome | state | angebotsstatus | stato | stato_preventivo | stato_offerta
--   sent         instant one-of:fate    : sent_at | sent_on | sent_date | date_sent | sent | issued_at | issue_date | quote_date | gesendet_am | versendet_am | versandt_am | angebotsdatum | inviato_il | data_invio | data_preventivo | data_offerta
--   accepted     instant one-of:fate    : accepted_at | accepted_on | accepted_date | date_accepted | signed_at | angenommen_am | annahmedatum | beauftragt_am | accettato_il | data_accettazione
--   version      number                 : version | revision | quote_version | revision_number | version_number | versione
--   revision_of  text                   : revision_of | original_quote_id | parent_quote_id | previous_quote_id | revised_from | ursprungsangebot | preventivo_originale | offerta_originale
--   name         text                   : quote_name | name | title | subject | bezeichnung | betreff | titel | nome | titolo | oggetto
--   deal_id      text                   : deal_id | opportunity_id | deal | opportunity | verkaufschance | trattativa | opportunità
--   account_id   text                   : account_id | company_id | customer_id | client_id | kundennummer | kundennr | kundennr. | codice_cliente | id_cliente
--   account      text                   : account | account_name | company | company_name | customer | customer_name | client | kunde | kundenname | firma | cliente | azienda | ragione_sociale
--   owner_id     text                   : owner_id | rep_id | sales_rep_id | user_id
--   owner        text                   : owner | sales_rep | rep | owner_name | sales_agent | salesperson | sales_person | account_executive | prepared_by | verkäufer | vertriebsmitarbeiter | venditore | agente | commerciale
--   team         text                   : team | sales_team | vertriebsteam
--   product      text                   : product | product_name | produkt | artikel | prodotto | articolo
--   created      instant                : created_at | created_date | create_date | created | created_on | date_created | erstellt_am | erstellungsdatum | creato_il | data_creazione
--   expires      instant                : expires_at | expires_on | expiration_date | expiry_date | expires | valid_until | valid_to | gültig_bis | ablaufdatum | scadenza | data_scadenza | valido_fino_al
--   declined     instant                : declined_at | declined_on | declined_date | rejected_at | rejected_on | lost_at | abgelehnt_am | ablehnungsdatum | rifiutato_il | data_rifiuto
--   amount       money                  : amount | quote_amount | total | quote_total | value | net_amount | total_price | grand_total | betrag | nettobetrag | gesamtbetrag | angebotssumme | importo | importo_netto | totale
--   list_amount  money                  : list_amount | list_price | list_total | gross_amount | amount_before_discount | subtotal | listenpreis | listenbetrag | prezzo_di_listino | importo_di_listino
--   discount     text                   : discount | discount_% | discount (%) | discount_percent | discount_rate | discount_pct | rabatt | rabatt_% | rabatt_(%) | rabatt_in_% | sconto | sconto_% | sconto_(%)
--   discounted   money                  : discount_amount | discount_value | rabattbetrag | importo_sconto
--   currency     text                   : currency | currency_code | währung | valuta
--   updated      instant                : updated_at | last_modified | last_modified_date | modified_at | geändert_am | aktualisiert_am | modificato_il | aggiornato_il
--   shop         text                   : shop_id | shop | store
--   other        text    never          : order_id | order_number | order_no | invoice_id | invoice_number | lead_id | ticket_id | activity_id | sku | quantity | qty | bestellnummer | auftragsnummer | rechnungsnummer | menge | numero_ordine | numero_fattura | quantità
--
-- A quote is what its dates and its status say: accepted, declined, expired, withdrawn, draft or
-- sent. A word that is none of the usual ones says nothing, and is named. Discount is a share, or
-- percent where any of the file is above 1 or has a percent sign; without one it is told from the
-- list amount and the amount, or from the amount of the discount. Of one version of a quote that
-- stands several times in one file the one changed last counts. Headers and statuses are read in
-- English, German and Italian.

-- name: _quotes
WITH
worded AS (
    SELECT
        *,
        coalesce(version, 1)::BIGINT AS nth_version,
        regexp_replace(strip_accents(lower(coalesce(status, ''))), '[^a-z]', '', 'g') AS word,
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
                OR word IN (
                    'accepted', 'won', 'signed', 'ordered', 'converted', 'closedwon', 'invoiced',
                    'angenommen', 'beauftragt', 'gewonnen',
                    'accettato', 'accettata', 'confermato', 'confermata', 'firmato', 'firmata', 'vinta'
                )
                THEN 'accepted'
            WHEN
                declined IS NOT NULL
                OR word IN (
                    'declined', 'rejected', 'denied', 'refused', 'lost', 'closedlost',
                    'abgelehnt', 'verloren', 'rifiutato', 'rifiutata', 'perso', 'persa'
                )
                THEN 'declined'
            WHEN word IN ('expired', 'lapsed', 'abgelaufen', 'scaduto', 'scaduta') THEN 'expired'
            WHEN
                word IN (
                    'withdrawn', 'cancelled', 'canceled', 'void', 'voided', 'superseded', 'replaced',
                    'storniert', 'zuruckgezogen', 'ersetzt', 'annullato', 'annullata', 'ritirato', 'ritirata',
                    'sostituito', 'sostituita'
                )
                THEN 'withdrawn'
            WHEN
                word IN (
                    'draft', 'new', 'inpreparation', 'needsreview', 'inreview', 'pendingapproval',
                    'entwurf', 'inbearbeitung', 'bozza', 'inpreparazione'
                )
                THEN 'draft'
            WHEN
                sent IS NOT NULL
                OR word IN (
                    'sent', 'open', 'presented', 'pending', 'delivered', 'viewed', 'submitted', 'issued',
                    'published',
                    'gesendet', 'versendet', 'versandt', 'offen', 'inviato', 'inviata', 'aperto', 'aperta',
                    'inattesa'
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
