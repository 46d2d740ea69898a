-- What the goods or customers that a campaign was aimed at brought by day, and all others.
-- reads: sales_moves, order_customers, customer_facts, orders
-- may read: campaigns
-- $from_at TIMESTAMP, $to_at TIMESTAMP: the days that campaigns and what came before them touch

-- Of each campaign on the list with a first day: all sales of its shop, and those of its aim.
-- A campaign without an aim is of all sales: nothing is left to compare with.
WITH
aims AS (
    SELECT
        campaign,
        min(shop_id) AS shop_id,
        max(sku) AS sku,
        max(lower(trim(category))) AS category,
        max(lower(trim(segment))) AS segment
    FROM campaigns
    WHERE starts IS NOT NULL
    GROUP BY campaign
),
aimed_skus AS (
    SELECT DISTINCT sku
    FROM aims
    WHERE sku IS NOT NULL
),
aimed_segments AS (
    SELECT DISTINCT segment
    FROM aims
    WHERE segment IS NOT NULL
),
-- Whose orders are of a segment that some campaign is aimed at.
segments AS (
    SELECT
        o.shop_id,
        o.order_id,
        s.segment
    FROM aimed_segments AS s
    INNER JOIN (
        SELECT
            c.shop_id,
            c.order_id,
            lower(coalesce(o.segment, f.segment)) AS segment
        FROM order_customers AS c
        INNER JOIN orders AS o ON c.shop_id = o.shop_id AND c.order_id = o.order_id
        LEFT JOIN customer_facts AS f ON c.shop_id = f.shop_id AND c.customer = f.customer
    ) AS o ON s.segment = o.segment
),
by_day AS (
    SELECT
        m.at_local::DATE AS day,
        m.shop_id,
        s.sku,
        lower(m.category) AS category,
        g.segment,
        sum(m.net_sales) AS net_sales,
        coalesce(sum(m.cost), 0) AS cost,
        sum(CASE WHEN m.cost IS NOT NULL THEN m.gross_sales - m.returns ELSE 0 END) AS covered,
        sum(CASE WHEN m.cost IS NULL THEN m.gross_sales - m.returns ELSE 0 END) AS uncovered
    FROM sales_moves AS m
    LEFT JOIN aimed_skus AS s ON m.sku = s.sku
    LEFT JOIN segments AS g ON m.shop_id = g.shop_id AND m.order_id = g.order_id
    WHERE m.at_local >= $from_at AND m.at_local < $to_at
    GROUP BY m.at_local::DATE, m.shop_id, s.sku, lower(m.category), g.segment
),
judged AS (
    SELECT
        a.campaign,
        d.day,
        (a.sku IS NULL OR coalesce(d.sku = a.sku, false))
        AND (a.category IS NULL OR coalesce(d.category = a.category, false))
        AND (a.segment IS NULL OR coalesce(d.segment = a.segment, false)) AS its_own,
        d.net_sales,
        d.cost,
        d.covered,
        d.uncovered
    FROM aims AS a
    INNER JOIN by_day AS d ON a.shop_id = d.shop_id OR a.shop_id = ''
)
SELECT
    campaign,
    day,
    its_own,
    sum(net_sales) AS net_sales,
    sum(cost) AS cost,
    sum(covered) AS covered,
    sum(uncovered) AS uncovered
FROM judged
GROUP BY campaign, day, its_own
ORDER BY campaign, day, its_own
