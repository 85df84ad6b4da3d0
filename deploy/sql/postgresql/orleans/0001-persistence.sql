-- Orleans ADO.NET grain storage on PostgreSQL: snapshots only, a cache of what the ledger says.
CREATE TABLE OrleansQuery (
  QueryKey  text PRIMARY KEY,
  QueryText text NOT NULL
);

CREATE TABLE OrleansStorage (
  GrainIdHash            integer NOT NULL,
  GrainIdN0              bigint  NOT NULL,
  GrainIdN1              bigint  NOT NULL,
  GrainTypeHash          integer NOT NULL,
  GrainTypeString        text    NOT NULL,
  GrainIdExtensionString text,
  ServiceId              text    NOT NULL,
  PayloadBinary          bytea,
  Version                integer NOT NULL,
  ModifiedOn             timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
) WITH (fillfactor = 80);
-- Snapshots are small and rewritten often: compressing them costs more than it saves.
ALTER TABLE OrleansStorage ALTER COLUMN PayloadBinary SET STORAGE EXTERNAL;

-- One row for one grain, whoever writes first; a writer with a stale version gets no row back.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
  INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version, ModifiedOn)
  SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, 1, now()
  WHERE @GrainStateVersion::integer IS NULL OR EXISTS (
    SELECT 1 FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
      AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString AND ServiceId = @ServiceId)
  ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
  DO UPDATE SET PayloadBinary = excluded.PayloadBinary, Version = OrleansStorage.Version + 1, ModifiedOn = excluded.ModifiedOn
  WHERE OrleansStorage.Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion'),
('ReadFromStorageKey', '
  SELECT PayloadBinary, Version FROM OrleansStorage
  WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString AND ServiceId = @ServiceId'),
('ClearStorageKey', '
  UPDATE OrleansStorage SET PayloadBinary = NULL, Version = Version + 1, ModifiedOn = now()
  WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString AND ServiceId = @ServiceId
    AND Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion'),
('DeleteStorageKey', '
  DELETE FROM OrleansStorage
  WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString AND ServiceId = @ServiceId
    AND Version = @GrainStateVersion
  RETURNING Version + 1 AS NewGrainStateVersion');

GRANT SELECT ON OrleansQuery TO incidentgrains_service;
GRANT INSERT, SELECT, UPDATE, DELETE ON OrleansStorage TO incidentgrains_service;
