-- HubSpot's export of tickets, one row a ticket, under the labels of its properties.
-- vendor: HubSpot
-- export: CRM > Tickets > Export, as CSV, with all properties on records
-- cannot: whether the first response was a person's or the bot's: HubSpot counts an agent's
-- cannot: how the customer rated it
-- input: rows
--   ticket_id      text     needed key unique : Record ID | Ticket ID
--   subject        text     needed            : Ticket name
--   status         text     needed            : Ticket status
--   created        instant  reject            : Create date
--   solved         instant                    : Close date | Last Closed Date
--   replied        instant                    : First agent response date | First agent email response date
--   last_reply     instant                    : Last response date
--   last_customer  instant                    : Last customer reply date | Last message received date
--   updated        instant                    : Last modified date
--   priority       text                       : Priority
--   channel        text                       : Source | Originating channel type
--   email          text                       : All associated contact emails | Contact Email
--   assignee       text                       : Ticket owner
--   tags           text                       : Ticket Tags | Tags
--   order_no       text                       : Order number
--
-- What stands in brackets behind a status is its pipeline. A ticket of several contacts is of the
-- first. Stamps are on the clock of the account.

-- name: _tickets
SELECT
    *,
    1 = row_number() OVER (
        PARTITION BY source_file, ticket_id ORDER BY updated.at DESC NULLS LAST, source_row DESC
    ) AS is_last
FROM rows

-- name: tickets
SELECT
    shop_id, ticket_id, created AS created_at, replied AS first_human_reply_at,
    last_reply AS last_human_reply_at, last_customer AS last_customer_at,
    -- A ticket that was opened again keeps the day on which it was closed before.
    CASE WHEN status IS NULL OR contains(lower(status), 'closed') THEN solved END AS solved_at,
    updated AS updated_at,
    lower(trim(regexp_replace(status, ' \([^()]*\)$', ''))) AS status,
    lower(trim(priority)) AS priority, lower(trim(channel)) AS channel,
    nullif(lower(trim(string_split(email, ';')[1])), '') AS email_norm, order_no, assignee, subject,
    tags, source_file, source_row
FROM _tickets
WHERE is_last

-- name: excluded
SELECT source_file, source_row, 'older copy of a ticket in the same file' AS reason
FROM _tickets
WHERE NOT is_last
