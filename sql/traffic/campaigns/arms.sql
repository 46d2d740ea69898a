-- What those a campaign was sent to bought, and those held back.
-- reads: campaign_people, campaign_tests, campaign_moves
-- may read: campaigns
-- then asks: traffic/campaign_days
-- $days INTEGER: how long after the send counts
-- $before_days INTEGER: how long before it the groups are held against each other
-- $from_at TIMESTAMP: before then nothing of any campaign counts
-- $as_of TIMESTAMP: the question's now

-- name: arms
-- Both groups of each campaign: sums over persons, and those of the squares.
WITH
codes AS (
    SELECT
        campaign,
        ',' || max(lower(trim(code))) || ',' AS code
    FROM campaigns
    WHERE code IS NOT NULL
    GROUP BY campaign
),
moves AS (
    SELECT
        p.campaign,
        p.person,
        v.at_local >= p.sent_local AS after,
        v.orders,
        v.net_sales,
        v.profit,
        v.amount,
        v.covered,
        CASE WHEN contains(v.codes, c.code) THEN 1 ELSE 0 END AS coded
    FROM campaign_tests AS t
    INNER JOIN campaign_people AS p ON t.campaign = p.campaign AND t.person = p.person
    INNER JOIN campaign_moves AS v
        ON p.shop_id = v.shop_id AND p.customer = v.customer
    LEFT JOIN codes AS c ON p.campaign = c.campaign
    WHERE
        v.at_local >= $from_at
        AND v.at_local >= p.sent_local - $before_days * INTERVAL 1 DAY
        AND v.at_local < p.sent_local + $days * INTERVAL 1 DAY
        AND v.at_local < $as_of
),
bought AS (
    SELECT
        campaign,
        person,
        sum(CASE WHEN after THEN orders ELSE 0 END) AS orders,
        sum(CASE WHEN after THEN net_sales ELSE 0 END) AS net_sales,
        sum(CASE WHEN after THEN profit ELSE 0 END)::DOUBLE AS profit,
        sum(CASE WHEN after THEN 0 ELSE orders END) AS orders_before,
        sum(CASE WHEN after THEN 0 ELSE net_sales END) AS net_before,
        sum(CASE WHEN after THEN amount END) AS amount,
        sum(CASE WHEN after THEN covered END) AS covered,
        max(CASE WHEN after THEN coded ELSE 0 END) AS coded
    FROM moves
    GROUP BY campaign, person
)
SELECT
    p.campaign,
    p.treated,
    count(*) AS members,
    count(CASE WHEN b.orders > 0 THEN 1 END) AS buyers,
    coalesce(sum(b.orders), 0)::BIGINT AS orders,
    coalesce(sum(b.net_sales), 0) AS net_sales,
    coalesce(sum(b.net_sales::DOUBLE * b.net_sales::DOUBLE), 0.0::DOUBLE) AS net_squares,
    coalesce(sum(b.profit), 0.0::DOUBLE) AS profit,
    coalesce(sum(b.profit * b.profit), 0.0::DOUBLE) AS profit_squares,
    coalesce(sum(b.amount), 0.0::DOUBLE) AS amount,
    coalesce(sum(b.covered), 0.0::DOUBLE) AS covered,
    count(CASE WHEN b.orders_before > 0 THEN 1 END) AS buyers_before,
    coalesce(sum(b.net_before), 0) AS net_before,
    coalesce(sum(b.net_before::DOUBLE * b.net_before::DOUBLE), 0.0::DOUBLE) AS before_squares,
    count(
        CASE
            WHEN p.other_before > p.sent_local - $days * INTERVAL 1 DAY THEN 1
            WHEN p.other_after < p.sent_local + $days * INTERVAL 1 DAY THEN 1
        END
    ) AS also_reached,
    count(CASE WHEN b.coded = 1 THEN 1 END) AS used_code
FROM campaign_tests AS p
LEFT JOIN bought AS b ON p.campaign = b.campaign AND p.person = b.person
GROUP BY p.campaign, p.treated
ORDER BY p.campaign, p.treated
