-- How far the ended builds of a line were read to tell people of them.
CREATE TABLE notice_position (
    line         TEXT   NOT NULL PRIMARY KEY,
    sequence     BIGINT NOT NULL,
    unpublished  BIGINT NOT NULL
);

-- The causes that people were told of since the package last built; "keys" are lines.
CREATE TABLE open_cause (
    line     TEXT NOT NULL,
    project  TEXT NOT NULL,
    causes   TEXT NOT NULL,
    PRIMARY KEY (line, project)
);

-- "ended" is when it was sent, or given up; "problem" is why it could not be sent when it was last tried.
CREATE TABLE letter (
    id         TEXT    NOT NULL PRIMARY KEY,
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    content    TEXT    NOT NULL,
    written    BIGINT  NOT NULL,
    due        BIGINT  NOT NULL,
    attempts   INTEGER NOT NULL,
    problem    TEXT    NOT NULL,
    ended      BIGINT
);
CREATE INDEX letter_due ON letter (due, id) WHERE ended IS NULL;
CREATE INDEX letter_ended ON letter (ended);

CREATE INDEX snapshot_failed ON snapshot (line, changed) WHERE state = 'FAILED';
