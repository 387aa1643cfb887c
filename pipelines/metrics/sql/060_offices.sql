-- The city's own records at a Stichtag: positions, money, quota, places, inhabitants, target ratio.
CREATE OR REPLACE TEMP VIEW positions_on AS
SELECT p.as_of, t.traeger, t.position_function, t.fte_planned, t.fte_filled, coalesce(t.fte_funded, 0) AS fte_funded
FROM points p JOIN positions t ON t.valid_from <= p.as_of AND (t.valid_to IS NULL OR t.valid_to > p.as_of);

CREATE OR REPLACE TEMP VIEW target_on AS
SELECT p.as_of, arg_max(t.persons_per_fte, t.valid_from) AS persons_per_fte
FROM points p JOIN target_ratios t ON t.valid_from <= p.as_of GROUP BY p.as_of;

-- Money of the Stichtag's calendar year; a grant counts by its days in the year; the lump sum once per Träger.
CREATE OR REPLACE TEMP VIEW finances AS
WITH years AS (SELECT as_of, make_date(year(as_of), 1, 1) AS begins, make_date(year(as_of) + 1, 1, 1) AS ends FROM points),
spent AS (
    SELECT y.as_of, c.traeger, sum(c.amount_eur) AS cost, coalesce(max(c.lump_sum_eur), 0) AS lump_sum
    FROM years y JOIN costs c ON c.year = year(y.as_of) GROUP BY ALL
), granted AS (
    SELECT y.as_of, g.traeger,
           sum(coalesce(g.paid_eur, 0)::DOUBLE
               * date_diff('day', greatest(g.period_from, y.begins), least(g.period_to, y.ends))
               / date_diff('day', g.period_from, g.period_to)) AS grants
    FROM years y JOIN grants g ON g.period_from < y.ends AND g.period_to > y.begins GROUP BY ALL
)
SELECT as_of, coalesce(traeger, 'unknown') AS traeger, s.cost::DOUBLE AS cost,
       coalesce(s.lump_sum, 0)::DOUBLE AS lump_sum, coalesce(g.grants, 0) AS grants
FROM spent s FULL JOIN granted g USING (as_of, traeger);

CREATE OR REPLACE TEMP VIEW quota_on AS
SELECT p.as_of, q.target, q.actual, q.carry_over
FROM points p JOIN quota q ON q.year = year(p.as_of) AND q.version_on <= p.as_of
QUALIFY row_number() OVER (PARTITION BY p.as_of ORDER BY q.version_on DESC) = 1;

CREATE OR REPLACE TEMP VIEW central_residents AS
WITH newest AS (
    SELECT p.as_of, h.case_id, h.housing, h.site
    FROM points p JOIN housing h ON h.moved_in_on <= p.as_of AND (h.moved_out_on IS NULL OR h.moved_out_on > p.as_of)
    QUALIFY row_number() OVER (PARTITION BY p.as_of, h.case_id ORDER BY h.moved_in_on DESC, h.owner, h.housing) = 1
)
SELECT as_of, case_id, coalesce(site, 'unknown') AS site FROM newest WHERE housing = 'AU_ZENTRAL';

CREATE OR REPLACE TEMP VIEW sites_on AS
SELECT p.as_of, s.site, s.usable
FROM points p JOIN sites s ON s.valid_from <= p.as_of AND (s.valid_to IS NULL OR s.valid_to > p.as_of);

-- Newest row up to the Stichtag; on the same day the register of residents speaks before the censuses.
CREATE OR REPLACE TEMP VIEW inhabitants_on AS
SELECT p.as_of, b.inhabitants, b.basis
FROM points p JOIN population b ON b.as_of <= p.as_of AND b.ags = (SELECT ags FROM city)
QUALIFY row_number() OVER (PARTITION BY p.as_of
    ORDER BY b.as_of DESC, list_position(['MELDEREGISTER', 'ZENSUS_2022', 'ZENSUS_2011'], b.basis)) = 1;

CREATE OR REPLACE TEMP TABLE consulted AS
SELECT p.as_of, p.period_from, c.owner AS traeger, coalesce(c.channel, 'unknown') AS channel,
       CASE WHEN len(c.topics) > 0 THEN c.topics ELSE ['unknown'] END AS topics
FROM periods p JOIN consultations c ON c.held_on > p.period_from AND c.held_on <= p.as_of;
CREATE OR REPLACE TEMP VIEW consultation_topics AS
SELECT * EXCLUDE (topics), unnest(topics) AS topic FROM consulted;
