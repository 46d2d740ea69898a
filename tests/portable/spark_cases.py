"""The evidence for the translator: statements that ran on DuckDB and on Spark and agreed.

Data only, so that a test against a Spark server can read it too.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One fix: the SQL as written and as Spark gets it, white space aside."""

    name: str
    duckdb: str
    spark: str


TABLE = """
CREATE TABLE t AS SELECT * FROM (VALUES
  (1, 'a', 'Ann', 10.10, 3, DATE '2024-01-07', TIMESTAMP '2024-01-07 23:30:00', true),
  (2, 'a', NULL, 20.25, 1, DATE '2024-01-31', TIMESTAMP '2024-02-01 00:10:00.5', false),
  (3, 'b', 'Bo', NULL, 2, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:00:00', NULL),
  (4, 'b', 'Cy', 0.05, NULL, DATE '2024-12-30', TIMESTAMP '2024-12-31 05:59:59', true),
  (5, 'c', 'ß', -7.50, 2, DATE '2025-01-01', TIMESTAMP '2025-01-02 00:00:00', false)
) AS v(id, grp, name, amount, qty, day, moment, ok)
"""
"""Edge rows: a Sunday, month and leap-year ends, ISO week 1, NULLs, ties, a negative amount."""

PARAMETERS = {"since": "2024-01-30", "until": "2024-02-02", "n": 2, "grain": "month"}

