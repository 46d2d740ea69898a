-- What happened to contracts in a window: signed, begun, ended, cancelled, and which were renewed.
-- reads: contract_facts, contract_renewals
-- may read: renewal_deals
-- $start_day, $end_day DATE: the window [start, end)
-- $today DATE: the question's day

-- name: events
WITH
every AS (
    SELECT 'signed' AS event, signed_day AS day, annual_value
    FROM contract_facts
    WHERE NOT is_backwards AND state <> 'draft'
    UNION ALL
    SELECT 'started' AS event, start_date AS day, annual_value
    FROM contract_facts
    WHERE NOT is_backwards AND state <> 'draft' AND start_date <= $today
    UNION ALL
    SELECT 'cancelled' AS event, cancelled_day AS day, annual_value
    FROM contract_facts
    WHERE NOT is_backwards AND state = 'cancelled'
    UNION ALL
    SELECT 'passed its last day' AS event, end_date AS day, annual_value
    FROM contract_facts
    WHERE NOT is_backwards AND state NOT IN ('draft', 'cancelled') AND end_date < $today
)
SELECT
    event,
    count(*) AS contracts,
    coalesce(sum(annual_value), 0) AS annual_value
FROM every
WHERE day >= $start_day AND day < $end_day
GROUP BY event
ORDER BY event

-- name: renewals
-- Those that ended in the window, on the last day or when they were cancelled. One that ended less
-- than $grace BIGINT days ago may still be renewed.
WITH
over AS (
    SELECT
        shop_id,
        contract_id,
        state,
        auto_renews,
        annual_value,
        CASE WHEN state = 'cancelled' THEN least(cancelled_day, end_date) ELSE end_date END AS over_day
    FROM contract_facts
    WHERE NOT is_backwards AND state <> 'draft'
),
told AS (
    SELECT
        CASE
            WHEN r.renewed_by IS NOT NULL THEN 'renewed'
            WHEN r.won_deal IS NOT NULL THEN 'renewed'
            WHEN o.state = 'cancelled' THEN 'cancelled'
            WHEN o.auto_renews AND o.state <> 'ended' THEN 'gone on'
            WHEN date_diff('day', o.over_day, $today::DATE) < $grace THEN 'undecided'
            ELSE 'not renewed'
        END AS how,
        o.annual_value,
        r.renewed_value
    FROM over AS o
    LEFT JOIN contract_renewals AS r
        ON o.shop_id = r.shop_id AND o.contract_id = r.contract_id
    WHERE o.over_day >= $start_day AND o.over_day < $end_day AND o.over_day < $today
)
SELECT
    how,
    count(*) AS contracts,
    coalesce(sum(annual_value), 0) AS annual_value,
    coalesce(sum(renewed_value), 0) AS renewed_value
FROM told
GROUP BY how
ORDER BY how

-- name: known
SELECT
    count(*) AS contracts,
    count(CASE WHEN is_backwards THEN 1 END) AS backwards,
    min(CASE WHEN is_backwards THEN contract_id END) AS first_backwards,
    count(CASE WHEN start_date IS NULL THEN 1 END) AS startless,
    count(CASE WHEN account IS NULL THEN 1 END) AS no_account,
    count(CASE WHEN rep IS NULL THEN 1 END) AS no_owner,
    count(CASE WHEN annual_value IS NULL AND NOT is_backwards THEN 1 END) AS no_value,
    count(CASE WHEN notice_days IS NOT NULL THEN 1 END) AS with_notice,
    count(CASE WHEN state = 'active' AND end_date < $today AND NOT auto_renews THEN 1 END) AS overdue,
    count(CASE WHEN state = 'cancelled' AND cancelled_day IS NULL THEN 1 END) AS cancelled_undated,
    min(start_date) AS first_start
FROM contract_facts

-- name: deals_say
-- Whether any deal says that it is for a renewal.
SELECT count(*) AS deals
FROM renewal_deals
