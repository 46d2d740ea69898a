-- Zendesk's tickets as a Fivetran pipeline lands them, with comments, field history, tags and users beside them.
-- vendor: Zendesk
-- export: Fivetran's Zendesk connector: copy its ticket and user tables out of the warehouse
-- cannot: satisfaction, where both satisfaction_rating and ticket_field_history are left out
-- unverified: custom_order_number | custom_order_no | custom_order_id
-- input: ticket_rows
--   ticket_id     text     key needed         : id
--   synced        instant  utc needed         : _fivetran_synced
--   requester_id  text     needed             : requester_id
--   created       instant  utc needed reject  : created_at
--   status        text     needed             : status
--   submitter_id  text     one-of:desk        : submitter_id
--   channel       text     one-of:desk        : via_channel
--   assignee_id   text     one-of:desk        : assignee_id
--   updated       instant  utc                : updated_at
--   priority      text                        : priority
--   subject       text                        : subject
--   order_no      text                        : custom_order_number | custom_order_no | custom_order_id
--   deleted       flag                        : _fivetran_deleted
-- input: comment_rows optional
--   comment_id    text     key needed         : id
--   ticket_id     text     key needed         : ticket_id
--   synced        instant  utc needed         : _fivetran_synced
--   user_id       text     needed             : user_id
--   created       instant  utc needed reject  : created
--   is_public     flag     needed             : public
-- input: change_rows optional
--   ticket_id     text     key needed         : ticket_id
--   field         text     key needed         : field_name
--   synced        instant  utc needed         : _fivetran_synced
--   changed       instant  utc needed reject  : updated
--   value         text     needed             : value
-- input: tag_rows optional
--   ticket_id     text     key needed         : ticket_id
--   tag           text     key needed         : tag
--   synced        instant  utc needed         : _fivetran_synced
-- input: rating_rows optional
--   rating_id     text     key needed         : id
--   ticket_id     text     key needed         : ticket_id
--   synced        instant  utc needed         : _fivetran_synced
--   score         text     needed             : score
--   rated         instant  utc needed reject  : updated_at
-- input: user_rows optional
--   user_id       text     key needed         : id
--   synced        instant  utc needed         : _fivetran_synced
--   role          text     needed             : role
--   email         text     one-of:user        : email
--   name          text     one-of:user        : name
--   time_zone     text     one-of:user        : time_zone
--   locale        text     one-of:user        : locale
--   deleted       flag                        : _fivetran_deleted
--
-- The table of tickets is enough; each other adds what it knows. Stamps are in UTC. Of several rows
-- of one id the one synced last counts. Deleted tickets are set aside. The first human reply is the
-- first public comment of an agent or admin who is not the requester; of a writer who is in no table
-- of users it counts where he is not the requester. Zendesk's own automation writes as user -1.
-- A ticket is solved when it was last set to solved, else closed. It is reopened when it leaves
-- solved for anything but closed. A rating of good is 5 and of bad 1.

-- name: _users
SELECT * FROM user_rows
QUALIFY row_number() OVER (
    PARTITION BY shop_id, user_id
    ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
) = 1

-- name: _tickets
WITH versions AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, ticket_id
            ORDER BY synced.at DESC NULLS LAST, updated.at DESC NULLS LAST, source_file DESC, source_row DESC
        ) = 1 AS is_newest
    FROM ticket_rows
)
SELECT
    *,
    CASE
        WHEN NOT is_newest THEN 'older version of a row: the one synced last counts'
        WHEN deleted OR lower(status) = 'deleted' THEN 'deleted in Zendesk'
    END AS why_not
FROM versions

-- name: _comments
SELECT
    c.*, u.role,
    c.user_id = t.requester_id AS by_requester,
    c.user_id <> t.requester_id AND c.user_id <> '-1'
    AND lower(coalesce(u.role, 'agent')) IN ('agent', 'admin') AS by_agent,
    CASE
        WHEN
            row_number() OVER (
                PARTITION BY c.shop_id, c.comment_id
                ORDER BY c.synced.at DESC NULLS LAST, c.source_file DESC, c.source_row DESC
            ) > 1 THEN 'older version of a row: the one synced last counts'
        WHEN t.ticket_id IS NULL THEN 'belongs to no row that counts'
    END AS why_not
FROM comment_rows AS c
LEFT JOIN _tickets AS t
    ON c.shop_id = t.shop_id AND c.ticket_id = t.ticket_id AND t.why_not IS NULL
LEFT JOIN _users AS u ON c.shop_id = u.shop_id AND c.user_id = u.user_id

-- name: _changes
SELECT
    h.*,
    lag(lower(h.value)) OVER (
        PARTITION BY h.shop_id, h.ticket_id, h.field ORDER BY h.changed.at, h.source_file, h.source_row
    ) AS was,
    CASE
        WHEN t.ticket_id IS NULL THEN 'belongs to no row that counts'
        WHEN lower(h.field) NOT IN ('status', 'satisfaction_score') THEN 'change of another field'
    END AS why_not
FROM (
    SELECT * FROM change_rows
    QUALIFY row_number() OVER (
        PARTITION BY shop_id, ticket_id, field, changed.at, value
        ORDER BY synced.at DESC NULLS LAST, source_file DESC, source_row DESC
    ) = 1
) AS h
LEFT JOIN _tickets AS t
    ON h.shop_id = t.shop_id AND h.ticket_id = t.ticket_id AND t.why_not IS NULL

