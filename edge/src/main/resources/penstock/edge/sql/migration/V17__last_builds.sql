-- What pages show of a package's newest ended build, so that a list of packages needs no look at their builds.
ALTER TABLE package ADD COLUMN last_ended BIGINT;
ALTER TABLE package ADD COLUMN last_step TEXT NOT NULL DEFAULT '';
ALTER TABLE package ADD COLUMN last_cause TEXT NOT NULL DEFAULT '';
UPDATE package SET last_ended = (SELECT b.ended FROM build b WHERE b.id = package.last_build),
    last_step = coalesce((SELECT b.step FROM build b WHERE b.id = package.last_build), ''),
    last_cause = coalesce((SELECT b.failure FROM build b WHERE b.id = package.last_build), '');

-- Where a label pointed before it moved; empty the first time.
ALTER TABLE label_move ADD COLUMN previous TEXT NOT NULL DEFAULT '';
UPDATE label_move SET previous = coalesce((SELECT q.directory FROM label_move q WHERE q.line = label_move.line
    AND q.component = label_move.component AND q.name = label_move.name AND q.id < label_move.id
    ORDER BY q.id DESC LIMIT 1), '');
