-- Each stage of each pipeline: its place, and what it is: open, won or lost.
-- reads: deal_facts, stage_plan
-- may read: deals, stage_entries
-- A stage is open where an open deal is in it, or where it is neither the word nor the end of deals that
-- were won or lost. The place is by --stages, else as the CRM numbers it, else by its mean chance of
-- winning, else by how late deals come to it: the first of these that tells of every open stage. Where
-- none tells of any it is by the words that such stages usually have, and that is said.
WITH
current AS (
    SELECT
        f.pipeline,
        f.stage,
        count(CASE WHEN f.state = 'open' THEN 1 END) AS open_deals,
        count(CASE WHEN f.state = 'won' THEN 1 END) AS won_deals,
        count(CASE WHEN f.state = 'lost' THEN 1 END) AS lost_deals,
        avg(CASE WHEN f.state = 'open' THEN f.probability END) AS chance,
        avg(CASE WHEN f.state IN ('open', 'unknown') THEN d.stage_order END)::DOUBLE AS numbered
    FROM deal_facts AS f
    INNER JOIN deals AS d ON f.shop_id = d.shop_id AND f.deal_id = d.deal_id
    WHERE f.stage IS NOT NULL
    GROUP BY f.pipeline, f.stage
),
passed AS (
    SELECT
        coalesce(f.pipeline, '') AS pipeline,
        e.stage,
        count(*) AS entries,
        avg(e.nth)::DOUBLE AS seen
    FROM stage_entries AS e
    LEFT JOIN deal_facts AS f ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
    GROUP BY coalesce(f.pipeline, ''), e.stage
),
pipelines AS (
    SELECT DISTINCT pipeline FROM deal_facts
),
named AS (
    SELECT
        pipeline,
        stage
    FROM current
    UNION
    SELECT
        pipeline,
        stage
    FROM passed
    UNION
    SELECT
        coalesce(p.pipeline, c.pipeline) AS pipeline,
        p.stage
    FROM stage_plan AS p
    INNER JOIN pipelines AS c
        ON p.pipeline IS NULL OR p.pipeline = c.pipeline
),
told AS (
    SELECT
        n.pipeline,
        n.stage,
        coalesce(c.open_deals, 0) AS open_deals,
        CASE
            WHEN c.open_deals > 0 THEN 'open'
            WHEN contains(lower(n.stage), 'lost') THEN 'lost'
            WHEN contains(lower(n.stage), 'won') THEN 'won'
            WHEN c.won_deals > 0 AND c.lost_deals = 0 THEN 'won'
            WHEN c.lost_deals > 0 AND c.won_deals = 0 AND q.entries IS NOT NULL THEN 'lost'
            ELSE 'open'
        END AS kind,
        p.place::DOUBLE AS planned,
        p.probability AS planned_chance,
        coalesce(
            p.is_proposal,
            contains(lower(n.stage), 'propos') OR contains(lower(n.stage), 'quot')
            OR contains(lower(n.stage), 'angebot') OR contains(lower(n.stage), 'propost')
            OR contains(lower(n.stage), 'offert') OR contains(lower(n.stage), 'preventiv')
        ) AS is_proposal,
        coalesce(p.is_qualified, true) AS is_qualified,
        c.numbered,
        c.chance,
        q.seen,
        q.entries,
        CASE
            WHEN contains(lower(n.stage), 'negotia') OR contains(lower(n.stage), 'commit') THEN 6
            WHEN contains(lower(n.stage), 'propos') OR contains(lower(n.stage), 'quot') THEN 5
            WHEN contains(lower(n.stage), 'demo') OR contains(lower(n.stage), 'present') THEN 4
            WHEN contains(lower(n.stage), 'engag') OR contains(lower(n.stage), 'need') THEN 3
            WHEN contains(lower(n.stage), 'quali') OR contains(lower(n.stage), 'discov') THEN 2
            WHEN contains(lower(n.stage), 'prospect') OR contains(lower(n.stage), 'lead') THEN 1
        END AS usual
    FROM named AS n
    LEFT JOIN current AS c ON n.pipeline = c.pipeline AND n.stage = c.stage
    LEFT JOIN passed AS q ON n.pipeline = q.pipeline AND n.stage = q.stage
    LEFT JOIN stage_plan AS p
        ON
            lower(trim(n.stage)) = lower(trim(p.stage))
            AND (p.pipeline IS NULL OR n.pipeline = p.pipeline)
),
judged AS (
    SELECT
        pipeline,
        CASE
            WHEN count(*) = count(planned) THEN 'by --stages'
            WHEN count(*) = count(numbered) AND count(DISTINCT numbered) > 1
                THEN 'as the CRM numbers them'
            WHEN count(*) = count(chance) AND count(DISTINCT chance) > 1
                THEN 'by their stated chance of winning'
            WHEN count(*) = count(seen) THEN 'by how late deals come to them'
            WHEN count(planned) > 0 THEN 'by --stages'
            WHEN count(chance) > 0 THEN 'by their stated chance of winning'
            WHEN count(seen) > 0 THEN 'by how late deals come to them'
            ELSE 'by what such names usually mean'
        END AS basis
    FROM told
    WHERE kind = 'open'
    GROUP BY pipeline
),
keyed AS (
    SELECT
        t.*,
        coalesce(j.basis, '') AS basis,
        CASE
            WHEN j.basis = 'by --stages' THEN t.planned
            WHEN j.basis = 'as the CRM numbers them' THEN t.numbered
            WHEN j.basis = 'by their stated chance of winning' THEN t.chance
            WHEN j.basis = 'by how late deals come to them' THEN t.seen
            ELSE t.usual
        END AS sort_key
    FROM told AS t
    LEFT JOIN judged AS j ON t.pipeline = j.pipeline
)
SELECT
    pipeline,
    stage,
    kind,
    open_deals,
    coalesce(entries, 0) AS entries,
    planned_chance,
    is_proposal,
    is_qualified,
    basis,
    CASE
        WHEN kind = 'open'
            THEN
                row_number() OVER (
                    PARTITION BY pipeline, kind ORDER BY sort_key IS NULL, sort_key, stage
                )
    END AS place
FROM keyed
