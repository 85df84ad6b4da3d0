-- Filings as lists show them, one row each.
CREATE TABLE filing_index (
  filing_id      text COLLATE "C" PRIMARY KEY,
  case_id        text COLLATE "C" NOT NULL,
  status         bigint  NOT NULL,
  regulator      text    NOT NULL,
  jurisdiction   text    NOT NULL,
  form           text    NOT NULL,
  language       text    NOT NULL,
  obligations    text    NOT NULL,             -- ids with spaces between
  version_number bigint  NOT NULL,
  version_kind   bigint  NOT NULL,
  version_state  bigint  NOT NULL,
  filed_at       bigint  NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no instant
  receipt        text    NOT NULL,
  open_demands   bigint  NOT NULL,
  demand_due_at  bigint  NOT NULL,
  version        bigint  NOT NULL,
  created_at     bigint  NOT NULL,
  updated_at     bigint  NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX filing_index_case ON filing_index (case_id, created_at, filing_id);
CREATE INDEX filing_index_created ON filing_index (created_at, filing_id);
CREATE INDEX filing_index_updated ON filing_index (updated_at, filing_id);
CREATE INDEX filing_index_due ON filing_index (demand_due_at, filing_id);

GRANT INSERT, SELECT, UPDATE ON filing_index TO incidentgrains_service;
