-- Each stay of a deal in a stage: when it entered, and when it went on into another.
-- reads: question
-- may read: deal_stage_history, deals
-- Rows in which only the amount or the date changed are no entry. A first row that says which stage
-- the deal left tells of a stay before it, from the deal's creation. exited_local and next_stage are
-- NULL while the deal is there.
WITH
rows_in_order AS (
    SELECT
        shop_id,
        deal_id,
        stage,
        from_stage,
        entered_local,
        lag(stage) OVER (
            PARTITION BY shop_id, deal_id ORDER BY entered_local, source_file, source_row
        ) AS stage_before,
        row_number() OVER (
            PARTITION BY shop_id, deal_id ORDER BY entered_local, source_file, source_row
        ) AS row_no
    FROM deal_stage_history
    WHERE stage IS NOT NULL
),
entered AS (
    SELECT
        shop_id,
        deal_id,
        stage,
        entered_local,
        row_no
    FROM rows_in_order
    WHERE stage_before IS NULL OR stage_before <> stage
    UNION ALL
    SELECT
        f.shop_id,
        f.deal_id,
        f.from_stage AS stage,
        coalesce(d.created_local, f.entered_local) AS entered_local,
        0 AS row_no
    FROM rows_in_order AS f
    LEFT JOIN deals AS d ON f.shop_id = d.shop_id AND f.deal_id = d.deal_id
    WHERE f.row_no = 1 AND f.from_stage <> f.stage
)
SELECT
    shop_id,
    deal_id,
    stage,
    entered_local,
    lead(entered_local) OVER (
        PARTITION BY shop_id, deal_id ORDER BY row_no
    ) AS exited_local,
    lead(stage) OVER (
        PARTITION BY shop_id, deal_id ORDER BY row_no
    ) AS next_stage,
    row_number() OVER (
        PARTITION BY shop_id, deal_id ORDER BY row_no
    ) AS nth
FROM entered
