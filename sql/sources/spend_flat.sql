-- What advertising cost under the usual names, one row for each day and campaign or less.
-- vendor: Any system (flat CSV)
-- export: a row for each day and campaign, ad set or channel, and what it cost
-- cannot: what the spend brought: orders and visits say it
-- input: rows
--   day          instant  needed          : day | date | spend_date | cost_date | report_date | day_start | reporting starts
--   campaign     text                     : campaign | campaign_name | campaign name | campaign_id
--   channel      text                     : channel | platform | network | ad_network | medium
--   medium       text                     : source_medium | source / medium | source
--   cost         money    one-of:cost     : cost | spend | ad_spend | ad_cost | adspend | amount_spent | amount spent | total_cost | total_spend | media_cost
--   usd          money    one-of:cost     : amount spent (usd)
--   eur          money    one-of:cost     : amount spent (eur)
--   gbp          money    one-of:cost     : amount spent (gbp)
--   clicks       number                   : clicks | link_clicks | link clicks | clicks (all)
--   impressions  number                   : impressions
--   impr         number                   : impr. | impr
--   currency     text                     : currency | currency_code | currency code | account currency | account currency code
--   shop         text                     : shop_id | shop | store
--   order_id     text     never           : order_id | order | order no | order number | invoice | invoice_id | invoice no | invoice number
--   sku          text     never           : sku | variant_sku | product_sku | product | item | product_id | item_id | product_code | item_code | stock_code
--   customer     text     never           : customer_id | customer | email | e-mail | customer_email
--   sent         text     never           : budget | order_count | orders | quantity | qty
--
-- Only Meta writes the currency into the header (Amount spent (EUR)), and only Google Ads writes
-- Impr.: there these are the channel where no column names one. The rows of one day, channel and
-- campaign in a file, as those of its ad sets, are one. A row without a day, as a total at the end,
-- is excluded and counted.

-- name: _days
SELECT
    coalesce(shop, shop_id) AS shop_id,
    day."local"::DATE AS day,
    lower(trim(coalesce(
        channel, medium,
        CASE
            WHEN usd IS NOT NULL OR eur IS NOT NULL OR gbp IS NOT NULL THEN 'meta ads'
            WHEN impr IS NOT NULL THEN 'google ads'
        END
    ))) AS channel,
    campaign,
    coalesce(cost, usd, eur, gbp) AS cost,
    clicks::BIGINT AS clicks,
    coalesce(impressions, impr)::BIGINT AS impressions,
    upper(coalesce(
        currency,
        CASE
            WHEN usd IS NOT NULL THEN 'USD' WHEN eur IS NOT NULL THEN 'EUR'
            WHEN gbp IS NOT NULL THEN 'GBP'
        END
    )) AS currency,
    source_file,
    source_row
FROM rows

-- name: spend_daily
SELECT
    shop_id, day, channel, campaign, sum(cost) AS cost, sum(clicks)::BIGINT AS clicks,
    sum(impressions)::BIGINT AS impressions, currency, source_file, min(source_row) AS source_row
FROM _days
WHERE day IS NOT NULL
GROUP BY shop_id, day, channel, campaign, currency, source_file

-- name: excluded
SELECT source_file, source_row, 'spend without a day, as a total' AS reason
FROM _days
WHERE day IS NULL
