-- Google Analytics 4: sessions by day, by landing page, channel, source, device or country.
-- vendor: Google Analytics
-- export: Explore > Free form, with Date as a row > Export data > CSV
-- export: a report without Date among its columns sums over all its days, and is passed over
-- cannot: which visit became which order
-- cannot: visits without consent to cookies, and those that a blocker hides
-- unverified: Sitzung – Standard-Channelgruppe | Source / support de la session | Land | Pays | Paese
-- unverified: Groupe de canaux principal de la session (groupe de canaux par défaut)
-- unverified: Gruppo di canali predefinito della sessione | Sorgente / mezzo sessione | Sessioni
-- unverified: Page de destination + chaîne de requête | Pagina di destinazione | Gerätekategorie
-- unverified: Catégorie d'appareil | Categoria dispositivo | Sessioni con coinvolgimento
-- unverified: In den Einkaufswagen | Ajouts au panier | Aggiunte al carrello | E-Commerce-Käufe
-- unverified: Achats e-commerce | Acquisti e-commerce | Gesamtumsatz | Entrate totali | Data
-- unverified: Utenti attivi | Nutzer insgesamt
-- ends at: #
-- totals: Grand total
-- input: rows
--   day            text    needed        : Date | Event date | Datum | Data
--   sessions       text    needed        : Sessions | Sitzungen | Sessioni
--   channel        text                  : Session primary channel group (Default Channel Group) | Session default channel group | Session primary channel group | Session default channel grouping | Default channel group | sessionDefaultChannelGroup | sessionPrimaryChannelGroup | Sitzung – primäre Channelgruppe (Standard-Channelgruppe) | Sitzung - primäre Channelgruppe (Standard-Channelgruppe) | Sitzung – Standard-Channelgruppe | Groupe de canaux principal de la session (groupe de canaux par défaut) | Groupe de canaux | Gruppo di canali predefinito della sessione
--   source_medium  text                  : Session source / medium | Session source/medium | Source / medium | sessionSourceMedium | Sitzung – Quelle / Medium | Sitzung - Quelle / Medium | Source / support de la session | Sorgente / mezzo sessione
--   page           text                  : Landing page | Landing page + query string | landingPage | landingPagePlusQueryString | Landingpage + Abfragestring | Page de destination | Page de destination + chaîne de requête | Pagina di destinazione
--   device         text                  : Device category | Device | deviceCategory | Gerätekategorie | Catégorie d'appareil | Categoria dispositivo
--   country        text                  : Country | Land | Pays | Paese
--   engaged        text                  : Engaged sessions | engagedSessions | Sitzungen mit Interaktionen | Sessions avec engagement | Sessioni con coinvolgimento
--   users          text                  : Active users | Total users | Users | activeUsers | totalUsers | Aktive Nutzer | Utilisateurs actifs | Utenti attivi | Nutzer insgesamt
--   carts          text                  : Add to carts | Add-to-carts | Adds to cart | addToCarts | In den Einkaufswagen | Ajouts au panier | Aggiunte al carrello
--   checkouts      text                  : Checkouts
--   purchases      text                  : Ecommerce purchases | E-commerce purchases | Purchases | Transactions | ecommercePurchases | E-Commerce-Käufe | Achats e-commerce | Acquisti e-commerce
--   revenue        money                 : Total revenue | Purchase revenue | totalRevenue | purchaseRevenue | Gesamtumsatz | Revenu total | Entrate totali
--   clicks         number  never         : Clicks
--   cost           money   never         : Cost | Amount spent
-- input: sums optional
--   sessions       text    one-of:number : Sessions | Sitzungen | Sessioni
--   views          text    one-of:number : Views
--   users          text    one-of:number : Active users | Total users | Aktive Nutzer | Utilisateurs actifs | Utenti attivi
--   split          text    needed        : Session primary channel group (Default Channel Group) | Session default channel group | Session primary channel group | Session source / medium | Session source/medium | Landing page | Landing page + query string | Page path and screen class | Page title and screen class | Device category | Sitzung – primäre Channelgruppe (Standard-Channelgruppe) | Sitzung - primäre Channelgruppe (Standard-Channelgruppe) | Landingpage + Abfragestring | Groupe de canaux | Page de destination | Pagina di destinazione
--   day            text    never         : Date | Day | Event date | Datum | Data
--   cost           text    never         : Cost | Amount spent
--
-- A report or exploration with the day among its dimensions; a day is written 20260901. One without
-- sums over the days that stand above its header: it is passed over, and a note says so. Lines of
-- `#` stand above the header; behind further ones another table may follow, which is not read. The
-- row of the totals is no day: it is excluded. `(not set)` is a value like others. Carts, checkouts
-- and purchases are events there: a visit may have several.

-- name: _totals
SELECT
    unnest([
        'grand total', 'total', 'totals', 'gesamtsumme', 'insgesamt', 'total général',
        'totale complessivo', 'totale generale'
    ]) AS word

-- name: _days
SELECT
    day AS written,
    channel, source_medium, page, device, country, revenue, shop_id, source_file, source_row,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(
        regexp_replace(
            COLUMNS('^(sessions|engaged|users|carts|checkouts|purchases)$'),
            '[., \x{A0}\x{202F}](\d{3})', '\1', 'g'
        ) AS BIGINT
    ),
    coalesce(
        CASE WHEN length(day) = 8 THEN try_strptime(day, '%Y%m%d') END,
        try_strptime(day, '%Y-%m-%d')
    )::DATE AS day
FROM rows

-- name: traffic_daily
SELECT
    shop_id, day, channel, source_medium, page AS landing_page, device, country, sessions, engaged,
    users, carts AS add_to_cart, checkouts, purchases, revenue, source_file, source_row
FROM _days
WHERE day IS NOT NULL AND sessions IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN coalesce(lower(written), 'grand total') IN (SELECT word FROM _totals)
            THEN 'a total of the analytics export'
        WHEN day IS NULL THEN 'a day of the analytics export that cannot be read'
        ELSE 'sessions that are no whole number'
    END AS reason
FROM _days
WHERE day IS NULL OR sessions IS NULL
UNION ALL
SELECT source_file, source_row, 'a sum of the analytics export over several days' AS reason
FROM sums

-- name: said
SELECT
    source_file || ': ' || count(*) || ' rows such as that of ' || min(written)
    || ' have no day that is written 20260901, or no sessions: they are excluded'
FROM _days
WHERE
    (day IS NULL OR sessions IS NULL)
    AND lower(written) NOT IN (SELECT word FROM _totals)
GROUP BY source_file
UNION ALL
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. In Explore > Free form put Date among the rows, '
    || 'and Sessions among the values'
FROM sums
HAVING count(*) > 0
