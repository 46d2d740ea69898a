-- WooCommerce's report of orders (Analytics > Orders), one row an order and one row a refund.
-- vendor: WooCommerce
-- export: Analytics > Orders > Download
-- cannot: what each product earned: it lists the products of an order without their prices
-- cannot: a customer's id or e-mail: nobody can be known as new or returning by it
-- cannot: tax and shipping, nor gross sales before coupons; fees are part of its net sales
-- cannot: a currency: say it under [sales]
-- unverified: Statut
-- input: rows
--   order_id   text     key needed     : Order # | Bestellnummer # | Commande n° | Ordine n. | Pedido #
--   dated      instant  needed reject  : Date | Datum | Data | Fecha
--   net        text     key needed     : Net Sales | N. Revenue | Nettoumsatz | Ventes nettes | Vendite nette | Ventas netas | N.- Umsatz | N. Revenu | N. Fatturato
--   formatted  text                    : N. Revenue (formatted) | N.-Umsatz (formatiert)
--   status     text                    : Status | État | Statut | Stato | Estado
--   buyers     text                    : Customer type | Kundentyp | Type de client | Tipo di cliente | Tipo de cliente
--   items      text                    : Items sold | Verkaufte Artikel | Articles vendus | Elementi venduti | Artículos vendidos
--   coupons    text                    : Coupon(s) | Gutschein(e) | Code(s) promo | Codici promozionali | Cupón(es)
--   origin     text                    : Attribution | Zuordnung | Attribuzione | Atribución
--
-- WooCommerce's rule: net sales are gross sales less coupons and less returns, without tax and
-- shipping, and a refund counts on its own day, as a row of the order's number below zero. So the
-- net sales of pulse over any days are the sum of the file's over them. An order is one line without
-- a product, for the list of products has no prices. The date is the one that Analytics goes by: of
-- the payment, unless its settings say otherwise. Analytics leaves out pending orders unless told to
-- count them: those in the file count. A cancelled one is taken back on its day; one that failed or
-- is a draft was no sale, and is excluded. Older versions write '-12.5 for a negative number.
-- A row of no money and no items beside the order's own gave back shipping or tax alone.

-- name: _rows
WITH
plain AS (
    SELECT
        *,
        regexp_replace(replace(ltrim(trim(net), ''''), '−', '-'), '[^0-9.,-]', '', 'g') AS net_text,
        try_cast(ltrim(trim(items), '''') AS DECIMAL(18, 3)) AS quantity,
        lower(regexp_replace(trim(status), '^wc-', '')) AS state
    FROM rows
),
read_rows AS (
    SELECT
        *,
        -- Written as 1250.5; a spreadsheet may have made 1,250.50, 1.250,50 or 1250,5 of it.
        CASE
            WHEN regexp_full_match(net_text, '-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)[.][0-9]*|-?[0-9]+')
                THEN try_cast(replace(net_text, ',', '') AS DECIMAL(18, 4))
            WHEN
                regexp_full_match(
                    net_text, '-?([0-9]{1,3}([.][0-9]{3})+,[0-9]+|[0-9]+,[0-9]{1,2})'
                )
                THEN
                    try_cast(
                        replace(replace(net_text, '.', ''), ',', '.') AS DECIMAL(18, 4)
                    )
        END AS amount
    FROM plain
),
told AS (
    SELECT *, coalesce(amount < 0 OR quantity < 0, false) AS is_refund FROM read_rows
)
SELECT
    *,
    CASE
        WHEN amount IS NULL THEN 'net sales that cannot be read'
        WHEN state IN ('failed', 'checkout-draft', 'auto-draft', 'draft', 'trash')
            THEN 'failed payment or draft: no sale'
        WHEN
            NOT is_refund AND amount = 0 AND coalesce(quantity, 0) = 0
            AND row_number() OVER (
                PARTITION BY shop_id, source_file, order_id
                ORDER BY is_refund, dated."local" NULLS LAST, source_row DESC
            ) > 1
            THEN 'refund of shipping or tax alone: no goods'
    END AS aside
FROM told

-- name: orders
SELECT
    shop_id, order_id, min(dated) AS created_at,
    CASE WHEN bool_and(state = 'cancelled') THEN min(dated) END AS cancelled_at,
    CASE max(state)
        WHEN 'completed' THEN 'paid' WHEN 'processing' THEN 'paid' WHEN 'on-hold' THEN 'pending'
        ELSE max(state)
    END AS financial_status,
    CASE max(state) WHEN 'completed' THEN 'fulfilled' WHEN 'processing' THEN 'unfulfilled' END
        AS fulfillment_status,
    nullif(trim(max(coupons)), '') AS discount_codes, max(trim(origin)) AS channel,
    lower(max(trim(buyers))) AS segment, false AS is_test, source_file,
    min(source_row) AS source_row
FROM _rows
WHERE aside IS NULL AND NOT is_refund
GROUP BY ALL

-- name: order_lines
SELECT
    shop_id, order_id, source_file || '#' || source_row AS line_id, quantity AS qty, amount,
    'product' AS kind, source_file, source_row
FROM _rows
WHERE aside IS NULL AND NOT is_refund

-- name: refunds
SELECT
    shop_id, concat_ws(' ', order_id, 'refund', dated."local"::VARCHAR) AS refund_id, order_id,
    source_file || '#' || source_row AS line_id, dated AS refunded_at, 'product' AS kind,
    abs(quantity) AS qty, -amount AS subtotal, source_file, source_row
FROM _rows
WHERE aside IS NULL AND is_refund

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _rows
WHERE aside IS NOT NULL

-- name: said
SELECT
    source_file || ': each order is its net sales, after coupons, for its products have no prices: '
    || 'gross sales are net of coupons too, and nothing is known by product' AS sentence
FROM _rows
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': ' || count(*) || ' net sales cannot be read, such as ' || min(net)
    || ': these rows are excluded'
FROM _rows
WHERE amount IS NULL
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' orders state no number of items: their units are unknown and not counted'
FROM _rows
WHERE aside IS NULL AND NOT is_refund AND quantity IS NULL
GROUP BY source_file
UNION ALL
SELECT
    source_file || ': ' || format('{:,}', count(*)) || ' orders have the status ' || state
    || ', which WooCommerce itself has not: they count'
FROM _rows
WHERE
    aside IS NULL AND NOT is_refund
    AND state NOT IN ('completed', 'processing', 'on-hold', 'refunded', 'cancelled', 'pending')
GROUP BY source_file, state
UNION ALL
SELECT
    source_file || ': orders are in several currencies ('
    || string_agg(DISTINCT sign, ', ' ORDER BY sign)
    || '): their net sales are added as the screen adds them'
FROM (
    SELECT source_file, regexp_extract(formatted, '[^\d\s.,+−\p{Z}''’-]+') AS sign FROM _rows
) AS signs
WHERE sign <> ''
GROUP BY source_file
HAVING count(DISTINCT sign) > 1
ORDER BY sentence
