-- After loading: what of the tables beside orders no question may see.
-- A statement's name is the table that it is about, and what it does: it runs where that is loaded.

-- name: link_fulfillments
-- A parcel that names its order by number, or writes #1001 where the order's file writes 1001.
UPDATE fulfillments SET order_id = found.order_id
FROM (
    SELECT f.source_file, f.source_row, min(o.order_id) AS order_id
    FROM fulfillments AS f
    INNER JOIN orders AS o
        ON
            f.shop_id = o.shop_id
            AND ltrim(coalesce(f.order_no, f.order_id), '#') = ltrim(o.order_no, '#')
    WHERE
        NOT EXISTS (
            SELECT 1 FROM orders AS known
            WHERE known.shop_id = f.shop_id AND known.order_id = f.order_id
        )
    GROUP BY ALL
    HAVING count(DISTINCT o.order_id) = 1
) AS found
WHERE
    fulfillments.source_file = found.source_file AND fulfillments.source_row = found.source_row

-- name: link_checkout_lines
-- A line that states no total of its own has unit price x quantity.
UPDATE checkout_lines SET amount = unit_price * qty
WHERE amount IS NULL

-- name: link_surveys
-- An answer finds the order that it names by number or id; without a shop it is of that order's.
UPDATE surveys SET shop_id = found.shop_id, order_id = found.order_id
FROM (
    WITH numbered AS (
        SELECT shop_id, order_id, ltrim(coalesce(order_no, order_id), '#') AS number FROM orders
        UNION ALL
        SELECT shop_id, order_id, order_id AS number FROM orders
        WHERE ltrim(order_no, '#') <> order_id
    )
    SELECT
        s.source_file, s.source_row, min(o.shop_id) AS shop_id, min(o.order_id) AS order_id
    FROM surveys AS s
    INNER JOIN numbered AS o ON ltrim(coalesce(s.order_no, s.order_id), '#') = o.number
    WHERE s.shop_id = o.shop_id OR s.shop_id = ''
    GROUP BY ALL
    HAVING min(o.order_id) = max(o.order_id) AND min(o.shop_id) = max(o.shop_id)
) AS found
WHERE surveys.source_file = found.source_file AND surveys.source_row = found.source_row

-- name: link_tickets
-- A ticket finds the order that it names; else one whose number stands in its subject, where the
-- e-mail is that order's too. Without a shop it is of that order's.
UPDATE tickets SET shop_id = found.shop_id, order_id = found.order_id
FROM (
    WITH
    numbered AS (
        SELECT
            shop_id, order_id, email_norm, ltrim(coalesce(order_no, order_id), '#') AS number
        FROM orders
        UNION ALL
        SELECT shop_id, order_id, email_norm, order_id AS number FROM orders
        WHERE ltrim(order_no, '#') <> order_id
    ),
    named AS (
        SELECT
            source_file, source_row, shop_id, NULL AS email_norm,
            ltrim(coalesce(order_no, order_id), '#') AS number
        FROM tickets
        WHERE coalesce(order_no, order_id) IS NOT NULL
        UNION ALL
        SELECT
            source_file, source_row, shop_id, email_norm,
            regexp_extract(subject, '[0-9]{4,}') AS number
        FROM tickets
        WHERE coalesce(order_no, order_id) IS NULL AND email_norm IS NOT NULL
    )
    SELECT
        n.source_file, n.source_row, min(o.shop_id) AS shop_id, min(o.order_id) AS order_id
    FROM named AS n
    INNER JOIN numbered AS o ON n.number = o.number
    WHERE
        (n.shop_id = o.shop_id OR n.shop_id = '')
        AND (n.email_norm IS NULL OR n.email_norm = o.email_norm)
    GROUP BY ALL
    HAVING min(o.order_id) = max(o.order_id) AND min(o.shop_id) = max(o.shop_id)
) AS found
WHERE tickets.source_file = found.source_file AND tickets.source_row = found.source_row

-- name: currency_checkouts
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM checkouts
WHERE currency <> $currency

