-- Each lead: how it stands, whose it is, when it was first answered, and what it may be grouped by.
-- reads: leads, lead_states, rep_facts, rep_names, source_names
-- may read: activities
-- rep and owner are told as in deal_facts, source as in source_names. touched_local is the first touch
-- that the CRM states, or the first call, mail or meeting that took place with the lead and was not
-- inbound, whichever was earlier; one from before the lead came in only where none came after, so that
-- it can be told. is_touched also where only a later trace says that somebody has been at it: when it
-- was first answered is then not known.
WITH
acts AS (
    SELECT
        shop_id,
        lead_id,
        coalesce(happened_local, created_local) AS acted_local
    FROM activities
    WHERE lead_id IS NOT NULL AND coalesce(done, true) AND coalesce(direction, '') <> 'inbound'
),
touches AS (
    SELECT
        shop_id,
        lead_id,
        first_touch_local AS at_local,
        created_local
    FROM leads
    WHERE first_touch_local IS NOT NULL
    UNION ALL
    SELECT
        a.shop_id,
        a.lead_id,
        a.acted_local AS at_local,
        l.created_local
    FROM acts AS a
    INNER JOIN leads AS l ON a.shop_id = l.shop_id AND a.lead_id = l.lead_id
),
first_touches AS (
    SELECT
        shop_id,
        lead_id,
        coalesce(
            min(CASE WHEN at_local >= created_local THEN at_local END), min(at_local)
        ) AS touched_local
    FROM touches
    GROUP BY shop_id, lead_id
),
told AS (
    SELECT
        l.*,
        coalesce(i.rep_id, n.rep_id, l.owner_id, l.owner) AS rep,
        f.touched_local,
        coalesce(s.source, l.lead_source) AS named
    FROM lead_states AS l
    LEFT JOIN first_touches AS f ON l.shop_id = f.shop_id AND l.lead_id = f.lead_id
    LEFT JOIN source_names AS s ON l.lead_source = s.written
    LEFT JOIN rep_facts AS i ON l.shop_id = i.shop_id AND l.owner_id = i.rep_id
    LEFT JOIN rep_names AS n
        ON
            l.shop_id = n.shop_id
            AND replace(lower(coalesce(l.owner, l.owner_id)), ' ', '') = n.name_key
            AND (n.is_listed OR coalesce(l.owner_id, l.owner) = l.owner)
)
SELECT
    t.shop_id,
    t.lead_id,
    coalesce(t.name, t.company, t.lead_id) AS name,
    t.company,
    t.created_local,
    t.created_day,
    t.named AS source,
    t.campaign,
    t.country,
    t.industry,
    t.rating,
    t.score,
    t.status,
    t.rep,
    coalesce(
        r.name, CASE WHEN coalesce(t.owner_id, t.owner) = t.owner THEN t.rep END,
        t.owner, t.owner_id
    ) AS owner,
    r.manager,
    r.team,
    r.start_date,
    r.end_date,
    t.became,
    t.converted_local,
    t.given_up,
    t.qualified_local IS NOT NULL OR (
        contains(t.said, 'qualified') AND NOT contains(t.said, 'disqual')
        AND NOT contains(t.said, 'unqual') AND NOT contains(t.said, 'not qual')
    ) AS says_qualified,
    t.touched_local,
    t.touched_local IS NOT NULL OR t.qualified_local IS NOT NULL OR coalesce(t.became, 0) = 1
    OR coalesce(t.last_activity_local >= t.created_local, false) AS is_touched,
    t.deal_id,
    t.state,
    t.won_amount
FROM told AS t
LEFT JOIN rep_facts AS r ON t.shop_id = r.shop_id AND t.rep = r.rep_id
