-- What pages would look for all over the tables, kept with each write.

-- A line's packages that stand alike, counted.
CREATE TABLE package_count (
    line         TEXT    NOT NULL,
    last_status  TEXT    NOT NULL,
    phase        TEXT    NOT NULL,
    packages     INTEGER NOT NULL,
    PRIMARY KEY (line, last_status, phase)
);
INSERT INTO package_count (line, last_status, phase, packages)
    SELECT line, last_status, phase, count(*) FROM package GROUP BY line, last_status, phase;

CREATE INDEX package_failing ON package (line, place) WHERE last_status IN ('FAILED', 'RETRY');

-- The projects that "entry" has rows of.
CREATE TABLE entry_project (
    line       TEXT NOT NULL,
    component  TEXT NOT NULL,
    project    TEXT NOT NULL,
    PRIMARY KEY (line, component, project)
);
INSERT INTO entry_project (line, component, project) SELECT DISTINCT line, component, project FROM entry;
