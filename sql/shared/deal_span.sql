-- From when to when deals are compared, and what tells how they stood then; no rows where unasked.
-- reads: question
-- basis is copies (of exports), history (of stages, with amounts) or none. start_day is that of the
-- copy, else that of start_at. The period is the one whose expected closings are followed.
SELECT
    NULL::VARCHAR AS basis,
    NULL::TIMESTAMP AS start_at,
    NULL::DATE AS start_day,
    NULL::DATE AS period_first,
    NULL::DATE AS period_end,
    NULL::BOOLEAN AS is_filtered
FROM question
WHERE false
