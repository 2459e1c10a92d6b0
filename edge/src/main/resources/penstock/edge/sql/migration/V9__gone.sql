-- What the distribution names no more: packages, and under an empty project whole lines. "removed" is 1 once an operator removed it.
CREATE TABLE gone (
    line     TEXT    NOT NULL,
    project  TEXT    NOT NULL,
    since    BIGINT  NOT NULL,
    removed  INTEGER NOT NULL,
    PRIMARY KEY (line, project)
);
INSERT INTO gone (line, project, since, removed)
    SELECT b.line, b.project, max(coalesce(b.ended, b.started)), 0 FROM build b
    WHERE NOT EXISTS (SELECT 1 FROM package p WHERE p.line = b.line AND p.project = b.project)
    GROUP BY b.line, b.project;
