-- Contracts as they stand: in force, about to end, and by the month in which they end.
-- reads: contract_facts, contract_renewals
-- $today DATE: the question's day

-- name: standing
-- One that has passed its last day and renews by itself has gone on, unless another has taken its place.
WITH
known AS (
    SELECT
        CASE
            WHEN f.state IN ('draft', 'cancelled', 'ended') THEN f.state
            WHEN f.end_date < $today AND (NOT f.auto_renews OR r.renewed_from <= $today) THEN 'ended'
            WHEN f.start_date > $today THEN 'upcoming'
            WHEN f.end_date < $today THEN 'gone on'
            ELSE 'active'
        END AS stands,
        f.end_date IS NULL AS is_endless,
        f.auto_renews,
        f.value,
        f.annual_value
    FROM contract_facts AS f
    LEFT JOIN contract_renewals AS r
        ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
    WHERE NOT f.is_backwards
)
SELECT
    stands,
    count(*) AS contracts,
    count(CASE WHEN auto_renews THEN 1 END) AS auto,
    count(CASE WHEN is_endless THEN 1 END) AS endless,
    count(value) AS valued,
    coalesce(sum(value), 0) AS value,
    count(annual_value) AS annual_stated,
    coalesce(sum(annual_value), 0) AS annual_value
FROM known
GROUP BY stands
ORDER BY stands

-- name: due
-- In force, and the end or the day for notice lies within $days; or there is no end at all.
-- $days BIGINT
WITH
running AS (
    SELECT
        f.*,
        date_diff('day', $today::DATE, f.end_date) AS days_left,
        date_diff('day', $today::DATE, f.end_date) - f.notice_days AS notice_left
    FROM contract_facts AS f
    WHERE
        NOT f.is_backwards
        AND f.state NOT IN ('draft', 'cancelled', 'ended')
        AND coalesce(f.start_date <= $today, true)
        AND coalesce(f.end_date >= $today, true)
)
SELECT
    f.shop_id AS shop,
    f.contract_id AS contract,
    f.name,
    f.account,
    f.product,
    f.owner,
    f.start_date,
    f.end_date,
    f.days_left,
    f.notice_days,
    f.notice_left,
    f.auto_renews,
    f.value,
    f.annual_value,
    coalesce(r.renewed_by, r.won_deal) AS renewed_by,
    r.open_renewal,
    r.open_deal
FROM running AS f
LEFT JOIN contract_renewals AS r
    ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
WHERE f.end_date IS NULL OR f.days_left <= $days OR f.notice_left BETWEEN 0 AND $days
ORDER BY f.end_date NULLS LAST, f.annual_value DESC NULLS LAST, shop, contract

-- name: months
-- In force or signed for later, by the month of the last day; none where it has no end or has gone on.
WITH
running AS (
    SELECT
        f.shop_id,
        f.contract_id,
        CASE WHEN f.end_date >= $today THEN date_trunc('month', f.end_date)::DATE END AS month,
        coalesce(f.end_date < $today, false) AS has_gone_on,
        f.auto_renews,
        f.value,
        f.annual_value
    FROM contract_facts AS f
    WHERE
        NOT f.is_backwards
        AND f.state NOT IN ('draft', 'cancelled', 'ended')
        AND (f.auto_renews OR coalesce(f.end_date >= $today, true))
)
SELECT
    f.month,
    f.has_gone_on,
    count(*) AS contracts,
    coalesce(sum(f.value), 0) AS value,
    coalesce(sum(f.annual_value), 0) AS annual_value,
    count(CASE WHEN f.auto_renews THEN 1 END) AS auto,
    count(CASE WHEN r.renewed_by IS NOT NULL OR r.won_deal IS NOT NULL THEN 1 END) AS renewed,
    coalesce(
        sum(
            CASE
                WHEN NOT f.auto_renews AND r.renewed_by IS NULL AND r.won_deal IS NULL
                    THEN f.annual_value
            END
        ), 0
    ) AS at_risk
FROM running AS f
LEFT JOIN contract_renewals AS r
    ON f.shop_id = r.shop_id AND f.contract_id = r.contract_id
WHERE NOT (f.has_gone_on AND coalesce(r.renewed_from <= $today, false))
GROUP BY f.month, f.has_gone_on
ORDER BY f.month NULLS LAST, f.has_gone_on
