-- Case rows that count: duplicates never do, an empty interval counts nowhere. Ends are half-open;
-- who ends or moves away on a day is not counted on that day.
CREATE TEMP TABLE case_rows AS
SELECT case_id, traeger, owner, household_id, birth_year, sex, nationality, assigned_on, access_route, exit_reason,
       admitted_on AS start_on,
       least(coalesce(ended_on, DATE '9999-12-31'), coalesce(moved_away_on, DATE '9999-12-31')) AS end_on
FROM cases
WHERE exit_reason IS DISTINCT FROM 'DUBLETTE'
  AND admitted_on < least(coalesce(ended_on, DATE '9999-12-31'), coalesce(moved_away_on, DATE '9999-12-31'));

-- Rows of the few persons whose rows name different households.
CREATE TEMP TABLE moved_households AS
SELECT case_id, traeger, household_id, start_on, end_on FROM case_rows
QUALIFY min(coalesce(household_id, '')) OVER (PARTITION BY case_id)
     <> max(coalesce(household_id, '')) OVER (PARTITION BY case_id);

-- Intervals of one person that touch or overlap are one episode (traeger NULL), and likewise per Träger.
CREATE TEMP TABLE episodes AS
WITH scoped AS (
    SELECT case_id, NULL::VARCHAR AS traeger, start_on, end_on FROM case_rows
    UNION ALL
    SELECT case_id, traeger, start_on, end_on FROM case_rows
), reached AS (
    SELECT *, max(end_on) OVER (
        PARTITION BY case_id, traeger ORDER BY start_on, end_on
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached_on
    FROM scoped
), numbered AS (
    SELECT *, count(*) FILTER (WHERE reached_on IS NULL OR start_on > reached_on) OVER (
        PARTITION BY case_id, traeger ORDER BY start_on, end_on ROWS UNBOUNDED PRECEDING) AS episode
    FROM reached
)
SELECT case_id, traeger, min(start_on) AS start_on, max(end_on) AS end_on
FROM numbered GROUP BY case_id, traeger, episode;
