-- When it was last tried whether this database can be written; one row.
CREATE TABLE write_check (
    id  INTEGER NOT NULL PRIMARY KEY,
    at  BIGINT  NOT NULL
);
