-- Open tickets and who wrote them.
-- reads: ticket_facts, ticket_owners
-- may read: people

-- name: open_tickets
SELECT
    t.shop_id AS shop,
    t.ticket_id AS ticket,
    t.created_local AS created,
    t.since_local AS since,
    t.turn_unknown,
    t.apart,
    t.status,
    t.priority,
    t.channel,
    t.assignee,
    t.subject,
    t.reopens,
    coalesce(t.name, p.name) AS name,
    t.email,
    w.shop_id AS owner_shop,
    w.customer
FROM ticket_facts AS t
LEFT JOIN ticket_owners AS w ON t.shop_id = w.ticket_shop AND t.ticket_id = w.ticket_id
LEFT JOIN people AS p ON w.shop_id = p.shop_id AND w.customer = p.customer
WHERE NOT t.closed
ORDER BY t.created_local, t.shop_id, t.ticket_id
