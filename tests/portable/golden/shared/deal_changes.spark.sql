WITH both_times AS (
  SELECT
    COALESCE(f.shop_id, t.shop_id) AS shop_id,
    COALESCE(f.deal_id, t.deal_id) AS deal_id,
    COALESCE(f.name, t.name, t.deal_id) AS name,
    COALESCE(f.account, t.account) AS account,
    COALESCE(f.owner, t.owner) AS owner,
    COALESCE(f.pipeline, t.pipeline) AS pipeline,
    COALESCE(
      t.state,
      CASE
        WHEN s.basis = 'copies' AND f.state IN ('open', 'unknown')
        THEN 'none'
        WHEN s.basis = 'copies' AND f.closed_day >= s.start_day
        THEN 'none'
        ELSE 'past'
      END
    ) AS state_then,
    COALESCE(f.state, 'none') AS state_now,
    t.stage AS stage_then,
    f.stage AS stage_now,
    t.amount AS amount_then,
    f.amount AS amount_now,
    t.close_date AS close_then,
    f.close_date AS close_now,
    f.created_day,
    f.closed_day,
    COALESCE(f.closed_day >= s.start_day, FALSE) AS closed_since,
    COALESCE(f.closed_day >= s.period_first AND f.closed_day < s.period_end, FALSE) AS closed_in,
    CASE
      WHEN t.close_date < s.period_first
      THEN 'before'
      WHEN t.close_date < s.period_end
      THEN 'in'
      WHEN t.close_date >= s.period_end
      THEN 'after'
      ELSE 'unknown'
    END AS due_then,
    CASE
      WHEN f.close_date < s.period_first
      THEN 'before'
      WHEN f.close_date < s.period_end
      THEN 'in'
      WHEN f.close_date >= s.period_end
      THEN 'after'
      ELSE 'unknown'
    END AS due_now
  FROM deal_facts AS f
  FULL OUTER JOIN deals_then AS t
    ON f.shop_id = t.shop_id AND f.deal_id = t.deal_id
  CROSS JOIN deal_span AS s
), entered AS (
  SELECT
    *,
    state_then = 'open' AS was_open,
    state_now = 'open' AS is_open,
    CASE
      WHEN state_now IN ('none', 'unknown')
      THEN NULL
      WHEN state_then = 'none'
      THEN 'new'
      WHEN state_then IN ('won', 'lost', 'closed') AND state_now = 'open'
      THEN 'reopened'
      WHEN state_then IN ('won', 'lost') AND state_now <> state_then AND closed_since
      THEN 'reopened'
      WHEN state_then = 'unknown' AND (
        state_now = 'open' OR closed_since
      )
      THEN 'appeared'
    END AS enters
  FROM both_times
), left_again AS (
  SELECT
    *,
    CASE
      WHEN state_now IN ('won', 'lost', 'closed') AND (
        was_open OR NOT enters IS NULL
      )
      THEN state_now
      WHEN was_open AND NOT is_open
      THEN 'gone'
    END AS leaves,
    CASE
      WHEN NOT was_open OR NOT state_now IN ('open', 'won')
      THEN NULL
      WHEN amount_now > amount_then
      THEN 'grew'
      WHEN amount_now < amount_then
      THEN 'shrank'
      WHEN amount_then IS NULL AND NOT amount_now IS NULL
      THEN 'known'
      WHEN NOT amount_then IS NULL AND amount_now IS NULL
      THEN 'unknown'
    END AS moved,
    (
      is_open AND due_now = 'in'
    ) OR (
      state_now = 'won' AND closed_in
    ) AS ends_in
  FROM entered
), of_period AS (
  SELECT
    *,
    CASE
      WHEN NOT ends_in OR (
        was_open AND due_then = 'in'
      )
      THEN NULL
      WHEN was_open AND due_then = 'after'
      THEN 'pulled in'
      WHEN was_open AND due_then = 'before'
      THEN 'slipped in'
      WHEN was_open
      THEN 'dated'
      ELSE enters
    END AS enters_period
  FROM left_again
)
SELECT
  *,
  CASE
    WHEN was_open AND due_then = 'in' AND is_open AND due_now = 'after'
    THEN 'slipped'
    WHEN was_open AND due_then = 'in' AND is_open AND due_now = 'before'
    THEN 'brought forward'
    WHEN was_open AND due_then = 'in' AND is_open AND due_now = 'unknown'
    THEN 'undated'
    WHEN was_open AND due_then = 'in' AND NOT is_open
    THEN leaves
    WHEN NOT enters_period IS NULL AND state_now = 'won'
    THEN 'won'
  END AS leaves_period
FROM of_period
