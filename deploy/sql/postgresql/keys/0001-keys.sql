-- The keys of the registry, wrapped: those of blobs by the incident's, those of incidents by the master key. Kept apart
-- from what they open, with short-lived backups of their own: a key that is deleted here destroys its blob everywhere.
CREATE SCHEMA registry_keys;

CREATE TABLE registry_keys.incident_secret (
  incident_id text COLLATE "C" PRIMARY KEY,
  master_key  text  NOT NULL,                -- which master key wrapped it
  wrapped     bytea NOT NULL
);

CREATE TABLE registry_keys.blob_key (
  digest  bytea PRIMARY KEY,
  owner   text COLLATE "C" NOT NULL,
  wrapped bytea NOT NULL
);
CREATE INDEX blob_key_owner ON registry_keys.blob_key (owner);

DO $$
BEGIN
  CREATE ROLE incidentgrains_service NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- roles belong to the server, not to the database: another database of ours made it
END
$$;
GRANT USAGE ON SCHEMA registry_keys TO incidentgrains_service;
GRANT INSERT, SELECT, UPDATE, DELETE ON registry_keys.incident_secret, registry_keys.blob_key TO incidentgrains_service;
GRANT incidentgrains_service TO CURRENT_USER;
