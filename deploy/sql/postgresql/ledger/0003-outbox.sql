-- Who sweeps which part of the outbox, and messages that a consumer could not take.
-- The default is for servers of the version before, which don't know the column: their entries are swept as partition 0.
ALTER TABLE outbox ADD COLUMN partition integer NOT NULL DEFAULT 0;
ALTER TABLE outbox ALTER COLUMN stream TYPE text COLLATE "C";
CREATE UNIQUE INDEX outbox_event ON outbox (stream, seq);
-- Rows live for milliseconds: a share of a table that is nearly always empty would never be reached.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE outbox_lease (
  partition  integer PRIMARY KEY,
  owner      text    NOT NULL,
  epoch      bigint  NOT NULL,               -- grows with each new owner, so that one that slept notices
  expires_at bigint  NOT NULL                -- milliseconds since 1970-01-01T00:00:00Z, by the database's clock
);
INSERT INTO outbox_lease (partition, owner, epoch, expires_at) SELECT i, '', 0, 0 FROM generate_series(0, 15) AS i;

CREATE TABLE parked_message (
  id              text COLLATE "C" PRIMARY KEY,
  consumer        text   NOT NULL,
  message         text   NOT NULL,
  body            bytea  NOT NULL,
  stream          text   NOT NULL,
  seq             bigint NOT NULL,
  reason          text   NOT NULL,           -- a code, never a text that could hold personal data
  first_failed_at bigint NOT NULL,           -- microseconds since 1970-01-01T00:00:00Z
  last_failed_at  bigint NOT NULL,
  tries           bigint NOT NULL
);

GRANT SELECT, UPDATE ON outbox_lease TO incidentgrains_service;
GRANT INSERT, SELECT, UPDATE, DELETE ON parked_message TO incidentgrains_service;
