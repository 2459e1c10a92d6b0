-- Tokens for changes over the network: "id" is the public part of a token's text, "sha256" the digest of its secret part.
CREATE TABLE token (
    name     TEXT   NOT NULL PRIMARY KEY,
    id       TEXT   NOT NULL UNIQUE,
    sha256   TEXT   NOT NULL,
    created  BIGINT NOT NULL,
    expires  BIGINT,
    used     BIGINT
);

-- What was asked for: rows are only added; "outcome" is empty until it is known.
CREATE TABLE audit (
    id       TEXT   NOT NULL PRIMARY KEY,
    at       BIGINT NOT NULL,
    who      TEXT   NOT NULL,
    origin   TEXT   NOT NULL,
    action   TEXT   NOT NULL,
    target   TEXT   NOT NULL,
    outcome  TEXT   NOT NULL
);

-- A package's newest ended build, so that an overview of thousands of packages needs no look at their builds.
ALTER TABLE package ADD COLUMN last_build TEXT;
ALTER TABLE package ADD COLUMN last_status TEXT NOT NULL DEFAULT '';
UPDATE package SET last_build = (SELECT max(b.id) FROM build b
    WHERE b.line = package.line AND b.project = package.project AND b.ended IS NOT NULL);
UPDATE package SET last_status = coalesce((SELECT b.status FROM build b WHERE b.id = package.last_build), '');
CREATE INDEX package_overview ON package (line, last_status, phase);
CREATE INDEX package_place ON package (line, place);

CREATE INDEX build_of_line ON build (line, id);
CREATE INDEX snapshot_of_line ON snapshot (line, sequence);
CREATE INDEX snapshot_of_build ON snapshot (line, build);
CREATE INDEX event_of_line ON event (line, id);
CREATE INDEX label_move_of_line ON label_move (line, id);
