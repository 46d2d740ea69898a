SELECT
  COUNT(*) AS rows_read,
  COUNT(CASE WHEN is_latest THEN 1 END) AS quotes,
  COUNT(CASE WHEN is_latest AND state = 'unknown' THEN 1 END) AS unknown,
  COUNT(
    CASE
      WHEN is_latest AND NOT is_sent_stated AND NOT sent_day IS NULL AND state <> 'draft'
      THEN 1
    END
  ) AS undated_sent,
  COUNT(CASE WHEN is_latest AND sent_day IS NULL THEN 1 END) AS dayless,
  COUNT(CASE WHEN is_latest AND amount IS NULL THEN 1 END) AS no_amount,
  COUNT(CASE WHEN is_latest AND rep IS NULL THEN 1 END) AS no_owner,
  COUNT(CASE WHEN is_latest AND deal_id IS NULL THEN 1 END) AS no_deal,
  COUNT(CASE WHEN is_latest AND discount IS NULL THEN 1 END) AS no_discount,
  COUNT(CASE WHEN is_latest AND decided_day < sent_day THEN 1 END) AS backwards,
  COUNT(
    CASE
      WHEN is_latest
      AND state = 'sent'
      AND deal_state IN ('won', 'lost')
      AND COALESCE(expires_day >= :today, TRUE)
      THEN 1
    END
  ) AS open_of_closed,
  COUNT(CASE WHEN is_latest AND state = 'sent' AND expires_day IS NULL THEN 1 END) AS endless
FROM quote_facts
