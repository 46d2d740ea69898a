-- One statement that breaks a rule and one that says it right, for each rule of the portable subset.

-- alias: broken
SELECT a, sum(b) AS net FROM t GROUP BY a HAVING net > 0 ORDER BY a
-- alias: right
SELECT a, sum(b) AS net FROM t GROUP BY a HAVING sum(b) > 0 ORDER BY a

-- alias: broken
SELECT a, b + 1 AS c FROM t WHERE c > 0 ORDER BY a
-- alias: right
SELECT a, b + 1 AS c FROM t WHERE t.c > 0 AND a IN (SELECT c FROM u) ORDER BY a

-- alias: broken
SELECT a, sum(b) AS net, rank() OVER (ORDER BY net) AS rk FROM t GROUP BY a ORDER BY a
-- alias: right
WITH g AS (SELECT a, sum(b) AS net FROM t GROUP BY a)
SELECT a, rank() OVER (ORDER BY net) AS rk, lag(b) OVER (ORDER BY b) AS b
FROM g
ORDER BY a

-- alias: broken
SELECT lower(t.a) AS k FROM t JOIN u ON u.k = k ORDER BY k
-- alias: right
SELECT t.k AS k FROM t JOIN u ON u.k = k ORDER BY k

-- cast: broken
SELECT a::HUGEINT AS b FROM t ORDER BY b
-- cast: right
SELECT a::INTEGER AS b, c::VARCHAR AS c FROM t ORDER BY b

-- cast-rounds: broken
SELECT (sum(a) / 2)::BIGINT AS b FROM t
-- cast-rounds: right
SELECT floor(sum(a) / 2)::BIGINT AS b, sum(c)::BIGINT AS c FROM t

-- cast-rounds: broken
SELECT avg(a)::DECIMAL(18, 2) AS b FROM t
-- cast-rounds: right
SELECT sum(a * 0.1)::DECIMAL(18, 2) AS b FROM t

-- cast-rounds: broken
SELECT (a * 1.5)::INTEGER AS b FROM t ORDER BY b
-- cast-rounds: right
SELECT (a > 1.5)::INTEGER AS b FROM t ORDER BY b

-- construct: broken
SELECT list(a ORDER BY a)[1:3] AS b FROM t
-- construct: right
SELECT list(a ORDER BY a) AS b FROM t WHERE rk <= 3

-- construct: broken
SELECT a FROM t USING SAMPLE 9 ORDER BY a
-- construct: right
SELECT a FROM t ORDER BY a LIMIT 9

-- construct: broken
SELECT DISTINCT ON (a) a, b FROM t ORDER BY a
-- construct: right
SELECT DISTINCT a, b FROM t ORDER BY a

-- construct: broken
SELECT a FROM t WHERE a LIKE '5\%' ORDER BY a
-- construct: right
SELECT a FROM t WHERE a LIKE '5%' ORDER BY a

-- construct: broken
SELECT a FROM t WHERE a GLOB '*' ORDER BY a
-- construct: right
SELECT a ILIKE 'x' AS b FROM t ORDER BY b

-- date-diff: broken
SELECT date_diff('week', a, b) AS w FROM t ORDER BY w
-- date-diff: right
SELECT date_diff('day', date_trunc('week', a), date_trunc('week', b)) / 7 AS w FROM t ORDER BY w

-- division: broken
SELECT sum(a)::DOUBLE / sum(b) AS r FROM t
-- division: right
SELECT sum(a)::DOUBLE / nullif(sum(b), 0) + sum(a) / (24 * 60.0) AS r FROM t

-- division: broken
SELECT max(a) % 0 AS r FROM t
-- division: right
SELECT max(a) % 7 AS r FROM t

-- division: broken
SELECT max(a) / $n AS r FROM t
-- division: right
SELECT max(a) / nullif($n, 0)::DOUBLE AS r FROM t

-- from-first: broken
FROM t SELECT a ORDER BY a
-- from-first: right
SELECT a FROM t ORDER BY a

