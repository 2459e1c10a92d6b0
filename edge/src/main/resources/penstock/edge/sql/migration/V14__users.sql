-- Users who change things over the network; "password" is a slow hash, "roles" are words with a space between them.
CREATE TABLE account (
    name      TEXT   NOT NULL PRIMARY KEY,
    password  TEXT   NOT NULL,
    roles     TEXT   NOT NULL,
    created   BIGINT NOT NULL,
    changed   BIGINT NOT NULL
);
ALTER TABLE token ADD COLUMN roles TEXT NOT NULL DEFAULT 'operator';

-- What a commit had in DLRN that it was taken over from, and has no other place here; times are seconds since 1970.
CREATE TABLE dlrn_commit (
    build          TEXT    NOT NULL PRIMARY KEY,
    line           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    component      TEXT    NOT NULL,
    extended_time  BIGINT,
    branch         TEXT    NOT NULL,
    repo_dir       TEXT    NOT NULL,
    distgit_dir    TEXT    NOT NULL,
    artifacts      TEXT    NOT NULL,
    notes          TEXT    NOT NULL,
    versions_csv   TEXT    NOT NULL
);
CREATE INDEX dlrn_commit_name ON dlrn_commit (line, name, build);

-- The component that DLRN named for a promotion, which is not always the one of its commit; empty for none.
CREATE TABLE dlrn_promotion (
    promotion  TEXT NOT NULL PRIMARY KEY,
    component  TEXT NOT NULL
);

-- The newest vote of each result, with and without "consistent", a job, a component: a step into an index each, however many there are.
CREATE INDEX evidence_newest ON evidence (line, result, at, id) WHERE subject LIKE '%/%';
CREATE INDEX evidence_newest_tested ON evidence (line, result, at, id) WHERE subject LIKE '%/%' AND job <> 'consistent';
CREATE INDEX evidence_newest_of_component ON evidence (line, component, result, at, id) WHERE subject LIKE '%/%';
CREATE INDEX evidence_newest_tested_of_component ON evidence (line, component, result, at, id)
    WHERE subject LIKE '%/%' AND job <> 'consistent';
CREATE INDEX evidence_newest_of_job ON evidence (line, job, result, at, id) WHERE subject LIKE '%/%';
CREATE INDEX evidence_newest_of_job_in_component ON evidence (line, job, component, result, at, id) WHERE subject LIKE '%/%';
CREATE INDEX evidence_of_snapshots ON evidence (line, at, id) WHERE subject LIKE '%/%' AND job <> 'consistent';
CREATE INDEX evidence_of_aggregates ON evidence (line, at, id) WHERE subject NOT LIKE '%/%';

CREATE INDEX build_finished ON build (line, status, ended);
CREATE INDEX build_finished_of_package ON build (line, project, status, ended);
CREATE INDEX build_of_status ON build (line, status, id);
