-- The arrivals register: who is Ukrainian or under § 24 in any row, with the first arrival since 24.02.2022.
CREATE OR REPLACE TEMP TABLE stays AS
SELECT * FROM arrivals WHERE left_on IS NULL OR arrived_on < left_on;

CREATE OR REPLACE TEMP TABLE newcomers AS
SELECT person_id, min(arrived_on) AS first_on, strftime(min(arrived_on), '%Y-%m') AS cohort
FROM stays GROUP BY person_id
HAVING bool_or(nationality IS NOT DISTINCT FROM '166' OR status IS NOT DISTINCT FROM '24')
   AND min(arrived_on) >= DATE '2022-02-24';

-- Who was there n months after the own first arrival; who came back by then counts. Beyond the data this says
-- nothing: only cohorts whose time is over are asked for.
CREATE OR REPLACE TEMP TABLE newcomers_after AS
SELECT n.person_id, h.months_after,
       EXISTS (FROM stays s WHERE s.person_id = n.person_id
               AND s.arrived_on <= n.first_on + to_months(h.months_after)
               AND (s.left_on IS NULL OR s.left_on > n.first_on + to_months(h.months_after))) AS present
FROM newcomers n CROSS JOIN (SELECT unnest([3, 6, 12, 24]) AS months_after) h;

CREATE OR REPLACE TEMP TABLE newcomers_stayed AS
PIVOT (SELECT person_id, 'stayed_' || months_after AS horizon, if(present, 'yes', 'no') AS stayed FROM newcomers_after)
ON horizon IN ('stayed_3', 'stayed_6', 'stayed_12', 'stayed_24') USING any_value(stayed) GROUP BY person_id;

-- What the newest row up to the Stichtag says of a person.
CREATE OR REPLACE TEMP TABLE newcomers_on AS
SELECT p.as_of, n.person_id, n.first_on, n.cohort,
       coalesce(s.sex, 'unknown') AS sex, year(p.as_of) - s.birth_year AS age
FROM points p JOIN newcomers n ON n.first_on <= p.as_of
JOIN stays s ON s.person_id = n.person_id AND s.arrived_on <= p.as_of
QUALIFY row_number() OVER (PARTITION BY p.as_of, n.person_id ORDER BY s.arrived_on DESC, s.row_no) = 1;

CREATE OR REPLACE TEMP TABLE ukraine AS
SELECT *, CASE WHEN present THEN 'present' ELSE 'gone' END AS presence FROM (
SELECT n.* EXCLUDE (age),
       age_band(age) AS age_band,
       EXISTS (FROM stays s WHERE s.person_id = n.person_id AND s.arrived_on <= n.as_of
               AND (s.left_on IS NULL OR s.left_on > n.as_of)) AS present
FROM newcomers_on n)
JOIN newcomers_stayed USING (person_id);

-- After n months of one's own: only cohorts that are complete at the Stichtag; who came back and is there counts.
CREATE OR REPLACE TEMP TABLE ukraine_after AS
SELECT u.* EXCLUDE (present, presence), h.months_after::VARCHAR AS horizon_months, h.present
FROM ukraine u JOIN newcomers_after h
  ON h.person_id = u.person_id AND last_day(u.first_on) + to_months(h.months_after) <= u.as_of;

-- Kaplan–Meier: the event is the last departure of who is not there at the Stichtag; who is there is censored.
CREATE OR REPLACE TEMP TABLE ukraine_times AS
SELECT u.as_of, u.person_id, NOT u.present AS gone,
       date_diff('day', u.first_on,
                 CASE WHEN u.present THEN u.as_of ELSE max(s.left_on) END) AS days
FROM ukraine u JOIN stays s ON s.person_id = u.person_id AND s.arrived_on <= u.as_of
GROUP BY u.as_of, u.person_id, u.present, u.first_on;

CREATE OR REPLACE TEMP TABLE ukraine_steps AS
SELECT as_of, days, count(*) FILTER (WHERE gone) AS events,
       sum(count(*)) OVER (PARTITION BY as_of ORDER BY days DESC ROWS UNBOUNDED PRECEDING) AS at_risk
FROM ukraine_times GROUP BY as_of, days;

CREATE OR REPLACE TEMP TABLE ukraine_survival AS
SELECT p.as_of, m.month::VARCHAR AS tenure_months,
       coalesce((SELECT CASE WHEN bool_or(s.events = s.at_risk) THEN 0.0
                             ELSE exp(sum(ln(1 - s.events / s.at_risk)) FILTER (WHERE s.events < s.at_risk)) END
                 FROM ukraine_steps s
                 WHERE s.as_of = p.as_of AND s.events > 0 AND s.days <= m.month * 30.4375), 1.0) AS share
FROM points p CROSS JOIN (SELECT unnest(range(0, 61)) AS month) m
WHERE m.month * 30.4375 <= (SELECT max(t.days) FROM ukraine_times t WHERE t.as_of = p.as_of);
