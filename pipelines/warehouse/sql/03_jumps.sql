-- The stock of one Stichtag (the export day of the delivery before) as two consecutive deliveries of a Träger tell it.
-- Only pairs with a delivery of this load; the finding belongs to the later one if it is new, else to the earlier one.
CREATE TABLE checked_jumps AS
WITH pairs AS (
    SELECT
        d.delivery_id AS later,
        d.file AS later_file,
        lag(d.delivery_id) OVER w AS earlier,
        lag(d.file) OVER w AS earlier_file,
        lag(d.export_date) OVER w AS as_of
    FROM wh.deliveries AS d
    WHERE d.kind = 'faelle'
    WINDOW w AS (PARTITION BY d.traeger ORDER BY d.export_date)
),
new_pairs AS (
    SELECT
        p.later,
        p.earlier,
        p.as_of,
        coalesce(a.file_no, b.file_no) AS file_no,
        CASE WHEN a.file_no IS NULL THEN p.earlier_file ELSE p.later_file END AS file
    FROM pairs AS p
    LEFT JOIN load_files AS a ON a.delivery_id = p.later
    LEFT JOIN load_files AS b ON b.delivery_id = p.earlier
    WHERE p.earlier IS NOT NULL AND coalesce(a.file_no, b.file_no) IS NOT NULL
),
sides AS (
    SELECT n.*, n.earlier AS delivery_id FROM new_pairs AS n
    UNION ALL
    SELECT n.*, n.later AS delivery_id FROM new_pairs AS n
)
SELECT
    s.file_no,
    s.file,
    s.as_of,
    count(DISTINCT c.case_id) FILTER (WHERE s.delivery_id = s.earlier) AS stock_before,
    count(DISTINCT c.case_id) FILTER (WHERE s.delivery_id = s.later) AS stock_after
FROM sides AS s
LEFT JOIN wh.cases AS c
    ON c.delivery_id = s.delivery_id
    AND c.exit_reason IS DISTINCT FROM 'DUBLETTE'
    AND c.admitted_on <= s.as_of
    AND coalesce(least(c.ended_on, c.moved_away_on), DATE '9999-12-31') > s.as_of
GROUP BY ALL;
