-- Stripe's subscriptions as a Fivetran pipeline lands them, one row each.
-- vendor: Stripe
-- export: Fivetran's Stripe connector: copy its subscription table out of the warehouse
-- cannot: what a subscription costs, which stands in the tables of its items and plans
-- input: subscription_rows
--   subscription_id  text     key needed         : id
--   synced           instant  utc needed         : _fivetran_synced
--   customer_id      text     key needed         : customer_id
--   status           text     needed             : status
--   created          instant  utc needed         : created
--   period_end       text     needed             : current_period_end
--   started          instant  utc                : start_date
--   ended            instant  utc                : ended_at
--   canceled         instant  utc                : canceled_at
--   live             flag                        : livemode
--   method           text                        : billing | collection_method
--   active           flag                        : _fivetran_active
--
-- Stamps are in UTC. Of several rows of one id the one synced last counts, and of a table that
-- keeps its history the active one. A subscription has ended when Stripe says when it did, or that
-- it is canceled; one that is canceled at the end of its period runs until then.

-- name: _subscriptions
SELECT
    *,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY shop_id, subscription_id
                ORDER BY
                    coalesce(active, true) DESC, synced.at DESC NULLS LAST, source_file DESC,
                    source_row DESC
            ) > 1 OR NOT active THEN 'older version of a row: the one synced last counts'
        WHEN NOT live THEN 'in test mode'
        WHEN lower(status) = 'incomplete_expired' THEN 'subscription whose first payment never came'
    END AS why_not
FROM subscription_rows

-- name: subscriptions
SELECT
    shop_id, customer_id, subscription_id, method AS payment, coalesce(started, created) AS started_at,
    CASE WHEN lower(status) = 'canceled' THEN coalesce(ended, canceled) ELSE ended END AS cancelled_at,
    lower(status) = 'canceled' OR ended IS NOT NULL AS churned, source_file, source_row
FROM _subscriptions
WHERE why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _subscriptions
WHERE why_not IS NOT NULL
