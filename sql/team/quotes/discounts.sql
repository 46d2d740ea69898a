-- Discount against what was won: of each deal one quote, the accepted one, else the latest.
-- reads: quote_facts
-- $start_day, $end_day DATE: sent in the window [start, end); $undated BOOLEAN: all that is loaded
-- $today DATE: the question's day

-- name: bands
-- A deal that was won or lost says how it ended; a quote without such a deal says it itself.
WITH
told AS (
    SELECT
        discount,
        amount,
        sent_day,
        CASE
            WHEN deal_state IN ('won', 'lost') THEN deal_state
            WHEN state = 'accepted' THEN 'won'
            WHEN state IN ('declined', 'expired') OR expires_day < $today THEN 'lost'
        END AS outcome,
        CASE
            WHEN deal_id IS NULL THEN 1
            ELSE
                row_number() OVER (
                    PARTITION BY shop_id, deal_id
                    ORDER BY
                        CASE WHEN state = 'accepted' THEN 0 ELSE 1 END,
                        sent_local DESC NULLS LAST, quote_id, version DESC
                )
        END AS back
    FROM quote_facts
    WHERE is_latest AND state NOT IN ('draft', 'withdrawn', 'unknown')
)
SELECT
    CASE
        WHEN discount IS NULL THEN 9
        WHEN discount <= 0 THEN 0
        WHEN discount <= 0.05 THEN 1
        WHEN discount <= 0.1 THEN 2
        WHEN discount <= 0.15 THEN 3
        WHEN discount <= 0.2 THEN 4
        ELSE 5
    END AS band,
    count(*) AS quotes,
    count(CASE WHEN outcome = 'won' THEN 1 END) AS won,
    count(CASE WHEN outcome = 'lost' THEN 1 END) AS lost,
    coalesce(sum(amount), 0) AS value
FROM told
WHERE back = 1 AND ($undated OR (sent_day >= $start_day AND sent_day < $end_day))
GROUP BY
    CASE
        WHEN discount IS NULL THEN 9
        WHEN discount <= 0 THEN 0
        WHEN discount <= 0.05 THEN 1
        WHEN discount <= 0.1 THEN 2
        WHEN discount <= 0.15 THEN 3
        WHEN discount <= 0.2 THEN 4
        ELSE 5
    END
ORDER BY band

-- name: trend
-- Lately is sent in [recent, today], before in [before, recent).
-- $recent_day, $before_day DATE
WITH
sent AS (
    SELECT
        CASE WHEN sent_day >= $recent_day THEN 'lately' ELSE 'before' END AS span,
        discount,
        CASE WHEN state = 'sent' AND expires_day < $today THEN 'expired' ELSE state END AS stands
    FROM quote_facts
    WHERE
        is_latest
        AND state NOT IN ('draft', 'withdrawn', 'unknown')
        AND sent_day >= $before_day
        AND sent_day <= $today
)
SELECT
    span,
    count(*) AS quotes,
    count(discount) AS discounts,
    coalesce(sum(discount), 0)::DOUBLE AS discount_sum,
    coalesce(sum(discount * discount), 0)::DOUBLE AS discount_squares,
    count(CASE WHEN stands = 'accepted' THEN 1 END) AS accepted,
    count(CASE WHEN stands IN ('accepted', 'declined', 'expired') THEN 1 END) AS ended
FROM sent
GROUP BY span
ORDER BY span
