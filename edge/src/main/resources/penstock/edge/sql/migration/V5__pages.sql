-- What pages show of a package and of a build without reading their JSON; indexes for reading page by page.

-- "failure" is the title that failures of one cause share, "behind_since" when its oldest commit that is not built yet came,
-- "failures" how many builds failed since the last success, "spec_pair" the commits whose spec is in "capability".
ALTER TABLE package ADD COLUMN behind_since BIGINT;
ALTER TABLE package ADD COLUMN failure TEXT NOT NULL DEFAULT '';
ALTER TABLE package ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE package ADD COLUMN failing_since BIGINT;
ALTER TABLE package ADD COLUMN spec_pair TEXT NOT NULL DEFAULT '';

-- The failing step, and why in one sentence.
ALTER TABLE build ADD COLUMN step TEXT NOT NULL DEFAULT '';
ALTER TABLE build ADD COLUMN failure TEXT NOT NULL DEFAULT '';

-- Names that a package's spec provides (PROVIDES), requires to be built (BUILD) or installed (RUN).
CREATE TABLE capability (
    line     TEXT NOT NULL,
    project  TEXT NOT NULL,
    role     TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (line, project, role, name)
);
CREATE INDEX capability_name ON capability (line, name, role, project);

UPDATE package SET failures = (SELECT count(*) FROM build e WHERE e.line = package.line AND e.project = package.project
        AND e.status = 'FAILED' AND e.id > coalesce((SELECT max(s.id) FROM build s
            WHERE s.line = package.line AND s.project = package.project AND s.status = 'SUCCESS'), ''))
    WHERE last_status IN ('FAILED', 'RETRY');
UPDATE package SET failing_since = (SELECT min(e.ended) FROM build e WHERE e.line = package.line AND e.project = package.project
        AND e.status = 'FAILED' AND e.id > coalesce((SELECT max(s.id) FROM build s
            WHERE s.line = package.line AND s.project = package.project AND s.status = 'SUCCESS'), ''))
    WHERE last_status IN ('FAILED', 'RETRY');
UPDATE package SET failure = 'Failed before causes were grouped' WHERE last_status IN ('FAILED', 'RETRY');

CREATE INDEX package_standing ON package (line, place, project, last_status, phase, pending, behind_since, failure);
CREATE INDEX build_of_commit ON build (line, source, id);
CREATE INDEX entry_sequence ON entry (line, component, sequence);
CREATE INDEX label_move_of_label ON label_move (line, component, name, id);
