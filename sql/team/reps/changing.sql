-- When deals of each rep last changed. What reps asks after it is named here, to be loaded at once.
-- reads: deal_facts
-- may read: targets, leads, deal_stage_history
-- then asks: team/reps_page, team/win_loss/closed, team/stages, team/quotas
-- $as_of TIMESTAMP: the question's now

-- name: reps_changing
-- When a stage, an amount or a date of a deal of theirs last changed, by the history.
WITH
changes AS (
    SELECT
        shop_id,
        deal_id,
        max(entered_local) AS changed_local
    FROM deal_stage_history
    WHERE entered_local < $as_of
    GROUP BY shop_id, deal_id
)
SELECT
    f.shop_id AS shop,
    f.rep,
    max(c.changed_local) AS at_local
FROM changes AS c
INNER JOIN deal_facts AS f ON c.shop_id = f.shop_id AND c.deal_id = f.deal_id
WHERE f.rep IS NOT NULL
GROUP BY f.shop_id, f.rep
ORDER BY f.shop_id, f.rep
