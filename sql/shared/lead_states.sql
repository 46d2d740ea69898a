-- Each lead with what became of it.
-- reads: leads
-- may read: deal_facts
-- not kept: a few columns beside the leads' own.
-- became is 1 where the CRM says converted, names the deal, or says when; 0 where it says that it has
-- not; else NULL. given_up: a reason of loss, or a status such as disqualified, lost, junk. state is
-- that of its deal, NULL where that is not named or not loaded.
SELECT
    l.*,
    CASE
        WHEN l.is_converted OR l.deal_id IS NOT NULL OR l.converted_local IS NOT NULL THEN 1
        WHEN NOT l.is_converted THEN 0
    END AS became,
    coalesce(
        l.lost_reason IS NOT NULL OR contains(lower(l.status), 'disqual')
        OR contains(lower(l.status), 'unqual') OR contains(lower(l.status), 'not qual')
        OR contains(lower(l.status), 'lost') OR contains(lower(l.status), 'dead')
        OR contains(lower(l.status), 'junk') OR contains(lower(l.status), 'bad'), false
    ) AS given_up,
    f.state,
    CASE WHEN f.state = 'won' THEN f.amount END AS won_amount
FROM leads AS l
LEFT JOIN deal_facts AS f ON l.shop_id = f.shop_id AND l.deal_id = f.deal_id
