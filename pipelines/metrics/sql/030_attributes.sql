-- What is known about a person on a day. With several active rows the one admitted last speaks (then the Träger's name).
CREATE OR REPLACE TEMP TABLE speaking_rows AS
SELECT m.day, r.*
FROM moments m JOIN case_rows r ON r.case_id = m.case_id AND r.start_on <= m.day AND r.end_on > m.day
QUALIFY row_number() OVER (PARTITION BY m.case_id, m.day ORDER BY r.start_on DESC, r.traeger, r.end_on, r.household_id) = 1;

-- Overlapping periods: the one that began last counts; none valid: unknown.
CREATE OR REPLACE TEMP TABLE status_on AS
SELECT m.case_id, m.day, s.status
FROM moments m JOIN residence_status s
  ON s.case_id = m.case_id AND s.valid_from <= m.day AND (s.valid_to IS NULL OR s.valid_to > m.day)
QUALIFY row_number() OVER (PARTITION BY m.case_id, m.day ORDER BY s.valid_from DESC, s.owner, s.status) = 1;

CREATE OR REPLACE TEMP TABLE housing_on AS
SELECT m.case_id, m.day, h.housing
FROM moments m JOIN housing h
  ON h.case_id = m.case_id AND h.moved_in_on <= m.day AND (h.moved_out_on IS NULL OR h.moved_out_on > m.day)
QUALIFY row_number() OVER (PARTITION BY m.case_id, m.day ORDER BY h.moved_in_on DESC, h.owner, h.housing) = 1;

-- Another active person with the same household makes a family; of that person, too, the row admitted last speaks.
CREATE OR REPLACE TEMP TABLE families AS
SELECT DISTINCT s.case_id, s.day
FROM speaking_rows s JOIN case_rows other
  ON other.household_id = s.household_id AND other.case_id <> s.case_id
 AND other.start_on <= s.day AND other.end_on > s.day
WHERE NOT EXISTS (
    FROM moved_households later
    WHERE later.case_id = other.case_id AND later.start_on <= s.day AND later.end_on > s.day
      AND later.household_id IS DISTINCT FROM other.household_id
      AND (later.start_on > other.start_on OR (later.start_on = other.start_on AND later.traeger < other.traeger)));

-- Language, work, plan and extension describe the day of an export: the newest stored export not after the day
-- speaks, by the same case row, else by the person's newest row of that Träger in that export.
CREATE OR REPLACE TEMP TABLE export_for AS
SELECT s.case_id, s.day, s.owner, s.traeger, s.start_on, max(e.export_date) AS export_date
FROM speaking_rows s JOIN exports e ON e.owner = s.owner AND e.export_date <= s.day
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE snapshot_on AS
SELECT x.case_id, x.day, h.language, h.employment, h.plan_on, h.extended
FROM export_for x JOIN case_history h
  ON h.owner = x.owner AND h.export_date = x.export_date AND h.case_id = x.case_id AND h.traeger = x.traeger
QUALIFY row_number() OVER (
    PARTITION BY x.case_id, x.day ORDER BY (h.admitted_on = x.start_on) DESC, h.admitted_on DESC) = 1;

CREATE OR REPLACE TEMP TABLE attributes AS
SELECT s.case_id, s.day,
       coalesce(s.sex, 'unknown') AS sex,
       CASE WHEN s.nationality IS NULL OR n.region = 'unknown' THEN 'unknown' ELSE s.nationality END AS nationality,
       coalesce(n.region, 'unknown') AS region,
       year(s.day) - s.birth_year AS age,
       age_band(year(s.day) - s.birth_year) AS age_band,
       coalesce(st.status, 'unknown') AS status,
       coalesce(g.status_group, 'unknown') AS status_group,
       coalesce(h.housing, 'unknown') AS housing,
       CASE WHEN s.household_id IS NULL THEN 'unknown' WHEN f.case_id IS NULL THEN 'single' ELSE 'family' END AS household,
       coalesce(s.access_route, 'unknown') AS zugangsart,
       coalesce(s.exit_reason, 'unknown') AS abgangsgrund,
       coalesce(x.language, 'unknown') AS language,
       coalesce(x.employment, 'unknown') AS employment,
       x.plan_on, x.extended,
       (coalesce(s.assigned_on, s.start_on) + INTERVAL 36 MONTH)::DATE AS limit_on
FROM speaking_rows s
LEFT JOIN status_on st USING (case_id, day)
LEFT JOIN housing_on h USING (case_id, day)
LEFT JOIN families f USING (case_id, day)
LEFT JOIN snapshot_on x USING (case_id, day)
LEFT JOIN nationality_regions n ON n.nationality = s.nationality
LEFT JOIN status_groups g ON g.status = st.status;
