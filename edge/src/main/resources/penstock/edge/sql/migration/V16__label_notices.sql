-- How far people were told of something: "what" is PROMOTION with the id of the newest promotion of a line that they were told of.
CREATE TABLE told (
    what  TEXT NOT NULL,
    line  TEXT NOT NULL,
    upto  TEXT NOT NULL,
    PRIMARY KEY (what, line)
);

-- Since when a label with an alarm was not promoted; "state" is Standstill as JSON.
CREATE TABLE standstill (
    line   TEXT    NOT NULL,
    label  TEXT    NOT NULL,
    form   INTEGER NOT NULL,
    state  TEXT    NOT NULL,
    PRIMARY KEY (line, label)
);
