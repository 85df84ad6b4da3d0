-- The ledger on PostgreSQL 15+. Keys compare byte-wise (COLLATE "C"): cheaper, and the same order as in every verifier.
CREATE TABLE ledger_event (
  position       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream         text COLLATE "C" NOT NULL,
  seq            bigint NOT NULL,
  case_id        text COLLATE "C" NOT NULL,
  type           text   NOT NULL,
  actor          text   NOT NULL,
  at             bigint NOT NULL,            -- microseconds since 1970-01-01T00:00:00Z
  salt           bytea,                      -- null once redacted
  payload        bytea,                      -- null once redacted
  remainder      bytea,                      -- what a redaction left of the payload
  payload_digest bytea  NOT NULL,
  prev_hash      bytea  NOT NULL,
  hash           bytea  NOT NULL,
  UNIQUE (stream, seq)
);
CREATE INDEX ledger_event_case ON ledger_event (case_id, position);

CREATE TABLE stream_head (
  stream  text COLLATE "C" PRIMARY KEY,
  case_id text COLLATE "C" NOT NULL,
  seq     bigint NOT NULL,
  hash    bytea  NOT NULL
) WITH (fillfactor = 80);                    -- room for in-page updates: seq and hash change with every append
CREATE INDEX stream_head_case ON stream_head (case_id);

CREATE TABLE command (
  stream     text COLLATE "C" NOT NULL,
  command_id text COLLATE "C" NOT NULL,
  digest     bytea  NOT NULL,
  first_seq  bigint NOT NULL,
  last_seq   bigint NOT NULL,
  PRIMARY KEY (stream, command_id)
);

CREATE TABLE outbox (
  position bigint PRIMARY KEY,
  stream   text   NOT NULL,
  seq      bigint NOT NULL
);

CREATE TABLE guard (
  case_id text COLLATE "C" NOT NULL,
  name    text COLLATE "C" NOT NULL,
  n       bigint NOT NULL,
  PRIMARY KEY (case_id, name)
);

CREATE TABLE clock (
  owner  text COLLATE "C" NOT NULL,
  name   text COLLATE "C" NOT NULL,
  due_at bigint NOT NULL,
  armed  bigint NOT NULL,                    -- grows each time it is armed, so that a late completion can't disarm it
  PRIMARY KEY (owner, name)
);
CREATE INDEX clock_due ON clock (due_at);

CREATE TABLE case_index (
  case_id    text COLLATE "C" PRIMARY KEY,
  title      text    NOT NULL,
  title_fold text    NOT NULL,               -- the title in lower case, folded by the service: databases differ in what they fold
  reference  text    NOT NULL,
  stage      integer NOT NULL,
  severity   integer NOT NULL,
  commander  text    NOT NULL,
  restricted integer NOT NULL,
  version    bigint  NOT NULL,
  opened_at  bigint  NOT NULL,
  updated_at bigint  NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX case_index_updated ON case_index (updated_at, case_id);
CREATE INDEX case_index_opened ON case_index (opened_at, case_id);
CREATE INDEX case_index_reference ON case_index (reference) WHERE reference <> '';

CREATE TABLE case_member (
  case_id text COLLATE "C" NOT NULL,
  person  text NOT NULL,
  PRIMARY KEY (case_id, person)
);

-- The public keys that have signed checkpoints, this server's and those of others before or beside it.
CREATE TABLE signing_key (
  fingerprint text PRIMARY KEY,
  jwk         text NOT NULL
);

CREATE TABLE checkpoint (
  case_id text COLLATE "C" NOT NULL,
  number  bigint NOT NULL,
  at      bigint NOT NULL,
  jws     text   NOT NULL,
  PRIMARY KEY (case_id, number)
);

-- The only way to change an event: destroy its payload and keep what the approved redaction left of it. The digest of
-- the command goes too: it has no salt, and a short text could be guessed from it.
CREATE FUNCTION redact_event(p_stream text, p_seq bigint, p_remainder bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  UPDATE ledger_event SET salt = NULL, payload = NULL, remainder = p_remainder WHERE stream = p_stream AND seq = p_seq AND payload IS NOT NULL;
  UPDATE command SET digest = decode(repeat('00', 32), 'hex') WHERE stream = p_stream AND p_seq BETWEEN first_seq AND last_seq;
$$;
REVOKE ALL ON FUNCTION redact_event(text, bigint, bytea) FROM PUBLIC;

-- The role the service works under. It can add events and read them; it can't change or delete one.
DO $$
BEGIN
  CREATE ROLE incidentgrains_service NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- roles belong to the server, not to the database: another database of ours made it
END
$$;
GRANT INSERT, SELECT ON ledger_event, checkpoint, signing_key TO incidentgrains_service;
GRANT INSERT, SELECT, UPDATE ON stream_head, guard, case_index TO incidentgrains_service;
GRANT INSERT, SELECT ON command TO incidentgrains_service;
GRANT INSERT, SELECT, UPDATE, DELETE ON outbox, clock, case_member TO incidentgrains_service;
GRANT EXECUTE ON FUNCTION redact_event(text, bigint, bytea) TO incidentgrains_service;
GRANT incidentgrains_service TO CURRENT_USER;
