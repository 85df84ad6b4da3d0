-- The ledger on SQLite. One writer; the rowid only grows because nothing is ever deleted, so position is commit order.
CREATE TABLE ledger_event (
  position       INTEGER PRIMARY KEY,
  stream         TEXT    NOT NULL,
  seq            INTEGER NOT NULL,
  case_id        TEXT    NOT NULL,
  type           TEXT    NOT NULL,
  actor          TEXT    NOT NULL,
  at             INTEGER NOT NULL,           -- microseconds since 1970-01-01T00:00:00Z
  salt           BLOB,                       -- null once redacted
  payload        BLOB,                       -- null once redacted
  remainder      BLOB,                       -- what a redaction left of the payload
  payload_digest BLOB    NOT NULL,
  prev_hash      BLOB    NOT NULL,
  hash           BLOB    NOT NULL,
  UNIQUE (stream, seq)
);
CREATE INDEX ledger_event_case ON ledger_event (case_id, position);

CREATE TRIGGER ledger_event_no_delete BEFORE DELETE ON ledger_event
BEGIN
  SELECT RAISE(ABORT, 'ledger events are never deleted');
END;

CREATE TRIGGER ledger_event_redact_only BEFORE UPDATE ON ledger_event
WHEN old.payload IS NULL OR new.payload IS NOT NULL OR new.salt IS NOT NULL OR new.remainder IS NULL
  OR new.position <> old.position OR new.stream <> old.stream OR new.seq <> old.seq OR new.case_id <> old.case_id
  OR new.type <> old.type OR new.actor <> old.actor OR new.at <> old.at
  OR new.payload_digest <> old.payload_digest OR new.prev_hash <> old.prev_hash OR new.hash <> old.hash
BEGIN
  SELECT RAISE(ABORT, 'ledger events are never changed; a redaction may only destroy the payload');
END;

CREATE TABLE stream_head (
  stream  TEXT PRIMARY KEY,
  case_id TEXT    NOT NULL,
  seq     INTEGER NOT NULL,
  hash    BLOB    NOT NULL
) WITHOUT ROWID;
CREATE INDEX stream_head_case ON stream_head (case_id);

CREATE TABLE command (
  stream     TEXT    NOT NULL,
  command_id TEXT    NOT NULL,
  digest     BLOB    NOT NULL,
  first_seq  INTEGER NOT NULL,
  last_seq   INTEGER NOT NULL,
  PRIMARY KEY (stream, command_id)
) WITHOUT ROWID;

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY,
  stream   TEXT    NOT NULL,
  seq      INTEGER NOT NULL
);

CREATE TABLE guard (
  case_id TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (case_id, name)
) WITHOUT ROWID;

CREATE TABLE clock (
  owner  TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  due_at INTEGER NOT NULL,
  armed  INTEGER NOT NULL,                   -- grows each time it is armed, so that a late completion can't disarm it
  PRIMARY KEY (owner, name)
) WITHOUT ROWID;
CREATE INDEX clock_due ON clock (due_at);

CREATE TABLE case_index (
  case_id    TEXT PRIMARY KEY,
  title      TEXT    NOT NULL,
  title_fold TEXT    NOT NULL,               -- the title in lower case, folded by the service: databases differ in what they fold
  reference  TEXT    NOT NULL,
  stage      INTEGER NOT NULL,
  severity   INTEGER NOT NULL,
  commander  TEXT    NOT NULL,
  restricted INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  opened_at  INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX case_index_updated ON case_index (updated_at, case_id);
CREATE INDEX case_index_opened ON case_index (opened_at, case_id);
CREATE INDEX case_index_reference ON case_index (reference) WHERE reference <> '';

CREATE TABLE case_member (
  case_id TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (case_id, person)
) WITHOUT ROWID;

-- The public keys that have signed checkpoints, this server's and those of others before or beside it.
CREATE TABLE signing_key (
  fingerprint TEXT PRIMARY KEY,
  jwk         TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE checkpoint (
  case_id TEXT    NOT NULL,
  number  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  jws     TEXT    NOT NULL,
  PRIMARY KEY (case_id, number)
) WITHOUT ROWID;
