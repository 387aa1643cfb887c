-- Relations that metrics count in: one row per member and Stichtag (or period), every dimension a text column.
CREATE OR REPLACE TEMP TABLE contacts AS
SELECT DISTINCT p.as_of, c.case_id
FROM points p JOIN consultations c
  ON c.held_on > (p.as_of - INTERVAL 12 MONTH)::DATE AND c.held_on <= p.as_of
WHERE c.case_id IS NOT NULL;

CREATE OR REPLACE TEMP TABLE active_scoped AS
SELECT m.as_of, m.traeger, a.* EXCLUDE (day),
       c.case_id IS NOT NULL AS contact,
       date_diff('day', m.start_on, m.as_of) / 30.4375 AS months,
       CASE WHEN c.case_id IS NULL THEN 'no' ELSE 'yes' END AS contacted,
       CASE WHEN a.limit_on > m.as_of + INTERVAL 12 MONTH THEN 'later' WHEN a.limit_on > m.as_of THEN 'within_12'
            WHEN a.extended THEN 'over_extended' ELSE 'over' END AS limit_36,
       CASE WHEN a.age IS NULL OR a.age < 18 THEN 'no_adult'
            WHEN a.plan_on > (m.as_of - INTERVAL 12 MONTH)::DATE AND a.plan_on <= m.as_of THEN 'yes'
            ELSE 'no' END AS planned,
       CASE WHEN a.age IS NULL OR a.age < 18 THEN 'no_adult' WHEN a.language = 'unknown' THEN 'unknown'
            WHEN a.language IN ('B1', 'B2', 'C1', 'C2', 'MUTTERSPRACHE') THEN 'yes' ELSE 'no' END AS b1,
       CASE WHEN a.age IS NULL OR a.age < 18 OR a.age > 64 THEN 'not_18_64'
            WHEN a.employment = 'unknown' THEN 'unknown'
            WHEN a.employment IN ('SVP', 'MINIJOB', 'AUSBILDUNG') THEN 'yes' ELSE 'no' END AS employed,
       CASE WHEN months < 6 THEN '0-6' WHEN months < 12 THEN '6-12' WHEN months < 24 THEN '12-24'
            WHEN months < 36 THEN '24-36' ELSE '36+' END AS duration_class
FROM members m
JOIN attributes a ON a.case_id = m.case_id AND a.day = m.as_of
LEFT JOIN contacts c ON c.case_id = m.case_id AND c.as_of = m.as_of;

CREATE OR REPLACE TEMP VIEW active AS SELECT * EXCLUDE (traeger) FROM active_scoped WHERE traeger IS NULL;
CREATE OR REPLACE TEMP VIEW active_by_traeger AS SELECT * FROM active_scoped WHERE traeger IS NOT NULL;

CREATE OR REPLACE TEMP VIEW horizons AS SELECT unnest([3, 6, 12]) AS months_ahead;
CREATE OR REPLACE TEMP VIEW ahead_scoped AS
SELECT a.*, h.months_ahead::VARCHAR AS horizon_months
FROM active_scoped a JOIN horizons h
  ON a.limit_on > a.as_of AND a.limit_on <= a.as_of + to_months(h.months_ahead);
CREATE OR REPLACE TEMP VIEW active_ahead AS SELECT * EXCLUDE (traeger) FROM ahead_scoped WHERE traeger IS NULL;
CREATE OR REPLACE TEMP VIEW active_ahead_by_traeger AS SELECT * FROM ahead_scoped WHERE traeger IS NOT NULL;

-- Per Träger its own row tells how a person came and why it left; who the person is, the speaking row tells.
CREATE OR REPLACE TEMP TABLE own_rows AS
SELECT m.case_id, m.traeger, m.day, coalesce(r.access_route, 'unknown') AS zugangsart,
       coalesce(r.exit_reason, 'unknown') AS abgangsgrund
FROM movements m JOIN case_rows r
  ON r.case_id = m.case_id AND r.traeger = m.traeger AND r.start_on <= m.day AND r.end_on > m.day
QUALIFY row_number() OVER (PARTITION BY m.case_id, m.traeger, m.day ORDER BY r.start_on DESC) = 1;

CREATE OR REPLACE TEMP TABLE moved AS
SELECT m.as_of, m.period_from, m.traeger, m.direction,
       a.* EXCLUDE (day) REPLACE (coalesce(o.zugangsart, a.zugangsart) AS zugangsart,
                                  coalesce(o.abgangsgrund, a.abgangsgrund) AS abgangsgrund)
FROM movements m JOIN attributes a USING (case_id, day)
LEFT JOIN own_rows o ON o.case_id = m.case_id AND o.traeger = m.traeger AND o.day = m.day;

CREATE OR REPLACE TEMP VIEW entries AS
SELECT * EXCLUDE (traeger) FROM moved WHERE direction = 'entry' AND traeger IS NULL;
CREATE OR REPLACE TEMP VIEW entries_by_traeger AS
SELECT * FROM moved WHERE direction = 'entry' AND traeger IS NOT NULL;
CREATE OR REPLACE TEMP VIEW exits AS
SELECT * EXCLUDE (traeger) FROM moved WHERE direction = 'exit' AND traeger IS NULL;
CREATE OR REPLACE TEMP VIEW exits_by_traeger AS
SELECT * FROM moved WHERE direction = 'exit' AND traeger IS NOT NULL;
