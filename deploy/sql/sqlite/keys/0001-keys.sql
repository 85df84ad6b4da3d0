-- The keys of the registry, wrapped: those of blobs by the incident's, those of incidents by the master key. Kept apart
-- from what they open, with short-lived backups of their own: a key that is deleted here destroys its blob everywhere.
CREATE TABLE incident_secret (
  incident_id TEXT PRIMARY KEY,
  master_key  TEXT NOT NULL,                 -- which master key wrapped it
  wrapped     BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE blob_key (
  digest  BLOB PRIMARY KEY,
  owner   TEXT NOT NULL,
  wrapped BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX blob_key_owner ON blob_key (owner);
