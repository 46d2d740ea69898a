-- How long customers waited for the first answer of a person, and how full the desk was.
-- reads: ticket_facts

-- name: replies
-- $start_at TIMESTAMP: tickets begun since then, all that the SLA is about
SELECT
    created_local AS created,
    replied_local AS replied,
    -- Answered, and nobody says when first: neither fast nor slow.
    closed OR (is_answered AND replied_local IS NULL) AS closed,
    coalesce(assignee, '') AS agent,
    coalesce(channel, '') AS channel
FROM ticket_facts
WHERE apart IS NULL AND created_local >= $start_at
ORDER BY created_local, shop_id, ticket_id

-- name: stays
-- $start_at TIMESTAMP: when each ticket came and went that was on the desk at any time since then
SELECT
    created_local AS created,
    CASE WHEN closed THEN solved_local END AS solved
FROM ticket_facts
WHERE apart IS NULL AND (NOT closed OR solved_local >= $start_at)
ORDER BY created_local, shop_id, ticket_id

-- name: known
-- What the exports say of tickets at all.
-- $start_at TIMESTAMP: those begun since then
SELECT
    count(*) AS tickets,
    min(created_local) AS first_created,
    greatest(max(created_local), max(solved_local), max(updated_local), max(replied_local))
        AS newest,
    count(replied_local) AS replies,
    count(answered_local) AS answers,
    count(wrote_local) AS messages,
    coalesce(sum(CASE WHEN odd_status THEN 1 ELSE 0 END), 0)::BIGINT AS odd,
    min(CASE WHEN odd_status THEN status END) AS odd_example,
    coalesce(
        sum(CASE WHEN closed AND solved_local IS NULL AND apart IS NULL THEN 1 ELSE 0 END), 0
    )::BIGINT AS undated,
    coalesce(
        sum(CASE WHEN apart IS NOT NULL AND created_local >= $start_at THEN 1 ELSE 0 END), 0
    )::BIGINT AS apart,
    coalesce(
        sum(
            CASE
                WHEN
                    closed AND NOT is_answered AND apart IS NULL
                    AND created_local >= $start_at
                    THEN 1
                ELSE 0
            END
        ), 0
    )::BIGINT AS unanswered,
    coalesce(
        sum(
            CASE
                WHEN
                    is_answered AND replied_local IS NULL AND apart IS NULL
                    AND created_local >= $start_at
                    THEN 1
                ELSE 0
            END
        ), 0
    )::BIGINT AS untimed
FROM ticket_facts
