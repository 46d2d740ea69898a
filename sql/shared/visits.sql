-- Sessions of each day of a shop, each visit once, and how many of them bought.
-- reads: visits_by
SELECT
    shop_id,
    day,
    sessions,
    purchases
FROM visits_by
WHERE dimension = 'all'
