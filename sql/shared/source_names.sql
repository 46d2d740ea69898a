-- How leads and deals write each source, and the one name that it goes by.
-- reads: question
-- may read: leads, deals
-- not kept: a row a name.
-- Names that differ only in case, spaces and the signs - _ . / & are one source, by the spelling of
-- most leads and deals; letters is what they have in common.
WITH
told AS (
    SELECT lead_source AS written
    FROM leads
    WHERE lead_source IS NOT NULL
    UNION ALL
    SELECT lead_source AS written
    FROM deals
    WHERE lead_source IS NOT NULL
),
named AS (
    SELECT
        written,
        count(*) AS records
    FROM told
    GROUP BY written
),
bare AS (
    SELECT
        *,
        replace(replace(replace(lower(written), ' ', ''), '-', ''), '_', '') AS unspaced
    FROM named
),
spelled AS (
    SELECT
        written,
        records,
        coalesce(
            nullif(replace(replace(replace(unspaced, '.', ''), '/', ''), '&', ''), ''),
            lower(written)
        ) AS letters
    FROM bare
),
ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY letters ORDER BY records DESC, written) AS nth
    FROM spelled
)
SELECT
    n.written,
    n.letters,
    r.written AS source
FROM ranked AS n
INNER JOIN ranked AS r ON n.letters = r.letters AND r.nth = 1