-- from-first: broken
WITH s AS (FROM t) SELECT a FROM s ORDER BY a
-- from-first: right
WITH s AS (SELECT a FROM (SELECT a FROM t)) SELECT a FROM s WHERE a IS DISTINCT FROM 1 ORDER BY a

-- from-first: broken
WITH s AS (SELECT 1 AS a) FROM s SELECT a ORDER BY a
-- from-first: right
WITH s AS (SELECT 1 AS a) SELECT count(*) FROM s

-- from-first: broken
SELECT a FROM t UNION ALL FROM u ORDER BY a
-- from-first: right
SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY a

-- function: broken
SELECT round(a, 2) AS b FROM t ORDER BY b
-- function: right
SELECT floor(a) AS b FROM t ORDER BY b

-- function: broken
SELECT concat(a, b) AS c FROM t ORDER BY c
-- function: right
SELECT a::VARCHAR || '-' || b::VARCHAR AS c FROM t ORDER BY c

-- function: broken
SELECT (ts AT TIME ZONE $tz)::DATE AS day FROM t ORDER BY day
-- function: right
SELECT created_day AS day FROM t ORDER BY day

-- function: broken
SELECT dayname(d) AS n FROM t ORDER BY n
-- function: right
SELECT isodow(d) AS n FROM t ORDER BY n

-- function: broken
SELECT monthname(d) AS n FROM t ORDER BY n
-- function: right
SELECT month(d) AS n FROM t ORDER BY n

-- function: broken
SELECT strftime(d, '%Y') AS n FROM t ORDER BY n
-- function: right
SELECT year(d) AS n FROM t ORDER BY n

-- function: broken
SELECT current_date AS n
-- function: right
SELECT $as_of AS n

-- function: broken
SELECT a // 2 AS n FROM t ORDER BY n
-- function: right
SELECT floor(a / 2) AS n FROM t ORDER BY n

-- function: broken
SELECT a FROM t WHERE regexp_matches(a, 'x') ORDER BY a
-- function: right
SELECT a FROM t WHERE contains(a, 'x') ORDER BY a

-- function: broken
SELECT upper(a) AS b FROM t ORDER BY b
-- function: right
SELECT lower(a) AS b FROM t ORDER BY b

-- function: broken
SELECT first(a ORDER BY b) AS c FROM t
-- function: right
SELECT arg_min(a, b) AS c FROM t

-- group-by-all: broken
WITH r AS (SELECT a, sum(b) AS c
FROM t
GROUP BY ALL QUALIFY rank() OVER (ORDER BY a) = 1)
SELECT a
FROM r
ORDER BY a
-- group-by-all: right
SELECT a, sum(b) AS c FROM t GROUP BY ALL ORDER BY a

-- group-by-all: broken
SELECT 1 AS one, sum(b) AS c FROM t GROUP BY ALL ORDER BY one
-- group-by-all: right
SELECT (SELECT max(x) FROM u WHERE u.a = t.a) AS m, sum(b) AS c FROM t GROUP BY ALL ORDER BY m

-- interval: broken
SELECT d + INTERVAL ($n) DAY AS b FROM t ORDER BY b
-- interval: right
SELECT d + INTERVAL 1 DAY * $n AS b FROM t ORDER BY b

-- join: broken
SELECT t.a FROM t JOIN u USING (a) ORDER BY t.a
-- join: right
SELECT t.a FROM t JOIN u ON u.a = t.a CROSS JOIN v ORDER BY t.a

-- join: broken
SELECT a FROM t NATURAL JOIN u ORDER BY a
-- join: right
SELECT a FROM t, u ORDER BY a

-- limit: broken
WITH s AS (SELECT a FROM t LIMIT 3) SELECT a FROM s ORDER BY a
-- limit: right
WITH s AS (SELECT a FROM t ORDER BY a LIMIT $n) SELECT a FROM s ORDER BY a

-- mean: broken
SELECT avg(DISTINCT a) AS m FROM t
-- mean: right
WITH d AS (SELECT DISTINCT a FROM t) SELECT avg(a) AS m FROM d

