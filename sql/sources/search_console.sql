-- Google Search Console: how often the shop was found in search, by day (and query or page).
-- vendor: Google Search Console
-- export: Performance > Search results > Export > Download CSV, and of the zip the file Dates.csv
-- export: for queries or pages by day: the answer of its API, by date and query or page
-- cannot: the last two or three days, which arrive late
-- cannot: queries that few people type: they stand in no row, so queries sum to less than days
-- unverified: Durchschnittliche Position | Position moyenne | Posizione | Posizione media
-- unverified: Query principali | Pagine principali | Pagina | Paese | Dispositivo | Gerät
-- unverified: Darstellung in der Suche | Apparence dans les résultats de recherche
-- unverified: Aspetto nella ricerca | Filtre | Filtro | Wert | Valeur | Valore
-- input: rows
--   day          date    needed key reject : Date | Datum | Data
--   clicks       text    needed key        : Clicks | Klicks | Clics | Clic
--   impressions  text    needed key        : Impressions | Impressionen | Impressioni
--   position     number  needed            : Position | Average position | Durchschnittliche Position | Position moyenne | Posizione | Posizione media
--   ctr          rate                      : CTR | Site CTR | URL CTR | Klickrate
--   query        text                      : Query | Queries | Top queries | Search query | Häufigste Suchanfragen | Suchanfragen | Suchanfrage | Requêtes les plus fréquentes | Requêtes | Requête | Query principali
--   page         text                      : Page | Pages | Top pages | Landing page | URL | Häufigste Seiten | Seiten | Seite | Pages les plus populaires | Pagine principali | Pagina
--   country      text                      : Country | Land | Pays | Paese
--   device       text                      : Device | Gerät | Appareil | Dispositivo
--   cost         money   never             : Cost | Amount spent
-- input: sums optional
--   clicks       text    needed            : Clicks | Klicks | Clics | Clic
--   impressions  text    needed            : Impressions | Impressionen | Impressioni
--   position     text    needed            : Position | Average position | Durchschnittliche Position | Position moyenne | Posizione | Posizione media
--   split        text    needed            : Query | Queries | Top queries | Search query | Page | Pages | Top pages | Landing page | URL | Country | Device | Search appearance | Häufigste Suchanfragen | Suchanfragen | Suchanfrage | Requêtes les plus fréquentes | Requêtes | Requête | Query principali | Häufigste Seiten | Seiten | Seite | Pages les plus populaires | Pagine principali | Pagina | Land | Pays | Paese | Gerät | Appareil | Dispositivo | Darstellung in der Suche | Apparence dans les résultats de recherche | Aspetto nella ricerca
--   day          text    never             : Date | Day | Datum | Data
--   cost         text    never             : Cost | Amount spent
-- input: filters optional
--   filter       text    needed            : Filter | Filtre | Filtro
--   value        text    needed            : Value | Wert | Valeur | Valore
--
-- The export button writes a folder. Its Dates.csv is read; so is the answer of an API client by
-- date and query or page. Queries.csv, Pages.csv, Countries.csv, Devices.csv and Search
-- appearance.csv sum over a time that they do not state: they are passed over, and a note says so.
-- What is searched seldom has no row of its own, so queries sum to less than the dates.

-- name: search_daily
SELECT
    shop_id, day, query, page, country, device,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(
        regexp_replace(
            COLUMNS('^(clicks|impressions)$'), '[., \x{A0}\x{202F}](\d{3})', '\1', 'g'
        ) AS BIGINT
    ),
    ctr, position, source_file, source_row
FROM rows

-- name: excluded
SELECT source_file, source_row, 'a sum of web search over days that it does not state' AS reason
FROM sums
UNION ALL
SELECT source_file, source_row, 'a filter of the export of web search' AS reason
FROM filters

-- name: said
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. Dates.csv of the same export does. For queries and '
    || 'pages export them by date, which the Search Console API does and its button does not'
FROM sums
HAVING count(*) > 0