-- name: _ratings
-- The table of ratings, and what the field of a ticket was set to where it has none there.
WITH stated AS (
    SELECT
        shop_id, ticket_id, lower(score) AS score, rated AS stamp, synced, source_file, source_row,
        true AS is_row
    FROM rating_rows
    UNION ALL
    SELECT
        shop_id, ticket_id, lower(value) AS score, changed AS stamp, synced, source_file, source_row,
        false AS is_row
    FROM _changes
    WHERE why_not IS NULL AND lower(field) = 'satisfaction_score' AND value IS NOT NULL
)
SELECT
    s.*,
    row_number() OVER (
        PARTITION BY s.shop_id, s.ticket_id
        ORDER BY
            s.is_row DESC, s.stamp.at DESC, s.synced.at DESC NULLS LAST, s.source_file DESC,
            s.source_row DESC
    ) = 1 AS is_last,
    t.ticket_id IS NOT NULL AS belongs
FROM stated AS s
LEFT JOIN _tickets AS t
    ON s.shop_id = t.shop_id AND s.ticket_id = t.ticket_id AND t.why_not IS NULL

-- name: tickets
WITH
spoken AS (
    SELECT
        shop_id, ticket_id,
        min(created) FILTER (WHERE by_agent) AS first_reply,
        max(created) FILTER (WHERE by_agent) AS last_reply,
        max(created) FILTER (WHERE by_requester OR lower(role) = 'end-user') AS last_customer
    FROM _comments
    WHERE why_not IS NULL AND coalesce(is_public, true)
    GROUP BY shop_id, ticket_id
),
moved AS (
    SELECT
        shop_id, ticket_id,
        max(changed) FILTER (WHERE lower(value) = 'solved') AS solved,
        min(changed) FILTER (WHERE lower(value) = 'closed') AS closed,
        count(*) FILTER (WHERE was = 'solved' AND lower(value) NOT IN ('solved', 'closed')) AS reopens
    FROM _changes
    WHERE why_not IS NULL AND lower(field) = 'status'
    GROUP BY shop_id, ticket_id
),
rated AS (
    SELECT
        shop_id, ticket_id,
        -- With a comment it is good_with_comment, or received_good in other accounts.
        CASE
            WHEN contains(min(score) FILTER (WHERE is_last), 'good') THEN 5
            WHEN contains(min(score) FILTER (WHERE is_last), 'bad') THEN 1
        END AS csat,
        max(stamp) FILTER (WHERE is_last) AS stamp,
        bool_or(score <> 'unoffered') AS was_asked
    FROM _ratings
    WHERE belongs
    GROUP BY shop_id, ticket_id
),
tagged AS (
    SELECT shop_id, ticket_id, string_agg(DISTINCT tag, ', ' ORDER BY tag) AS tags FROM tag_rows
    GROUP BY shop_id, ticket_id
)
SELECT
    t.shop_id, t.ticket_id, t.created AS created_at, t.updated AS updated_at,
    s.first_reply AS first_human_reply_at, s.last_reply AS last_human_reply_at,
    s.last_customer AS last_customer_at,
    CASE WHEN lower(t.status) IN ('solved', 'closed') THEN coalesce(m.solved, m.closed) END AS solved_at,
    CASE WHEN r.csat IS NOT NULL THEN r.stamp END AS rated_at,
    lower(t.status) AS status, lower(t.priority) AS priority, lower(t.channel) AS channel,
    nullif(lower(trim(u.email)), '') AS email_norm, u.name, t.order_no,
    coalesce(a.name, t.assignee_id) AS assignee,
    r.csat, r.was_asked AS csat_asked,
    t.subject, g.tags, m.reopens::BIGINT AS reopens,
    CASE WHEN t.submitter_id <> '' AND t.requester_id <> '' THEN t.submitter_id <> t.requester_id END
        AS from_agent,
    t.source_file, t.source_row
FROM _tickets AS t
LEFT JOIN spoken AS s ON t.shop_id = s.shop_id AND t.ticket_id = s.ticket_id
LEFT JOIN moved AS m ON t.shop_id = m.shop_id AND t.ticket_id = m.ticket_id
LEFT JOIN rated AS r ON t.shop_id = r.shop_id AND t.ticket_id = r.ticket_id
LEFT JOIN tagged AS g ON t.shop_id = g.shop_id AND t.ticket_id = g.ticket_id
LEFT JOIN _users AS u ON t.shop_id = u.shop_id AND t.requester_id = u.user_id
LEFT JOIN _users AS a ON t.shop_id = a.shop_id AND t.assignee_id = a.user_id
WHERE t.why_not IS NULL

-- name: excluded
SELECT source_file, source_row, why_not AS reason FROM _tickets
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _comments
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, why_not AS reason FROM _changes
WHERE why_not IS NOT NULL
UNION ALL
SELECT source_file, source_row, 'belongs to no row that counts' AS reason FROM _ratings
WHERE is_row AND NOT belongs
UNION ALL
SELECT h.source_file, h.source_row, 'older version of a row: the one synced last counts' AS reason
FROM change_rows AS h
WHERE
    NOT EXISTS (
        SELECT 1 FROM _changes AS c
        WHERE c.source_file = h.source_file AND c.source_row = h.source_row
    )
UNION ALL
SELECT g.source_file, g.source_row, 'belongs to no row that counts' AS reason
FROM tag_rows AS g
WHERE
    NOT EXISTS (
        SELECT 1 FROM _tickets AS t
        WHERE t.why_not IS NULL AND t.shop_id = g.shop_id AND t.ticket_id = g.ticket_id
    )
UNION ALL
SELECT n.source_file, n.source_row, 'older version of a row: the one synced last counts' AS reason
FROM user_rows AS n
WHERE
    NOT EXISTS (
        SELECT 1 FROM _users AS u
        WHERE u.source_file = n.source_file AND u.source_row = n.source_row
    )