-- named-window: broken
SELECT a, sum(b) OVER (w ROWS 1 PRECEDING) AS c FROM t WINDOW w AS (ORDER BY a) ORDER BY a
-- named-window: right
SELECT a, sum(b) OVER w AS c FROM t WINDOW w AS (ORDER BY a ROWS 1 PRECEDING) ORDER BY a

-- order-by: broken
SELECT a FROM t
-- order-by: right
SELECT a FROM t ORDER BY a

-- order-by: broken
SELECT a, sum(b) AS c FROM t GROUP BY a
-- order-by: right
SELECT sum(b) AS c, 1 AS one FROM t

-- order-by: broken
SELECT a FROM t UNION ALL SELECT a FROM u
-- order-by: right
SELECT s.a FROM s CROSS JOIN u
-- one row: both are totals


-- order-by-all: broken
SELECT a, b FROM t ORDER BY ALL
-- order-by-all: right
SELECT a, b FROM t ORDER BY a, b DESC NULLS LAST

-- order-within: broken
SELECT list(a) AS c, string_agg(b, ',' ORDER BY b) AS d FROM t
-- order-within: right
SELECT list(a ORDER BY a) AS c, string_agg(b, ',' ORDER BY a, b) AS d FROM t

-- order-within: broken
SELECT string_agg(b, ',') AS d FROM t
-- order-within: right
SELECT string_agg(DISTINCT b, ',' ORDER BY b) AS d FROM t

-- order-within: broken
SELECT list(DISTINCT a ORDER BY a) AS d FROM t
-- order-within: right
SELECT list(a ORDER BY a DESC) AS d FROM t

-- parameter: broken
SELECT ? AS a
-- parameter: right
SELECT $since AS a

-- parameter: broken
SELECT $1 AS a
-- parameter: right
SELECT $a1 AS a

-- parse: broken
SELECT FROM WHERE
-- parse: right
SELECT a FROM t ORDER BY a

-- qualify: broken
SELECT a, rank() OVER (ORDER BY a) AS rk FROM t QUALIFY rk = 1 ORDER BY a
-- qualify: right
SELECT a, rank() OVER (ORDER BY a) AS rk FROM t QUALIFY rk = 1 -- one row

-- qualify: broken
WITH r AS (SELECT * FROM t QUALIFY rank() OVER (ORDER BY a) = 1) SELECT a FROM r ORDER BY a
-- qualify: right
WITH r AS (SELECT a FROM t QUALIFY rank() OVER (ORDER BY a) = 1) SELECT a FROM r ORDER BY a

-- quantile: broken
SELECT quantile_cont(a::DOUBLE, [0.1, 0.9]) AS q FROM t
-- quantile: right
SELECT quantile_cont(a::DOUBLE, 0.1) AS lo, quantile_cont(a::DOUBLE, 0.9) AS hi FROM t

-- quantile: broken
SELECT median(price) AS m FROM t
-- quantile: right
SELECT median(price::DOUBLE) AS m, median(date_diff('day', a, b)) AS days FROM t

-- rollup-alias: broken
SELECT year(d) AS y, sum(b) AS c FROM t GROUP BY ROLLUP (y) ORDER BY y
-- rollup-alias: right
SELECT t.y AS y, grouping(y) AS g, sum(b) AS c FROM t GROUP BY ROLLUP (y) ORDER BY y

-- rollup-alias: broken
SELECT year(d) AS y, grouping(y) AS g FROM t GROUP BY ROLLUP (year(d)) ORDER BY y
-- rollup-alias: right
SELECT year(d) AS y, grouping(year(d)) AS g FROM t GROUP BY ROLLUP (year(d)) ORDER BY y

-- select: broken
DELETE FROM t
-- select: right
SELECT a FROM t ORDER BY a

-- spine: broken
SELECT s.i FROM range(0, 9) AS s(i) ORDER BY s.i
-- spine: right
SELECT s.i FROM unnest(generate_series(0, 8)) AS s(i) ORDER BY s.i

-- spine: broken
SELECT unnest(generate_series($a, $b, INTERVAL 1 DAY))::DATE AS day ORDER BY day
-- spine: right
SELECT s.d::DATE AS day FROM unnest(generate_series($a, $b, INTERVAL 1 DAY)) AS s(d) ORDER BY day

