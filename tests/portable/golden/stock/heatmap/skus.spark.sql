WITH stock AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    SUM(on_hand) AS on_hand,
    SUM(committed) AS committed,
    SUM(available) AS available,
    SUM(incoming) AS incoming
  FROM stock_now
  WHERE
    :everywhere OR location = :location
  GROUP BY
    shop_id,
    sku
), lives AS (
  SELECT
    shop_id,
    sku,
    MIN(day) AS first_day,
    MAX(
      CASE
        WHEN :everywhere
        OR (
          :named AND location = :location
        )
        OR (
          NOT :named AND location IS NULL
        )
        THEN day
      END
    ) AS last_day
  FROM demand
  GROUP BY
    shop_id,
    sku
), weeks AS (
  SELECT
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(day, :weeks_from) AS DOUBLE) / CAST(7.0 AS DOUBLE)) AS BIGINT) AS week,
    CAST(SUM(units) AS DOUBLE) AS week_units,
    SUM(CASE WHEN day >= :from_day THEN units ELSE 0 END) AS units,
    SUM(CASE WHEN day >= :from_day THEN sales ELSE 0 END) AS sales
  FROM demand
  WHERE
    ordered_local >= :weeks_from
    AND ordered_local < :to_day
    AND (
      :everywhere
      OR (
        :named AND location = :location
      )
      OR (
        NOT :named AND location IS NULL
      )
    )
  GROUP BY
    shop_id,
    sku,
    CAST(FLOOR(CAST(DATEDIFF(day, :weeks_from) AS DOUBLE) / CAST(7.0 AS DOUBLE)) AS BIGINT)
), pace AS (
  SELECT
    shop_id,
    sku,
    SUM(units) AS units,
    SUM(sales) AS sales,
    SUM(week_units) AS week_sum,
    SUM(week_units * week_units) AS week_squares
  FROM weeks
  GROUP BY
    shop_id,
    sku
), sold AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MIN(CASE WHEN requires_shipping THEN 1 ELSE 0 END) AS goods,
    SUM(sales) AS sales
  FROM line_sales
  WHERE
    ordered_local >= :from_day
    AND ordered_local < :to_day
    AND (
      :everywhere
      OR (
        :named AND location = :location
      )
      OR (
        NOT :named AND location IS NULL
      )
    )
  GROUP BY
    shop_id,
    sku
), returned AS (
  SELECT
    r.shop_id,
    r.sku,
    SUM(r.returns) AS returns
  FROM line_returns AS r
  INNER JOIN orders AS o
    ON r.shop_id = o.shop_id AND r.order_id = o.order_id
  WHERE
    :by_lines
    AND r.booked_local >= :from_day
    AND r.booked_local < :to_day
    AND (
      :everywhere
      OR (
        :named AND o.location = :location
      )
      OR (
        NOT :named AND o.location IS NULL
      )
    )
  GROUP BY
    r.shop_id,
    r.sku
), known AS (
  SELECT
    shop_id,
    sku,
    day,
    in_stock
  FROM days_in_stock
  WHERE
    :everywhere AND day >= :from_day AND day < :to_day
  UNION ALL
  SELECT
    shop_id,
    sku,
    day,
    in_stock
  FROM stock_days
  WHERE
    NOT :everywhere AND location = :location AND day >= :from_day AND day < :to_day
), history AS (
  SELECT
    d.shop_id,
    d.sku,
    COUNT(*) AS days_known,
    CAST(SUM(CASE WHEN d.in_stock THEN 0 ELSE 1 END) AS BIGINT) AS days_out,
    CAST(SUM(CASE WHEN NOT d.in_stock AND d.day >= f.first_day THEN 1 ELSE 0 END) AS BIGINT) AS out_since
  FROM known AS d
  LEFT JOIN lives AS f
    ON d.shop_id = f.shop_id AND d.sku = f.sku
  GROUP BY
    d.shop_id,
    d.sku
), catalogue AS (
  SELECT
    shop_id,
    sku,
    MAX(title) AS title,
    MAX(price) AS price,
    MAX(unit_cost) AS unit_cost,
    MAX(CASE WHEN is_gift_card OR NOT requires_shipping THEN 1 ELSE 0 END) AS no_goods,
    MAX(CASE WHEN oversell THEN 1 ELSE 0 END) AS oversell,
    MIN(CASE WHEN status IN ('archived', 'draft') THEN 1 ELSE 0 END) AS withdrawn
  FROM products
  GROUP BY
    shop_id,
    sku
), bought AS (
  SELECT
    shop_id,
    sku,
    MAX(unit_cost) AS unit_cost
  FROM supply
  GROUP BY
    shop_id,
    sku
), arriving AS (
  SELECT
    shop_id,
    sku,
    SUM(qty - COALESCE(received_qty, 0)) AS ordered,
    SUM(
      CASE
        WHEN expected_day >= :to_day AND expected_day < :soon_day
        THEN qty - COALESCE(received_qty, 0)
        ELSE 0
      END
    ) AS due,
    COALESCE(MIN(CASE WHEN expected_day >= :to_day THEN expected_day END), MIN(expected_day)) AS expected
  FROM purchase_orders
  WHERE
    received_day IS NULL AND qty > COALESCE(received_qty, 0)
  GROUP BY
    shop_id,
    sku
), keys AS (
  SELECT
    shop_id,
    sku
  FROM stock
  UNION
  SELECT
    shop_id,
    sku
  FROM sold
  UNION
  SELECT
    shop_id,
    sku
  FROM returned
)
SELECT
  k.shop_id AS shop,
  k.sku,
  COALESCE(c.title, s.title, l.title) AS title,
  NOT s.sku IS NULL AS stocked,
  COALESCE(c.no_goods, 1 - l.goods, 0) = 0 AS goods,
  COALESCE(c.oversell, 0) = 1 AS oversell,
  COALESCE(c.withdrawn, 0) = 1 AS withdrawn,
  s.on_hand,
  s.committed,
  s.available,
  s.incoming,
  a.ordered,
  a.due,
  a.expected,
  COALESCE(p.units, 0) AS units,
  COALESCE(p.sales, 0) AS sales,
  COALESCE(l.sales, 0) - COALESCE(r.returns, 0) AS net_sales,
  f.first_day,
  f.last_day,
  COALESCE(h.days_known, 0) AS days_known,
  COALESCE(h.days_out, 0) AS days_out,
  COALESCE(h.out_since, 0) AS out_since,
  p.week_sum,
  p.week_squares,
  COALESCE(c.unit_cost, b.unit_cost) AS unit_cost,
  c.price
FROM keys AS k
LEFT JOIN stock AS s
  ON k.shop_id = s.shop_id AND k.sku = s.sku
LEFT JOIN pace AS p
  ON k.shop_id = p.shop_id AND k.sku = p.sku
LEFT JOIN lives AS f
  ON k.shop_id = f.shop_id AND k.sku = f.sku
LEFT JOIN sold AS l
  ON k.shop_id = l.shop_id AND k.sku = l.sku
LEFT JOIN returned AS r
  ON k.shop_id = r.shop_id AND k.sku = r.sku
LEFT JOIN history AS h
  ON k.shop_id = h.shop_id AND k.sku = h.sku
LEFT JOIN catalogue AS c
  ON k.shop_id = c.shop_id AND k.sku = c.sku
LEFT JOIN bought AS b
  ON k.shop_id = b.shop_id AND k.sku = b.sku
LEFT JOIN arriving AS a
  ON k.shop_id = a.shop_id AND k.sku = a.sku
ORDER BY
  k.shop_id NULLS LAST,
  k.sku NULLS LAST
