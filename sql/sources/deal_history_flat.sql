-- The stages that deals went through, under the usual names, one row a change.
-- vendor: Any system (flat CSV)
-- export: a row for each change of stage: the deal, the stage it entered and when
-- cannot: the stage of a deal before its first row, unless a column says it
-- input: rows
--   deal_id     text     needed key        : deal_id | opportunity_id | deal | opportunity
--   stage       text     needed            : to_stage | new_stage | stage | deal_stage | stage_name | new_value
--   entered     instant  needed key reject : entered_at | changed_at | stage_entered_at | entered | entered_on | change_date | changed_on | stage_date | edit_date
--   exited      instant                    : exited_at | left_at | exited | exited_on
--   from_stage  text                       : from_stage | old_stage | previous_stage | old_value
--   editor      text                       : changed_by | by | edited_by | user
--   pipeline    text                       : pipeline
--   owner_id    text                       : owner_id | owner
--   amount      money                      : amount | deal_value | value
--   currency    text                       : currency | currency_code
--   close_date  date                       : close_date | expected_close_date
--   chance      text                       : probability | probability_% | probability (%) | win_probability
--   category    text                       : forecast_category
--   other       text     never             : name | deal_name | opportunity_name | is_won | is_closed | created_at | created_date | engage_date | lost_reason | next_step | account
--
-- A stage is left when the next one is entered, where no column says when. Probability is a share, or
-- percent where any of the file is above 1.

-- name: _changes
WITH read AS (
    SELECT *, try_cast(replace(rtrim(chance, ' %'), ',', '.') AS DOUBLE) AS likely FROM rows
)
SELECT
    *,
    max(likely) OVER (PARTITION BY source_file) > 1
    OR bool_or(contains(chance, '%')) OVER (PARTITION BY source_file) AS in_percent
FROM read

-- name: deal_stage_history
SELECT
    shop_id, deal_id, entered AS entered_at, stage,
    coalesce(from_stage, lag(stage) OVER of_deal) AS from_stage,
    coalesce(exited, lead(entered) OVER of_deal) AS exited_at, editor AS changed_by, pipeline,
    owner_id, amount, upper(currency) AS currency,
    CASE
        WHEN in_percent AND likely BETWEEN 0 AND 100 THEN likely / 100
        WHEN NOT in_percent AND likely >= 0 THEN likely
    END AS probability,
    lower(category) AS forecast_category, close_date, source_file, source_row
FROM _changes
WINDOW of_deal AS (PARTITION BY shop_id, source_file, deal_id ORDER BY entered.at, source_row)

-- name: said
SELECT
    'probabilities of changes that are not within 0 to 100, taken as blank: ' || count(*) AS sentence
FROM _changes
WHERE
    chance IS NOT NULL
    AND coalesce(likely < 0 OR likely > CASE WHEN in_percent THEN 100 ELSE 1 END, true)
HAVING count(*) > 0
