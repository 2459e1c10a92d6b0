-- Who may write, where several machines reach the database (PostgreSQL): one row, locked by each transaction that writes. "token" goes
-- up with every new owner; "until" is when its lease runs out, by the database's clock. A SQLite file's owner has a lock instead.
CREATE TABLE owner (
    name    TEXT   NOT NULL PRIMARY KEY,
    token   BIGINT NOT NULL,
    holder  TEXT   NOT NULL,
    place   TEXT   NOT NULL,
    until   BIGINT NOT NULL
);
