-- Each open deal, and since when it has been in its stage.
-- reads: deal_facts
-- may read: stage_entries
-- entered_local is as the deal states it, else by the history of its stages; NULL where neither does.
WITH
there AS (
    SELECT *
    FROM deal_facts
    WHERE state = 'open'
),
last_entries AS (
    SELECT
        e.shop_id,
        e.deal_id,
        max(e.entered_local) AS entered_local
    FROM stage_entries AS e
    INNER JOIN there AS t
        ON e.shop_id = t.shop_id AND e.deal_id = t.deal_id AND e.stage = t.stage
    WHERE e.exited_local IS NULL
    GROUP BY e.shop_id, e.deal_id
)
SELECT
    f.shop_id,
    f.deal_id,
    f.name,
    f.account,
    f.rep,
    f.owner,
    f.manager,
    f.team,
    f.territory,
    f.channel,
    f.lead_source,
    f.segment,
    f.product,
    f.pipeline,
    f.stage,
    f.amount,
    f.list_price,
    f.created_day,
    f.close_date,
    coalesce(f.stage_entered_local, e.entered_local) AS entered_local,
    f.next_step,
    f.next_activity_local
FROM there AS f
LEFT JOIN last_entries AS e ON f.shop_id = e.shop_id AND f.deal_id = e.deal_id
