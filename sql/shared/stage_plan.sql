-- The stages of --stages, in its order; no rows where no such file is given.
-- reads: question
SELECT
    NULL::VARCHAR AS pipeline,
    NULL::VARCHAR AS stage,
    NULL::BIGINT AS place,
    NULL::DOUBLE AS probability,
    NULL::BOOLEAN AS is_proposal,
    NULL::BOOLEAN AS is_qualified
FROM question
WHERE false
