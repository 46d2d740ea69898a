SELECT
  COUNT(*) AS contracts,
  COUNT(CASE WHEN is_backwards THEN 1 END) AS backwards,
  MIN(CASE WHEN is_backwards THEN contract_id END) AS first_backwards,
  COUNT(CASE WHEN start_date IS NULL THEN 1 END) AS startless,
  COUNT(CASE WHEN account IS NULL THEN 1 END) AS no_account,
  COUNT(CASE WHEN rep IS NULL THEN 1 END) AS no_owner,
  COUNT(CASE WHEN annual_value IS NULL AND NOT is_backwards THEN 1 END) AS no_value,
  COUNT(CASE WHEN NOT notice_days IS NULL THEN 1 END) AS with_notice,
  COUNT(CASE WHEN state = 'active' AND end_date < :today AND NOT auto_renews THEN 1 END) AS overdue,
  COUNT(CASE WHEN state = 'cancelled' AND cancelled_day IS NULL THEN 1 END) AS cancelled_undated,
  MIN(start_date) AS first_start
FROM contract_facts
