-- Each version of each quote: how it stands, whose it is, and what became of its deal.
-- reads: quotes, rep_facts, rep_names
-- may read: deal_facts, accounts
-- state is draft, sent, accepted, declined, expired, withdrawn or unknown, as dates and status say;
-- one that is sent and past its last day is told apart by who asks. is_latest: no other is a later
-- version of it but a draft that the customer has not got; versions are rows of one quote_id, or quotes
-- that name the one they revise. nth: which version it is, told in full up to the third.
-- sent_day is the day it was written where the day it was sent is not stated: then is_sent_stated is
-- false. What a quote does not state (rep, company, team, product) is its deal's.
WITH
dealt AS (
    SELECT
        q.shop_id,
        q.quote_id,
        coalesce(q.version, 1) AS version,
        coalesce(q.revision_of, q.quote_id) AS root_id,
        q.revision_of,
        coalesce(q.name, q.quote_id) AS name,
        d.deal_id,
        coalesce(q.account, a.name, q.account_id, d.account) AS account,
        q.team,
        coalesce(d.product, q.product) AS product,
        d.segment,
        d.channel,
        d.lead_source,
        d.rep AS deal_rep,
        d.owner AS deal_owner,
        coalesce(q.owner_id, q.owner) AS own_rep,
        coalesce(q.owner, q.owner_id) AS own_name,
        d.team AS deal_team,
        d.state AS deal_state,
        CASE
            WHEN q.accepted_local IS NOT NULL THEN 'accepted'
            WHEN q.declined_local IS NOT NULL THEN 'declined'
            WHEN
                lower(coalesce(q.state, q.status))
                IN ('accepted', 'declined', 'expired', 'withdrawn', 'draft', 'sent')
                THEN lower(coalesce(q.state, q.status))
            WHEN q.sent_local IS NOT NULL THEN 'sent'
            ELSE 'unknown'
        END AS state,
        coalesce(q.sent_day, q.created_day) AS sent_day,
        q.sent_day IS NOT NULL AS is_sent_stated,
        coalesce(q.sent_local, q.created_local) AS sent_local,
        q.expires_day,
        coalesce(q.accepted_day, q.declined_day) AS decided_day,
        q.amount,
        q.discount
    FROM quotes AS q
    LEFT JOIN deal_facts AS d ON q.shop_id = d.shop_id AND q.deal_id = d.deal_id
    LEFT JOIN accounts AS a ON q.shop_id = a.shop_id AND q.account_id = a.account_id
),
revised AS (
    SELECT DISTINCT
        shop_id,
        revision_of
    FROM dealt
    WHERE revision_of IS NOT NULL AND revision_of <> quote_id AND state <> 'draft'
),
revising AS (
    SELECT
        shop_id,
        quote_id,
        max(CASE WHEN revision_of <> quote_id THEN 1 ELSE 0 END) AS is_revision
    FROM dealt
    GROUP BY shop_id, quote_id
),
ranked AS (
    SELECT
        q.*,
        row_number() OVER (
            PARTITION BY q.shop_id, q.root_id
            ORDER BY
                CASE WHEN q.state = 'draft' THEN 1 ELSE 0 END,
                q.version DESC, q.sent_local DESC NULLS LAST, q.quote_id DESC
        ) AS back,
        row_number() OVER (
            PARTITION BY q.shop_id, q.root_id
            ORDER BY q.version, q.sent_local NULLS LAST, q.quote_id
        ) AS nth,
        r.revision_of IS NOT NULL AND q.revision_of IS NOT NULL AS is_passed_on,
        -- Before the one it revises: none, one that is not loaded, or one that is a revision too.
        CASE
            WHEN coalesce(q.revision_of = q.quote_id, true) THEN 0
            WHEN p.quote_id IS NULL THEN 1
            ELSE 2 * p.is_revision
        END AS earlier,
        coalesce(i.rep_id, n.rep_id, q.own_rep, q.deal_rep) AS rep
    FROM dealt AS q
    LEFT JOIN revised AS r ON q.shop_id = r.shop_id AND q.quote_id = r.revision_of
    LEFT JOIN revising AS p ON q.shop_id = p.shop_id AND q.revision_of = p.quote_id
    LEFT JOIN rep_facts AS i ON q.shop_id = i.shop_id AND q.own_rep = i.rep_id
    LEFT JOIN rep_names AS n
        ON
            q.shop_id = n.shop_id
            AND replace(lower(q.own_name), ' ', '') = n.name_key
            AND (n.is_listed OR q.own_rep = q.own_name)
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
    coalesce(
        r.name, CASE WHEN q.own_rep = q.own_name THEN q.rep END, q.own_name, q.deal_owner, q.rep
    ) AS owner,
    r.manager,
    coalesce(q.team, r.team, q.deal_team) AS team,
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
    greatest(q.nth, q.version) + q.earlier AS nth,
    q.back = 1 AND NOT q.is_passed_on AND NOT (q.state = 'draft' AND q.earlier = 2) AS is_latest
FROM ranked AS q
LEFT JOIN rep_facts AS r ON q.shop_id = r.shop_id AND q.rep = r.rep_id
