-- Mailchimp's export of campaign reports: what was sent, and on which day.
-- vendor: Mailchimp
-- export: Analytics > Reports > Export reports
-- cannot: what a campaign brought: revenue that Mailchimp credits to itself is no lift
-- cannot: who got it: list the people in a file of members, with those held back, for a lift
-- cannot: opens and clicks: no question asks for them
-- input: rows
--   name         text  needed         : Title
--   subject      text  needed         : Subject
--   sent         text  needed         : Send Date
--   recipients   text  needed         : Total Recipients
--   campaign_id  text                 : Unique Id
--   email        text  never          : Email | Email Address
--
-- A send date is written `Jun 09, 2026 09:30 pm`, on the clock of the Mailchimp account: its day
-- counts. Where no id is exported and one title was sent on several days, the day tells them apart.
-- A campaign that was not sent yet, and one whose send date cannot be read, is excluded.

-- name: _sent
WITH
dated AS (
    SELECT
        *,
        coalesce(
            try_strptime(
                regexp_extract(sent, '^\w+ \d{1,2}, \d{4}'), ['%b %d, %Y', '%B %d, %Y']
            )::DATE,
            try_cast(regexp_extract(sent, '^\d{4}-\d{2}-\d{2}') AS DATE)
        ) AS day
    FROM rows
)
SELECT
    *,
    CASE
        WHEN campaign_id IS NOT NULL THEN campaign_id
        WHEN min(day) OVER one_name < max(day) OVER one_name THEN name || ' ' || day
        ELSE name
    END AS campaign
FROM dated
WINDOW one_name AS (PARTITION BY source_file, shop_id, lower(name))

-- name: campaigns
SELECT
    shop_id, campaign, nullif(min(name), campaign) AS name, 'e-mail' AS kind, 'e-mail' AS channel,
    min(day) AS starts, source_file, min(source_row) AS source_row
FROM _sent
WHERE name IS NOT NULL AND day IS NOT NULL
GROUP BY shop_id, campaign, source_file

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN name IS NULL THEN 'campaign without a name'
        WHEN sent IS NULL THEN 'campaign that was not sent yet'
        ELSE 'campaign whose send date cannot be read'
    END AS reason
FROM _sent
WHERE name IS NULL OR day IS NULL

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*)) || ' send dates such as ' || min(sent)
    || ' cannot be read: write them as 2026-03-14 10:00' AS sentence
FROM _sent
WHERE day IS NULL AND sent IS NOT NULL
GROUP BY source_file
ORDER BY sentence
