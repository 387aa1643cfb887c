-- Who is looked at, and on which day: a stock on its Stichtag, an entry on its day, an exit on the last counted day.
CREATE OR REPLACE TEMP TABLE members AS
SELECT p.as_of, e.case_id, e.traeger, e.start_on
FROM points p JOIN episodes e ON e.start_on <= p.as_of AND e.end_on > p.as_of;

CREATE OR REPLACE TEMP TABLE movements AS
SELECT p.as_of, p.period_from, e.case_id, e.traeger, 'entry' AS direction, e.start_on AS day
FROM periods p JOIN episodes e ON e.start_on > p.period_from AND e.start_on <= p.as_of
UNION ALL
SELECT p.as_of, p.period_from, e.case_id, e.traeger, 'exit', e.end_on - 1
FROM periods p JOIN episodes e ON e.end_on > p.period_from AND e.end_on <= p.as_of;

CREATE OR REPLACE TEMP TABLE moments AS
SELECT case_id, as_of AS day FROM members WHERE traeger IS NULL
UNION
SELECT case_id, day FROM movements;
