-- Deals whose type or name says that they are for a renewal, in English, German or Italian.
-- may read: deal_facts
-- not kept: few of the deals are here.
WITH
spoken AS (
    SELECT
        shop_id,
        deal_id,
        lower(coalesce(type, '') || ' ' || name) AS words
    FROM deal_facts
)
SELECT
    shop_id,
    deal_id
FROM spoken
WHERE
    contains(words, 'renew')
    OR contains(words, 'extension')
    OR contains(words, 'verläng')
    OR contains(words, 'rinnov')
