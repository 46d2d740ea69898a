-- When each lead of a window came in and was first answered.
-- reads: lead_facts
-- $start_at TIMESTAMP, $end_at TIMESTAMP: the window [start, end) of when leads came in
-- name: waits
-- Leads of which somebody has been at, and nobody knows when first, have no wait: untimed is 1.
SELECT
    created_local AS came,
    touched_local AS touched,
    CASE WHEN touched_local < created_local OR (touched_local IS NULL AND is_touched) THEN 1 ELSE 0 END
        AS untimed,
    coalesce(source, 'Unknown') AS source,
    coalesce(owner, 'Unknown') AS owner,
    lead_id
FROM lead_facts
WHERE created_local >= $start_at AND created_local < $end_at
ORDER BY shop_id, lead_id
