-- The registry's blobs and what an import has taken so far. Contact data stands here in sealed blobs alone; the keys are
-- in a database of their own. All of it can be checked against the ledger, which records the digests.
CREATE TABLE blob (
  digest bytea PRIMARY KEY,                  -- SHA-256 of the bytes
  owner  text COLLATE "C" NOT NULL,          -- the import it belongs to
  size   integer NOT NULL
);
CREATE INDEX blob_owner ON blob (owner);

-- A blob's bytes, as much as fits a page each: written by COPY, 309 MB/s were measured against 82 in one TOASTed value.
CREATE TABLE blob_page (
  digest bytea   NOT NULL,
  part   integer NOT NULL,
  bytes  bytea   NOT NULL,
  PRIMARY KEY (digest, part)
);
ALTER TABLE blob_page ALTER bytes SET STORAGE PLAIN;

CREATE TABLE import_chunk (
  import_id       text COLLATE "C" NOT NULL,
  number          integer NOT NULL,          -- from 1
  sha256          bytea   NOT NULL,          -- of the chunk as it was sent
  file            text    NOT NULL,
  blob            bytea   NOT NULL,
  row_count       integer NOT NULL,
  rejected        integer NOT NULL,
  email_unusable  integer NOT NULL,
  phone_unusable  integer NOT NULL,
  country_unknown integer NOT NULL,
  rejects         bytea   NOT NULL,          -- lines, columns and reasons, compressed; never what stood there
  PRIMARY KEY (import_id, number)
);

-- Which silo works on which registry, and how far it is; renewed while it does.
CREATE TABLE registry_claim (
  registry_id   text COLLATE "C" PRIMARY KEY,
  claimed_by    text NOT NULL,
  claimed_until bigint NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z
  import_id     text NOT NULL DEFAULT '',    -- the import that is being sealed
  permille      integer NOT NULL DEFAULT 0
);

-- Changes to single persons that wait or are to be carried out; sealed, for they say who it is.
CREATE TABLE person_change (
  change_id   text COLLATE "C" PRIMARY KEY,
  incident_id text  NOT NULL,
  content     bytea NOT NULL
);

GRANT INSERT, SELECT, UPDATE, DELETE ON blob, blob_page, import_chunk, registry_claim, person_change TO incidentgrains_service;
