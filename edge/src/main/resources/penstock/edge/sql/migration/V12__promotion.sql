-- The outcome of a job for a snapshot ("subject" is its directory) or for what a label showed of all components (its aggregate's hash).
-- "result" is SUCCESS, FAILURE or RUNNING; "origin" who made it (CI, PERSON, SCENARIO, FACTORY); "at" when, as the reporter says;
-- "who" and "component" are empty where there is none. Rows are only added.
CREATE TABLE evidence (
    id         TEXT   NOT NULL PRIMARY KEY,
    line       TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    job        TEXT   NOT NULL,
    result     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    origin     TEXT   NOT NULL,
    who        TEXT   NOT NULL,
    component  TEXT   NOT NULL,
    url        TEXT   NOT NULL,
    notes      TEXT   NOT NULL
);
CREATE INDEX evidence_of_subject ON evidence (line, subject, at, id);
CREATE INDEX evidence_of_line ON evidence (line, at, id);
CREATE INDEX evidence_of_job ON evidence (line, job, at, id);

-- What a label showed of all components from a move on; empty where that is not known or there are none.
ALTER TABLE label_move ADD COLUMN aggregate TEXT NOT NULL DEFAULT '';
CREATE INDEX label_move_aggregate ON label_move (line, aggregate) WHERE aggregate <> '';

-- The ledger: a row for each promotion that was carried out, with a part for each component. Rows are only added.
CREATE TABLE promotion (
    id         TEXT   NOT NULL PRIMARY KEY,
    line       TEXT   NOT NULL,
    label      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    who        TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    decision   TEXT   NOT NULL,
    aggregate  TEXT   NOT NULL
);
CREATE INDEX promotion_of_line ON promotion (line, id);
CREATE INDEX promotion_of_label ON promotion (line, label, id);
CREATE INDEX promotion_aggregate ON promotion (line, aggregate) WHERE aggregate <> '';

-- "previous" is where the label was in that component; empty the first time.
CREATE TABLE promotion_part (
    promotion  TEXT    NOT NULL,
    place      INTEGER NOT NULL,
    component  TEXT    NOT NULL,
    directory  TEXT    NOT NULL,
    build      TEXT    NOT NULL,
    previous   TEXT    NOT NULL,
    PRIMARY KEY (promotion, place)
);
CREATE INDEX promotion_of_directory ON promotion_part (directory, promotion);

-- What was decided of a candidate, each time it came out otherwise than the last time; "inputs" and "answer" are JSON of the given form.
CREATE TABLE decision (
    id         TEXT    NOT NULL PRIMARY KEY,
    line       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    candidate  TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    outcome    TEXT    NOT NULL,
    form       INTEGER NOT NULL,
    inputs     TEXT    NOT NULL,
    answer     TEXT    NOT NULL
);
CREATE INDEX decision_of_candidate ON decision (line, label, candidate, id);

-- The rules of labels that came into force, newest last.
CREATE TABLE label_rules (
    number   BIGINT NOT NULL PRIMARY KEY,
    file     TEXT   NOT NULL,
    content  TEXT   NOT NULL,
    since    BIGINT NOT NULL
);

-- That nothing failed when "consistent" came to a snapshot is evidence too.
INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes)
    SELECT id, line, directory, 'consistent', 'SUCCESS', moved, 'FACTORY', '', component, '', '' FROM label_move WHERE name = 'consistent';
