-- What is known of each lead when it comes in, and whether and when it became a deal.
-- reads: lead_facts
-- name: scored
SELECT
    shop_id AS shop,
    lead_id,
    name,
    coalesce(owner, '') AS owner,
    created_local AS came,
    converted_local AS converted_at,
    coalesce(became, -1) AS became,
    CASE WHEN given_up THEN 1 ELSE 0 END AS given_up,
    CASE WHEN is_touched THEN 1 ELSE 0 END AS touched,
    score::DOUBLE AS crm_score,
    coalesce(source, '') AS source,
    coalesce(campaign, '') AS campaign,
    coalesce(country, '') AS country,
    coalesce(industry, '') AS industry,
    coalesce(rating, '') AS rating,
    CASE WHEN company IS NULL THEN 'none' ELSE 'named' END AS company
FROM lead_facts
ORDER BY shop_id, lead_id
