-- Leads and activities that nobody has, and leads that stand there twice.
-- may read: leads, activities
-- $within BIGINT: days within which two leads of one e-mail may be one lead
-- $top BIGINT: rows shown

-- name: people_totals
SELECT
    (SELECT count(*) FROM leads) AS leads,
    (SELECT count(coalesce(owner, owner_id)) FROM leads) AS owned_leads,
    (SELECT count(email_norm) FROM leads) AS mailed,
    (SELECT count(*) FROM activities) AS activities,
    (SELECT count(coalesce(owner, owner_id)) FROM activities) AS owned_activities

-- name: people_faults
-- By check how many rows break it, and the first few of them.
WITH
ordered AS (
    SELECT
        *,
        lag(lead_id) OVER mine AS before_id,
        lag(created_day) OVER mine AS before_day,
        lead(lead_id) OVER mine AS after_id,
        lead(created_day) OVER mine AS after_day
    FROM leads
    WHERE email_norm IS NOT NULL
    WINDOW mine AS (PARTITION BY shop_id, email_norm ORDER BY created_local, lead_id)
),
broken AS (
    SELECT
        'lead-owner' AS kind,
        source_file,
        source_row,
        lead_id AS said
    FROM leads
    WHERE coalesce(owner, owner_id) IS NULL
    UNION ALL
    SELECT
        'activity-owner' AS kind,
        source_file,
        source_row,
        coalesce(type || ' ', '') || activity_id AS said
    FROM activities
    WHERE coalesce(owner, owner_id) IS NULL
    UNION ALL
    SELECT
        'lead-twice' AS kind,
        source_file,
        source_row,
        CASE
            WHEN before_id IS NOT NULL AND coalesce(created_day - before_day <= $within, true)
                THEN lead_id || ' and ' || before_id
            ELSE lead_id || ' and ' || after_id
        END AS said
    FROM ordered
    WHERE
        (before_id IS NOT NULL AND coalesce(created_day - before_day <= $within, true))
        OR (after_id IS NOT NULL AND coalesce(after_day - created_day <= $within, true))
),
numbered AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY kind) AS bad,
        row_number() OVER (PARTITION BY kind ORDER BY source_file, source_row) AS nth
    FROM broken
)
SELECT
    kind,
    bad,
    source_file,
    source_row,
    said
FROM numbered
WHERE nth <= $top
ORDER BY kind, nth