-- name: currency_purchase_orders
-- What goods cost in another currency is not known in this one; when they came is.
UPDATE purchase_orders SET unit_cost = NULL
WHERE currency <> $currency

-- name: currency_spend_daily
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM spend_daily
WHERE currency <> $currency

-- name: currency_subscriptions
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason
FROM subscriptions
WHERE currency <> $currency

-- name: currency_campaigns
-- What it may cost in another currency is not known in this one; that it ran is.
UPDATE campaigns SET budget = NULL
WHERE currency <> $currency

-- name: later_checkouts
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM checkouts
WHERE created_local >= $as_of

-- name: later_fulfillments
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM fulfillments
WHERE coalesce(created_local, shipped_local, delivered_local) >= $as_of

-- name: later_stock_history
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM stock_history
WHERE day::TIMESTAMP >= $as_of

-- name: later_purchase_orders
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM purchase_orders
WHERE ordered_local >= $as_of

-- name: later_surveys
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM surveys
WHERE coalesce(sent_local, answered_local) >= $as_of

-- name: later_tickets
INSERT INTO excluded
SELECT
    source_file, source_row,
    CASE
        WHEN created_local IS NULL THEN 'ticket without the moment it began'
        ELSE 'stamped at or after as-of'
    END AS reason
FROM tickets
WHERE created_local IS NULL OR created_local >= $as_of

-- name: later_subscriptions
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM subscriptions
WHERE started_local >= $as_of

-- name: later_traffic_daily
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM traffic_daily
WHERE day::TIMESTAMP >= $as_of

-- name: later_items_daily
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM items_daily
WHERE day::TIMESTAMP >= $as_of

-- name: later_search_daily
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM search_daily
WHERE day::TIMESTAMP >= $as_of

-- name: later_spend_daily
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM spend_daily
WHERE day::TIMESTAMP >= $as_of

-- name: later_campaigns
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM campaigns
WHERE starts::TIMESTAMP >= $as_of

-- name: later_campaign_members
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM campaign_members
WHERE sent_local >= $as_of

-- name: lines_of_checkouts
-- The rows of a checkout that is set aside are set aside with it.
INSERT INTO excluded
SELECT l.source_file, l.source_row, min(e.reason) AS reason
FROM checkout_lines AS l
INNER JOIN checkouts AS c ON l.shop_id = c.shop_id AND l.checkout_id = c.checkout_id
INNER JOIN excluded AS e ON c.source_file = e.source_file AND c.source_row = e.source_row
WHERE (l.source_file, l.source_row) <> (c.source_file, c.source_row)
GROUP BY ALL

-- name: unhappen_checkouts
UPDATE checkouts SET
    completed_at = CASE WHEN completed_local < $as_of THEN completed_at END,
    completed_local = CASE WHEN completed_local < $as_of THEN completed_local END,
    completed_day = CASE WHEN completed_local < $as_of THEN completed_day END,
    contacted_at = CASE WHEN contacted_local < $as_of THEN contacted_at END,
    contacted_local = CASE WHEN contacted_local < $as_of THEN contacted_local END,
    contacted_day = CASE WHEN contacted_local < $as_of THEN contacted_day END
WHERE completed_local >= $as_of OR contacted_local >= $as_of

-- name: unhappen_subscriptions
-- Who cancels tomorrow is still there.
UPDATE subscriptions SET
    cancelled_at = NULL, cancelled_local = NULL, cancelled_day = NULL, churned = false
WHERE cancelled_local >= $as_of

-- name: unhappen_fulfillments
UPDATE fulfillments SET
    shipped_at = CASE WHEN shipped_local < $as_of THEN shipped_at END,
    shipped_local = CASE WHEN shipped_local < $as_of THEN shipped_local END,
    shipped_day = CASE WHEN shipped_local < $as_of THEN shipped_day END,
    delivered_at = CASE WHEN delivered_local < $as_of THEN delivered_at END,
    delivered_local = CASE WHEN delivered_local < $as_of THEN delivered_local END,
    delivered_day = CASE WHEN delivered_local < $as_of THEN delivered_day END
