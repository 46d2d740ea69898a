-- Who each campaign was for, each person once, and which customers of the shops that person is.
-- reads: identities, orders, campaign_names
-- may read: campaign_members, campaigns
-- Who stands in both groups, by two rows, has `least` and `most` that differ; a group of another
-- name is NULL. Who was held back counts from the first send, unless the file says from when.
WITH
shops AS (
    SELECT DISTINCT shop_id
    FROM orders
),
listed AS (
    SELECT
        coalesce(n.campaign, m.campaign) AS campaign,
        m.shop_id,
        CASE WHEN contains(m.customer, '@') THEN lower(trim(m.customer)) ELSE m.customer END
            AS customer,
        CASE
            WHEN
                lower(trim(coalesce(m.arm, '')))
                IN ('', 'treatment', 'treated', 'test', 'exposed', 'sent', 'target', 'mailed')
                THEN 1
            WHEN
                lower(trim(m.arm)) IN (
                    'control', 'controls', 'holdout', 'hold-out', 'hold out', 'held out',
                    'held back', 'held-out', 'control group', 'not sent'
                )
                THEN 0
        END AS treated,
        m.sent_local
    FROM campaign_members AS m
    LEFT JOIN campaign_names AS n ON lower(trim(m.campaign)) = n.called
),
began AS (
    SELECT
        l.campaign,
        coalesce(
            min(CASE WHEN l.treated = 1 THEN l.sent_local END),
            min(l.sent_local),
            min(c.starts)::TIMESTAMP
        ) AS first_local
    FROM listed AS l
    LEFT JOIN campaigns AS c ON l.campaign = c.campaign
    GROUP BY l.campaign
),
-- A person may be listed by id and by e-mail, and know several shops.
ties AS (
    SELECT
        email_norm,
        min(customer) AS customer
    FROM identities
    GROUP BY email_norm
),
people AS (
    SELECT
        l.campaign,
        coalesce(t.customer, l.customer) AS person,
        min(l.treated) AS least,
        max(l.treated) AS most,
        count(l.treated) = count(*) AS named,
        coalesce(min(l.sent_local), min(b.first_local)) AS sent_local
    FROM listed AS l
    INNER JOIN began AS b ON l.campaign = b.campaign
    LEFT JOIN ties AS t ON l.customer = t.email_norm
    GROUP BY l.campaign, coalesce(t.customer, l.customer)
),
-- A file that is of no shop is of all shops.
known AS (
    SELECT DISTINCT
        l.campaign,
        coalesce(t.customer, l.customer) AS person,
        s.shop_id,
        coalesce(i.customer, l.customer) AS customer
    FROM listed AS l
    INNER JOIN shops AS s ON l.shop_id = s.shop_id OR l.shop_id = ''
    LEFT JOIN ties AS t ON l.customer = t.email_norm
    LEFT JOIN identities AS i ON s.shop_id = i.shop_id AND l.customer = i.email_norm
)
SELECT
    p.campaign,
    p.person,
    CASE WHEN p.named AND p.least = p.most THEN p.least END AS treated,
    CASE WHEN p.least < p.most THEN 1 ELSE 0 END AS in_both,
    p.sent_local,
    k.shop_id,
    k.customer
FROM people AS p
LEFT JOIN known AS k ON p.campaign = k.campaign AND p.person = k.person