-- spine: broken
SELECT s.d FROM unnest(generate_series($a, $b, INTERVAL 1 MONTH)) AS s(d) ORDER BY s.d
-- spine: right
SELECT s.d
FROM unnest(generate_series(date_trunc('month', $a::DATE), $b, INTERVAL 1 MONTH)) AS s(d)
ORDER BY s.d

-- spine: broken
SELECT s.i FROM unnest(generate_series(3, 1, -1)) AS s(i) ORDER BY s.i
-- spine: right
SELECT s.i FROM unnest(generate_series(1, 3, 1)) AS s(i) ORDER BY s.i

-- spine: broken
SELECT s.i FROM unnest(generate_series(1, (SELECT max(a) FROM t))) AS s(i) ORDER BY s.i
-- spine: right
SELECT s.i FROM b CROSS JOIN unnest(generate_series(1, b.n)) AS s(i) ORDER BY s.i

-- spine: broken
SELECT s.i
FROM b CROSS
JOIN unnest(generate_series(1, b.n)) AS s(i)
JOIN t ON t.a = s.i
ORDER BY 1
-- spine: right
SELECT s.i FROM unnest(generate_series(1, $n)) AS s(i) JOIN t ON t.a = s.i ORDER BY 1

-- spine: broken
SELECT s.x FROM t CROSS JOIN unnest(t.tags) AS s(x) ORDER BY s.x
-- spine: right
SELECT s.x FROM unnest(generate_series(1, 2)) AS s(x) ORDER BY s.x

-- star: broken
SELECT * FROM t ORDER BY a
-- star: right
WITH s AS (SELECT * FROM t) SELECT count(*) FROM s

-- star: broken
SELECT t.*, 1 AS b FROM t ORDER BY a
-- star: right
SELECT t.a, 1 AS b FROM t ORDER BY a

-- text-of: broken
SELECT (d + INTERVAL 1 DAY)::VARCHAR AS b FROM t ORDER BY b
-- text-of: right
SELECT (d + INTERVAL 1 DAY)::DATE::VARCHAR AS b FROM t ORDER BY b

-- window-aggregate: broken
SELECT a, count(*) FILTER (WHERE b) OVER () AS c FROM t ORDER BY a
-- window-aggregate: right
SELECT a, sum(CASE WHEN b THEN 1 ELSE 0 END) OVER () AS c FROM t ORDER BY a

-- window-aggregate: broken
SELECT a, count(DISTINCT b) OVER () AS c FROM t ORDER BY a
-- window-aggregate: right
SELECT a, count(b) OVER () AS c FROM t ORDER BY a

-- cast: broken
SELECT a::TIMESTAMPTZ AS b FROM t ORDER BY b
-- cast: right
SELECT a::TIMESTAMP AS b, c::BOOLEAN AS c FROM t ORDER BY b

-- cast-rounds: broken
SELECT CASE WHEN a > 0 THEN a / 2 ELSE 0 END::BIGINT AS b FROM t ORDER BY b
-- cast-rounds: right
SELECT CASE WHEN a / 2 > 0.5::DOUBLE THEN 2.0::DOUBLE * floor(a / 2) ELSE 0 END::BIGINT AS b FROM t ORDER BY b

-- cast-rounds: broken
SELECT (a::DOUBLE * 0.3)::DECIMAL(18, 2) AS b FROM t ORDER BY b
-- cast-rounds: right
SELECT (a::DOUBLE * 0.3)::DECIMAL(28, 8) AS b FROM t ORDER BY b

-- alias: broken
SELECT a, sum(net) AS net FROM t GROUP BY a HAVING net > 0 ORDER BY a
-- alias: right
SELECT a, min(day) AS day FROM t WHERE day > $since GROUP BY a ORDER BY a

-- order-by: broken
SELECT a FROM t LIMIT 1
-- order-by: right
SELECT (SELECT count(*) FROM t) AS a, (SELECT count(*) FROM u) AS b
