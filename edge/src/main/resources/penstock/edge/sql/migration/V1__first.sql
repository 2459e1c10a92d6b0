-- One set of SQL for SQLite and PostgreSQL: ids are text made by the program, times are microseconds since 1970, no blobs.

CREATE TABLE line (
    name      TEXT   NOT NULL PRIMARY KEY,
    sequence  BIGINT NOT NULL
);

-- "state" is the package as the line knows it, as JSON of the given form; the columns before it are for reading.
CREATE TABLE package (
    line       TEXT    NOT NULL,
    project    TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    component  TEXT    NOT NULL,
    place      INTEGER NOT NULL,
    pending    INTEGER NOT NULL,
    phase      TEXT    NOT NULL,
    build      TEXT,
    source     TEXT,
    distgit    TEXT,
    form       INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    PRIMARY KEY (line, project)
);

CREATE TABLE wait (
    line       TEXT   NOT NULL,
    project    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    what       TEXT   NOT NULL,
    waits_for  TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    help       TEXT   NOT NULL,
    PRIMARY KEY (line, project)
);

-- "status" is empty while it runs, then SUCCESS, FAILED or RETRY; "request" and "verdict" are JSON of the given form.
CREATE TABLE build (
    id           TEXT    NOT NULL PRIMARY KEY,
    line         TEXT    NOT NULL,
    project      TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    distgit      TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    attempt      INTEGER NOT NULL,
    created      BIGINT  NOT NULL,
    started      BIGINT  NOT NULL,
    ended        BIGINT,
    sequence     BIGINT,
    status       TEXT    NOT NULL,
    extended     TEXT,
    build_key    TEXT,
    nevra        TEXT,
    reused_from  TEXT,
    form         INTEGER NOT NULL,
    request      TEXT    NOT NULL,
    verdict      TEXT
);
CREATE INDEX build_of_package ON build (line, project, id);
CREATE INDEX build_ended ON build (line, sequence);

CREATE TABLE artifact (
    build   TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    file    TEXT   NOT NULL,
    sha256  TEXT   NOT NULL,
    size    BIGINT NOT NULL,
    PRIMARY KEY (build, kind, file)
);

-- What a snapshot lists: of each project the row with the greatest sequence that is not above the snapshot's. No build: not listed.
CREATE TABLE entry (
    line       TEXT   NOT NULL,
    component  TEXT   NOT NULL,
    project    TEXT   NOT NULL,
    sequence   BIGINT NOT NULL,
    build      TEXT,
    extended   TEXT   NOT NULL,
    nvr        TEXT   NOT NULL,
    status     TEXT   NOT NULL,
    succeeded  BIGINT NOT NULL,
    PRIMARY KEY (line, component, project, sequence)
);

-- "state" is MADE, PUBLISHED or FAILED.
CREATE TABLE snapshot (
    line       TEXT   NOT NULL,
    directory  TEXT   NOT NULL,
    component  TEXT   NOT NULL,
    project    TEXT   NOT NULL,
    build      TEXT   NOT NULL,
    sequence   BIGINT NOT NULL,
    state      TEXT   NOT NULL,
    changed    BIGINT NOT NULL,
    message    TEXT   NOT NULL,
    PRIMARY KEY (line, directory)
);
CREATE INDEX snapshot_sequence ON snapshot (line, component, sequence);

-- "state" is where the label is and where it goes, as JSON of the given form; "directory" is where it is.
CREATE TABLE label (
    line       TEXT    NOT NULL,
    component  TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    directory  TEXT,
    moved      BIGINT,
    form       INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    PRIMARY KEY (line, component, name)
);

CREATE TABLE label_move (
    id         TEXT   NOT NULL PRIMARY KEY,
    line       TEXT   NOT NULL,
    component  TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    directory  TEXT   NOT NULL,
    moved      BIGINT NOT NULL
);

CREATE TABLE event (
    id       TEXT   NOT NULL PRIMARY KEY,
    line     TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    project  TEXT   NOT NULL,
    text     TEXT   NOT NULL
);
CREATE INDEX event_of_package ON event (line, project, id);

-- The outbox: orders that are not done.
CREATE TABLE open_order (
    id       TEXT    NOT NULL PRIMARY KEY,
    line     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    project  TEXT    NOT NULL,
    given    BIGINT  NOT NULL,
    form     INTEGER NOT NULL,
    content  TEXT    NOT NULL
);

CREATE TABLE known_build (
    build_key  TEXT   NOT NULL PRIMARY KEY,
    inputs     TEXT   NOT NULL,
    build      TEXT   NOT NULL,
    requires   TEXT   NOT NULL,
    nevra      TEXT   NOT NULL,
    recorded   BIGINT NOT NULL
);
CREATE INDEX known_build_inputs ON known_build (inputs, recorded);

CREATE TABLE seen_ref (
    url       TEXT    NOT NULL PRIMARY KEY,
    refs      TEXT    NOT NULL,
    changed   BIGINT  NOT NULL,
    failures  INTEGER NOT NULL
);
