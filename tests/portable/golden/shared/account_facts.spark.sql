WITH stated AS (
  SELECT
    COUNT(rep) AS owners
  FROM account_owners
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY shop_id, account_key
      ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END NULLS LAST, created_day DESC, deal_id NULLS LAST
    ) AS nth
  FROM account_deals
  WHERE
    NOT account_key IS NULL
), latest AS (
  SELECT
    *
  FROM ranked
  WHERE
    nth = 1
), known AS (
  SELECT
    COALESCE(a.shop_id, r.shop_id) AS shop_id,
    COALESCE(a.account_id, r.account_key) AS account_key,
    COALESCE(a.name, r.account, r.account_key) AS name,
    NOT a.account_id IS NULL AS is_listed,
    a.parent_id,
    CASE WHEN NOT a.account_id IS NULL AND s.owners > 0 THEN 'list' ELSE 'deals' END AS owned_by,
    CASE WHEN NOT a.account_id IS NULL AND s.owners > 0 THEN a.rep ELSE r.rep END AS rep,
    CASE WHEN NOT a.account_id IS NULL AND s.owners > 0 THEN a.owner ELSE r.owner END AS owner,
    COALESCE(a.territory, r.territory) AS territory,
    COALESCE(a.segment, r.segment) AS segment,
    a.employees,
    a.last_activity_day
  FROM account_owners AS a
  FULL JOIN latest AS r
    ON a.shop_id = r.shop_id AND a.account_id = r.account_key
  CROSS JOIN stated AS s
)
SELECT
  *,
  CASE
    WHEN employees < 10
    THEN 'micro'
    WHEN employees < 50
    THEN 'small'
    WHEN employees < 250
    THEN 'medium'
    WHEN employees >= 250
    THEN 'large'
  END AS size
FROM known
