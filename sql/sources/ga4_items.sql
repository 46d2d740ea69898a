-- Google Analytics 4: what visits did with each item, by day (Monetisation > E-commerce purchases).
-- vendor: Google Analytics
-- export: Explore > Free form, with Date and Item name as rows > Export data > CSV
-- export: Reports > Monetisation > E-commerce purchases sums over all its days, and is passed over
-- cannot: who bought: visits and orders meet by day and item alone
-- unverified: Datum | Data | Artikelname | Nom de l'article | Nome articolo | Artikel-ID
-- unverified: ID de l'article | ID articolo | Artikelkategorie | Catégorie d'article
-- unverified: Categoria articolo | Angesehene Artikel | Articles consultés | Articoli visualizzati
-- unverified: In den Einkaufswagen gelegte Artikel | Articles ajoutés au panier
-- unverified: Articoli aggiunti al carrello | Gekaufte Artikel | Articles achetés
-- unverified: Articoli acquistati | Artikelumsatz | Revenu généré par l'article | Entrate articolo
-- ends at: #
-- totals: Grand total
-- input: rows
--   day          text    needed      : Date | Datum | Data
--   item         text    needed      : Item name | Item | itemName | Artikelname | Nom de l'article | Nome articolo
--   sku          text                : Item ID | Item SKU | itemId | Artikel-ID | ID de l'article | ID articolo
--   category     text                : Item category | itemCategory | Artikelkategorie | Catégorie d'article | Categoria articolo
--   viewed       text    one-of:item : Items viewed | itemsViewed | Angesehene Artikel | Articles consultés | Articoli visualizzati
--   added        text                : Items added to cart | itemsAddedToCart | In den Einkaufswagen gelegte Artikel | Articles ajoutés au panier | Articoli aggiunti al carrello
--   checked_out  text                : Items checked out | itemsCheckedOut
--   purchased    text    one-of:item : Items purchased | itemsPurchased | Gekaufte Artikel | Articles achetés | Articoli acquistati
--   revenue      money               : Item revenue | Gross item revenue | itemRevenue | grossItemRevenue | Artikelumsatz | Revenu généré par l'article | Entrate articolo
-- input: sums optional
--   item         text    needed      : Item name | Item ID | itemName | itemId | Artikelname | Nom de l'article | Nome articolo
--   viewed       text    one-of:item : Items viewed | itemsViewed | Angesehene Artikel | Articles consultés | Articoli visualizzati
--   purchased    text    one-of:item : Items purchased | itemsPurchased | Gekaufte Artikel | Articles achetés | Articoli acquistati
--   day          text    never       : Date | Day | Datum | Data
--
-- A day is written 20260901. The report without a day sums over those that stand above its header:
-- it is passed over, and a note says so. Lines of `#` stand above the header; behind further ones
-- another table may follow, which is not read. The row of the totals is no day: it is excluded.
-- `(not set)` is an item like others.

-- name: _totals
SELECT
    unnest([
        'grand total', 'total', 'totals', 'gesamtsumme', 'insgesamt', 'total général',
        'totale complessivo', 'totale generale'
    ]) AS word

-- name: _days
SELECT
    day AS written,
    coalesce(item, '(not set)') AS item, sku, category, revenue, shop_id, source_file, source_row,
    -- A whole number: 1,204 and 1.204 both are thousands.
    try_cast(
        regexp_replace(
            COLUMNS('^(viewed|added|checked_out|purchased)$'),
            '[., \x{A0}\x{202F}](\d{3})', '\1', 'g'
        ) AS BIGINT
    ),
    coalesce(
        CASE WHEN length(day) = 8 THEN try_strptime(day, '%Y%m%d') END,
        try_strptime(day, '%Y-%m-%d')
    )::DATE AS day
FROM rows

-- name: items_daily
SELECT
    shop_id, day, item, sku, category, viewed, added, checked_out, purchased, revenue, source_file,
    source_row
FROM _days
WHERE day IS NOT NULL

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN coalesce(lower(written), 'grand total') IN (SELECT word FROM _totals)
            THEN 'a total of the analytics export'
        ELSE 'a day of the analytics export that cannot be read'
    END AS reason
FROM _days
WHERE day IS NULL
UNION ALL
SELECT source_file, source_row, 'a sum of the analytics export over several days' AS reason
FROM sums

-- name: said
SELECT
    source_file || ': ' || count(*) || ' rows such as that of ' || min(written)
    || ' have no day that is written 20260901: they are excluded'
FROM _days
WHERE
    day IS NULL
    AND lower(written) NOT IN (SELECT word FROM _totals)
GROUP BY source_file
UNION ALL
SELECT
    string_agg(DISTINCT source_file, ', ' ORDER BY source_file)
    || ': passed over, for no row says its day. In Explore > Free form put Date beside Item name '
    || 'among the rows'
FROM sums
HAVING count(*) > 0
