SELECT
  created_local AS created,
  replied_local AS replied,
  closed OR (
    is_answered AND replied_local IS NULL
  ) AS closed,
  COALESCE(assignee, '') AS agent,
  COALESCE(channel, '') AS channel
FROM ticket_facts
WHERE
  apart IS NULL AND created_local >= :start_at
ORDER BY
  created_local NULLS LAST,
  shop_id NULLS LAST,
  ticket_id NULLS LAST
