WITH worded AS (
  SELECT
    *,
    LOWER(TRIM(COALESCE(status, ''))) AS word,
    COALESCE(last_human_reply_local, first_human_reply_local) AS answered_local,
    ',' || REPLACE(REPLACE(COALESCE(LOWER(tags), ''), ', ', ','), ' ', ',') || ',' AS words
  FROM tickets
), judged AS (
  SELECT
    *,
    word IN (
      'solved',
      'closed',
      'resolved',
      'done',
      'completed',
      'complete',
      'cancelled',
      'canceled',
      'archived',
      'spam',
      'deleted',
      'trashed',
      'merged',
      'suspended'
    ) AS ended,
    word IN (
      'pending',
      'waiting',
      'waiting on customer',
      'waiting on contact',
      'on customer',
      'awaiting customer',
      'awaiting reply',
      'waiting for customer',
      'pending customer response'
    ) AS is_customers_turn,
    word IN (
      '',
      'new',
      'open',
      'opened',
      'reopened',
      'active',
      'assigned',
      'in progress',
      'in_progress',
      'unassigned',
      'hold',
      'on-hold',
      'on hold',
      'on_hold',
      'snoozed',
      'escalated',
      'waiting on us',
      'waiting for support',
      'waiting on third party'
    ) AS is_open_word
  FROM worded
)
SELECT
  shop_id,
  ticket_id,
  created_local,
  first_human_reply_local AS replied_local,
  answered_local,
  NOT answered_local IS NULL OR is_customers_turn AS is_answered,
  solved_local,
  updated_local,
  last_customer_local AS wrote_local,
  COALESCE(rated_local, solved_local, updated_local, created_local) AS rated_local,
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
  CASE WHEN word = '' THEN NOT solved_local IS NULL ELSE ended END AS closed,
  NOT ended AND NOT is_customers_turn AND NOT is_open_word AS odd_status,
  CASE
    WHEN COALESCE(is_spam, FALSE)
    OR CONTAINS(words, ',spam,')
    OR word IN ('spam', 'deleted', 'trashed', 'suspended')
    THEN 'spam or deleted'
    WHEN word = 'merged' OR CONTAINS(words, ',closed_by_merge,')
    THEN 'merged into another'
    WHEN COALESCE(from_agent, FALSE)
    THEN 'begun by an agent'
  END AS apart,
  CASE
    WHEN last_human_reply_local IS NULL AND is_customers_turn
    THEN NULL
    WHEN answered_local IS NULL
    THEN created_local
    WHEN last_customer_local > answered_local
    THEN last_customer_local
  END AS since_local,
  NOT answered_local IS NULL
  AND last_customer_local IS NULL
  AND NOT is_customers_turn AS turn_unknown
FROM judged
