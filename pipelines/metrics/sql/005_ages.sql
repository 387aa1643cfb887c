-- The one age grid of all tables; an age is a difference of years, and who has no known birth year is in no band.
CREATE OR REPLACE TEMP MACRO age_band(age) AS
    CASE WHEN age BETWEEN 0 AND 5 THEN '0-5' WHEN age BETWEEN 6 AND 17 THEN '6-17'
         WHEN age BETWEEN 18 AND 24 THEN '18-24' WHEN age BETWEEN 25 AND 39 THEN '25-39'
         WHEN age BETWEEN 40 AND 64 THEN '40-64' WHEN age >= 65 THEN '65+' ELSE 'unknown' END;
