WITH elsewhere AS (
  SELECT
    shop_id,
    customer
  FROM order_customers
  WHERE
    NOT customer IS NULL
  GROUP BY
    shop_id,
    customer
  HAVING
    SUM(
      CASE
        WHEN (
          ordered_local >= :start_at AND ordered_local < :end_at
        )
        OR (
          :undated AND ordered_local IS NULL
        )
        THEN 1
        ELSE 0
      END
    ) = 0
), ids AS (
  SELECT DISTINCT
    shop_id,
    customer_id
  FROM orders
  WHERE
    NOT customer_id IS NULL
), mails AS (
  SELECT DISTINCT
    shop_id,
    email_norm
  FROM orders
  WHERE
    NOT email_norm IS NULL
), filed AS (
  SELECT
    c.shop_id,
    c.customer_id,
    MAX(COALESCE(c.orders_source, 0)) > 0 AS ordered_before,
    BOOL_OR(NOT i.customer_id IS NULL OR NOT e.email_norm IS NULL) AS ordered
  FROM customers AS c
  LEFT JOIN ids AS i
    ON c.shop_id = i.shop_id AND c.customer_id = i.customer_id
  LEFT JOIN mails AS e
    ON c.shop_id = e.shop_id AND c.email_norm = e.email_norm
  GROUP BY
    c.shop_id,
    c.customer_id
)
SELECT
  (
    SELECT
      COUNT(*)
    FROM elsewhere
  ) AS outside,
  CAST(COALESCE(SUM(CASE WHEN ordered OR ordered_before THEN 0 ELSE 1 END), 0) AS BIGINT) AS prospects,
  CAST(COALESCE(SUM(CASE WHEN ordered_before AND NOT ordered THEN 1 ELSE 0 END), 0) AS BIGINT) AS unloaded
FROM filed
