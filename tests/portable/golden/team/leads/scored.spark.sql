SELECT
  shop_id AS shop,
  lead_id,
  name,
  COALESCE(owner, '') AS owner,
  created_local AS came,
  converted_local AS converted_at,
  COALESCE(became, -1) AS became,
  CASE WHEN given_up THEN 1 ELSE 0 END AS given_up,
  CASE WHEN is_touched THEN 1 ELSE 0 END AS touched,
  CAST(score AS DOUBLE) AS crm_score,
  COALESCE(source, '') AS source,
  COALESCE(campaign, '') AS campaign,
  COALESCE(country, '') AS country,
  COALESCE(industry, '') AS industry,
  COALESCE(rating, '') AS rating,
  CASE WHEN company IS NULL THEN 'none' ELSE 'named' END AS company
FROM lead_facts
ORDER BY
  shop_id NULLS LAST,
  lead_id NULLS LAST