WHERE shipped_local >= $as_of OR delivered_local >= $as_of

-- name: unhappen_purchase_orders
UPDATE purchase_orders SET
    received_qty = NULL,
    received_at = NULL,
    received_local = NULL,
    received_day = NULL
WHERE received_local >= $as_of

-- name: unhappen_surveys
UPDATE surveys SET
    nps = NULL,
    csat = NULL,
    comment = NULL,
    answered_at = NULL,
    answered_local = NULL,
    answered_day = NULL
WHERE answered_local >= $as_of

-- name: unhappen_tickets
-- What was solved or first answered later was open; a rating without a date of its own came with the
-- solution.
UPDATE tickets SET
    status = CASE
        WHEN solved_local >= $as_of OR first_human_reply_local >= $as_of THEN 'open' ELSE status
    END,
    csat = CASE WHEN coalesce(rated_local, solved_local) >= $as_of THEN NULL ELSE csat END,
    first_human_reply_at = CASE WHEN first_human_reply_local < $as_of THEN first_human_reply_at END,
    first_human_reply_local = CASE WHEN first_human_reply_local < $as_of THEN first_human_reply_local END,
    first_human_reply_day = CASE WHEN first_human_reply_local < $as_of THEN first_human_reply_day END,
    last_human_reply_at = CASE WHEN last_human_reply_local < $as_of THEN last_human_reply_at END,
    last_human_reply_local = CASE WHEN last_human_reply_local < $as_of THEN last_human_reply_local END,
    last_human_reply_day = CASE WHEN last_human_reply_local < $as_of THEN last_human_reply_day END,
    last_customer_at = CASE WHEN last_customer_local < $as_of THEN last_customer_at END,
    last_customer_local = CASE WHEN last_customer_local < $as_of THEN last_customer_local END,
    last_customer_day = CASE WHEN last_customer_local < $as_of THEN last_customer_day END,
    solved_at = CASE WHEN solved_local < $as_of THEN solved_at END,
    solved_local = CASE WHEN solved_local < $as_of THEN solved_local END,
    solved_day = CASE WHEN solved_local < $as_of THEN solved_day END,
    rated_at = CASE WHEN rated_local < $as_of THEN rated_at END,
    rated_local = CASE WHEN rated_local < $as_of THEN rated_local END,
    rated_day = CASE WHEN rated_local < $as_of THEN rated_day END
WHERE
    first_human_reply_local >= $as_of
    OR last_human_reply_local >= $as_of
    OR last_customer_local >= $as_of
    OR solved_local >= $as_of
    OR rated_local >= $as_of

-- name: currency_deals
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM deals
WHERE currency <> $currency

-- name: currency_deal_stage_history
-- What a deal was worth in another currency is not known in this one; which stage it was in is.
UPDATE deal_stage_history SET amount = NULL
WHERE currency <> $currency

-- name: currency_deal_snapshots
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason
FROM deal_snapshots
WHERE currency <> $currency

-- name: currency_accounts
UPDATE accounts SET annual_revenue = NULL
WHERE currency <> $currency

-- name: currency_quotes
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM quotes
WHERE currency <> $currency

-- name: currency_contracts
INSERT INTO excluded
SELECT source_file, source_row, 'in another currency than ' || $currency AS reason FROM contracts
WHERE currency <> $currency

-- name: later_deals
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM deals
WHERE created_local >= $as_of

-- name: later_deal_stage_history
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM deal_stage_history
WHERE entered_local >= $as_of

-- name: later_deal_snapshots
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM deal_snapshots
WHERE day::TIMESTAMP >= $as_of

-- name: later_leads
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM leads
WHERE created_local >= $as_of

-- name: later_activities
-- One that is planned for a later day was known when it was entered.
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM activities
WHERE created_local >= $as_of OR (created_local IS NULL AND done AND happened_local >= $as_of)

