-- Klaviyo's export of campaigns: what was sent, and on which day.
-- vendor: Klaviyo
-- export: Campaigns > Options > Export campaigns
-- cannot: what a campaign brought: revenue that Klaviyo credits to itself is no lift
-- cannot: who got it: list the people in a file of members, with those held back, for a lift
-- cannot: opens and clicks: no question asks for them
-- unverified: Send Date | Sent At | Recipients | Message Channel
-- input: rows
--   name         text  needed         : Campaign Name
--   sent         text  needed         : Send Time | Send Date | Sent At
--   recipients   text  needed         : Total Recipients | Recipients
--   campaign_id  text                 : Campaign ID
--   channel      text                 : Campaign Channel | Message Channel
--   variant      text                 : Variation Name | Winning Variant?
--   email        text  never          : Email | E-mail
--   title        text  never          : Title
--
-- A send time stands on the clock of the Klaviyo account: its day counts. The variations of a test
-- are one campaign. Where no id is exported and one name was sent on several days, the day tells
-- them apart. A campaign that was not sent yet, and one whose send time cannot be read, is excluded.

-- name: _sent
WITH
dated AS (
    SELECT
        *,
        coalesce(
            try_cast(regexp_extract(sent, '^\d{4}-\d{2}-\d{2}') AS DATE),
            try_strptime(
                regexp_extract(sent, '^\w+ \d{1,2}, \d{4}'), ['%b %d, %Y', '%B %d, %Y']
            )::DATE
        ) AS day,
        CASE lower(trim(channel))
            WHEN 'email' THEN 'e-mail' WHEN 'text message' THEN 'sms'
            ELSE coalesce(lower(trim(channel)), 'e-mail')
        END AS way
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
    shop_id, campaign, nullif(min(name), campaign) AS name, min(way) AS kind, min(way) AS channel,
    min(day) AS starts, nullif(max(day), min(day)) AS ends, source_file,
    min(source_row) AS source_row
FROM _sent
WHERE name IS NOT NULL AND day IS NOT NULL
GROUP BY shop_id, campaign, source_file

-- name: excluded
SELECT
    source_file, source_row,
    CASE
        WHEN name IS NULL THEN 'campaign without a name'
        WHEN sent IS NULL THEN 'campaign that was not sent yet'
        ELSE 'campaign whose send time cannot be read'
    END AS reason
FROM _sent
WHERE name IS NULL OR day IS NULL

-- name: said
SELECT
    source_file || ': ' || format('{:,}', count(*)) || ' send times such as ' || min(sent)
    || ' cannot be read: write them as 2026-03-14 10:00' AS sentence
FROM _sent
WHERE day IS NULL AND sent IS NOT NULL
GROUP BY source_file
ORDER BY sentence
