-- How satisfied customers of each segment or country are: those of the order, else of the customer,
-- by the id that the export states, else by the e-mail.
-- reads: satisfaction, orders, order_facts, customer_facts, identities
-- $start_at, $end_at TIMESTAMP: the window [start, end), whose rows are is_now 1
-- $before_from_at, $before_to_at TIMESTAMP: the one that it is compared with, is_now 0
-- $by VARCHAR: segment or country

-- name: people_of
WITH
who AS (
    SELECT
        s.*,
        coalesce(i.customer, s.email) AS customer,
        CASE WHEN s.at_local >= $start_at THEN 1 ELSE 0 END AS is_now
    FROM satisfaction AS s
    LEFT JOIN identities AS i ON s.shop_id = i.shop_id AND s.email = i.email_norm
    WHERE
        (s.at_local >= $start_at AND s.at_local < $end_at)
        OR (s.at_local >= $before_from_at AND s.at_local < $before_to_at)
),
named AS (
    SELECT
        CASE
            WHEN $by = 'segment' THEN coalesce(o.segment, c.segment, e.segment)
            ELSE coalesce(o.country, c.country, e.country)
        END AS name,
        w.is_now,
        w.is_rated,
        w.is_satisfied,
        w.is_scored,
        w.is_promoter,
        w.is_detractor
    FROM who AS w
    LEFT JOIN order_facts AS o ON w.shop_id = o.shop_id AND w.order_id = o.order_id
    LEFT JOIN customer_facts AS c ON w.shop_id = c.shop_id AND w.customer_id = c.customer
    LEFT JOIN customer_facts AS e ON w.shop_id = e.shop_id AND w.customer = e.customer
)
SELECT
    count(*) AS answers,
    sum(is_rated)::BIGINT AS rated,
    sum(is_satisfied)::BIGINT AS satisfied,
    sum(is_scored)::BIGINT AS scored,
    sum(is_promoter)::BIGINT AS promoters,
    sum(is_detractor)::BIGINT AS detractors,
    name,
    is_now
FROM named
GROUP BY name, is_now
ORDER BY name NULLS LAST, is_now