-- name: later_reps
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM reps
WHERE start_date::TIMESTAMP >= $as_of

-- name: later_accounts
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM accounts
WHERE created_local >= $as_of

-- name: later_quotes
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM quotes
WHERE coalesce(created_local, sent_local) >= $as_of

-- name: later_contracts
-- One that starts later was signed before, or entered.
INSERT INTO excluded
SELECT source_file, source_row, 'stamped at or after as-of' AS reason FROM contracts
WHERE coalesce(created_local, signed_local) >= $as_of

-- name: unhappen_deals
-- What was closed later was open, on a day and in a stage that the row no longer tells; nor does it
-- tell the stage of a deal that went into another one later.
UPDATE deals SET
    stage = CASE WHEN closed_local >= $as_of OR stage_entered_local >= $as_of THEN NULL ELSE stage END,
    stage_order = CASE
        WHEN closed_local >= $as_of OR stage_entered_local >= $as_of THEN NULL ELSE stage_order
    END,
    probability = CASE
        WHEN closed_local >= $as_of OR stage_entered_local >= $as_of THEN NULL ELSE probability
    END,
    forecast_category = CASE
        WHEN closed_local >= $as_of OR stage_entered_local >= $as_of THEN NULL ELSE forecast_category
    END,
    is_closed = CASE WHEN closed_local >= $as_of THEN false ELSE is_closed END,
    is_won = CASE WHEN closed_local >= $as_of THEN false ELSE is_won END,
    close_date = CASE WHEN closed_local >= $as_of THEN NULL ELSE close_date END,
    lost_reason = CASE WHEN closed_local >= $as_of THEN NULL ELSE lost_reason END,
    closed_at = CASE WHEN closed_local < $as_of THEN closed_at END,
    closed_local = CASE WHEN closed_local < $as_of THEN closed_local END,
    closed_day = CASE WHEN closed_local < $as_of THEN closed_day END,
    stage_entered_at = CASE WHEN stage_entered_local < $as_of THEN stage_entered_at END,
    stage_entered_local = CASE WHEN stage_entered_local < $as_of THEN stage_entered_local END,
    stage_entered_day = CASE WHEN stage_entered_local < $as_of THEN stage_entered_day END,
    last_activity_at = CASE WHEN last_activity_local < $as_of THEN last_activity_at END,
    last_activity_local = CASE WHEN last_activity_local < $as_of THEN last_activity_local END,
    last_activity_day = CASE WHEN last_activity_local < $as_of THEN last_activity_day END
WHERE
    closed_local >= $as_of
    OR stage_entered_local >= $as_of
    OR last_activity_local >= $as_of

-- name: unhappen_deal_stage_history
UPDATE deal_stage_history SET exited_at = NULL, exited_local = NULL, exited_day = NULL
WHERE exited_local >= $as_of

-- name: retell_deal_stage_history
-- A deal that went on after as-of is as its last change before then says, where a history tells.
WITH untold AS (
    SELECT shop_id, deal_id FROM deals
    WHERE stage IS NULL AND NOT is_closed
),
changes AS (
    SELECT
        h.*,
        1 = row_number() OVER (
            PARTITION BY h.shop_id, h.deal_id
            ORDER BY h.entered_local DESC, h.source_file DESC, h.source_row DESC
        ) AS is_last
    FROM deal_stage_history AS h
    INNER JOIN untold AS u ON h.shop_id = u.shop_id AND h.deal_id = u.deal_id
)
UPDATE deals SET
    stage = h.stage,
    probability = h.probability,
    forecast_category = h.forecast_category,
    amount = coalesce(h.amount, deals.amount),
    close_date = coalesce(h.close_date, deals.close_date)
FROM changes AS h
WHERE h.is_last AND h.shop_id = deals.shop_id AND h.deal_id = deals.deal_id

