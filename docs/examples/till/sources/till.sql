-- The journal of our till, one row a line.
-- input: rows
--   receipt  text     key needed     : Receipt
--   rung     instant  needed reject  : Rung up
--   article  text     needed         : Article
--   pieces   number   needed reject  : Pieces
--   amount   money    needed reject  : Sum

-- name: orders
SELECT
    shop_id, receipt AS order_id, min(rung) AS created_at, 'EUR' AS currency,
    source_file, min(source_row) AS source_row
FROM rows
GROUP BY shop_id, receipt, source_file

-- name: order_lines
SELECT
    shop_id, receipt AS order_id, source_file || '#' || source_row AS line_id,
    article AS sku, pieces AS qty, amount,
    CASE WHEN article = 'DEPOSIT' THEN 'service' ELSE 'product' END AS kind,
    source_file, source_row
FROM rows
