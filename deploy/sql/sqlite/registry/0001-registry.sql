-- The registry's blobs and what an import has taken so far. Contact data stands here in sealed blobs alone; the keys are
-- in a database of their own. All of it can be checked against the ledger, which records the digests.
CREATE TABLE blob (
  digest BLOB PRIMARY KEY,                   -- SHA-256 of the bytes
  owner  TEXT NOT NULL,                      -- the import it belongs to
  bytes  BLOB NOT NULL
);
CREATE INDEX blob_owner ON blob (owner);

CREATE TABLE import_chunk (
  import_id       TEXT    NOT NULL,
  number          INTEGER NOT NULL,          -- from 1
  sha256          BLOB    NOT NULL,          -- of the chunk as it was sent
  file            TEXT    NOT NULL,
  blob            BLOB    NOT NULL,
  row_count       INTEGER NOT NULL,
  rejected        INTEGER NOT NULL,
  email_unusable  INTEGER NOT NULL,
  phone_unusable  INTEGER NOT NULL,
  country_unknown INTEGER NOT NULL,
  rejects         BLOB    NOT NULL,          -- lines, columns and reasons, compressed; never what stood there
  PRIMARY KEY (import_id, number)
) WITHOUT ROWID;

-- Which silo works on which registry, and how far it is; renewed while it does.
CREATE TABLE registry_claim (
  registry_id   TEXT PRIMARY KEY,
  claimed_by    TEXT NOT NULL,
  claimed_until INTEGER NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z
  import_id     TEXT NOT NULL DEFAULT '',    -- the import that is being sealed
  permille      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Changes to single persons that wait or are to be carried out; sealed, for they say who it is.
CREATE TABLE person_change (
  change_id   TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL,
  content     BLOB NOT NULL
) WITHOUT ROWID;
