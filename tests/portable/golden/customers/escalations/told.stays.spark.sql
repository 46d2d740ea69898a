SELECT
  created_local AS created,
  CASE WHEN closed THEN solved_local END AS solved
FROM ticket_facts
WHERE
  apart IS NULL AND (
    NOT closed OR solved_local >= :start_at
  )
ORDER BY
  created_local NULLS LAST,
  shop_id NULLS LAST,
  ticket_id NULLS LAST
