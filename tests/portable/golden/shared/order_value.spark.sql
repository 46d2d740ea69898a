WITH lines AS (
  SELECT
    shop_id,
    order_id,
    SUM(amount) AS lines_total,
    SUM(COALESCE(line_discount, 0) + COALESCE(order_discount_share, 0)) AS line_discount,
    MAX(CASE WHEN line_discount <> 0 OR order_discount_share <> 0 THEN 1 ELSE 0 END) AS discounted,
    MAX(
      CASE WHEN kind = 'product' AND COALESCE(requires_shipping, TRUE) THEN 1 ELSE 0 END
    ) AS ships,
    SUM(qty) AS qty,
    COUNT(*) AS lines,
    COUNT(ordered_local) > 0 AS dates_lines
  FROM order_lines
  GROUP BY
    shop_id,
    order_id
), others AS (
  SELECT
    shop_id,
    order_id,
    SUM(amount) AS amount,
    SUM(CASE WHEN kind = 'gift_card' THEN amount ELSE 0 END) AS gift_card_amount,
    SUM(CASE WHEN kind = 'service' THEN amount ELSE 0 END) AS service_amount,
    SUM(COALESCE(line_discount, 0) + COALESCE(order_discount_share, 0)) AS discount,
    SUM(qty) AS qty,
    COUNT(*) AS lines
  FROM order_lines
  WHERE
    kind <> 'product'
  GROUP BY
    shop_id,
    order_id
), dated AS (
  SELECT
    shop_id,
    order_id,
    SUM(amount) AS amount,
    SUM(qty) AS qty
  FROM order_lines
  WHERE
    NOT ordered_local IS NULL AND kind = 'product'
  GROUP BY
    shop_id,
    order_id
), stated AS (
  SELECT
    o.shop_id,
    o.order_id,
    o.order_no,
    o.customer_id,
    o.email_norm,
    COALESCE(o.processed_local, o.created_local) AS ordered_local,
    o.cancelled_local,
    o.location,
    o.cancelled_local IS NULL
    AND NOT (
      COALESCE(o.financial_status, '') = 'refunded'
      AND COALESCE(o.fulfillment_status, 'fulfilled') = 'unfulfilled'
    ) AS wanted,
    COALESCE(l.ships, 0) = 1 AS ships,
    COALESCE(l.discounted, 0) = 1 AS lines_discounted,
    o.subtotal,
    o.total,
    COALESCE(o.discount_total, 0) AS figure,
    COALESCE(o.shipping, 0) AS shipping,
    COALESCE(o.tax, 0) AS tax,
    COALESCE(o.duties, 0) AS duties,
    COALESCE(o.tip, 0) AS tip,
    COALESCE(l.lines_total, 0) AS lines_total,
    COALESCE(l.lines_total, 0) - COALESCE(n.amount, 0) AS product_amount,
    COALESCE(n.gift_card_amount, 0) AS gift_card_amount,
    COALESCE(n.service_amount, 0) AS service_amount,
    COALESCE(l.line_discount, 0) AS line_discount,
    COALESCE(l.line_discount, 0) - COALESCE(n.discount, 0) AS product_discount,
    COALESCE(l.qty, 0) - COALESCE(n.qty, 0) AS units,
    COALESCE(l.lines, 0) - COALESCE(n.lines, 0) AS product_lines,
    COALESCE(l.dates_lines, FALSE) AS dates_lines,
    COALESCE(d.amount, 0) AS dated_amount,
    COALESCE(d.qty, 0) AS dated_units
  FROM orders AS o
  LEFT JOIN lines AS l
    ON o.shop_id = l.shop_id AND o.order_id = l.order_id
  LEFT JOIN others AS n
    ON o.shop_id = n.shop_id AND o.order_id = n.order_id
  LEFT JOIN dated AS d
    ON o.shop_id = d.shop_id AND o.order_id = d.order_id
), discounted AS (
  SELECT
    *,
    CASE
      WHEN subtotal IS NULL
      THEN line_discount + figure
      WHEN line_discount <> 0
      AND ABS(lines_total - line_discount - figure - subtotal) < 0.01
      THEN line_discount + figure
      WHEN line_discount <> 0 AND ABS(lines_total - figure - subtotal) < 0.01
      THEN figure
      WHEN line_discount <> 0 AND ABS(lines_total - line_discount - subtotal) < 0.01
      THEN line_discount
      WHEN line_discount <> 0
      THEN line_discount + figure
      WHEN ABS(lines_total - figure - subtotal) < 0.01
      THEN figure
      WHEN ABS(lines_total - subtotal) < 0.01
      AND (
        shipping = 0 OR ABS(subtotal + shipping - figure + tax - total) < 0.01
      )
      THEN 0
      ELSE figure
    END AS discount,
    CASE
      WHEN line_discount = 0
      AND figure <> 0
      AND shipping <> 0
      AND ABS(lines_total - subtotal) < 0.01
      AND ABS(subtotal + shipping - figure + tax - total) < 0.01
      THEN figure
      ELSE 0
    END AS shipping_discount
  FROM stated
), taxed AS (
  SELECT
    d.*,
    d.subtotal IS NULL OR ABS(d.lines_total - d.discount - d.subtotal) < 0.01 AS tied,
    CASE
      WHEN d.tax = 0 OR d.total IS NULL
      THEN 'none'
      WHEN q.prices <> 'as stated'
      THEN q.prices
      WHEN ABS(
        COALESCE(d.subtotal, d.lines_total - d.discount) + d.shipping - d.shipping_discount + d.tax + d.duties + d.tip - d.total
      ) < 0.01
      THEN 'net'
      WHEN ABS(
        COALESCE(d.subtotal, d.lines_total - d.discount) + d.shipping + d.duties + d.tip - d.total
      ) < 0.01
      THEN 'gross'
      ELSE 'unknown'
    END AS prices
  FROM discounted AS d
  CROSS JOIN question AS q
), factored AS (
  SELECT
    *,
    CASE
      WHEN prices = 'gross'
      THEN COALESCE(
        CAST(1.0 AS DOUBLE) - CAST(tax AS DOUBLE) / NULLIF(
          CAST((
            COALESCE(subtotal, lines_total - discount) - gift_card_amount + shipping
          ) AS DOUBLE),
          CAST(0.0 AS DOUBLE)
        ),
        CAST(1.0 AS DOUBLE)
      )
      ELSE CAST(1.0 AS DOUBLE)
    END AS keep
  FROM taxed
), parts AS (
  SELECT
    shop_id,
    order_id,
    order_no,
    customer_id,
    email_norm,
    ordered_local,
    cancelled_local,
    location,
    wanted,
    ships,
    lines_discounted OR discount <> 0 AS discounted,
    lines_total,
    discount AS stated_discount,
    subtotal,
    tied,
    prices,
    units,
    product_lines,
    dates_lines,
    CASE WHEN dates_lines THEN units - dated_units ELSE 0 END AS dateless_units,
    total AS stated_total,
    CAST(tax AS DECIMAL(28, 8)) AS taxes,
    CAST(duties AS DECIMAL(28, 8)) AS duties,
    CAST(tip AS DECIMAL(28, 8)) AS tips,
    CAST(gift_card_amount AS DECIMAL(28, 8)) AS gift_cards,
    keep,
    CASE
      WHEN prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(product_amount AS DOUBLE) * keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(product_amount AS DECIMAL(28, 8))
    END AS gross_sales,
    CASE
      WHEN prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(discount AS DOUBLE) * keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(discount AS DECIMAL(28, 8))
    END AS discounts,
    CASE
      WHEN prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(service_amount AS DOUBLE) * keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(service_amount AS DECIMAL(28, 8))
    END AS services,
    CASE
      WHEN prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(shipping AS DOUBLE) * keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST((
        shipping - shipping_discount
      ) AS DECIMAL(28, 8))
    END AS shipping,
    CASE
      WHEN prices = 'gross'
      THEN CAST(CAST(ROUND((
        CAST(product_discount AS DOUBLE) * keep
      ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
      ELSE CAST(product_discount AS DECIMAL(28, 8))
    END AS own_discounts,
    CASE
      WHEN dates_lines AND product_amount <> dated_amount
      THEN CAST((
        product_amount - dated_amount
      ) AS DOUBLE) / NULLIF(CAST(product_amount AS DOUBLE), CAST(0.0 AS DOUBLE))
    END AS dateless_share
  FROM factored
)
SELECT
  *,
  CASE
    WHEN dateless_share IS NULL
    THEN CAST(0 AS DECIMAL(28, 8))
    ELSE CAST(CAST(ROUND((
      CAST(gross_sales AS DOUBLE) * dateless_share
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
  END AS dateless_sales,
  CASE
    WHEN dateless_share IS NULL
    THEN CAST(0 AS DECIMAL(28, 8))
    ELSE CAST(CAST(ROUND((
      CAST(discounts AS DOUBLE) * dateless_share
    ) * CAST('1E8' AS DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS DECIMAL(28, 8))
  END AS dateless_discounts,
  gross_sales - discounts AS kept,
  COALESCE(
    CAST(stated_total AS DECIMAL(28, 8)),
    gross_sales - discounts + shipping + taxes + duties + tips + gift_cards + services
  ) AS total
FROM parts
