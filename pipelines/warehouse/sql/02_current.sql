-- For every (kind, owner) the newest export not later than the cut-off counts.
CREATE OR REPLACE VIEW current_deliveries AS
SELECT d.*
FROM deliveries AS d, load_state AS s
WHERE (s.cut_off IS NULL OR d.export_date <= s.cut_off)
QUALIFY row_number() OVER (PARTITION BY d.kind, d.traeger ORDER BY d.export_date DESC) = 1;
