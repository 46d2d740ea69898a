-- Each stay in a stage of the deals that are loaded: how it ended, and after how long.
-- reads: deal_facts, stage_order
-- may read: stage_entries
-- place is the stage's place among the open ones; NULL of won and lost, and of one that --stages leaves
-- out where it says the order. went is on (into a later stage, or won), back, lost, aside (into a stage
-- without a place), out (of a stage that is no open one), there (the deal is open and in it), or unknown
-- (nobody says how the deal stands). The last stay of a deal that is over ends on the day that closed it.
WITH
stays AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.pipeline,
        e.stage,
        o.kind,
        o.place,
        o.is_proposal,
        e.next_stage,
        n.kind AS next_kind,
        n.place AS next_place,
        f.state,
        f.created_local,
        e.nth,
        e.entered_local,
        coalesce(e.exited_local, f.closed_day::TIMESTAMP) AS left_local,
        CASE
            WHEN o.place IS NULL THEN 'out'
            WHEN n.kind = 'won' OR n.place > o.place THEN 'on'
            WHEN n.kind = 'lost' THEN 'lost'
            WHEN n.place < o.place THEN 'back'
            WHEN e.next_stage IS NOT NULL THEN 'aside'
            WHEN f.state = 'won' THEN 'on'
            WHEN f.state = 'lost' THEN 'lost'
            WHEN f.state = 'open' THEN 'there'
            ELSE 'unknown'
        END AS went
    FROM stage_entries AS e
    INNER JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
    INNER JOIN stage_order AS o ON f.pipeline = o.pipeline AND e.stage = o.stage
    LEFT JOIN stage_order AS n ON f.pipeline = n.pipeline AND e.next_stage = n.stage
)
SELECT
    *,
    CASE
        WHEN went IN ('there', 'unknown') THEN NULL
        WHEN left_local::DATE = entered_local::DATE AND left_local < entered_local THEN 0.0
        WHEN left_local >= entered_local
            THEN date_diff('second', entered_local, left_local)::DOUBLE / 86400
    END AS days
FROM stays
