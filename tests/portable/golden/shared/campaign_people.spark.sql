WITH shops AS (
  SELECT DISTINCT
    shop_id
  FROM orders
), listed AS (
  SELECT
    COALESCE(n.campaign, m.campaign) AS campaign,
    m.shop_id,
    CASE WHEN CONTAINS(m.customer, '@') THEN LOWER(TRIM(m.customer)) ELSE m.customer END AS customer,
    CASE
      WHEN LOWER(TRIM(COALESCE(m.arm, ''))) IN ('', 'treatment', 'treated', 'test', 'exposed', 'sent', 'target', 'mailed')
      THEN 1
      WHEN LOWER(TRIM(m.arm)) IN (
        'control',
        'controls',
        'holdout',
        'hold-out',
        'hold out',
        'held out',
        'held back',
        'held-out',
        'control group',
        'not sent'
      )
      THEN 0
    END AS treated,
    m.sent_local
  FROM campaign_members AS m
  LEFT JOIN campaign_names AS n
    ON LOWER(TRIM(m.campaign)) = n.called
), began AS (
  SELECT
    l.campaign,
    COALESCE(
      MIN(CASE WHEN l.treated = 1 THEN l.sent_local END),
      MIN(l.sent_local),
      CAST(MIN(c.starts) AS TIMESTAMP_NTZ)
    ) AS first_local
  FROM listed AS l
  LEFT JOIN campaigns AS c
    ON l.campaign = c.campaign
  GROUP BY
    l.campaign
), ties AS (
  SELECT
    email_norm,
    MIN(customer) AS customer
  FROM identities
  GROUP BY
    email_norm
), people AS (
  SELECT
    l.campaign,
    COALESCE(t.customer, l.customer) AS person,
    MIN(l.treated) AS least,
    MAX(l.treated) AS most,
    COUNT(l.treated) = COUNT(*) AS named,
    COALESCE(MIN(l.sent_local), MIN(b.first_local)) AS sent_local
  FROM listed AS l
  INNER JOIN began AS b
    ON l.campaign = b.campaign
  LEFT JOIN ties AS t
    ON l.customer = t.email_norm
  GROUP BY
    l.campaign,
    COALESCE(t.customer, l.customer)
), known AS (
  SELECT DISTINCT
    l.campaign,
    COALESCE(t.customer, l.customer) AS person,
    s.shop_id,
    COALESCE(i.customer, l.customer) AS customer
  FROM listed AS l
  INNER JOIN shops AS s
    ON l.shop_id = s.shop_id OR l.shop_id = ''
  LEFT JOIN ties AS t
    ON l.customer = t.email_norm
  LEFT JOIN identities AS i
    ON s.shop_id = i.shop_id AND l.customer = i.email_norm
)
SELECT
  p.campaign,
  p.person,
  CASE WHEN p.named AND p.least = p.most THEN p.least END AS treated,
  CASE WHEN p.least < p.most THEN 1 ELSE 0 END AS in_both,
  p.sent_local,
  k.shop_id,
  k.customer
FROM people AS p
LEFT JOIN known AS k
  ON p.campaign = k.campaign AND p.person = k.person
