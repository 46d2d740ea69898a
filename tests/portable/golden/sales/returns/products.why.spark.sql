WITH stated AS (
  SELECT
    shop_id,
    sku,
    reason,
    COUNT(*) AS times,
    ROW_NUMBER() OVER (PARTITION BY shop_id, sku ORDER BY COUNT(*) DESC, reason NULLS LAST) AS rank
  FROM returned_lines
  WHERE
    NOT never_sent
    AND NOT reason IS NULL
    AND (
      (
        CASE WHEN :cohort THEN ordered_local ELSE booked_local END >= :start_at
        AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END < :end_at
      )
      OR (
        :undated
        AND (
          known OR NOT :cohort
        )
        AND CASE WHEN :cohort THEN ordered_local ELSE booked_local END IS NULL
      )
    )
  GROUP BY
    shop_id,
    sku,
    reason
)
SELECT
  shop_id AS shop,
  sku,
  reason,
  times
FROM stated
WHERE
  rank = 1
ORDER BY
  shop_id NULLS LAST,
  sku NULLS LAST
