-- Pipedrive's export of deals, one row a deal, in English, German or French.
-- vendor: Pipedrive
-- export: Deals > List view > ... > Export filter results, as CSV or Excel, with Deal - ID
-- export: or Settings > Export data > Deals
-- cannot: the stages a deal went through: Pipedrive exports only the last change
-- cannot: the ids of owners: they go by their names
-- cannot: days that a workbook holds as numbers (46030.5): export CSV, or format them as dates
-- unverified: Deal - Currency | Deal - Add time | Affaire - Devise | Deal - Währung
-- unverified: Affaire - Pipeline | Affaire - Probabilité
-- input: rows
--   title          text     needed            : Deal - Title | Deal - Titel | Affaire - Titre
--   status         text     needed            : Deal - Status | Affaire - Statut
--   deal_id        text                unique : Deal - ID | Deal - Pipedrive System ID | Affaire - ID
--   owner          text                       : Deal - Owner | Deal - Besitzer | Affaire - Propriétaire
--   amount         money                      : Deal - Value | Deal - Deal value | Deal - Wert | Affaire - Valeur
--   currency       text                       : Deal - Currency of Value | Deal - Currency | Currency of Value | Deal - Währung | Affaire - Devise
--   chance         text                       : Deal - Probability | Deal - Wahrscheinlichkeit | Affaire - Probabilité
--   company_id     text                       : Deal - Organization ID
--   company        text                       : Deal - Organization | Organization | Deal - Organisation | Affaire - Organisation
--   contact_id     text                       : Deal - Contact person ID
--   contact        text                       : Deal - Contact person | Contact person | Deal - Kontaktperson | Affaire - Personne à contacter
--   pipeline       text                       : Deal - Pipeline | Affaire - Pipeline
--   stage          text                       : Deal - Stage | Deal - Stage (pipeline) | Deal - Phase | Affaire - Étape
--   created        instant                    : Deal - Deal created | Deal - Deal created on | Deal - Add time | Deal - Creation date | Deal - Deal erstellt | Affaire - Affaire créée
--   updated        instant                    : Deal - Update time | Deal - Zeit der Aktualisierung
--   changed        instant                    : Deal - Last stage change | Deal - Letzte Phasenänderung
--   won_at         instant                    : Deal - Won time | Deal - Datum des gewonnenen Deals | Affaire - Date de gain
--   lost_at        instant                    : Deal - Lost time | Deal - Datum des verlorenen Deals | Affaire - Date de perte | Affaire - Heure de l'échec
--   closed_on      instant                    : Deal - Deal closed on | Deal - Closed on | Deal - Deal abgeschlossen am
--   expected       date                       : Deal - Expected close date | Affaire - Date de clôture prévue
--   activity       instant                    : Deal - Last activity date | Deal - Datum der letzten Aktivität
--   next_activity  instant                    : Deal - Next activity date | Deal - Datum nächste Aktivität
--   lost_reason    text                       : Deal - Lost reason | Deal - Verlustgrund | Affaire - Raison de la perte | Affaire - Raison de perte
--   channel        text                       : Deal - Source channel
--   lead_source    text                       : Deal - Lead Source | Deal - Source origin | Affaire - Source du lead
--   product        text                       : Deal - Product name
--   record         text     never             : Record ID
--
-- The language of the export is that of whoever made it: German and part of the French headers are
-- proven by programs that read them; of Italian and others there is no proof, so name them in a
-- source of your own. Statuses are read in these languages. A deleted deal is set aside. Without
-- Deal - ID a deal goes by its title. An open deal may have a day of winning from before it was
-- reopened: only its status counts. Probability is 0 to 100.

-- name: _deals
WITH
read AS (
    SELECT
        *,
        CASE
            WHEN lower(trim(status)) IN ('won', 'gewonnen', 'gagné', 'gagnée', 'gagne') THEN 'won'
            WHEN lower(trim(status)) IN ('lost', 'verloren', 'perdu', 'perdue') THEN 'lost'
            WHEN lower(trim(status)) IN ('open', 'offen', 'ouvert', 'ouverte', 'en cours') THEN 'open'
            WHEN lower(trim(status)) IN ('deleted', 'gelöscht', 'supprimé', 'supprimée') THEN 'deleted'
        END AS is_now,
        try_cast(replace(rtrim(chance, ' %'), ',', '.') AS DOUBLE) AS percent,
        1 = row_number() OVER (
            PARTITION BY source_file, coalesce(deal_id, '#' || source_row)
            ORDER BY updated.at DESC NULLS LAST, source_row DESC
        ) AS is_last
    FROM rows
)
SELECT
    *,
    CASE
        WHEN is_now = 'won' THEN coalesce(won_at, closed_on)
        WHEN is_now = 'lost' THEN coalesce(lost_at, closed_on)
    END AS closed_at,
    CASE
        WHEN is_now = 'deleted' THEN 'deleted in Pipedrive'
        WHEN NOT is_last THEN 'older copy of a deal in the same file'
        WHEN deal_id IS NULL AND title IS NULL THEN 'deal without an id or a title'
    END AS aside
FROM read

-- name: deals
SELECT
    shop_id, coalesce(deal_id, title) AS deal_id, title AS name,
    coalesce(company_id, company) AS account_id, company AS account,
    coalesce(contact_id, contact) AS contact_id, owner AS owner_id, owner,
    coalesce(pipeline, nullif(regexp_extract(stage, ' \(([^()]+)\)$', 1), '')) AS pipeline,
    CASE WHEN pipeline IS NULL THEN regexp_replace(stage, ' \([^()]+\)$', '') ELSE stage END AS stage,
    changed AS stage_entered_at, is_now IN ('won', 'lost') AS is_closed, is_now = 'won' AS is_won,
    amount, upper(trim(currency)) AS currency,
    CASE WHEN percent BETWEEN 0 AND 100 THEN percent / 100 END AS probability,
    created AS created_at,
    CASE WHEN is_now IN ('won', 'lost') THEN closed_at."local"::DATE ELSE expected END AS close_date,
    closed_at, activity AS last_activity_at, next_activity AS next_activity_at,
    updated AS updated_at, lead_source, channel, product, lost_reason, source_file, source_row
FROM _deals
WHERE aside IS NULL

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _deals
WHERE aside IS NOT NULL

-- name: said
SELECT 'deals of Pipedrive without an id, which go by their titles: ' || count(*) AS sentence
FROM _deals
WHERE aside IS NULL AND deal_id IS NULL
HAVING count(*) > 0
UNION ALL
SELECT
    'deals of Pipedrive whose status is not known, as ' || min(status) || ': ' || count(*)
FROM _deals
WHERE aside IS NULL AND is_now IS NULL AND status IS NOT NULL
HAVING count(*) > 0
UNION ALL
SELECT 'probabilities of deals that are not within 0 to 100, taken as blank: ' || count(*)
FROM _deals
WHERE chance IS NOT NULL AND coalesce(percent NOT BETWEEN 0 AND 100, true)
HAVING count(*) > 0