CASES = [
    Case(
        "isodow counts from Monday",
        """
            SELECT id, isodow(day) AS dow FROM t ORDER BY id
        """,
        """
            SELECT id, ((DAYOFWEEK(day) + 5) % 7 + 1) AS dow FROM t ORDER BY id
            NULLS LAST
        """,
    ),
    Case(
        "an ordered list keeps its order, its NULLs and NULL keys last",
        """
            SELECT grp, list(name ORDER BY qty) AS names FROM t WHERE id <> 5 GROUP
            BY grp ORDER BY grp
        """,
        """
            SELECT grp, NULLIF(TRANSFORM(SORT_ARRAY(COLLECT_LIST(STRUCT(ISNULL(qty)
            AS n, qty AS k, name AS x)), TRUE), _e -> _e.x), ARRAY()) AS names FROM
            t WHERE id <> 5 GROUP BY grp ORDER BY grp NULLS LAST
        """,
    ),
    Case(
        "a list's FILTER moves inside, and no rows are NULL",
        """
            SELECT grp, list(name ORDER BY qty DESC) FILTER (WHERE qty > 1) AS names
            FROM t GROUP BY grp ORDER BY grp
        """,
        """
            SELECT grp,
            NULLIF(TRANSFORM(SORT_ARRAY(COLLECT_LIST(STRUCT(ISNOTNULL(qty) AS n, qty
            AS k, name AS x)) FILTER(WHERE qty > 1), FALSE), _e -> _e.x), ARRAY())
            AS names FROM t GROUP BY grp ORDER BY grp NULLS LAST
        """,
    ),
    Case(
        "months between are boundaries crossed",
        """
            SELECT id, date_diff('month', day, DATE '2025-01-30') AS months FROM t
            ORDER BY id
        """,
        """
            SELECT id, ((YEAR(CAST('2025-01-30' AS DATE)) * 12 +
            MONTH(CAST('2025-01-30' AS DATE))) - (YEAR(day) * 12 + MONTH(day))) AS
            months FROM t ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "quarters and years between too",
        """
            SELECT id, date_diff('quarter', day, moment) AS q, date_diff('year',
            day, moment) AS y FROM t ORDER BY id
        """,
        """
            SELECT id, ((YEAR(moment) * 4 + QUARTER(moment)) - (YEAR(day) * 4 +
            QUARTER(day))) AS q, (YEAR(moment) - YEAR(day)) AS y FROM t ORDER BY id
            NULLS LAST
        """,
    ),
    Case(
        "days between two instants are midnights crossed",
        """
            SELECT id, date_diff('day', day, moment) AS days FROM t ORDER BY id
        """,
        """
            SELECT id, DATEDIFF(moment, day) AS days FROM t ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "hours between are hours struck",
        """
            SELECT id, date_diff('hour', day, moment) AS hours FROM t ORDER BY id
        """,
        """
            SELECT id, (FLOOR(UNIX_TIMESTAMP(moment) / 3600) -
            FLOOR(UNIX_TIMESTAMP(day) / 3600)) AS hours FROM t ORDER BY id NULLS
            LAST
        """,
    ),
    Case(
        "a quantile",
        """
            SELECT quantile_cont(qty::DOUBLE, 0.9) AS p90, median(amount::DOUBLE) AS
            mid FROM t
        """,
        """
            SELECT PERCENTILE(CAST(qty AS DOUBLE), 0.9) AS p90, MEDIAN(CAST(amount
            AS DOUBLE)) AS mid FROM t
        """,
    ),
    Case(
        "a spine of days",
        """
            SELECT s.d::DATE AS day FROM unnest(generate_series($since::DATE,
            $until::DATE, INTERVAL 1 DAY)) AS s(d) ORDER BY day
        """,
        """
            SELECT CAST(s.d AS DATE) AS day FROM EXPLODE(FILTER(SEQUENCE(CAST(:since
            AS DATE), GREATEST(CAST(:since AS DATE), CAST(:until AS DATE)), INTERVAL
            '1' DAY), _e -> _e <= CAST(:until AS DATE))) AS s(d) ORDER BY day NULLS
            LAST
        """,
    ),
    Case(
        "a spine whose end lies before its start is empty",
        """
            SELECT s.i FROM unnest(generate_series(3, 1)) AS s(i) ORDER BY s.i
        """,
        """
            SELECT s.i FROM EXPLODE(FILTER(SEQUENCE(3, GREATEST(3, 1), 1), _e -> _e
            <= 1)) AS s(i) ORDER BY s.i NULLS LAST
        """,
    ),
    Case(
        "a spine per row",
        """
            SELECT b.grp, s.d::DATE AS day FROM (SELECT grp, min(day) AS lo,
            max(day) AS hi FROM t WHERE id < 3 GROUP BY grp) AS b CROSS JOIN
            unnest(generate_series(b.lo, b.hi, INTERVAL 7 DAY)) AS s(d) ORDER BY
            b.grp, day
        """,
        """
            SELECT b.grp, CAST(s.d AS DATE) AS day FROM (SELECT grp, MIN(day) AS lo,
            MAX(day) AS hi FROM t WHERE id < 3 GROUP BY grp) AS b LATERAL VIEW
            EXPLODE(FILTER(SEQUENCE(b.lo, GREATEST(b.lo, b.hi), INTERVAL '7' DAY),
            _e -> _e <= b.hi)) s AS d ORDER BY b.grp NULLS LAST, day NULLS LAST
        """,
    ),
    Case(
        "GROUP BY ALL names its keys, and a constant is none",
        """
            SELECT grp, qty * 2 AS twice, 1 AS one, sum(amount) AS net FROM t GROUP
            BY ALL ORDER BY grp, twice
        """,
        """
            SELECT grp, qty * 2 AS twice, 1 AS one, SUM(amount) AS net FROM t GROUP
            BY grp, qty * 2 ORDER BY grp NULLS LAST, twice NULLS LAST
        """,
    ),
    Case(
        "a parameter",
        """
            SELECT id FROM t WHERE day >= $since::DATE + INTERVAL 1 DAY * $n ORDER
            BY id LIMIT $n
        """,
        """
            SELECT id FROM t WHERE day >= CAST(:since AS DATE) + INTERVAL '1' DAY *
            :n ORDER BY id NULLS LAST LIMIT :n
        """,
    ),
    Case(
        "a named window stays",
        """
            SELECT id, sum(qty) OVER w AS running FROM t WINDOW w AS (PARTITION BY
            grp ORDER BY id) ORDER BY id
        """,
        """
            SELECT id, SUM(qty) OVER w AS running FROM t WINDOW w AS (PARTITION BY
            grp ORDER BY id NULLS LAST) ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "money keeps its places",
        """
            SELECT id, (amount * qty)::DECIMAL(18, 2) AS net FROM t ORDER BY id
        """,
        """
            SELECT id, CAST((amount * qty) AS DECIMAL(18, 2)) AS net FROM t ORDER BY
            id NULLS LAST
        """,
    ),
    Case(
        "a quotient is a DOUBLE",
        """
            SELECT id, amount / nullif(qty, 0) AS each, amount::DOUBLE / 3 / 7 AS
            part FROM t ORDER BY id
        """,
        """
            SELECT id, CAST(amount AS DOUBLE) / NULLIF(qty, 0) AS each, CAST(amount
            AS DOUBLE) / 3 / 7 AS part FROM t ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "a mean is a DOUBLE",
        """
            SELECT grp, avg(amount) AS mean FROM t GROUP BY grp ORDER BY grp
        """,
        """
            SELECT grp, AVG(CAST(amount AS DOUBLE)) AS mean FROM t GROUP BY grp
            ORDER BY grp NULLS LAST
        """,
    ),
    Case(
        "arg_max passes over a NULL argument",
        """
            SELECT grp, arg_max(name, amount) AS top, arg_min(name, id) FILTER
            (WHERE ok) AS low FROM t GROUP BY grp ORDER BY grp
        """,
        """
            SELECT grp, MAX_BY(name, CASE WHEN NOT name IS NULL THEN amount END) AS
            top, MIN_BY(name, CASE WHEN NOT name IS NULL THEN id END) FILTER(WHERE
            ok) AS low FROM t GROUP BY grp ORDER BY grp NULLS LAST
        """,
    ),
    Case(
        "date_trunc of a date is an instant, also to the day",
        """
            SELECT id, date_trunc('day', moment::DATE) AS d, date_trunc($grain, day)
            AS g, date_trunc('week', day)::DATE AS w FROM t ORDER BY id
        """,
        """
            SELECT id, DATE_TRUNC('DAY', CAST(moment AS DATE)) AS d,
            DATE_TRUNC(:grain, day) AS g, CAST(DATE_TRUNC('WEEK', day) AS DATE) AS w
            FROM t ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "text joined in order",
        """
            SELECT grp, string_agg(DISTINCT name, ',' ORDER BY name) AS names FROM t
            GROUP BY grp ORDER BY grp
        """,
        """
            SELECT grp, LISTAGG(DISTINCT name, ',') WITHIN GROUP (ORDER BY name
            NULLS LAST) AS names FROM t GROUP BY grp ORDER BY grp NULLS LAST
        """,
    ),
    Case(
        "QUALIFY becomes a filter outside",
        """
            SELECT id, grp, row_number() OVER (PARTITION BY grp ORDER BY id DESC) AS
            rk FROM t QUALIFY rk = 1
        """,
        """
            SELECT id, grp, rk FROM (SELECT id, grp, ROW_NUMBER() OVER (PARTITION BY
            grp ORDER BY id DESC) AS rk FROM t) AS _t WHERE rk = 1
        """,
    ),
    Case(
        "ROLLUP and its levels",
        """
            SELECT grp, ok, grouping(grp, ok) AS level, count(*) AS n FROM t GROUP
            BY ROLLUP (grp, ok) ORDER BY level, grp, ok
        """,
        """
            SELECT grp, ok, (GROUPING(grp) * 2 + GROUPING(ok)) AS level, COUNT(*) AS
            n FROM t GROUP BY ROLLUP (grp, ok) ORDER BY level NULLS LAST, grp NULLS
            LAST, ok NULLS LAST
        """,
    ),
    Case(
        "a DOUBLE becomes a DECIMAL by a whole number of its last place",
        """
            SELECT id, (amount::DOUBLE * 0.5)::DECIMAL(28, 8) AS half,
            amount::DECIMAL(28, 8) AS same FROM t ORDER BY id
        """,
        """
            SELECT id, CAST(CAST(ROUND((CAST(amount AS DOUBLE) * 0.5) * CAST('1E8' AS
            DOUBLE)) AS DECIMAL(28, 0)) * CAST('0.00000001' AS DECIMAL(8, 8)) AS
            DECIMAL(28, 8)) AS half, CAST(amount AS DECIMAL(28, 8)) AS same FROM t
            ORDER BY id NULLS LAST
        """,
    ),
    Case(
        "a key that is a column of the result goes by its name",
        """
            SELECT grp, sum(qty)::BIGINT AS qty, max(day) AS day FROM t GROUP BY grp
            ORDER BY sum(qty) DESC, max(day), grp
        """,
        """
            SELECT grp, CAST(SUM(qty) AS BIGINT) AS qty, MAX(day) AS day FROM t GROUP
            BY grp ORDER BY qty DESC, day NULLS LAST, grp NULLS LAST
        """,
    ),
]

AGREE = [
    """
        SELECT id, coalesce(name, '?') AS a, lower(name) AS c, length(name) AS d,
        substring(name, 1, 2) AS e, left(name, 1) AS f, right(name, 1) AS g,
        replace(name, 'n', 'm') AS h, starts_with(name, 'A') AS i, contains(name, 'n')
        AS j, split_part('a-b', '-', 2) AS k, strpos(name, 'n') AS l, trim(' x ') AS m,
        'a\\b' AS n, name ILIKE 'a%' AS o FROM t ORDER BY id
    """,
    """
        SELECT id, abs(amount) AS a, ceil(amount) AS b, floor(amount) AS c, sign(amount)
        AS d, sqrt(abs(amount)::DOUBLE) AS e, pow(qty, 2) AS f, exp(qty) AS g, ln(qty)
        AS h, qty % 2 AS i, greatest(qty, amount) AS j, least(qty, 2) AS k, if(ok, 1, 2)
        AS l, nullif(qty, 2) AS m, CASE WHEN ok THEN 'y' ELSE 'n' END AS n, ok AND qty >
        1 OR id = 2 AS o FROM t ORDER BY id
    """,
    """
        SELECT id, year(day) AS a, quarter(day) AS b, month(day) AS c, day(day) AS d,
        dayofyear(day) AS e, hour(moment) AS f, last_day(day) AS g, make_date(2024, qty,
        1) AS h, day - INTERVAL 1 MONTH AS i, (day + INTERVAL 1 DAY)::DATE AS j,
        moment::DATE AS k, day::VARCHAR AS l, amount::VARCHAR AS m, moment + INTERVAL 1
        HOUR AS n, (day - INTERVAL 1 YEAR)::DATE AS o, dayofmonth(day) AS p FROM t ORDER
        BY id
    """,
    """
        SELECT grp, count(*) AS a, count(DISTINCT qty) AS b, count_if(ok) AS c,
        min(name) AS d, max(day) AS e, bool_or(ok) AS f, bool_and(ok) AS g, stddev(qty)
        AS h, stddev_samp(amount) AS i, variance(qty) AS j, any_value(grp) AS k,
        sum(amount) FILTER (WHERE ok) AS l, sum(qty)::BIGINT AS m FROM t GROUP BY grp
        ORDER BY grp
    """,
    """
        SELECT id, row_number() OVER (ORDER BY qty, id) AS a, rank() OVER (ORDER BY qty)
        AS b, dense_rank() OVER (ORDER BY qty DESC) AS c, ntile(2) OVER (ORDER BY id) AS
        d, lag(qty) OVER (ORDER BY id) AS e, lead(qty, 2, 0) OVER (ORDER BY id) AS f,
        first_value(name) OVER (PARTITION BY grp ORDER BY id) AS g, last_value(name)
        OVER (PARTITION BY grp ORDER BY id) AS h, percent_rank() OVER (ORDER BY qty) AS
        i, cume_dist() OVER (ORDER BY qty) AS j, lag(qty IGNORE NULLS) OVER (ORDER BY
        id) AS k, sum(qty) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
        AS l, sum(qty) OVER (ORDER BY day RANGE BETWEEN INTERVAL 1 MONTH PRECEDING AND
        CURRENT ROW) AS m FROM t ORDER BY id
    """,
    """
        WITH s(a, b) AS (VALUES (1, 'x'), (2, 'y')) SELECT s.a, s.b, {'lo': s.a, 'hi':
        2}.hi AS c FROM s WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.id = s.a + 4) ORDER
        BY s.a
    """,
    """
        SELECT t.id, u.name FROM t LEFT JOIN t AS u ON u.id = t.qty AND u.ok IS NOT
        DISTINCT FROM t.ok WHERE t.id IN (SELECT qty FROM t) ORDER BY t.id DESC NULLS
        LAST
    """,
    """
        SELECT grp AS k FROM t UNION SELECT name FROM t UNION ALL SELECT 'z' ORDER BY k
    """,
    """
        SELECT id, coalesce(amount::DECIMAL(28, 8) / 3 * 0 + 0.5, 0) >= 0.5 AS a,
        coalesce(amount::DECIMAL(28, 8), 1::DECIMAL(38, 2)) AS b,
        greatest(0.12345678::DECIMAL(28, 8), amount::DECIMAL(38, 2)) AS c,
        0.49999999::DECIMAL(28, 8) >= 1::DECIMAL(38, 0) AS d,
        0.12345678::DECIMAL(28, 8) * 0.12345678::DECIMAL(10, 8) AS e FROM t ORDER BY id
    """,
]
"""Every other checked function; these too gave the same rows on both engines."""
