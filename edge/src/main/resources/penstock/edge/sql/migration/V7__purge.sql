-- When it was given up: from then on nothing may refer to the snapshot, and the build's artifacts and log may go.
ALTER TABLE snapshot ADD COLUMN purged BIGINT;
ALTER TABLE build ADD COLUMN given_up BIGINT;

-- What lies in the snapshot's folder and in no other, once it was measured.
ALTER TABLE snapshot ADD COLUMN bytes BIGINT;

CREATE INDEX artifact_sha256 ON artifact (sha256);
CREATE INDEX snapshot_unmeasured ON snapshot (line) WHERE bytes IS NULL AND purged IS NULL;
