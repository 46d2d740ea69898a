-- Quotes by what became of them, by whom and how soon: of each the latest version.
-- reads: quote_facts
-- $start_day, $end_day DATE: sent in the window [start, end); $undated BOOLEAN: all that is loaded
-- $today DATE: the question's day: what is sent and past its last day has expired

-- name: states
WITH
latest AS (
    SELECT
        CASE WHEN state = 'sent' AND expires_day < $today THEN 'expired' ELSE state END AS stands,
        amount
    FROM quote_facts
    WHERE is_latest AND ($undated OR (sent_day >= $start_day AND sent_day < $end_day))
)
SELECT
    stands,
    count(*) AS quotes,
    count(amount) AS stated,
    coalesce(sum(amount), 0) AS value
FROM latest
GROUP BY stands
ORDER BY stands

-- name: groups
-- $by VARCHAR: what they are grouped by
WITH
latest AS (
    SELECT
        CASE WHEN $by IN ('owner', 'account') THEN shop_id ELSE '' END AS shop,
        CASE
            WHEN $by = 'owner' THEN rep
            WHEN $by = 'manager' THEN manager
            WHEN $by = 'team' THEN team
            WHEN $by = 'territory' THEN territory
            WHEN $by = 'product' THEN product
            WHEN $by = 'segment' THEN segment
            WHEN $by = 'channel' THEN channel
            WHEN $by = 'source' THEN lead_source
            WHEN $by = 'account' THEN account
            WHEN $by = 'month' THEN left(sent_day::VARCHAR, 7)
        END AS id,
        CASE WHEN $by = 'owner' THEN owner END AS called,
        CASE WHEN state = 'sent' AND expires_day < $today THEN 'expired' ELSE state END AS stands,
        amount,
        CASE WHEN state NOT IN ('draft', 'withdrawn') THEN discount END AS discount
    FROM quote_facts
    WHERE is_latest AND ($undated OR (sent_day >= $start_day AND sent_day < $end_day))
)
SELECT
    shop,
    id,
    coalesce(min(called), id) AS name,
    count(*) AS quotes,
    count(CASE WHEN stands = 'accepted' THEN 1 END) AS accepted,
    count(CASE WHEN stands = 'declined' THEN 1 END) AS declined,
    count(CASE WHEN stands = 'expired' THEN 1 END) AS expired,
    count(CASE WHEN stands = 'sent' THEN 1 END) AS still_open,
    coalesce(sum(amount), 0) AS value,
    coalesce(sum(CASE WHEN stands = 'accepted' THEN amount END), 0) AS accepted_value,
    count(discount) AS discounts,
    coalesce(sum(discount), 0)::DOUBLE AS discount_sum,
    coalesce(sum(discount * discount), 0)::DOUBLE AS discount_squares
FROM latest
GROUP BY shop, id
ORDER BY value DESC, shop, id

-- name: waits
-- Days from sent to accepted. All others wait until today: one that was declined or has expired will
-- never be accepted, and to stop waiting for it would say that half are accepted where fewer ever were.
WITH
latest AS (
    SELECT
        CASE WHEN state = 'accepted' THEN decided_day ELSE $today::DATE END AS until_day,
        state = 'accepted' AS happened,
        sent_day
    FROM quote_facts
    WHERE
        is_latest
        AND is_sent_stated
        AND state IN ('sent', 'accepted', 'declined', 'expired')
        AND ($undated OR (sent_day >= $start_day AND sent_day < $end_day))
),
counted AS (
    SELECT
        date_diff('day', sent_day, until_day) AS days,
        happened
    FROM latest
    WHERE until_day >= sent_day
)
SELECT
    days,
    happened,
    count(*) AS quotes
FROM counted
GROUP BY days, happened
ORDER BY days, happened

-- name: versions
SELECT
    CASE WHEN nth > 2 THEN 3 ELSE nth END AS versions,
    count(*) AS quotes,
    count(CASE WHEN state = 'accepted' THEN 1 END) AS accepted,
    count(
        CASE
            WHEN state IN ('accepted', 'declined', 'expired') THEN 1
            WHEN state = 'sent' AND expires_day < $today THEN 1
        END
    ) AS ended
FROM quote_facts
WHERE
    is_latest
    AND state <> 'draft'
    AND ($undated OR (sent_day >= $start_day AND sent_day < $end_day))
GROUP BY CASE WHEN nth > 2 THEN 3 ELSE nth END
ORDER BY versions

-- name: known
SELECT
    count(*) AS rows_read,
    count(CASE WHEN is_latest THEN 1 END) AS quotes,
    count(CASE WHEN is_latest AND state = 'unknown' THEN 1 END) AS unknown,
    count(
        CASE WHEN is_latest AND NOT is_sent_stated AND sent_day IS NOT NULL AND state <> 'draft' THEN 1 END
    ) AS undated_sent,
    count(CASE WHEN is_latest AND sent_day IS NULL THEN 1 END) AS dayless,
    count(CASE WHEN is_latest AND amount IS NULL THEN 1 END) AS no_amount,
    count(CASE WHEN is_latest AND rep IS NULL THEN 1 END) AS no_owner,
    count(CASE WHEN is_latest AND deal_id IS NULL THEN 1 END) AS no_deal,
    count(CASE WHEN is_latest AND discount IS NULL THEN 1 END) AS no_discount,
    count(CASE WHEN is_latest AND decided_day < sent_day THEN 1 END) AS backwards,
    count(
        CASE
            WHEN
                is_latest
                AND state = 'sent'
                AND deal_state IN ('won', 'lost')
                AND coalesce(expires_day >= $today, true)
                THEN 1
        END
    ) AS open_of_closed,
    count(CASE WHEN is_latest AND state = 'sent' AND expires_day IS NULL THEN 1 END) AS endless
FROM quote_facts
