-- The order export of Advanced Order Export For WooCommerce, one row a line, in English or French.
-- vendor: WooCommerce
-- export: Advanced Order Export (plugin) > Export Orders, one row for each product
-- cannot: the day of a refund, unless Date of first refund is among its fields
-- cannot: a currency, unless Currency is among its fields; what goods cost
-- cannot: an export that names its fields in another language than English or French, or anew
-- unverified: Nom | Nom de l’article
-- input: rows
--   order_no        text                    needed             : Order Number | Order ID | Numéro de commande | ID de commande
--   ordered         instant                 needed reject      : Order Date | Date de commande
--   status          text                                       : Order Status | État de la commande
--   updated         instant                                    : Modification Date | Date de modification
--   paid            instant                                    : Paid Date | Date de paiement
--   completed       instant                                    : Completed Date | Date de commande terminée
--   refunded_on     instant                                    : Date of first refund | Date du premier remboursement
--   email           text                                       : Email (Billing) | E-mail (Facturation)
--   user_email      text                                       : Customer User Email | E-mail du client
--   phone           text                                       : Phone (Billing) | Téléphone (Facturation)
--   customer        text                                       : Customer User ID | ID du client
--   currency        text                                       : Currency | Devise
--   ship_country    text                                       : Country Code (Shipping) | Country Name (Shipping) | Code du pays (Livraison) | Nom du pays (Livraison)
--   bill_country    text                                       : Country Code (Billing) | Country Name (Billing) | Code du pays (Facturation) | Nom du pays (Facturation)
--   ship_region     text                                       : State Code (Shipping) | State Name (Shipping) | Code de l’état (Livraison) | Nom de l’état (Livraison)
--   bill_region     text                                       : State Code (Billing) | State Name (Billing) | Code de l’état (Facturation) | Nom de l’état (Facturation)
--   sku             text                                       : SKU | UGS
--   title           text                                       : Item Name | Name | Product Name | Nom | Nom de l’article
--   category        text                                       : Category | Catégorie
--   quantity        number                  reject             : Quantity | Quantité
--   kept            number                  reject             : Quantity (- Refund) | Quantité (- Remboursement)
--   item_cost       money   one-of:money    reject             : Item Cost | Prix du produit
--   line_subtotal   money   one-of:money    reject             : Order Line Subtotal | Sous-total de la ligne de commande
--   line_total      money   one-of:money    reject             : Order Line Total | Order Line (w/o tax) | Total de la ligne de commande | Ligne de commande (sans taxe)
--   line_refunded   money                   reject             : Order Line Total Refunded | Total de la ligne de commande remboursé
--   line_kept       money                   reject             : Order Line Total (- Refund) | Total de la ligne de commande (- Remboursement)
--   item_discount   money                   reject             : Item Discount Amount | Montant de la réduction de l’article
--   line_tax        money                   reject             : Order Line Tax | Taxe de ligne de commande
--   coupons         text                                       : Coupons Used | Coupon Code | Code de coupon
--   cart_discount   money                   reject             : Cart Discount Amount | Montant de la remise panier
--   subtotal        money   one-of:money    reject             : Order Subtotal Amount | Sous-total de la commande
--   shipping        money                   reject             : Order Shipping Amount | Montant de la livraison
--   fee             money                   reject             : Order Total Fee
--   refunded        money                   reject             : Order Refund Amount | Montant du remboursement de la commande
--   total           money   one-of:money    reject             : Order Total Amount | Montant total de la commande
--   tax             money                   reject             : Order Total Tax Amount | Order Tax Amount | Montant total de la taxe
--
-- WooCommerce's rule: net sales are gross sales less coupons and less returns, without tax and
-- shipping; orders that are pending payment, failed or cancelled are in none. So a pending or failed
-- one and a draft are excluded, and a cancelled one is taken back on its day. One refunded in full
-- takes back all of its goods. Item Cost and Order Line Total stand after coupons, without tax; where
-- no line states its own discount, the order's is shared over them by value. An order's fields may
-- stand on each of its rows or on the first only. A row without a product repeats the order for a
-- further coupon: it is excluded. A fee is no sale of goods, and stands apart.

