-- Each activity that took place, and whose it is, as deals and quotas name reps.
-- reads: activity_facts
-- not kept: a statement asks a few columns of it.
SELECT
    shop_id,
    rep,
    kind,
    at_local
FROM activity_facts
WHERE took_place
