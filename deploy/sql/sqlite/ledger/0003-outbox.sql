-- Who sweeps which part of the outbox, and messages that a consumer could not take.
-- The default is for servers of the version before, which don't know the column: their entries are swept as partition 0.
ALTER TABLE outbox ADD COLUMN partition INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX outbox_event ON outbox (stream, seq);

CREATE TABLE outbox_lease (
  partition  INTEGER PRIMARY KEY,
  owner      TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,               -- grows with each new owner, so that one that slept notices
  expires_at INTEGER NOT NULL                -- milliseconds since 1970-01-01T00:00:00Z, by the database's clock
);
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 15)
INSERT INTO outbox_lease (partition, owner, epoch, expires_at) SELECT i, '', 0, 0 FROM n;

CREATE TABLE parked_message (
  id              TEXT PRIMARY KEY,
  consumer        TEXT    NOT NULL,
  message         TEXT    NOT NULL,
  body            BLOB    NOT NULL,
  stream          TEXT    NOT NULL,
  seq             INTEGER NOT NULL,
  reason          TEXT    NOT NULL,          -- a code, never a text that could hold personal data
  first_failed_at INTEGER NOT NULL,          -- microseconds since 1970-01-01T00:00:00Z
  last_failed_at  INTEGER NOT NULL,
  tries           INTEGER NOT NULL
) WITHOUT ROWID;
