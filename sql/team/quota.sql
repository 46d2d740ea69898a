-- What reps are to win, and what they won.
-- reads: targets, deal_facts
-- then asks: team/quotas
-- $first DATE, $after DATE: the days [first, after) asked about
-- $today DATE: what closed after it has not come
-- $earliest DATE: the first day of the periods before that it is held against

-- name: won_by_month
-- What each rep won by month, in these days and in the periods before.
SELECT
    shop_id AS shop,
    rep,
    date_trunc('month', closed_day)::DATE AS month,
    coalesce(sum(amount), 0) AS value
FROM deal_facts
WHERE state = 'won' AND closed_day >= $earliest AND closed_day < $after AND rep IS NOT NULL
GROUP BY shop_id, rep, date_trunc('month', closed_day)::DATE
ORDER BY shop_id, rep, date_trunc('month', closed_day)::DATE

-- name: won_by_day
-- What was won each day, whoever won it: on which days of a period deals usually close.
SELECT
    closed_day AS day,
    count(*) AS deals,
    coalesce(sum(amount), 0) AS value
FROM deal_facts
WHERE state = 'won' AND closed_day < $after
GROUP BY closed_day
ORDER BY closed_day

-- name: known
-- What cannot be credited, and the usual size of a deal.
SELECT
    coalesce(sum(CASE WHEN state = 'won' AND closed_day IS NULL THEN 1 ELSE 0 END), 0)::BIGINT
        AS undated,
    coalesce(
        sum(
            CASE
                WHEN state = 'closed' AND closed_day >= $first AND closed_day < $after THEN 1
                ELSE 0
            END
        ),
        0
    )::BIGINT AS unsaid,
    coalesce(sum(CASE WHEN state = 'unknown' THEN 1 ELSE 0 END), 0)::BIGINT AS unknown,
    coalesce(sum(CASE WHEN closed_day > $today THEN 1 ELSE 0 END), 0)::BIGINT AS later,
    avg(CASE WHEN state = 'won' AND amount > 0 THEN amount END) AS mean_won
FROM deal_facts
-- one row
