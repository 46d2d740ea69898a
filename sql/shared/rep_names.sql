-- The rep of each name that only one rep of a shop has: how a file that knows no ids names them.
-- reads: rep_facts
-- not kept: a row a rep.
SELECT
    shop_id,
    name_key,
    max(rep_id) AS rep_id
FROM rep_facts
GROUP BY shop_id, name_key
HAVING count(*) = 1
