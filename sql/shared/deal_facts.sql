-- Each deal: how it stands, whose it is, and what it may be grouped by.
-- reads: deals, rep_facts, rep_names, deal_products
-- may read: accounts
-- state is open, won, lost, closed (nobody says how), or unknown. rep is whose deal it is as quotas
-- and reps name them; owner is that name to be read. A deal's own team, territory and segment win over
-- the rep's and the account's. cycle_days is from the day it was created to the day it closed; NULL
-- where either is unknown or they are in the wrong order.
WITH
owned AS (
    SELECT
        d.*,
        coalesce(i.rep_id, n.rep_id, d.owner_id, d.owner) AS rep,
        CASE
            WHEN d.is_won THEN 'won'
            WHEN d.is_closed AND NOT d.is_won THEN 'lost'
            WHEN d.is_closed THEN 'closed'
            WHEN NOT d.is_closed THEN 'open'
            ELSE 'unknown'
        END AS state,
        CASE WHEN d.is_closed THEN coalesce(d.closed_day, d.close_date) END AS ended_day
    FROM deals AS d
    LEFT JOIN rep_facts AS i ON d.shop_id = i.shop_id AND d.owner_id = i.rep_id
    LEFT JOIN rep_names AS n
        ON
            d.shop_id = n.shop_id
            AND replace(lower(coalesce(d.owner, d.owner_id)), ' ', '') = n.name_key
            AND (n.is_listed OR coalesce(d.owner_id, d.owner) = d.owner)
)
SELECT
    o.shop_id,
    o.deal_id,
    coalesce(o.name, o.deal_id) AS name,
    coalesce(o.account, a.name, o.account_id) AS account,
    o.rep,
    coalesce(
        r.name, CASE WHEN coalesce(o.owner_id, o.owner) = o.owner THEN o.rep END,
        o.owner, o.owner_id
    ) AS owner,
    r.manager,
    coalesce(o.team, r.team) AS team,
    coalesce(o.territory, r.territory, a.territory) AS territory,
    coalesce(o.pipeline, '') AS pipeline,
    o.stage,
    o.state,
    o.amount,
    o.currency,
    o.probability,
    o.forecast_category,
    o.created_local,
    o.created_day,
    o.close_date,
    CASE WHEN o.is_closed THEN coalesce(o.closed_local, o.close_date::TIMESTAMP) END AS closed_local,
    o.ended_day AS closed_day,
    CASE
        WHEN o.ended_day >= o.created_day THEN date_diff('day', o.created_day, o.ended_day)
    END AS cycle_days,
    o.stage_entered_local,
    o.last_activity_local,
    o.updated_local,
    o.next_step,
    o.next_activity_local,
    o.lead_source,
    o.channel,
    o.campaign,
    o.type,
    coalesce(o.segment, a.segment, a.industry) AS segment,
    coalesce(p.listed, o.product) AS product,
    o.product AS product_written,
    p.list_price,
    o.lost_reason,
    o.competitor
FROM owned AS o
LEFT JOIN rep_facts AS r ON o.shop_id = r.shop_id AND o.rep = r.rep_id
LEFT JOIN accounts AS a ON o.shop_id = a.shop_id AND o.account_id = a.account_id
LEFT JOIN deal_products AS p ON o.shop_id = p.shop_id AND o.product = p.written
