-- What was built elsewhere and brought here; "made" is JSON of the given form.
CREATE TABLE imported_build (
    line     TEXT    NOT NULL,
    project  TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    distgit  TEXT    NOT NULL,
    form     INTEGER NOT NULL,
    made     TEXT    NOT NULL,
    PRIMARY KEY (line, project, source, distgit)
);

-- Most builds have one status: the index was no way to find any.
DROP INDEX build_of_status;
