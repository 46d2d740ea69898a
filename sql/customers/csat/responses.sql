-- How many of those who were asked have answered.
-- reads: orders
-- may read: ticket_facts, surveys
-- $start_at, $end_at TIMESTAMP: the window [start, end)

-- name: tickets_rated
-- Tickets closed in the window.
WITH
ended AS (
    SELECT
        csat,
        csat_asked,
        coalesce(solved_local, rated_local) AS ended_local
    FROM ticket_facts
    WHERE closed AND apart IS NULL
)
SELECT
    count(*) AS closed_tickets,
    coalesce(sum(CASE WHEN csat_asked THEN 1 ELSE 0 END), 0)::BIGINT AS asked,
    coalesce(sum(CASE WHEN csat_asked AND csat IS NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS asked_only,
    count(csat) AS answered
FROM ended
WHERE ended_local >= $start_at AND ended_local < $end_at

-- name: surveys_answered
-- Surveys sent in the window.
SELECT
    count(*) AS sent,
    coalesce(sum(CASE WHEN nps IS NOT NULL OR csat IS NOT NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS answered
FROM surveys
WHERE sent_local >= $start_at AND sent_local < $end_at
