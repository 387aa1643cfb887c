-- What is known about deliveries and loads; the row tables are made from the declarations of the kinds.
CREATE TABLE IF NOT EXISTS deliveries (
    delivery_id VARCHAR PRIMARY KEY,
    file VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    traeger VARCHAR NOT NULL,
    export_date DATE NOT NULL,
    rows_loaded BIGINT NOT NULL,
    load_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    UNIQUE (kind, traeger, export_date)
);
-- What was taken back: the record stays, the rows are gone.
CREATE TABLE IF NOT EXISTS withdrawn (
    delivery_id VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    traeger VARCHAR NOT NULL,
    export_date DATE NOT NULL,
    sha256 VARCHAR NOT NULL,
    withdrawn_in VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS loads (load_id VARCHAR PRIMARY KEY, verdict VARCHAR NOT NULL);
-- One row: the load that made this file, its cut-off and the Datenstand.
CREATE TABLE IF NOT EXISTS load_state (load_id VARCHAR NOT NULL, cut_off DATE, data_as_of DATE);
-- Every finding of every accepted load; identity names the same finding about the same row over deliveries.
CREATE TABLE IF NOT EXISTS findings (
    load_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    kind VARCHAR,
    traeger VARCHAR,
    file VARCHAR,
    export_date DATE,
    row_no BIGINT,
    column_name VARCHAR,
    message VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    known_since DATE,
    first_load VARCHAR NOT NULL
);
