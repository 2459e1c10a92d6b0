-- What operators paused; an empty project is the whole line.
CREATE TABLE pause (
    line     TEXT   NOT NULL,
    project  TEXT   NOT NULL,
    since    BIGINT NOT NULL,
    who      TEXT   NOT NULL,
    reason   TEXT   NOT NULL,
    PRIMARY KEY (line, project)
);
