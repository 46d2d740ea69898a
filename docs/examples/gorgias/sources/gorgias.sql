-- Gorgias: tickets under the names that its API has for their fields, one row a ticket.
-- vendor: Gorgias
-- export: Statistics or Tickets > Export as CSV; rename what differs below
-- cannot: first replies: Gorgias has them in its statistics, not with the ticket
-- cannot: ratings: they are in the export of satisfaction surveys
-- unverified: id | status | priority | channel | via | subject | tags | customer | customer_email
-- unverified: assignee_user | from_agent | spam | created_datetime | closed_datetime
-- unverified: last_received_message_datetime | last_message_datetime | updated_datetime
-- unverified: trashed_datetime
-- input: rows
--   ticket_id      text     key needed         : id
--   status         text     needed             : status
--   channel        text     needed             : channel
--   created        instant  needed utc reject  : created_datetime
--   last_received  instant  needed utc         : last_received_message_datetime
--   last_message   instant  utc                : last_message_datetime
--   updated        instant  utc                : updated_datetime
--   closed         instant  utc                : closed_datetime
--   trashed        instant  utc                : trashed_datetime
--   priority       text                        : priority
--   email          text                        : customer_email | customer
--   assignee       text                        : assignee_user
--   subject        text                        : subject
--   tags           text                        : tags
--   from_agent     flag                        : from_agent
--   spam           flag                        : spam
--
-- What an export of Gorgias is headed by is not proven: these are the names of its API. Where a header
-- differs, write it behind the others of its line, parted by a bar. A last message that came after the
-- customer's last is the desk's own; it may have been automatic. Tickets in the trash are excluded.

-- name: tickets
SELECT
    shop_id, ticket_id, created AS created_at, updated AS updated_at, closed AS solved_at,
    last_received AS last_customer_at,
    CASE WHEN last_message.at > last_received.at THEN last_message END AS last_human_reply_at,
    lower(trim(status)) AS status, lower(trim(priority)) AS priority,
    lower(trim(channel)) AS channel,
    -- The API gives a customer as a record, an export the e-mail of it.
    nullif(lower(regexp_extract(email, '[^\s"<>,;:]+@[^\s"<>,;:]+')), '') AS email_norm,
    assignee, subject, tags, from_agent, spam AS is_spam, source_file, source_row
FROM rows
WHERE trashed IS NULL

-- name: excluded
SELECT source_file, source_row, 'ticket in the trash' AS reason
FROM rows
WHERE trashed IS NOT NULL
