-- The line's sequence when a snapshot could not be published, by which notices are read: the clock may be set back. Those of before are counted.
ALTER TABLE snapshot ADD COLUMN failed_as BIGINT;
UPDATE notice_position SET unpublished = (SELECT count(*) FROM snapshot s WHERE s.line = notice_position.line
    AND s.state = 'FAILED' AND s.changed <= notice_position.unpublished);
UPDATE snapshot SET failed_as = (SELECT count(*) FROM snapshot o WHERE o.line = snapshot.line AND o.state = 'FAILED'
    AND (o.changed < snapshot.changed OR (o.changed = snapshot.changed AND o.directory <= snapshot.directory)))
    WHERE state = 'FAILED';
DROP INDEX snapshot_failed;
CREATE INDEX snapshot_failed ON snapshot (line, failed_as) WHERE state = 'FAILED';
