WITH answers AS (
  SELECT
    shop_id,
    'tickets' AS about,
    ticket_id AS id,
    rated_local AS at_local,
    csat,
    CAST(NULL AS DECIMAL(18, 3)) AS nps,
    assignee AS agent,
    channel,
    order_id,
    CAST(NULL AS STRING) AS sku,
    customer_id,
    email,
    name,
    subject AS words
  FROM ticket_facts
  WHERE
    NOT csat IS NULL
  UNION ALL
  SELECT
    shop_id,
    'surveys' AS about,
    survey_id AS id,
    COALESCE(answered_local, sent_local) AS at_local,
    csat,
    nps,
    agent,
    channel,
    order_id,
    sku,
    customer_id,
    email_norm AS email,
    CAST(NULL AS STRING) AS name,
    comment AS words
  FROM surveys
  WHERE
    NOT csat IS NULL OR NOT nps IS NULL
)
SELECT
  shop_id,
  about,
  id,
  at_local,
  CASE WHEN csat >= 1 AND csat <= 5 THEN csat END AS csat,
  CASE WHEN nps >= 0 AND nps <= 10 THEN nps END AS nps,
  agent,
  channel,
  order_id,
  sku,
  customer_id,
  email,
  name,
  words,
  CASE WHEN csat >= 1 AND csat <= 5 THEN 1 ELSE 0 END AS is_rated,
  CASE WHEN csat >= 4 AND csat <= 5 THEN 1 ELSE 0 END AS is_satisfied,
  CASE WHEN nps >= 0 AND nps <= 10 THEN 1 ELSE 0 END AS is_scored,
  CASE WHEN nps >= 9 AND nps <= 10 THEN 1 ELSE 0 END AS is_promoter,
  CASE WHEN nps >= 0 AND nps < 7 THEN 1 ELSE 0 END AS is_detractor,
  CASE WHEN csat < 1 OR csat > 5 OR nps < 0 OR nps > 10 THEN 1 ELSE 0 END AS is_off_scale
FROM answers
