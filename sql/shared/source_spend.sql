-- What each channel of spend cost a day, and the source of leads or deals that goes by its name.
-- reads: source_names
-- may read: spend_daily
-- not kept: a row a day and channel.
-- A channel is a source where their names differ in nothing but case, spaces and the signs - _ . / &;
-- source is NULL where none goes by that name: such spend is shown by itself, and never spread.
-- letters is the channel's name without these, to look for other things of that name by. shop_id is
-- empty for spend of all shops. Days without a cost are left out.
WITH
spent AS (
    SELECT
        shop_id,
        day,
        coalesce(lower(trim(channel)), '') AS channel,
        sum(cost) AS cost
    FROM spend_daily
    WHERE cost IS NOT NULL
    GROUP BY shop_id, day, coalesce(lower(trim(channel)), '')
),
bare AS (
    SELECT
        *,
        replace(replace(replace(channel, ' ', ''), '-', ''), '_', '') AS unspaced
    FROM spent
),
spelled AS (
    SELECT
        shop_id,
        day,
        nullif(channel, '') AS channel,
        coalesce(
            nullif(replace(replace(replace(unspaced, '.', ''), '/', ''), '&', ''), ''),
            channel
        ) AS letters,
        cost
    FROM bare
),
sources AS (
    SELECT DISTINCT
        letters,
        source
    FROM source_names
)
SELECT
    s.shop_id,
    s.day,
    s.channel,
    s.letters,
    n.source,
    s.cost
FROM spelled AS s
LEFT JOIN sources AS n ON s.letters = n.letters
