-- This load's findings on record. The day since which a finding is known is the earliest export day with the same
-- identity (rule, column, kind, owner, key of the row), in this load or any before.
INSERT INTO wh.findings
WITH found AS (
    SELECT
        w.*,
        f.kind,
        f.traeger,
        f.export_date,
        md5(concat_ws('|', w.rule, w.column_name, f.kind, f.traeger, i.row_key)) AS identity
    FROM findings AS w
    LEFT JOIN load_files AS f ON f.file_no = w.file_no
    LEFT JOIN identities AS i ON i.file_no = w.file_no AND i.row_no = w.row_no
),
known AS (
    SELECT k.identity, min(k.known_since) AS since, min(k.first_load) AS first_load
    FROM wh.findings AS k
    GROUP BY k.identity
)
SELECT
    $load_id,
    n.rule,
    n.severity,
    n.effect,
    n.kind,
    n.traeger,
    n.file,
    n.export_date,
    n.row_no,
    n.column_name,
    n.message,
    n.identity,
    least(k.since, min(n.export_date) OVER (PARTITION BY n.identity)),
    coalesce(k.first_load, $load_id)
FROM found AS n
LEFT JOIN known AS k ON k.identity = n.identity;
