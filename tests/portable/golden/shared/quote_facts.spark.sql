WITH dealt AS (
  SELECT
    q.shop_id,
    q.quote_id,
    COALESCE(q.version, 1) AS version,
    COALESCE(q.revision_of, q.quote_id) AS root_id,
    q.revision_of,
    COALESCE(q.name, q.quote_id) AS name,
    d.deal_id,
    COALESCE(q.account, a.name, q.account_id, d.account) AS account,
    q.team,
    COALESCE(d.product, q.product) AS product,
    d.segment,
    d.channel,
    d.lead_source,
    d.rep AS deal_rep,
    d.owner AS deal_owner,
    COALESCE(q.owner_id, q.owner) AS own_rep,
    COALESCE(q.owner, q.owner_id) AS own_name,
    d.team AS deal_team,
    d.state AS deal_state,
    CASE
      WHEN NOT q.accepted_local IS NULL
      THEN 'accepted'
      WHEN NOT q.declined_local IS NULL
      THEN 'declined'
      WHEN LOWER(COALESCE(q.state, q.status)) IN ('accepted', 'declined', 'expired', 'withdrawn', 'draft', 'sent')
      THEN LOWER(COALESCE(q.state, q.status))
      WHEN NOT q.sent_local IS NULL
      THEN 'sent'
      ELSE 'unknown'
    END AS state,
    COALESCE(q.sent_day, q.created_day) AS sent_day,
    NOT q.sent_day IS NULL AS is_sent_stated,
    COALESCE(q.sent_local, q.created_local) AS sent_local,
    q.expires_day,
    COALESCE(q.accepted_day, q.declined_day) AS decided_day,
    q.amount,
    q.discount
  FROM quotes AS q
  LEFT JOIN deal_facts AS d
    ON q.shop_id = d.shop_id AND q.deal_id = d.deal_id
  LEFT JOIN accounts AS a
    ON q.shop_id = a.shop_id AND q.account_id = a.account_id
), revised AS (
  SELECT DISTINCT
    shop_id,
    revision_of
  FROM dealt
  WHERE
    NOT revision_of IS NULL AND revision_of <> quote_id AND state <> 'draft'
), revising AS (
  SELECT
    shop_id,
    quote_id,
    MAX(CASE WHEN revision_of <> quote_id THEN 1 ELSE 0 END) AS is_revision
  FROM dealt
  GROUP BY
    shop_id,
    quote_id
), ranked AS (
  SELECT
    q.*,
    ROW_NUMBER() OVER (
      PARTITION BY q.shop_id, q.root_id
      ORDER BY CASE WHEN q.state = 'draft' THEN 1 ELSE 0 END NULLS LAST, q.version DESC, q.sent_local DESC, q.quote_id DESC
    ) AS back,
    ROW_NUMBER() OVER (
      PARTITION BY q.shop_id, q.root_id
      ORDER BY q.version NULLS LAST, q.sent_local NULLS LAST, q.quote_id NULLS LAST
    ) AS nth,
    NOT r.revision_of IS NULL AND NOT q.revision_of IS NULL AS is_passed_on,
    CASE
      WHEN COALESCE(q.revision_of = q.quote_id, TRUE)
      THEN 0
      WHEN p.quote_id IS NULL
      THEN 1
      ELSE 2 * p.is_revision
    END AS earlier,
    COALESCE(i.rep_id, n.rep_id, q.own_rep, q.deal_rep) AS rep
  FROM dealt AS q
  LEFT JOIN revised AS r
    ON q.shop_id = r.shop_id AND q.quote_id = r.revision_of
  LEFT JOIN revising AS p
    ON q.shop_id = p.shop_id AND q.revision_of = p.quote_id
  LEFT JOIN rep_facts AS i
    ON q.shop_id = i.shop_id AND q.own_rep = i.rep_id
  LEFT JOIN rep_names AS n
    ON q.shop_id = n.shop_id
    AND REPLACE(LOWER(q.own_name), ' ', '') = n.name_key
    AND (
      n.is_listed OR q.own_rep = q.own_name
    )
)
SELECT
  q.shop_id,
  q.quote_id,
  q.version,
  q.name,
  q.deal_id,
  q.account,
  q.product,
  q.segment,
  q.channel,
  q.lead_source,
  q.rep,
  COALESCE(r.name, CASE WHEN q.own_rep = q.own_name THEN q.rep END, q.own_name, q.deal_owner, q.rep) AS owner,
  r.manager,
  COALESCE(q.team, r.team, q.deal_team) AS team,
  r.territory,
  q.deal_state,
  q.state,
  q.sent_day,
  q.is_sent_stated,
  q.sent_local,
  q.expires_day,
  q.decided_day,
  q.amount,
  q.discount,
  GREATEST(q.nth, q.version) + q.earlier AS nth,
  q.back = 1
  AND NOT q.is_passed_on
  AND NOT (
    q.state = 'draft' AND q.earlier = 2
  ) AS is_latest
FROM ranked AS q
LEFT JOIN rep_facts AS r
  ON q.shop_id = r.shop_id AND q.rep = r.rep_id
