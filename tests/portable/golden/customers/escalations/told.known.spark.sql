SELECT
  COUNT(*) AS tickets,
  MIN(created_local) AS first_created,
  GREATEST(MAX(created_local), MAX(solved_local), MAX(updated_local), MAX(replied_local)) AS newest,
  COUNT(replied_local) AS replies,
  COUNT(answered_local) AS answers,
  COUNT(wrote_local) AS messages,
  CAST(COALESCE(SUM(CASE WHEN odd_status THEN 1 ELSE 0 END), 0) AS BIGINT) AS odd,
  MIN(CASE WHEN odd_status THEN status END) AS odd_example,
  CAST(COALESCE(
    SUM(CASE WHEN closed AND solved_local IS NULL AND apart IS NULL THEN 1 ELSE 0 END),
    0
  ) AS BIGINT) AS undated,
  CAST(COALESCE(
    SUM(CASE WHEN NOT apart IS NULL AND created_local >= :start_at THEN 1 ELSE 0 END),
    0
  ) AS BIGINT) AS apart,
  CAST(COALESCE(
    SUM(
      CASE
        WHEN closed AND NOT is_answered AND apart IS NULL AND created_local >= :start_at
        THEN 1
        ELSE 0
      END
    ),
    0
  ) AS BIGINT) AS unanswered,
  CAST(COALESCE(
    SUM(
      CASE
        WHEN is_answered
        AND replied_local IS NULL
        AND apart IS NULL
        AND created_local >= :start_at
        THEN 1
        ELSE 0
      END
    ),
    0
  ) AS BIGINT) AS untimed
FROM ticket_facts
