-- Filings as lists show them, one row each.
CREATE TABLE filing_index (
  filing_id      TEXT PRIMARY KEY,
  case_id        TEXT    NOT NULL,
  status         INTEGER NOT NULL,
  regulator      TEXT    NOT NULL,
  jurisdiction   TEXT    NOT NULL,
  form           TEXT    NOT NULL,
  language       TEXT    NOT NULL,
  obligations    TEXT    NOT NULL,             -- ids with spaces between
  version_number INTEGER NOT NULL,
  version_kind   INTEGER NOT NULL,
  version_state  INTEGER NOT NULL,
  filed_at       INTEGER NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z; the greatest number if there is no instant
  receipt        TEXT    NOT NULL,
  open_demands   INTEGER NOT NULL,
  demand_due_at  INTEGER NOT NULL,
  version        INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX filing_index_case ON filing_index (case_id, created_at, filing_id);
CREATE INDEX filing_index_created ON filing_index (created_at, filing_id);
CREATE INDEX filing_index_updated ON filing_index (updated_at, filing_id);
CREATE INDEX filing_index_due ON filing_index (demand_due_at, filing_id);
