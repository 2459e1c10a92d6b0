-- How a line stands is counted from package_overview; only packages with commits to build are behind, and they are few.

CREATE INDEX package_pending ON package (line, behind_since, place, pending) WHERE pending > 0;
DROP INDEX package_standing;
