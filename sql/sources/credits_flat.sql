-- Who shares in a deal or an order under the usual names, one row for each rep of it.
-- vendor: Any system (flat CSV)
-- export: a row for each rep of a shared deal or order: its id, the rep as deals name the owner, the share
-- cannot: since when a deal is shared: the shares are those of now
-- input: rows
--   deal_id   text    one-of:what            : deal_id | opportunity_id | opportunity
--   order_id  text    one-of:what            : order_id | order | order_number | order_no
--   rep       text    one-of:who             : sales_agent | sales_rep | rep | rep_name | salesperson | sales_person | split_owner
--   rep_id    text    one-of:who             : rep_id | owner_id | user_id | split_owner_id
--   share     rate    one-of:part reject     : share | split | credit | credit_share | split_share
--   percent   number  one-of:part reject     : split_percentage | split_percent | credit_percent | percentage
--   other     text    never                  : stage | deal_stage | quota | sku | quantity | created_at | activity_type | price | customer_id | email
--
-- A share is written as 0.4 or 40 %, a percentage as 40. A row without a rep, or of no deal and no order,
-- is set aside.

-- name: credits
SELECT
    shop_id, deal_id, order_id, coalesce(rep_id, rep) AS rep_id,
    coalesce(share, percent / 100) AS share, source_file, source_row
FROM rows
WHERE
    coalesce(rep_id, rep) IS NOT NULL AND coalesce(deal_id, order_id) IS NOT NULL
    AND coalesce(share, percent) >= 0

-- name: excluded
SELECT source_file, source_row, 'credit of nobody, of nothing, or without a share' AS reason
FROM rows
WHERE
    coalesce(rep_id, rep) IS NULL OR coalesce(deal_id, order_id) IS NULL
    OR coalesce(share, percent, -1) < 0