-- name: _rows
-- Each row under its order. A row without a number belongs to the last one above that has one, but
-- not over a row that was rejected, which may have been another order's first.
WITH
placed AS (
    SELECT
        *, lower(regexp_replace(trim(status), '^wc-', '')) AS state,
        max(CASE WHEN order_no IS NOT NULL THEN source_row END) OVER above AS head_row,
        last_value(order_no IGNORE NULLS) OVER above AS number_above,
        coalesce(source_row - lag(source_row) OVER one_file > 1, false) AS after_gap
    FROM rows
    WINDOW
        one_file AS (PARTITION BY source_file ORDER BY source_row),
        above AS (
            PARTITION BY source_file ORDER BY source_row
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
),
judged AS (
    SELECT
        *,
        coalesce(
            max(CASE WHEN after_gap THEN source_row END) OVER (
                PARTITION BY source_file ORDER BY source_row
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) > head_row, false
        ) AS is_cut
    FROM placed
)
SELECT
    *, number_above AS order_id, coalesce(line_total, item_cost * coalesce(quantity, kept)) AS stated,
    coalesce(
        line_total, item_cost * coalesce(quantity, kept), line_subtotal,
        line_kept + coalesce(abs(line_refunded), 0)
    ) AS base,
    CASE
        WHEN regexp_matches(state, '^(cancel|storn|annul)') THEN 'cancelled'
        WHEN regexp_matches(state, '^(refund|rückerst|erstatt|rembours|rimbors|reembols)')
            THEN 'refunded'
        WHEN regexp_matches(state, '^(fail|fehlg|[ée]ch(ou|ec)|fallit|fallid)') THEN 'failed'
        WHEN
            regexp_matches(
                state, '^(pending|zahlung aussteh|(en )?attente (de )?paiement|in attesa di pag|pendiente)'
            )
            THEN 'pending'
        WHEN regexp_matches(state, 'draft|^(trash|entwurf|brouillon|bozza|borrador)') THEN 'draft'
        WHEN regexp_matches(state, '^(on.hold|in wart|en attente|in sospeso|sospeso|en espera)')
            THEN 'on-hold'
        WHEN regexp_matches(state, '^(complet|abgeschl|termin)') THEN 'completed'
        WHEN regexp_matches(state, '^(process|in bearb|en cours|in lavor|procesando)')
            THEN 'processing'
        ELSE state
    END AS class,
    (sku IS NOT NULL OR title IS NOT NULL OR quantity IS NOT NULL OR kept IS NOT NULL) AS is_line
FROM judged

-- name: _orders
-- What each order states, and what its lines come to.
SELECT
    shop_id, source_file, order_id, min(ordered) AS ordered, max(updated) AS updated,
    min(paid) AS paid, min(completed) AS completed, min(refunded_on) AS refunded_on,
    max(class) AS class, max(coalesce(email, user_email)) AS email, max(phone) AS phone,
    max(customer) AS customer,
    max(currency) AS currency, max(coalesce(ship_country, bill_country)) AS country,
    max(coalesce(ship_region, bill_region)) AS region,
    string_agg(DISTINCT coupons, ', ' ORDER BY coupons) AS coupons,
    max(abs(cart_discount)) AS discount, max(subtotal) AS subtotal, max(shipping) AS shipping,
    max(fee) AS fee, max(abs(refunded)) AS refunded, max(total) AS total, max(tax) AS tax,
    bool_or(is_line) AS has_lines,
    bool_or(NOT is_line OR (base >= 0 AND coalesce(quantity, 0) >= 0)) AS is_sold,
    min(source_row) AS source_row,
    sum(CASE WHEN is_line AND base > 0 THEN base END) AS base,
    -- Item Cost is rounded: so many cents times so many pieces may be a little off the line.
    CASE
        WHEN
            count(line_total) = 0 AND count(item_cost) > 0 AND min(base) >= 0
            AND abs(sum(CASE WHEN is_line THEN base END) - max(subtotal) + max(abs(cart_discount)))
            <= 0.005 * sum(CASE WHEN is_line THEN coalesce(quantity, kept) END)
            AND sum(CASE WHEN is_line THEN base END) > 0
            THEN
                (max(subtotal) - max(abs(cart_discount)))::DOUBLE
                / sum(CASE WHEN is_line THEN base END)::DOUBLE
        ELSE 1.0
    END AS exact,
    sum(CASE WHEN is_line AND quantity > 0 THEN quantity END) AS quantity,
    -- Some write Item Cost before coupons: then the lines come to the subtotal, which is so too.
    count(line_total) = 0 AND max(abs(cart_discount)) > 0
    AND abs(sum(CASE WHEN is_line THEN base END) - max(subtotal)) < 0.015 AS is_before,
    bool_or(kept < quantity OR abs(line_refunded) > 0 OR line_kept < line_total) AS has_line_refunds,
    -- Lines that only say what was kept are net of returns already.
    count(quantity) = 0 AND count(kept) > 0 AND count(line_total) = 0 AS is_kept
FROM _rows
WHERE order_id IS NOT NULL AND NOT is_cut AND regexp_matches(order_id, '[0-9]')
GROUP BY ALL

-- name: _lines
WITH
joined AS (
    SELECT
        r.* EXCLUDE (base),
        CASE
            WHEN o.exact IS NULL OR o.exact = 1.0 THEN r.base
            ELSE round(r.base::DOUBLE * o.exact, 4)::DECIMAL(18, 4)
        END AS base,
        o.has_lines, o.class AS order_class, o.currency AS order_currency,
        o.refunded_on AS given_back, o.is_kept, o.has_line_refunds, o.source_row AS first_row,
        o.discount AS order_discount, o.base AS order_base, o.quantity AS order_quantity,
        coalesce(r.base < 0 OR r.quantity < 0, false) AS is_return,
        coalesce(o.is_before, false) OR (r.stated IS NULL AND r.line_kept IS NULL) AS is_before
    FROM _rows AS r
    LEFT JOIN _orders AS o
        ON r.shop_id = o.shop_id AND r.source_file = o.source_file AND r.order_id = o.order_id
),
discounted AS (
    SELECT
        *,
        CASE
            WHEN line_subtotal IS NOT NULL AND NOT is_before THEN line_subtotal - base
            WHEN item_discount IS NOT NULL THEN abs(item_discount)
            WHEN order_base > 0
                THEN
                    round(order_discount::DOUBLE * base::DOUBLE / order_base::DOUBLE, 4)
                    ::DECIMAL(18, 4)
            WHEN order_quantity > 0
                THEN
                    round(order_discount::DOUBLE * quantity::DOUBLE / order_quantity::DOUBLE, 4)
                    ::DECIMAL(18, 4)
        END AS taken_off
    FROM joined
)
SELECT
    * EXCLUDE (taken_off), coalesce(taken_off, 0) AS line_discount,
    CASE WHEN is_before THEN base ELSE base + coalesce(taken_off, 0) END AS amount,
    CASE WHEN is_before THEN base - coalesce(taken_off, 0) ELSE base END AS net,
    CASE
        WHEN is_cut THEN 'line whose order is not told: a row above it is left out'
        WHEN has_lines IS NULL THEN 'neither an order nor a line: a total or a note'
        WHEN order_class IN ('failed', 'draft') THEN 'failed payment or draft: no sale'
        WHEN order_class = 'pending' THEN 'pending payment: WooCommerce counts it in no sales'
        WHEN NOT is_line AND (has_lines OR source_row > first_row)
            THEN 'the order again for a coupon, without a line'
    END AS aside
FROM discounted

-- name: orders
-- The last that the file knows of it, so that beside the report of Analytics it is the one that counts.
SELECT
    o.shop_id, o.order_id, o.order_id AS order_no, o.ordered AS created_at, o.paid AS paid_at,
    CASE WHEN o.class = 'cancelled' THEN o.ordered END AS cancelled_at, o.completed AS fulfilled_at,
    coalesce(o.updated, o.completed, o.paid, o.ordered) AS updated_at,
    nullif(trim(o.customer), '0') AS customer_id,
    nullif(lower(trim(o.email)), '') AS email_norm,
    CASE
        WHEN length(regexp_replace(o.phone, '\D', '', 'g')) >= 7
            THEN
                CASE WHEN regexp_matches(o.phone, '^\W*\+') THEN '+' ELSE '' END
                || regexp_replace(o.phone, '\D', '', 'g')
    END AS phone_norm,
    CASE o.class
        WHEN 'completed' THEN 'paid' WHEN 'processing' THEN 'paid' WHEN 'on-hold' THEN 'pending'
        ELSE o.class
    END AS financial_status,
    CASE o.class WHEN 'completed' THEN 'fulfilled' WHEN 'processing' THEN 'unfulfilled' END
        AS fulfillment_status,
    upper(trim(o.currency)) AS currency, o.subtotal - o.discount + coalesce(o.fee, 0) AS subtotal,
    o.shipping, o.tax, o.total,
    CASE
        WHEN o.is_kept OR o.refunded_on IS NOT NULL THEN NULL
        WHEN o.refunded > 0 THEN o.refunded
        WHEN o.class = 'refunded'
            THEN coalesce(
                o.total, o.base + coalesce(o.shipping, 0) + coalesce(o.tax, 0) + coalesce(o.fee, 0)
            )
    END AS refunded_total,
    o.coupons AS discount_codes, o.country, o.region, false AS is_test, o.source_file, o.source_row
FROM _orders AS o
WHERE o.is_sold AND coalesce(o.class, '') NOT IN ('failed', 'draft', 'pending')

-- name: order_lines
SELECT
    shop_id, order_id, order_id AS order_no, source_file || '#' || source_row AS line_id, sku, title,
    category, coalesce(quantity, kept) AS qty,
    CASE
        WHEN coalesce(quantity, kept) <> 0
            THEN round(amount::DOUBLE / coalesce(quantity, kept)::DOUBLE, 4)::DECIMAL(18, 4)
    END AS unit_price,
    amount, line_discount, line_tax AS tax, 'product' AS kind, source_file, source_row
FROM _lines
WHERE aside IS NULL AND is_line AND NOT is_return
UNION ALL
-- Without fields of products an order is one line: its subtotal, else what is left of its total.
SELECT
    shop_id, order_id, order_id AS order_no, source_file || '#' || source_row AS line_id, NULL AS sku,
    NULL AS title, NULL AS category, NULL AS qty, NULL AS unit_price,
    coalesce(
        subtotal,
        total - coalesce(tax, 0) - coalesce(shipping, 0) - coalesce(fee, 0) + coalesce(discount, 0)
    ) AS amount,
    discount AS line_discount, NULL AS tax, 'product' AS kind, source_file, source_row
FROM _orders
WHERE NOT has_lines AND coalesce(class, '') NOT IN ('failed', 'draft', 'pending')
UNION ALL
SELECT
    shop_id, order_id, order_id AS order_no, source_file || '#' || source_row || ' fee' AS line_id,
    NULL AS sku, 'Fee' AS title, NULL AS category, NULL AS qty, NULL AS unit_price, fee AS amount,
    NULL AS line_discount, NULL AS tax, 'service' AS kind, source_file, source_row
FROM _orders
WHERE fee <> 0 AND coalesce(class, '') NOT IN ('failed', 'draft', 'pending')

-- name: refunds
SELECT
    shop_id,
    concat_ws(
        ' ', order_id, 'refund', struct_extract(coalesce(given_back, ordered), 'local')::VARCHAR, sku
    ) AS refund_id,
    order_id, order_id AS order_no, source_file || '#' || source_row AS line_id,
    CASE WHEN is_return THEN ordered ELSE given_back END AS refunded_at, sku, title,
    'product' AS kind,
    CASE WHEN is_return THEN abs(quantity) ELSE quantity - coalesce(kept, quantity) END AS qty,
    CASE
        WHEN is_return THEN abs(net)
        ELSE
            coalesce(
                abs(line_refunded), line_total - line_kept,
                (net::DOUBLE * (quantity - kept)::DOUBLE / nullif(quantity::DOUBLE, 0.0::DOUBLE))
                ::DECIMAL(18, 4)
            )
    END AS subtotal,
    upper(trim(order_currency)) AS currency, source_file, source_row
FROM _lines
WHERE
    aside IS NULL AND is_line
    AND (
        is_return
        OR (
            has_line_refunds AND NOT is_kept
            AND coalesce(order_class, '') NOT IN ('refunded', 'cancelled')
            AND (kept < quantity OR abs(line_refunded) > 0 OR line_kept < line_total)
        )
    )

-- name: payments
-- What was given back of an order as a whole, on the day of its first refund.
SELECT
    shop_id, order_id || ' refunded' AS txn_id, order_id, order_id AS order_no, refunded_on AS paid_at,
    'refund' AS kind, 'success' AS status,
    coalesce(CASE WHEN refunded > 0 THEN refunded END, total, base) AS amount,
    upper(trim(currency)) AS currency, source_file, source_row
FROM _orders
WHERE
    refunded_on IS NOT NULL AND NOT is_kept AND (refunded > 0 OR class = 'refunded')
    AND coalesce(class, '') NOT IN ('failed', 'draft', 'pending')
    AND (class = 'refunded' OR NOT coalesce(has_line_refunds, false))

-- name: excluded
SELECT source_file, source_row, aside AS reason
FROM _lines
WHERE aside IS NOT NULL

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*)) || ' orders have the status ' || class
    || ', which WooCommerce itself has not: they count' AS sentence
FROM _orders
WHERE
    class NOT IN (
        'completed', 'processing', 'on-hold', 'refunded', 'cancelled', 'pending', 'failed', 'draft'
    )
GROUP BY source_file, class
UNION ALL
SELECT
    source_file || ': ' || format('{:,}', count(*))
    || ' orders list no products: their units are unknown and not counted'
FROM _orders
WHERE NOT has_lines AND coalesce(class, '') NOT IN ('failed', 'draft', 'pending')
GROUP BY source_file
ORDER BY sentence
