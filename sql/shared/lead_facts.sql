-- Each lead: how it stands, whose it is, when it was first answered, and what it may be grouped by.
-- reads: lead_states, rep_facts, rep_names, source_names
-- may read: activities
-- rep and owner are told as in deal_facts, source as in source_names. touched_local is the first touch
-- that the CRM states, or the first call, mail or meeting that took place with the lead and was not
-- inbound, whichever was earlier. is_touched also where only a later trace says that somebody has been
-- at it: when it was first answered is then not known.
WITH
first_acts AS (
    SELECT
        shop_id,
        lead_id,
        min(coalesce(happened_local, created_local)) AS acted_local
    FROM activities
    WHERE lead_id IS NOT NULL AND coalesce(done, true) AND coalesce(direction, '') <> 'inbound'
    GROUP BY shop_id, lead_id
),
told AS (
    SELECT
        l.*,
        coalesce(i.rep_id, n.rep_id, l.owner_id, l.owner) AS rep,
        CASE
            WHEN l.first_touch_local IS NULL OR a.acted_local < l.first_touch_local THEN a.acted_local
            ELSE l.first_touch_local
        END AS touched_local,
        lower(coalesce(l.status, '') || ' ' || coalesce(l.stage, '')) AS said,
        coalesce(s.source, l.lead_source) AS named
    FROM lead_states AS l
    LEFT JOIN first_acts AS a ON l.shop_id = a.shop_id AND l.lead_id = a.lead_id
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
