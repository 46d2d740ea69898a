SELECT
  shop_id,
  order_id,
  fulfillment_id,
  carrier,
  tracking,
  created_local,
  shipped_local,
  delivered_local,
  promised_local,
  COALESCE(status, '') = 'delivered' OR NOT delivered_local IS NULL AS arrived,
  COALESCE(status, '') IN (
    'failure',
    'failed',
    'error',
    'exception',
    'undeliverable',
    'returned',
    'return_to_sender',
    'lost'
  ) AS failed
FROM fulfillments
WHERE
  COALESCE(status, '') <> 'cancelled'
  AND COALESCE(status, '') <> 'canceled'
  AND COALESCE(status, '') <> 'voided'
