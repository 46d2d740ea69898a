-- Each ticket of the help desk: whether it is open, who answered when, and whose turn it is.
-- reads: tickets
-- not kept: each statement takes the few rows and columns that it asks for.
-- The desk is to write where nobody has answered, or the customer wrote after the last answer. A
-- second message before any answer does not set the clock back: who waits, waits since the first.
-- Who is waited for has had an answer, also where no column tells of it.
WITH
worded AS (
    SELECT
        *,
        lower(trim(coalesce(status, ''))) AS word,
        coalesce(last_human_reply_local, first_human_reply_local) AS answered_local,
        ',' || replace(replace(coalesce(lower(tags), ''), ', ', ','), ' ', ',') || ',' AS words
    FROM tickets
),
judged AS (
    SELECT
        *,
        word IN (
            'solved', 'closed', 'resolved', 'done', 'completed', 'complete', 'cancelled',
            'canceled', 'archived', 'spam', 'deleted', 'trashed', 'merged', 'suspended'
        ) AS ended,
        word IN (
            'pending', 'waiting', 'waiting on customer', 'waiting on contact', 'on customer',
            'awaiting customer', 'awaiting reply', 'waiting for customer',
            'pending customer response'
        ) AS is_customers_turn,
        word IN (
            '', 'new', 'open', 'opened', 'reopened', 'active', 'assigned', 'in progress',
            'in_progress', 'unassigned', 'hold', 'on-hold', 'on hold', 'on_hold', 'snoozed',
            'escalated', 'waiting on us', 'waiting for support', 'waiting on third party'
        ) AS is_open_word
    FROM worded
)
SELECT
    shop_id,
    ticket_id,
    created_local,
    first_human_reply_local AS replied_local,
    answered_local,
    answered_local IS NOT NULL OR is_customers_turn AS is_answered,
    solved_local,
    updated_local,
    last_customer_local AS wrote_local,
    coalesce(rated_local, solved_local, updated_local, created_local) AS rated_local,
    status,
    priority,
    channel,
    customer_id,
    email_norm AS email,
    name,
    order_id,
    order_no,
    assignee,
    csat,
    csat_asked,
    subject,
    reopens,
    CASE WHEN word = '' THEN solved_local IS NOT NULL ELSE ended END AS closed,
    NOT ended AND NOT is_customers_turn AND NOT is_open_word AS odd_status,
    CASE
        WHEN
            coalesce(is_spam, false) OR contains(words, ',spam,')
            OR word IN ('spam', 'deleted', 'trashed', 'suspended')
            THEN 'spam or deleted'
        WHEN word = 'merged' OR contains(words, ',closed_by_merge,')
            THEN 'merged into another'
        WHEN coalesce(from_agent, false) THEN 'begun by an agent'
    END AS apart,
    CASE
        WHEN last_human_reply_local IS NULL AND is_customers_turn THEN NULL
        WHEN answered_local IS NULL THEN created_local
        WHEN last_customer_local > answered_local THEN last_customer_local
    END AS since_local,
    -- Answered, and nothing says who wrote last.
    answered_local IS NOT NULL AND last_customer_local IS NULL AND NOT is_customers_turn
        AS turn_unknown
FROM judged
