-- No order is a test: by its customer, product, e-mail, tags or payment method.
-- breach: look like a test order
-- counts: rows
-- shows: order
-- column order text : order_no | order_id | invoice | order
-- column customer text optional : customer_id | customer | customer name
-- column email text optional : email | e-mail | customer_email
-- column product text optional : product | sku | title | item
-- column tags text optional : tags
-- column payment text optional : payment_method | gateway
-- name: violations
SELECT source_row, "order" AS value
FROM exported
-- Few values begin with a T or hold an @: the others are never put in lower case.
WHERE
    CASE
        WHEN customer BETWEEN 'T' AND 'U' OR customer BETWEEN 't' AND 'u'
            THEN lower(customer) IN ('test', 'test customer', 'test test')
    END
    OR CASE
        WHEN product BETWEEN 'T' AND 'U' OR product BETWEEN 't' AND 'u'
            THEN lower(product) IN ('test', 'test product', 'test item', 'test order')
    END
    OR CASE
        WHEN contains(customer, '@') OR contains(email, '@')
            THEN regexp_matches(
                lower(coalesce(customer, '') || ' ' || coalesce(email, '')), '(^| )test([+.][a-z0-9]*)?@'
            )
    END
    OR regexp_matches(lower(tags), '(^|[,;|] *)test *($|[,;|])')
    OR regexp_matches(lower(payment), '\bbogus\b')
-- name: of
SELECT count(*) FROM exported
