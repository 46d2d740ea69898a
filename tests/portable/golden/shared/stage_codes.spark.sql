WITH named AS (
  SELECT
    pipeline,
    stage
  FROM deal_facts
  WHERE
    NOT stage IS NULL
  GROUP BY
    pipeline,
    stage
  UNION
  SELECT
    f.pipeline,
    e.stage
  FROM stage_entries AS e
  INNER JOIN deal_facts AS f
    ON e.shop_id = f.shop_id AND e.deal_id = f.deal_id
  GROUP BY
    f.pipeline,
    e.stage
)
SELECT
  pipeline,
  stage,
  ROW_NUMBER() OVER (ORDER BY pipeline NULLS LAST, stage NULLS LAST) AS code
FROM named
