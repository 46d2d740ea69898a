-- How stays in stages ended lately, and before.
-- reads: stage_stays
-- $as_of TIMESTAMP: the question's now
-- $days BIGINT: how many days one span has; the latest ends now, and is 0
-- $spans BIGINT: how many spans before it
-- name: spans_of_entries
-- Entries of each span, seen as at its end: so those of long ago are not more settled than the new.
WITH
aged AS (
    SELECT
        pipeline,
        stage,
        went,
        date_diff('second', entered_local, $as_of) AS since_entered,
        date_diff('second', left_local, $as_of) AS since_left
    FROM stage_stays
    WHERE went IN ('on', 'lost') AND entered_local <= left_local AND left_local <= $as_of
),
spanned AS (
    SELECT
        pipeline,
        stage,
        went,
        since_left,
        floor(since_entered::DOUBLE / nullif(86400.0 * $days, 0))::BIGINT AS span
    FROM aged
)
SELECT
    pipeline,
    stage,
    span,
    count(*) AS decided,
    count(CASE WHEN went = 'on' THEN 1 END) AS went_on
FROM spanned
WHERE span <= $spans AND since_left >= span * $days * 86400
GROUP BY pipeline, stage, span
ORDER BY pipeline, stage, span;

-- name: lengths_of_stays
-- By the whole day, of stays that ended in the latest span and in those before it.
WITH
ended AS (
    SELECT
        pipeline,
        stage,
        date_diff('second', left_local, $as_of) < $days * 86400 AS is_recent,
        floor(days)::BIGINT AS whole_days
    FROM stage_stays
    WHERE
        place IS NOT NULL AND days IS NOT NULL AND left_local <= $as_of
        AND date_diff('second', left_local, $as_of) < $days * ($spans + 1) * 86400
)
SELECT
    pipeline,
    stage,
    is_recent,
    whole_days,
    count(*) AS stays
FROM ended
GROUP BY pipeline, stage, is_recent, whole_days
ORDER BY pipeline, stage, is_recent, whole_days
