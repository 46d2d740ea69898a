-- Each lead with what became of it.
-- reads: leads
-- may read: deal_facts
-- not kept: a few columns beside the leads' own.
-- became is 1 where the CRM says converted, names the deal, or says when; 0 where it says that it has
-- not; else NULL. said is its status and stage in plain words, ending in a space. given_up: a reason
-- of loss, or said to be disqualified, lost, junk, closed and not converted, ... state is that of its
-- deal, NULL where that is not named or not loaded.
WITH
told AS (
    SELECT
        *,
        replace(replace(lower(coalesce(status, '') || ' ' || coalesce(stage, '')), '_', ' '), '-', ' ')
        || ' ' AS said
    FROM leads
)
SELECT
    l.*,
    CASE
        WHEN l.is_converted OR l.deal_id IS NOT NULL OR l.converted_local IS NOT NULL THEN 1
        WHEN NOT l.is_converted THEN 0
    END AS became,
    l.lost_reason IS NOT NULL OR contains(l.said, 'disqual') OR contains(l.said, 'unqual')
    OR contains(l.said, 'not qual') OR contains(l.said, 'not conv') OR contains(l.said, 'not interest')
    OR contains(l.said, 'no longer') OR contains(l.said, 'cancel') OR contains(l.said, 'lost')
    OR contains(l.said, 'dead ') OR contains(l.said, 'junk') OR contains(l.said, 'bad ')
        AS given_up,
    f.state,
    CASE WHEN f.state = 'won' THEN f.amount END AS won_amount
FROM told AS l
LEFT JOIN deal_facts AS f ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
