-- What campaigns there were, what each cost, and whether it moved sales.
-- reads: orders, campaign_names, campaign_people
-- may read: campaigns, campaign_members, spend_daily, customer_segments
-- (the segments for what is asked then: all is loaded at once)

-- name: known
-- Every campaign that a list, its members or the spend names.
WITH
listed AS (
    SELECT
        campaign,
        min(shop_id) AS shop,
        max(name) AS name,
        max(kind) AS kind,
        max(channel) AS channel,
        min(starts) AS starts,
        max(ends) AS ends,
        max(trim(code)) AS code,
        max(sku) AS sku,
        max(category) AS category,
        max(segment) AS segment,
        sum(budget) AS budget
    FROM campaigns
    GROUP BY campaign
),
members AS (
    SELECT
        campaign,
        min(sent_local) AS first_sent,
        max(sent_local) AS last_sent,
        count(DISTINCT CASE WHEN treated = 1 THEN person END) AS treated,
        count(DISTINCT CASE WHEN treated = 0 THEN person END) AS held_back,
        count(DISTINCT CASE WHEN in_both = 1 THEN person END) AS in_both,
        count(DISTINCT CASE WHEN treated IS NULL AND in_both = 0 THEN person END) AS unclear
    FROM campaign_people
    GROUP BY campaign
),
spent AS (
    SELECT
        coalesce(n.campaign, s.campaign) AS campaign,
        max(s.channel) AS channel,
        min(s.day) AS first_day,
        max(s.day) AS last_day,
        sum(s.cost) AS spend
    FROM spend_daily AS s
    LEFT JOIN campaign_names AS n ON lower(trim(s.campaign)) = n.called
    WHERE s.campaign IS NOT NULL
    GROUP BY coalesce(n.campaign, s.campaign)
),
every AS (
    SELECT campaign FROM listed
    UNION
    SELECT campaign FROM members
    UNION
    SELECT campaign FROM spent
)
SELECT
    e.campaign,
    coalesce(l.name, e.campaign) AS name,
    l.campaign IS NOT NULL AS listed,
    l.shop,
    l.kind,
    coalesce(l.channel, s.channel) AS channel,
    l.starts,
    l.ends,
    l.code,
    l.sku,
    l.category,
    l.segment,
    l.budget,
    m.first_sent,
    m.last_sent,
    coalesce(m.treated, 0) AS treated,
    coalesce(m.held_back, 0) AS held_back,
    coalesce(m.in_both, 0) AS in_both,
    coalesce(m.unclear, 0) AS unclear,
    s.first_day,
    s.last_day,
    s.spend
FROM every AS e
LEFT JOIN listed AS l ON e.campaign = l.campaign
LEFT JOIN members AS m ON e.campaign = m.campaign
LEFT JOIN spent AS s ON e.campaign = s.campaign
ORDER BY e.campaign
