WITH touched AS (
  SELECT
    a.shop_id,
    a.deal_id,
    MAX(
      CASE
        WHEN COALESCE(a.done, TRUE) AND a.happened_local < :as_of
        THEN a.happened_local
      END
    ) AS last_local,
    MAX(CASE WHEN a.done THEN 0 WHEN a.happened_local >= :as_of THEN 1 ELSE 0 END) AS planned
  FROM activities AS a
  INNER JOIN open_deals AS o
    ON a.shop_id = o.shop_id AND a.deal_id = o.deal_id
  GROUP BY
    a.shop_id,
    a.deal_id
), measured AS (
  SELECT
    o.*,
    c.amount_then,
    c.moved,
    COALESCE(c.leaves_period = 'slipped', FALSE) AS slipped_now,
    w.chance,
    w.basis,
    b.stage_before,
    COALESCE(s.slips, 0) AS slips,
    q.p75_days,
    DATEDIFF(:today, o.close_date) AS days_over,
    DATEDIFF(o.close_date, :today) AS days_left,
    DATEDIFF(:today, CAST(o.entered_local AS DATE)) AS days_in,
    DATEDIFF(
      :today,
      COALESCE(CAST(GREATEST(f.last_activity_local, t.last_local) AS DATE), o.created_day)
    ) AS days_quiet,
    o.next_step IS NULL
    AND COALESCE(o.next_activity_local < :as_of, TRUE)
    AND COALESCE(t.planned, 0) = 0 AS is_stepless,
    CAST(CAST(ROUND((
      CAST(o.amount AS DOUBLE) * w.chance
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8)) AS weighted
  FROM open_deals AS o
  INNER JOIN deal_facts AS f
    ON o.shop_id = f.shop_id AND o.deal_id = f.deal_id
  LEFT JOIN deal_changes AS c
    ON o.shop_id = c.shop_id AND o.deal_id = c.deal_id
  LEFT JOIN deal_weights AS w
    ON o.shop_id = w.shop_id AND o.deal_id = w.deal_id
  LEFT JOIN stage_waits AS q
    ON o.pipeline = q.pipeline AND o.stage = q.stage AND q.won_stays >= :few
  LEFT JOIN touched AS t
    ON o.shop_id = t.shop_id AND o.deal_id = t.deal_id
  LEFT JOIN deal_slips AS s
    ON o.shop_id = s.shop_id AND o.deal_id = s.deal_id
  LEFT JOIN deal_backsteps AS b
    ON o.shop_id = b.shop_id AND o.deal_id = b.deal_id
), judged AS (
  SELECT
    *,
    CASE WHEN days_over > 0 THEN days_over END AS overdue_days,
    CASE WHEN days_in > p75_days THEN days_in END AS stale_days,
    CASE WHEN slips >= :slips THEN slips END AS slip_count,
    CASE WHEN :has_touches AND days_quiet >= :quiet THEN days_quiet END AS quiet_days,
    CASE WHEN :has_steps AND is_stepless AND days_left <= :soon THEN days_left END AS stepless_days,
    CASE
      WHEN moved = 'shrank'
      AND amount_then - amount >= amount_then * CAST(:shrank AS DECIMAL(9, 6))
      THEN amount_then - amount
    END AS shrank_by,
    CASE WHEN days_left BETWEEN 0 AND :soon AND chance < :sure THEN chance END AS low_chance
  FROM measured
)
SELECT
  shop_id AS shop,
  deal_id AS deal,
  name,
  account,
  owner,
  stage,
  amount,
  chance,
  basis,
  weighted,
  close_date,
  days_left,
  days_quiet,
  slipped_now,
  is_stepless,
  overdue_days,
  stale_days,
  p75_days,
  slip_count,
  quiet_days,
  stepless_days,
  shrank_by,
  stage_before,
  low_chance
FROM judged
WHERE
  NOT overdue_days IS NULL
  OR NOT stale_days IS NULL
  OR NOT slip_count IS NULL
  OR NOT quiet_days IS NULL
  OR NOT stepless_days IS NULL
  OR NOT shrank_by IS NULL
  OR NOT stage_before IS NULL
  OR NOT low_chance IS NULL
  OR slipped_now
ORDER BY
  weighted DESC,
  amount DESC,
  shop_id NULLS LAST,
  deal_id NULLS LAST
