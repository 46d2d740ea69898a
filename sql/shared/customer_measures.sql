-- What each known customer bought in all loaded history: the measures that rules speak of.
-- reads: order_customers, order_value
WITH
placed AS (
    SELECT
        c.shop_id || ' ' || c.customer AS customer_key,
        c.order_id,
        c.ordered_local,
        c.kept,
        v.units
    FROM order_customers AS c
    INNER JOIN order_value AS v ON c.shop_id = v.shop_id AND c.order_id = v.order_id
    WHERE c.customer IS NOT NULL
),
-- Orders within 30 days from each order on: a burst is a project.
bursts AS (
    SELECT
        customer_key,
        count(*) OVER (
            PARTITION BY customer_key ORDER BY ordered_local
            RANGE BETWEEN CURRENT ROW AND INTERVAL 30 DAY FOLLOWING
        ) AS orders
    FROM placed
    WHERE ordered_local IS NOT NULL
),
busiest AS (
    SELECT
        customer_key,
        max(orders) AS most_orders_in_30_days
    FROM bursts
    GROUP BY customer_key
),
by_quarter AS (
    SELECT
        customer_key,
        quarter(ordered_local) AS season,
        count(*) AS orders
    FROM placed
    WHERE ordered_local IS NOT NULL
    GROUP BY customer_key, quarter(ordered_local)
),
seasons AS (
    SELECT
        customer_key,
        max(orders) AS orders
    FROM by_quarter
    GROUP BY customer_key
),
sums AS (
    SELECT
        customer_key,
        count(*) AS orders,
        sum(units) AS units,
        sum(kept) AS order_value,
        max(units) AS most_units,
        min(ordered_local) AS first_local,
        max(ordered_local) AS last_local
    FROM placed
    GROUP BY customer_key
)
SELECT
    s.customer_key,
    s.orders::DOUBLE AS orders,
    s.units::DOUBLE AS units,
    s.order_value::DOUBLE AS order_value,
    s.order_value::DOUBLE / nullif(s.orders::DOUBLE, 0.0::DOUBLE) AS aov,
    s.units::DOUBLE / nullif(s.orders::DOUBLE, 0.0::DOUBLE) AS units_per_order,
    s.most_units::DOUBLE AS most_units,
    coalesce(b.most_orders_in_30_days, 0)::DOUBLE AS orders_in_30_days,
    coalesce(q.orders, 0)::DOUBLE / nullif(s.orders::DOUBLE, 0.0::DOUBLE) AS season_share,
    coalesce(datediff('day', s.first_local::DATE, s.last_local::DATE), 0)::DOUBLE AS days_active
FROM sums AS s
LEFT JOIN busiest AS b ON s.customer_key = b.customer_key
LEFT JOIN seasons AS q ON s.customer_key = q.customer_key
