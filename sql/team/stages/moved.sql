-- Of the deals that entered each stage: how far they came later, and how they stand.
-- reads: deal_facts, stage_stays
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of the days deals were created on
-- $undated BOOLEAN: whether deals without such a day count too
-- $by VARCHAR: owner, team, manager, source, channel, segment, product, or '' for none
-- name: deals_moved
-- furthest is the last place that was entered after the stage, 1000000 where the deal was won, 0 where
-- none. A deal that only ever went on came as far from each stage as it ever came; of the others it is
-- looked up stay by stay.
WITH
asked AS (
    SELECT
        shop_id,
        deal_id,
        CASE $by
            WHEN '' THEN ''
            WHEN 'owner' THEN coalesce(owner, 'Unknown')
            WHEN 'team' THEN coalesce(team, 'Unknown')
            WHEN 'manager' THEN coalesce(manager, 'Unknown')
            WHEN 'source' THEN coalesce(lead_source, 'Unknown')
            WHEN 'channel' THEN coalesce(channel, 'Unknown')
            WHEN 'segment' THEN coalesce(segment, 'Unknown')
            WHEN 'product' THEN coalesce(product, 'Unknown')
        END AS part
    FROM deal_facts
    WHERE
        (created_local >= $start_at AND created_local < $end_at)
        OR ($undated AND created_local IS NULL)
),
reached AS (
    SELECT
        s.shop_id,
        s.deal_id,
        max(coalesce(s.place, 0)) AS place,
        max(CASE WHEN s.state = 'won' OR s.kind = 'won' THEN 1 ELSE 0 END) AS is_won,
        max(
            CASE
                WHEN s.went IN ('back', 'aside') THEN 1
                WHEN s.went = 'out' AND s.next_stage IS NOT NULL THEN 1
                ELSE 0
            END
        ) AS is_winding
    FROM stage_stays AS s
    GROUP BY s.shop_id, s.deal_id
),
cohort AS (
    SELECT
        r.shop_id,
        r.deal_id,
        a.part,
        CASE WHEN r.is_won = 1 THEN 1000000 ELSE r.place END AS furthest,
        r.is_winding
    FROM reached AS r
    INNER JOIN asked AS a ON r.shop_id = a.shop_id AND r.deal_id = a.deal_id
),
straight AS (
    SELECT
        s.pipeline,
        s.stage,
        c.part,
        s.state,
        CASE WHEN c.furthest > s.place THEN c.furthest ELSE 0 END AS furthest,
        count(*) AS deals
    FROM stage_stays AS s
    INNER JOIN cohort AS c ON s.shop_id = c.shop_id AND s.deal_id = c.deal_id
    WHERE c.is_winding = 0 AND s.place IS NOT NULL
    GROUP BY
        s.pipeline, s.stage, c.part, s.state,
        CASE WHEN c.furthest > s.place THEN c.furthest ELSE 0 END
),
ahead AS (
    SELECT
        s.shop_id,
        s.deal_id,
        s.pipeline,
        s.stage,
        c.part,
        s.state,
        s.place,
        max(CASE WHEN s.kind = 'won' THEN 1000000 ELSE coalesce(s.place, 0) END) OVER (
            PARTITION BY s.shop_id, s.deal_id ORDER BY s.nth
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS furthest
    FROM stage_stays AS s
    INNER JOIN cohort AS c ON s.shop_id = c.shop_id AND s.deal_id = c.deal_id
    WHERE c.is_winding = 1
),
winding AS (
    SELECT
        pipeline,
        stage,
        part,
        state,
        place,
        max(CASE WHEN state = 'won' THEN 1000000 ELSE coalesce(furthest, 0) END) AS furthest
    FROM ahead
    WHERE place IS NOT NULL
    GROUP BY shop_id, deal_id, pipeline, stage, part, state, place
),
counted AS (
    SELECT
        pipeline,
        stage,
        part,
        state,
        furthest,
        deals
    FROM straight
    UNION ALL
    SELECT
        pipeline,
        stage,
        part,
        state,
        CASE WHEN furthest > place THEN furthest ELSE 0 END AS furthest,
        count(*) AS deals
    FROM winding
    GROUP BY
        pipeline, stage, part, state,
        CASE WHEN furthest > place THEN furthest ELSE 0 END
)
SELECT
    pipeline,
    stage,
    part,
    state,
    furthest::BIGINT AS furthest,
    sum(deals)::BIGINT AS deals
FROM counted
GROUP BY pipeline, stage, part, state, furthest::BIGINT
ORDER BY pipeline, stage, part, state, furthest::BIGINT