-- name: unhappen_leads
-- The status of one that became a deal later is that of a deal.
UPDATE leads SET
    status = CASE WHEN converted_local >= $as_of THEN NULL ELSE status END,
    stage = CASE WHEN converted_local >= $as_of THEN NULL ELSE stage END,
    is_converted = CASE WHEN converted_local >= $as_of THEN false ELSE is_converted END,
    deal_id = CASE WHEN converted_local >= $as_of THEN NULL ELSE deal_id END,
    first_touch_at = CASE WHEN first_touch_local < $as_of THEN first_touch_at END,
    first_touch_local = CASE WHEN first_touch_local < $as_of THEN first_touch_local END,
    first_touch_day = CASE WHEN first_touch_local < $as_of THEN first_touch_day END,
    last_activity_at = CASE WHEN last_activity_local < $as_of THEN last_activity_at END,
    last_activity_local = CASE WHEN last_activity_local < $as_of THEN last_activity_local END,
    last_activity_day = CASE WHEN last_activity_local < $as_of THEN last_activity_day END,
    qualified_at = CASE WHEN qualified_local < $as_of THEN qualified_at END,
    qualified_local = CASE WHEN qualified_local < $as_of THEN qualified_local END,
    qualified_day = CASE WHEN qualified_local < $as_of THEN qualified_day END,
    converted_at = CASE WHEN converted_local < $as_of THEN converted_at END,
    converted_local = CASE WHEN converted_local < $as_of THEN converted_local END,
    converted_day = CASE WHEN converted_local < $as_of THEN converted_day END
WHERE
    first_touch_local >= $as_of
    OR last_activity_local >= $as_of
    OR qualified_local >= $as_of
    OR converted_local >= $as_of

-- name: unhappen_activities
-- What took place later was planned.
UPDATE activities SET done = false, status = NULL, minutes = NULL, outcome = NULL
WHERE done AND happened_local >= $as_of

-- name: unhappen_quotes
-- What was answered later was on the customer's desk; what was sent later was a draft.
UPDATE quotes SET
    status = NULL,
    state = CASE WHEN sent_local >= $as_of THEN 'draft' ELSE 'sent' END,
    sent_at = CASE WHEN sent_local < $as_of THEN sent_at END,
    sent_local = CASE WHEN sent_local < $as_of THEN sent_local END,
    sent_day = CASE WHEN sent_local < $as_of THEN sent_day END,
    accepted_at = CASE WHEN accepted_local < $as_of THEN accepted_at END,
    accepted_local = CASE WHEN accepted_local < $as_of THEN accepted_local END,
    accepted_day = CASE WHEN accepted_local < $as_of THEN accepted_day END,
    declined_at = CASE WHEN declined_local < $as_of THEN declined_at END,
    declined_local = CASE WHEN declined_local < $as_of THEN declined_local END,
    declined_day = CASE WHEN declined_local < $as_of THEN declined_day END
WHERE sent_local >= $as_of OR accepted_local >= $as_of OR declined_local >= $as_of

-- name: unhappen_contracts
-- What was cancelled later was in force; what was signed later was a draft.
UPDATE contracts SET
    status = NULL,
    state = CASE WHEN signed_local >= $as_of THEN 'draft' ELSE 'active' END,
    signed_at = CASE WHEN signed_local < $as_of THEN signed_at END,
    signed_local = CASE WHEN signed_local < $as_of THEN signed_local END,
    signed_day = CASE WHEN signed_local < $as_of THEN signed_day END,
    cancelled_at = CASE WHEN cancelled_local < $as_of THEN cancelled_at END,
    cancelled_local = CASE WHEN cancelled_local < $as_of THEN cancelled_local END,
    cancelled_day = CASE WHEN cancelled_local < $as_of THEN cancelled_day END
WHERE signed_local >= $as_of OR cancelled_local >= $as_of

-- name: unhappen_reps
UPDATE reps SET end_date = NULL, is_active = true
WHERE end_date::TIMESTAMP >= $as_of

-- name: unhappen_accounts
UPDATE accounts SET last_activity_at = NULL, last_activity_local = NULL, last_activity_day = NULL
WHERE last_activity_local >= $as_of
