-- What is known of packages' requirements; "state" is PackageWarnings as JSON, "open" is 1 when it has warnings or a problem.
CREATE TABLE package_warnings (
    line     TEXT    NOT NULL,
    project  TEXT    NOT NULL,
    open     INTEGER NOT NULL,
    form     INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    PRIMARY KEY (line, project)
);
CREATE INDEX package_warnings_open ON package_warnings (line, project) WHERE open = 1;

-- What mails that belong together have in common; empty for one that stands alone.
ALTER TABLE letter ADD COLUMN thread TEXT NOT NULL DEFAULT '';
