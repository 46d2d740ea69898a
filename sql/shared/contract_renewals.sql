-- Each contract: what renews it, if anything does, and the deal that is to.
-- reads: contract_facts
-- may read: deal_facts, renewal_deals
-- A contract is renewed by one that names it; else by a later one with the same company that starts
-- within 90 days of its end and ends after it, of the same product where both state one; else by a won
-- deal for its renewal that closed from 180 days before its end to 90 after. A deal is for a renewal
-- where its type or name says so; where no deal of the export says so, where it is with the same
-- company and of the same product, begun after the contract. A draft is an open renewal; what was
-- cancelled by its first day, or nobody says when, renews nothing.
WITH
running AS (
    SELECT *
    FROM contract_facts
    WHERE NOT is_backwards
),
renewing AS (
    SELECT *
    FROM running
    WHERE NOT (state = 'cancelled' AND coalesce(cancelled_day <= start_date, true))
),
named AS (
    SELECT
        n.shop_id,
        n.renewal_of AS contract_id,
        n.contract_id AS later_id,
        n.state = 'draft' AS is_draft,
        n.annual_value,
        n.start_date
    FROM renewing AS n
    WHERE n.renewal_of <> n.contract_id
    UNION ALL
    SELECT
        c.shop_id,
        c.contract_id,
        n.contract_id AS later_id,
        n.state = 'draft' AS is_draft,
        n.annual_value,
        n.start_date
    FROM running AS c
    INNER JOIN renewing AS n
        ON
            c.shop_id = n.shop_id
            AND c.account_key = n.account_key
            AND c.contract_id <> n.contract_id
            AND c.start_date < n.start_date
            AND date_diff('day', c.end_date, n.start_date) BETWEEN -90 AND 90
            AND coalesce(c.end_date < n.end_date, true)
            AND coalesce(c.product = n.product, true)
    WHERE coalesce(n.renewal_of = n.contract_id, true)
),
followed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, contract_id ORDER BY is_draft, start_date, later_id
        ) AS nth
    FROM named
),
spoken AS (
    SELECT
        f.shop_id,
        f.deal_id,
        f.name,
        replace(lower(f.account), ' ', '') AS account_key,
        f.product,
        f.state,
        f.created_day,
        f.closed_day,
        r.deal_id IS NOT NULL AS is_renewal
    FROM deal_facts AS f
    LEFT JOIN renewal_deals AS r ON f.shop_id = r.shop_id AND f.deal_id = r.deal_id
),
says AS (
    SELECT count(*) AS renewals
    FROM renewal_deals
),
dealt AS (
    SELECT
        c.shop_id,
        c.contract_id,
        d.deal_id,
        d.name,
        d.state,
        row_number() OVER (
            PARTITION BY c.shop_id, c.contract_id, d.state
            ORDER BY d.created_day DESC NULLS LAST, d.deal_id
        ) AS nth
    FROM running AS c
    CROSS JOIN says AS s
    INNER JOIN spoken AS d
        ON
            c.shop_id = d.shop_id
            AND c.account_key = d.account_key
            AND coalesce(c.deal_id <> d.deal_id, true)
    WHERE
        (
            d.state = 'open'
            OR (
                d.state = 'won'
                AND date_diff('day', c.end_date, d.closed_day) BETWEEN -180 AND 90
            )
        )
        AND (
            (s.renewals > 0 AND d.is_renewal AND coalesce(c.product = d.product, true))
            OR (
                s.renewals = 0
                AND c.product = d.product
                AND coalesce(d.created_day > c.start_date, true)
            )
        )
)
SELECT
    c.shop_id,
    c.contract_id,
    CASE WHEN NOT f.is_draft THEN f.later_id END AS renewed_by,
    CASE WHEN NOT f.is_draft THEN f.annual_value END AS renewed_value,
    CASE WHEN NOT f.is_draft THEN f.start_date END AS renewed_from,
    w.deal_id AS won_deal,
    coalesce(o.name, CASE WHEN f.is_draft THEN f.later_id END) AS open_renewal,
    o.deal_id AS open_deal
FROM running AS c
LEFT JOIN followed AS f ON c.shop_id = f.shop_id AND c.contract_id = f.contract_id AND f.nth = 1
LEFT JOIN dealt AS w
    ON c.shop_id = w.shop_id AND c.contract_id = w.contract_id AND w.state = 'won' AND w.nth = 1
LEFT JOIN dealt AS o
    ON c.shop_id = o.shop_id AND c.contract_id = o.contract_id AND o.state = 'open' AND o.nth = 1
