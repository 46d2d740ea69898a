-- Each deal with the channel that it is sold by, under one spelling.
-- reads: deal_facts
-- not kept: a statement asks a few columns of it.
-- Spellings that differ only in case, spaces and - _ . / & are one channel, as in source_spend:
-- channel_key, NULL where a deal states none.
WITH
bare AS (
    SELECT
        *,
        replace(replace(replace(lower(channel), ' ', ''), '-', ''), '_', '') AS unspaced
    FROM deal_facts
)
SELECT
    *,
    coalesce(
        nullif(replace(replace(replace(unspaced, '.', ''), '/', ''), '&', ''), ''),
        nullif(lower(trim(channel)), '')
    ) AS channel_key
FROM bare
